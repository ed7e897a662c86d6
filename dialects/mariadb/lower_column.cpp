// Clauses for one column that is added, dropped, modified or made anew, the values that rows get where they must have
// one, and what a reviewer should know of each.
#include "dialects/mariadb/catalog.hpp"
#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_change.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "dialects/mariadb/type_change.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using schema::Column;

std::string full_name(const TableChange& change, const Column& column) {
  return to_string(change.table) + "." + column.name;
}

// What DEFAULT takes as the value of all rows that are there: no queries, no functions of the schema's own
// (default-clause). Nothing else fills rows without an UPDATE, which triggers would take for their users' doing.
bool can_be_default(const Lowering& lowering, std::string_view value) {
  const std::vector<Token> tokens = tokenize(value);
  const auto is_function = [&](const Token& token) {
    return is_name(token) && std::ranges::any_of(lowering.change().from.opaque_objects, [&](const auto& object) {
             return object.kind != "trigger" && equals_ignoring_case(object.name.name, identifier_of(token));
           });
  };
  return std::ranges::none_of(tokens,
                              [&](const Token& token) { return is_keyword(token, "select") || is_function(token); });
}

// A value of the type, where rows must have one and nobody has said which.
std::string placeholder(const Column& column) {
  const ColumnType type = column_type(column.type);
  switch (type.family) {
    case TypeFamily::integer:
    case TypeFamily::decimal:
    case TypeFamily::real:
    case TypeFamily::bit:
      return "0";
    case TypeFamily::year:
      return "1970";
    case TypeFamily::date:
      return "'1970-01-01'";
    case TypeFamily::datetime:
    case TypeFamily::timestamp:
      return "'1970-01-02 00:00:00'";
    case TypeFamily::time:
      return "'00:00:00'";
    case TypeFamily::enumeration:
      return type.parts.arguments.empty() ? "''" : quote_literal(type.parts.arguments.front());
    case TypeFamily::json:
      return "'{}'";
    case TypeFamily::uuid:
      return "'00000000-0000-0000-0000-000000000000'";
    case TypeFamily::address:
      return type.parts.base == "inet4" ? "'0.0.0.0'" : "'::'";
    case TypeFamily::text:
    case TypeFamily::bytes:
    case TypeFamily::set:
      return "''";
    case TypeFamily::other:
      return "NULL";
  }
  return "NULL";
}

std::string value_for_rows(Lowering& lowering, const Column& column, const TableChange& change) {
  if (const std::string* fill = lowering.fill_for(change.table, column.name)) return *fill;
  if (column.default_value) return in_parentheses(*column.default_value);
  lowering.add_missing_fill(change.table, column.name);
  return placeholder(column);
}

Clause add_clause(const TableChange& change, const Column& column, const std::string& place, bool may_be_there) {
  return {"ADD COLUMN", may_be_there ? if_not_exists : std::string_view(),
          quote_identifier(column.name) + column_definition(change.to, column) + place};
}

Clause modify_clause(const TableChange& change, const Column& column, const std::string& place = {}) {
  return {"MODIFY COLUMN", {}, quote_identifier(column.name) + column_definition(change.to, column) + place};
}

void forbid_null(const Column& column, TableChange& change) {
  change.last.clauses.push_back(modify_clause(change, column));
  change.last.work.rebuilds = change.last.work.forbids_null = true;
}

// The value stands as the default while the column is added, which writes no row where it is one for all; then the
// real one.
void add_with_default(const Column& column, const std::string& value, const std::string& place, bool may_be_there,
                      TableChange& change) {
  Column filled = column;
  filled.default_value = value;
  change.main.clauses.push_back(add_clause(change, filled, place, may_be_there));
  add_column(filled, change.main.work);
  // Where NULL is allowed, to have no default is another thing than to have NULL.
  const std::string value_then = column.default_value ? default_value(*column.default_value) : "NULL";
  const bool has_default = column.default_value || column.nullable;
  change.last.clauses.push_back(
      {"ALTER COLUMN",
       {},
       quote_identifier(column.name) + (has_default ? " SET DEFAULT " + value_then : std::string(" DROP DEFAULT"))});
}

