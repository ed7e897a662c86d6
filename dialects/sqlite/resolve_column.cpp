// Columns: the declared type and its check, default, identity, generated expression; see resolve_table.hpp.
#include "dialects/resolving.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"
#include "dialects/sqlite/resolve_table.hpp"
#include "dialects/sqlite/types.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace strata::dialects::sqlite {
namespace {

using schema::Finding;
using schema::Model;
using schema::ModelColumn;
using schema::ModelTable;

std::vector<std::string> labels_of(const Model& model, const std::string& enum_name) {
  const schema::ModelEnum* type = find_enum(model, enum_name);
  return type == nullptr ? std::vector<std::string>{} : type->labels;
}

std::string literal_sql(const schema::Literal& literal) {
  switch (literal.kind) {
    case schema::LiteralKind::null:
      return "NULL";
    case schema::LiteralKind::boolean:
      return literal.text == "true" ? "1" : "0";
    case schema::LiteralKind::integer:
    case schema::LiteralKind::real:
      return literal.text;
    case schema::LiteralKind::text:
      return quote_literal(literal.text);
    case schema::LiteralKind::bytes:
      return "x'" + literal.text + "'";
  }
  return "NULL";
}

bool is_sole_key(const ModelTable& table, const ModelColumn& column) {
  if (!table.primary_key || !schema::on_engine(table.primary_key->only_on, engine_name)) return false;
  const schema::ModelKey& key = *table.primary_key;
  return key.parts.size() == 1 && key.parts.front().column == column.name && !key.parts.front().descending &&
         !key.on_column_descending && !table.options.without_rowid;
}

// SQLite: autoinc.html. A sole INTEGER PRIMARY KEY is the rowid and numbers itself; AUTOINCREMENT only promises that
// no number is used again. So plain identity needs no word of its own in the schema.
std::optional<schema::Identity> resolve_identity(const ModelTable& table, const ModelColumn& column,
                                                 const std::string& type, std::vector<Finding>& findings) {
  if (!column.identity) return std::nullopt;
  if (!is_sole_key(table, column)) {
    findings.push_back({column.location,
                        fmt::format("{} is an identity column, but not the whole primary key of a table with rowids: "
                                    "SQLite numbers only a sole INTEGER PRIMARY KEY",
                                    full_name(table, column)),
                        "make it the only column of the primary key, or drop .identity() and give the values"});
    return std::nullopt;
  }
  if (!same_name(type, "INTEGER")) {
    findings.push_back({column.location,
                        fmt::format("identity column {} has the type {}: SQLite numbers only a column declared INTEGER",
                                    full_name(table, column), type),
                        "drop the native type for sqlite"});
    return std::nullopt;
  }
  if (column.identity->sequence != schema::SequenceOptions{}) {
    findings.push_back({column.location,
                        fmt::format("identity column {} has a start, an increment or bounds, which SQLite lacks",
                                    full_name(table, column)),
                        "leave them out"});
  }
  if (column.identity->kind != schema::IdentityKind::auto_increment) return std::nullopt;
  return schema::Identity{schema::IdentityKind::auto_increment, {}};
}

// SQLite: stricttables.html.
bool is_strict_type(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>({"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"});
  return std::ranges::any_of(types, [&](std::string_view known) { return same_name(known, type); });
}

void add_type_check(const Model& model, const ModelTable& table, const ModelColumn& column, const NativeType& native,
                    std::vector<schema::Check>& checks) {
  schema::Check check;
  check.name =
      schema::name_from(model.naming.check, {table.name.name, {column.name}, std::string_view(), native.check_kind});
  const std::vector<std::string> columns(schema::count_placeholders(native.check).value_or(0), column.name);
  check.expression = schema::expand({native.check, columns, {}}, engine_name, quote_identifier);
  check.location = column.location;
  checks.push_back(std::move(check));
}

std::string resolve_type(const Model& model, const ModelTable& table, const ModelColumn& column,
                         ResolvedColumns& resolved, std::vector<Finding>& findings) {
  std::optional<std::string> given = schema::text_for(column.native_types, engine_name);
  NativeType native;
  if (given) {
    native.type = *given;
  } else {
    native = native_type(column.type, labels_of(model, column.type.enum_name), column.nullable);
    if (native.type.empty()) {
      findings.push_back({column.location, fmt::format("{} is an array, which SQLite lacks", full_name(table, column)),
                          "store it as strata::Json, or give .type(strata::native(\"…\").on(\"sqlite\"))"});
    }
  }
  if (table.options.strict && !native.type.empty() && !is_strict_type(native.type)) {
    findings.push_back(
        {column.location,
         fmt::format("{} has the type {}, which a STRICT table of SQLite can't have", full_name(table, column),
                     native.type),
         "give it one of INTEGER, REAL, TEXT, BLOB, ANY: .type(strata::native(\"TEXT\").on(\"sqlite\"))"});
  }
  if (!native.check.empty()) add_type_check(model, table, column, native, resolved.checks);
  return native.type;
}

schema::Column resolve_column(const Model& model, const ModelTable& table, const ModelColumn& column,
                              ResolvedColumns& resolved, std::vector<Finding>& findings) {
  refuse_mariadb_features(table, column, engine_title, findings);
  schema::Column out;
  out.name = column.name;
  out.type = resolve_type(model, table, column, resolved, findings);
  out.nullable = column.nullable;
  if (column.default_literal && column.default_literal->kind != schema::LiteralKind::null) {
    out.default_value = literal_sql(*column.default_literal);
  }
  if (const auto sql = schema::text_for(column.default_sql, engine_name)) out.default_value = *sql;
  out.identity = resolve_identity(table, column, out.type, findings);
  if (column.generated) {
    out.generated =
        schema::Generated{schema::expand(*column.generated, engine_name, quote_identifier), column.generated_stored};
  }
  out.collation = schema::text_for(column.collation, engine_name).value_or("");
  out.not_null_conflict = column.not_null_conflict;
  out.comment = column.comment;
  out.location = column.location;
  return out;
}

}  // namespace

ResolvedColumns resolve_columns(const Model& model, const ModelTable& table, std::vector<Finding>& findings) {
  ResolvedColumns out;
  for (const ModelColumn& column : table.columns) {
    if (!schema::on_engine(column.only_on, engine_name)) continue;
    out.columns.push_back(resolve_column(model, table, column, out, findings));
  }
  return out;
}

}  // namespace strata::dialects::sqlite
