// Sequences and views.
#include "dialects/mariadb/render.hpp"

#include "dialects/mariadb/names.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using schema::Sequence;
using schema::View;

std::string option(const View& view, std::string_view name) {
  const auto found = std::ranges::find(view.options, name, [](const auto& o) { return std::string_view(o.first); });
  return found == view.options.end() ? "" : found->second;
}

// "ALGORITHM=MERGE DEFINER=`u`@`h` SQL SECURITY INVOKER VIEW name (a, b) AS …"
std::string view_text(const View& view) {
  std::string out;
  if (const std::string algorithm = option(view, "algorithm"); !algorithm.empty()) {
    out += "ALGORITHM=" + ascii::in_upper_case(algorithm) + " ";
  }
  if (const std::string definer = option(view, "definer"); !definer.empty()) out += "DEFINER=" + definer + " ";
  if (const std::string security = option(view, "security"); !security.empty()) {
    out += "SQL SECURITY " + ascii::in_upper_case(security) + " ";
  }
  out += "VIEW " + quote(view.name);
  if (!view.columns.empty()) out += " (" + quote_list(view.columns) + ")";
  out += " AS\n" + view.definition;
  if (!view.check_option.empty()) out += "\nWITH " + ascii::in_upper_case(view.check_option) + " CHECK OPTION";
  return out;
}

void add_bound(std::string_view word, const std::optional<std::int64_t>& value, std::string& out) {
  if (value) out += fmt::format(" {} {}", word, *value);
}

// SETVAL moves a sequence on, and never back (setval): ALTER SEQUENCE refuses bounds that its position is not in.
std::string moved_into_bounds(const Sequence& to, const schema::SequenceOptions& before) {
  const schema::SequenceOptions& after = to.options;
  const bool goes_down = after.increment.value_or(1) < 0;
  const auto& bound = goes_down ? after.maximum : after.minimum;
  const auto& old_bound = goes_down ? before.maximum : before.minimum;
  const std::int64_t first = goes_down ? -1 : 1;
  const std::int64_t value = bound.value_or(first);
  const std::int64_t old_value = old_bound.value_or(first);
  if (goes_down ? value >= old_value : value <= old_value) return {};
  return fmt::format("DO SETVAL({}, {}, 0)", quote(to.name), value);
}

}  // namespace

std::string create_sequence(const Sequence& sequence) {
  const schema::SequenceOptions& options = sequence.options;
  std::string out = "CREATE SEQUENCE " + quote(sequence.name);
  add_bound("START WITH", options.start, out);
  add_bound("MINVALUE", options.minimum, out);
  add_bound("MAXVALUE", options.maximum, out);
  add_bound("INCREMENT BY", options.increment, out);
  add_bound("CACHE", options.cache, out);
  if (options.cycle) out += " CYCLE";
  if (!sequence.comment.empty()) out += " COMMENT=" + quote_literal(sequence.comment);
  return out;
}

std::vector<std::string> alter_sequence(const Sequence& from, const Sequence& to) {
  const schema::SequenceOptions& before = from.options;
  const schema::SequenceOptions& after = to.options;
  const std::int64_t increment = after.increment.value_or(1);
  std::string out;
  if (before.minimum != after.minimum) {
    out += after.minimum ? fmt::format(" MINVALUE {}", *after.minimum) : " NO MINVALUE";
  }
  if (before.maximum != after.maximum) {
    out += after.maximum ? fmt::format(" MAXVALUE {}", *after.maximum) : " NO MAXVALUE";
  }
  if (before.increment != after.increment) out += fmt::format(" INCREMENT BY {}", increment);
  // The start is the least value where it is not given, or the greatest of a sequence that goes down.
  if (before.start != after.start) {
    const auto& bound = increment < 0 ? after.maximum : after.minimum;
    out += fmt::format(" START WITH {}", after.start.value_or(bound.value_or(increment < 0 ? -1 : 1)));
  }
  if (before.cache != after.cache) out += fmt::format(" CACHE {}", after.cache.value_or(1000));
  if (before.cycle != after.cycle) out += after.cycle ? " CYCLE" : " NOCYCLE";
  std::vector<std::string> statements;
  if (const std::string moved = moved_into_bounds(to, before); !moved.empty()) statements.push_back(moved);
  if (!out.empty()) statements.push_back("ALTER SEQUENCE " + quote(to.name) + out);
  if (from.comment != to.comment) {
    statements.push_back("ALTER TABLE " + quote(to.name) + " COMMENT=" + quote_literal(to.comment));
  }
  return statements;
}

std::string create_view(const View& view) {
  return "CREATE " + view_text(view);
}

std::string create_or_replace_view(const View& view) {
  return "CREATE OR REPLACE " + view_text(view);
}

std::string drop_view(const View& view) {
  return "DROP VIEW " + quote(view.name);
}

}  // namespace strata::dialects::mariadb
