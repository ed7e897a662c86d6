// Conditions are made of comparisons that convert by affinity just as storing does, so they say what storing will do.
#include "dialects/sqlite/type_change.hpp"

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"
#include "dialects/sqlite/rowid.hpp"
#include "dialects/sqlite/types.hpp"

#include <fmt/format.h>

namespace strata::dialects::sqlite {
namespace {

using schema::Column;
using schema::Table;

constexpr std::string_view check_table = "strata_check";

// ANY keeps every value as it is in a STRICT table; elsewhere the word means NUMERIC.
Affinity column_affinity(const Table& table, const Column& column) {
  if (table.options.strict && same_name(column.type, "ANY")) return Affinity::blob;
  return affinity_of(column.type);
}

bool becomes_strict(const Table& from, const Table& to) {
  return to.options.strict && !from.options.strict;
}

// A column of BLOB affinity converts nothing, and refuses nothing but in a STRICT table.
bool takes_all(const Table& to, const Column& column) {
  return column_affinity(to, column) == Affinity::blob && (!to.options.strict || same_name(column.type, "ANY"));
}

std::string type_of(const Column& column) {
  return column.type.empty() ? "no type" : column.type;
}

// Texts keep being told from numbers: '12' equals CAST('12' AS NUMERIC), 'abc' does not equal 0.
std::string no_number(const std::string& value) {
  return fmt::format("CAST({0} AS NUMERIC) <> {0}", value);
}

// Digits beyond 64 bits make a REAL of 15.
std::string too_many_digits(const std::string& value) {
  return fmt::format(
      "typeof({0}) = 'text' AND ltrim({0}, '-') NOT GLOB '*[^0-9]*' AND typeof(CAST({0} AS NUMERIC)) = 'real'", value);
}

std::string no_real(Affinity old, const std::string& value) {
  // Integers above 2^53 lose digits.
  if (old == Affinity::integer || old == Affinity::numeric) return fmt::format("CAST({0} AS REAL) <> {0}", value);
  return fmt::format("{0}\n    OR CAST({1} AS REAL) <> CAST({1} AS NUMERIC)\n    OR {2}", no_number(value), value,
                     too_many_digits(value));
}

// SQLite writes a REAL with 15 digits, which may be fewer than it has.
std::string no_text(Affinity old, const std::string& value) {
  std::string blob = fmt::format("typeof({}) = 'blob'", value);
  std::string loses = fmt::format("typeof({0}) = 'real' AND CAST(CAST({0} AS TEXT) AS REAL) <> {0}", value);
  switch (old) {
    case Affinity::text:
      return blob;
    case Affinity::integer:
    case Affinity::real:
    case Affinity::numeric:
      return loses;
    case Affinity::blob:
      return fmt::format("{}\n    OR {}", blob, loses);
  }
  return {};
}

// DATETIME, UUID and all that SQLite doesn't know have NUMERIC affinity too, and hold text.
bool promises_numbers(const Column& column) {
  const std::string type = fold(column.type);
  return type.starts_with("num") || type.starts_with("dec") || type.starts_with("bool");
}

// `old` says of what kinds the values may be.
std::string condition(Affinity old, Affinity wanted, const Column& column, const std::string& value) {
  switch (wanted) {
    case Affinity::integer:
      return fmt::format("CAST(CAST({0} AS NUMERIC) AS INTEGER) <> {0}", value);
    case Affinity::real:
      return no_real(old, value);
    case Affinity::numeric:
      if (!promises_numbers(column)) return too_many_digits(value);
      return fmt::format("{}\n    OR {}", no_number(value), too_many_digits(value));
    case Affinity::text:
      return no_text(old, value);
    case Affinity::blob:
      return fmt::format("typeof({}) NOT IN ('blob', 'null')", value);
  }
  return {};
}

// Any NUMERIC holds numbers, any TEXT integers.
bool always_fits(Affinity old, Affinity wanted) {
  return old == wanted || (wanted == Affinity::numeric && (old == Affinity::integer || old == Affinity::real)) ||
         (wanted == Affinity::text && old == Affinity::integer);
}

}  // namespace

std::string conversion(const Table& from, const Column& old_column, const Table& to, const Column& column) {
  if (takes_all(to, column) || column_affinity(from, old_column) == column_affinity(to, column)) return {};
  std::string text = fmt::format("values of {}.{} are converted from {} to {}", schema::to_string(to.name), column.name,
                                 type_of(old_column), type_of(column));
  if (misfit(from, old_column, to, column).empty()) return text;
  text += "; the check fails if one does not fit: UPDATE it in this revision, before the check";
  return to.options.strict || is_rowid_alias(to, column) ? text : text + "; or delete the check to keep it as it is";
}

std::string misfit(const Table& from, const Column& old_column, const Table& to, const Column& column) {
  const Affinity old = column_affinity(from, old_column);
  const Affinity wanted = column_affinity(to, column);
  if (takes_all(to, column)) return {};
  // Without STRICT any column but the rowid takes what its type does not promise.
  const bool holds_anything = becomes_strict(from, to) && !is_rowid_alias(from, old_column);
  if (!holds_anything && always_fits(old, wanted)) return {};
  const std::string value = quote_identifier(old_column.name);
  return holds_anything && old != Affinity::text ? condition(Affinity::blob, wanted, column, value)
                                                 : condition(old, wanted, column, value);
}

std::vector<std::string> precheck(const Table& from, const Table& to) {
  std::string columns;
  std::string names;
  std::string counts;
  for (const Column& column : to.columns) {
    const Column* old_column = column_in(from, column.name);
    if (column.generated || old_column == nullptr) continue;
    const std::string unfit = misfit(from, *old_column, to, column);
    if (unfit.empty()) continue;
    const std::string name = quote_identifier(column.name);
    const std::string finding =
        fmt::format("{}.{} holds values that do not fit {}", schema::to_string(to.name), column.name, type_of(column));
    columns +=
        fmt::format("{}\n  {} {}CHECK ({} = 0)", columns.empty() ? "" : ",", name, constraint_name(finding), name);
    names += (names.empty() ? "" : ", ") + name;
    counts += fmt::format("{}\n  count(*) FILTER (WHERE {})", counts.empty() ? "" : ",", unfit);
  }
  if (columns.empty()) return {};
  return {fmt::format("CREATE TABLE temp.{} ({}\n)", check_table, columns),
          fmt::format("INSERT INTO temp.{} ({})\nSELECT{}\nFROM {}", check_table, names, counts, quote(from.name)),
          fmt::format("DROP TABLE temp.{}", check_table)};
}

}  // namespace strata::dialects::sqlite
