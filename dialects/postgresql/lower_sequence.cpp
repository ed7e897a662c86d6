// Sequences that change: options one by one, since ALTER SEQUENCE leaves alone what it does not name, and a position
// that may lie outside of new bounds.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/table_change.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {
namespace {

using schema::SequenceOptions;

std::int64_t increment_of(const SequenceOptions& options) {
  return options.increment.value_or(1);
}

// CREATE SEQUENCE: what holds where nothing is said.
std::int64_t start_of(const SequenceOptions& options) {
  if (options.start) return *options.start;
  return increment_of(options) > 0 ? options.minimum.value_or(1) : options.maximum.value_or(-1);
}

// Whether no position could be right under both, so that numbers begin anew.
bool begins_anew(const SequenceOptions& from, const SequenceOptions& to) {
  const bool turned = (increment_of(from) > 0) != (increment_of(to) > 0);
  return turned && (!from.minimum || !from.maximum || from.minimum != to.minimum || from.maximum != to.maximum);
}

}  // namespace

std::string changed_options(const SequenceOptions& from, const SequenceOptions& to, std::string_view set) {
  std::string out;
  const auto add = [&](const std::string& clause) { out += (out.empty() ? "" : " ") + std::string(set) + clause; };
  const bool turned = (increment_of(from) > 0) != (increment_of(to) > 0);
  if (increment_of(from) != increment_of(to)) add(fmt::format("INCREMENT BY {}", increment_of(to)));
  if (from.minimum != to.minimum || turned) {
    add(to.minimum ? fmt::format("MINVALUE {}", *to.minimum) : "NO MINVALUE");
  }
  if (from.maximum != to.maximum || turned) {
    add(to.maximum ? fmt::format("MAXVALUE {}", *to.maximum) : "NO MAXVALUE");
  }
  if (start_of(from) != start_of(to)) add(fmt::format("START WITH {}", start_of(to)));
  if (begins_anew(from, to)) out += " RESTART";  // never behind SET
  if (from.cache.value_or(1) != to.cache.value_or(1)) add(fmt::format("CACHE {}", to.cache.value_or(1)));
  if (from.cycle != to.cycle) add(to.cycle ? "CYCLE" : "NO CYCLE");
  return out;
}

std::vector<std::string> move_into_bounds(const schema::ObjectName& sequence, const SequenceOptions& from,
                                          const SequenceOptions& to) {
  const auto move = [&](std::string_view comparison, std::int64_t bound) {
    return std::vector{fmt::format("SELECT setval({}, {}, false)\nFROM {}\nWHERE last_value {} {}",
                                   quote_literal(quote(sequence)), bound, quote(sequence), comparison, bound)};
  };
  if (begins_anew(from, to)) return {};
  const bool ascends = increment_of(to) > 0;
  const std::int64_t old_minimum = from.minimum.value_or(increment_of(from) > 0 ? 1 : INT64_MIN);
  const std::int64_t minimum = to.minimum.value_or(ascends ? 1 : INT64_MIN);
  if (minimum > old_minimum && minimum != INT64_MIN) return move("<", minimum);
  const std::int64_t old_maximum = from.maximum.value_or(increment_of(from) > 0 ? INT64_MAX : -1);
  const std::int64_t maximum = to.maximum.value_or(ascends ? INT64_MAX : -1);
  if (maximum < old_maximum && maximum != INT64_MAX) return move(">", maximum);
  return {};
}

std::vector<std::string> alter_sequence(const schema::Sequence& from, const schema::Sequence& to) {
  std::vector<std::string> statements;
  std::string changes = changed_options(from.options, to.options, "");
  if (from.options.data_type != to.options.data_type) {
    const std::string type = to.options.data_type.empty() ? "bigint" : to.options.data_type;
    changes = "AS " + type + (changes.empty() ? "" : " " + changes);
  }
  if (!changes.empty()) {
    statements = move_into_bounds(to.name, from.options, to.options);
    statements.push_back("ALTER SEQUENCE " + quote(to.name) + " " + changes);
  }
  if (from.comment != to.comment) {
    statements.push_back(comment_on("SEQUENCE " + quote(to.name), to.comment));
  }
  return statements;
}

}  // namespace strata::dialects::postgresql
