// Sequences and views, the tables between them, and what MariaDB has no kind of object for; see resolve.hpp.
#include "dialects/mariadb/resolve.hpp"

#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/references.hpp"
#include "dialects/mariadb/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace strata::dialects::mariadb {
namespace {

template <class Objects>
void refuse_all(Resolving& resolving, const Objects& objects, std::string_view what, std::string_view way_out) {
  for (const auto& object : objects) {
    if (!here(object)) continue;
    resolving.refuse(object.location, fmt::format("{} {}: MariaDB has none", what, to_string(object.name)),
                     fmt::format("{}.only_on(\"postgresql\")", way_out));
  }
}

// MariaDB's sequences before 11.5 count in bigint; one of another type keeps that type's bounds.
schema::SequenceOptions resolve_sequence_options(Resolving& resolving, const schema::ModelSequence& sequence) {
  schema::SequenceOptions out = sequence.options;
  const bool descending = out.increment.value_or(1) < 0;
  const auto bound = [&](std::int64_t least, std::int64_t most) {
    if (descending && !out.minimum) out.minimum = least;
    if (!descending && !out.maximum) out.maximum = most;
  };
  if (out.data_type == "smallint") {
    bound(std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max());
  } else if (out.data_type == "integer" || out.data_type == "int") {
    bound(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
  } else if (!out.data_type.empty() && out.data_type != "bigint") {
    resolving.refuse(
        sequence.location,
        fmt::format("sequence {} has the type {}; MariaDB's count in bigint", to_string(sequence.name), out.data_type),
        "leave the type out and give .minimum and .maximum");
  }
  out.data_type.clear();
  return out;
}

schema::Sequence resolve_sequence(Resolving& resolving, const schema::ModelSequence& sequence) {
  schema::Sequence out;
  out.name = resolve_name(resolving, sequence.name, sequence.location);
  out.options = resolve_sequence_options(resolving, sequence);
  out.comment = sequence.comment;
  out.location = sequence.location;
  return out;
}

bool is_on(const std::string& value) {
  constexpr auto yes = std::to_array<std::string_view>({"true", "on", "yes", "1", ""});
  return std::ranges::find(yes, value) != yes.end();
}

// PostgreSQL's security_invoker is MariaDB's SQL SECURITY INVOKER; its other options are told by left_out().
schema::Options resolve_view_options(const schema::ModelView& view) {
  constexpr auto own = std::to_array<std::string_view>({"algorithm", "definer", "security"});
  schema::Options out;
  for (const auto& option : view.options) {
    if (std::ranges::find(own, option.first) != own.end()) out.push_back(option);
    if (option.first == "security_invoker" && is_on(option.second)) out.emplace_back("security", "INVOKER");
  }
  return out;
}

schema::View resolve_view(Resolving& resolving, const schema::ModelView& view) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view way_out) {
    if (!has) return;
    resolving.refuse(view.location, fmt::format("view {} is {}, which MariaDB lacks", to_string(view.name), what),
                     fmt::format("{}, or .only_on(\"postgresql\")", way_out));
  };
  refuse(view.materialized, "materialised", "make it a plain view or a table that is filled");
  refuse(view.temporary, "temporary", "make it a plain view or a temporary table");
  schema::View out;
  out.name = resolve_name(resolving, view.name, view.location);
  out.columns = view.columns;
  out.definition = trimmed_query(schema::expand_query(view.definition, engine_name, quote_identifier));
  out.options = resolve_view_options(view);
  out.check_option = view.check_option;
  out.location = view.location;
  return out;
}

}  // namespace

schema::ObjectName resolve_name(Resolving& resolving, const schema::ObjectName& name,
                                const schema::SourceLocation& location) {
  if (!name.schema.empty()) {
    resolving.refuse(location,
                     fmt::format("{} is in a schema of its own, which MariaDB lacks: what it calls so is a database",
                                 to_string(name)),
                     "leave the schema out, or .only_on(\"postgresql\")");
  }
  return {"", name.name};
}

schema::Schema resolve(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  Resolving resolving{model, {}};
  schema::Schema out;
  out.engine = engine_name;
  refuse_all(resolving, model.domains, "domain", "give the columns its type and checks, or ");
  refuse_all(resolving, model.composite_types, "composite type", "");
  for (const schema::ModelSequence& sequence : model.sequences) {
    if (here(sequence)) out.sequences.push_back(resolve_sequence(resolving, sequence));
  }
  for (const schema::ModelTable& table : model.tables) {
    if (here(table)) out.tables.push_back(resolve_table(resolving, table));
  }
  for (const schema::ModelView& view : model.views) {
    if (here(view)) out.views.push_back(resolve_view(resolving, view));
  }
  check_names(resolving, out);
  schema::require_none(resolving.findings);
  find_dependencies(out);
  return out;
}

}  // namespace strata::dialects::mariadb
