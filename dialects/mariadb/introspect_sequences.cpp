// Sequences: each is a table of one row, so that all are read by one query. What is the engine's default is not said.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/names.hpp"

#include <fmt/format.h>

#include <limits>

namespace strata::dialects::mariadb {
namespace {

// MariaDB: create-sequence.
constexpr std::int64_t default_cache = 1000;

struct Bounds {
  std::int64_t minimum;
  std::int64_t maximum;
};

Bounds default_bounds(std::int64_t increment) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return increment < 0 ? Bounds{-most, -1} : Bounds{1, most - 1};
}

// "bigint(21)" is what a sequence is that says nothing; of any other the bounds are said, since they are that type's.
std::string data_type(std::string_view column_type) {
  const std::size_t open = column_type.find('(');
  std::string type(column_type.substr(0, open));
  if (open != std::string_view::npos) type += column_type.substr(column_type.find(')') + 1);
  return type == "bigint" ? "" : type;
}

schema::SequenceOptions read_options(Fields& fields, std::string type) {
  const auto start = fields.number();
  const Bounds bounds{fields.number().value_or(0), fields.number().value_or(0)};
  const std::int64_t increment = fields.number().value_or(1);
  const std::int64_t cache = fields.number().value_or(default_cache);
  const Bounds usual = default_bounds(increment);
  schema::SequenceOptions options;
  const bool typed = !type.empty();
  options.data_type = std::move(type);
  if (increment != 1) options.increment = increment;
  if (typed || bounds.minimum != usual.minimum) options.minimum = bounds.minimum;
  if (typed || bounds.maximum != usual.maximum) options.maximum = bounds.maximum;
  if (start != (increment < 0 ? bounds.maximum : bounds.minimum)) options.start = start;
  if (cache != default_cache) options.cache = cache;
  options.cycle = fields.text() == "1";
  return options;
}

void add_sequence(Draft& draft, std::string name, const ListedSequence& listed, Fields& fields) {
  if (draft.catalog.is_default_engine(listed.engine)) {
    draft.schema.sequences.push_back(
        {{"", std::move(name)}, read_options(fields, data_type(listed.data_type)), "", listed.comment, {}});
    return;
  }
  // A sequence has no field for its engine.
  std::string definition = draft.catalog.shown("SEQUENCE", name);
  std::string removal = definition.empty() ? "" : "DROP SEQUENCE " + quote_identifier(name);
  draft.schema.opaque_objects.push_back(
      {"sequence", {"", std::move(name)}, std::move(definition), std::move(removal), {}, {}, false});
}

}  // namespace

void read_sequences(Draft& draft) {
  std::string query;
  for (const auto& [name, listed] : draft.sequences) {
    query +=
        (query.empty() ? "" : " UNION ALL ") + fmt::format(sequence_query, quote_literal(name), in_backticks(name));
  }
  if (query.empty()) return;
  for (Row& row : draft.catalog.rows(query)) {
    Fields fields(row);
    std::string name = fields.text();
    const ListedSequence& listed = draft.sequences.at(name);
    add_sequence(draft, std::move(name), listed, fields);
  }
}

}  // namespace strata::dialects::mariadb