void add_and_fill(const Column& column, const std::string& value, const std::string& place, bool may_be_there,
                  TableChange& change) {
  Column empty = column;
  empty.nullable = true;
  change.main.clauses.push_back(add_clause(change, empty, place, may_be_there));
  add_column(empty, change.main.work);
  change.values_after.push_back(fmt::format("{} = {}", quote_identifier(column.name), value));
  if (!column.nullable) forbid_null(column, change);
  change.add_hazard(HazardKind::lock, fmt::format("writes every row of {} in one statement", to_string(change.table)));
}

bool gains_check(const TableChange& change, const Column& column) {
  const schema::Check* check = column_check(change.to, column.name);
  const schema::Check* old_check = column_check(change.from, column.name);
  return check != nullptr && (old_check == nullptr || old_check->expression != check->expression);
}

// JSON is LONGTEXT with a check of its own, which has to be looked at likewise.
bool becomes_json(const Column& old_column, const Column& column) {
  return column_type(column.type).family == TypeFamily::json && column_type(old_column.type).family != TypeFamily::json;
}

void fill_nulls(Lowering& lowering, const Column& old_column, const Column& column, TableChange& change) {
  const std::string value = value_for_rows(lowering, column, change);
  const std::string name = quote_identifier(column.name);
  const bool is_first = old_column.type == column.type;
  (is_first ? change.values_before : change.values_after)
      .push_back(fmt::format("{0} = COALESCE({0}, {1})", name, value));
  (is_first ? change.missing_before : change.missing_after).push_back(name);
  change.add_hazard(HazardKind::value_change, fmt::format("NULL in {} becomes {}", full_name(change, column), value));
}

// MariaDB makes no virtual column of another one, nor back: the values of a virtual one are computed once more, and
// kept.
void remake(Lowering& lowering, const Column& old_column, const Column& column, TableChange& change) {
  drop_column(old_column, change);
  if (column.generated || !old_column.generated) return add_column(lowering, column, {}, false, change);
  add_with_default(column, in_parentheses(old_column.generated->expression), {}, false, change);
}

bool is_period(const Column& column) {
  return column.generated && column.generated->expression.starts_with("ROW ");
}

[[noreturn]] void refuse_period(const TableChange& change, const Column& column) {
  throw Error(ErrorCode::refused,
              fmt::format("MariaDB can't change {}, which row versions are kept by", full_name(change, column)))
      .at({column.location.file, column.location.line, 0})
      .hint("leave it as it is; or make a new table, and copy the rows that count, in a revision written by hand");
}

}  // namespace

void add_column(Lowering& lowering, const Column& column, const std::string& place, bool may_be_there,
                TableChange& change) {
  const std::string* fill = lowering.fill_for(change.table, column.name);
  const bool needs_value = !column.nullable && !column.default_value && !column.identity && !column.generated;
  if (fill != nullptr || needs_value) {
    const std::string value = value_for_rows(lowering, column, change);
    return can_be_default(lowering, value) ? add_with_default(column, value, place, may_be_there, change)
                                           : add_and_fill(column, value, place, may_be_there, change);
  }
  change.main.clauses.push_back(add_clause(change, column, place, may_be_there));
  add_column(column, change.main.work);
}

void drop_column(const Column& column, TableChange& change) {
  change.main.clauses.push_back({"DROP COLUMN", if_exists, quote_identifier(column.name)});
  change.main.work.drops_columns = true;
}

void modify_column(Lowering& lowering, const Column& old_column, const Column& column, const std::string& place,
                   TableChange& change) {
  if (is_period(old_column) || is_period(column)) refuse_period(change, column);
  if (!can_modify(old_column, column)) return remake(lowering, old_column, column, change);
  Column modified = column;
  const bool needs_value = old_column.nullable && !column.nullable && !column.generated && !column.identity;
  if (needs_value) {
    fill_nulls(lowering, old_column, column, change);
    if (old_column.type != column.type) {
      modified.nullable = true;
      forbid_null(column, change);
    }
  }
  change.main.clauses.push_back(modify_clause(change, modified, place));
  add_modification(change.from, old_column, change.to, modified, change.main.work);
  if (gains_check(change, column) || becomes_json(old_column, column)) change.main.work.verifies = true;
  for (diff::Hazard& hazard : type_hazards(change.from, old_column, change.to, column)) {
    change.add_hazard(std::move(hazard));
  }
}

}  // namespace strata::dialects::mariadb
