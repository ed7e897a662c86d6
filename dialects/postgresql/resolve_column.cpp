// Columns: type, default, identity, generated expression; see resolve_parts.hpp.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/resolve_parts.hpp"
#include "dialects/postgresql/types.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::IdentityKind;
using schema::ModelColumn;
using schema::ModelTable;

// Numbers that are no digits (inf, nan) are texts to PostgreSQL.
std::string literal_sql(const schema::Literal& literal) {
  switch (literal.kind) {
    case schema::LiteralKind::null:
      return "NULL";
    case schema::LiteralKind::boolean:
    case schema::LiteralKind::integer:
      return literal.text;
    case schema::LiteralKind::real:
      return literal.text.find_first_not_of("0123456789+-.eE") == std::string::npos ? literal.text
                                                                                    : quote_literal(literal.text);
    case schema::LiteralKind::text:
      return quote_literal(literal.text);
    case schema::LiteralKind::bytes:
      return quote_literal("\\x" + literal.text);
  }
  return "NULL";
}

std::string resolve_type(const Resolving& resolving, const ModelColumn& column) {
  if (auto given = schema::text_for(column.native_types, engine_name)) return *given;
  return native_type(column.type, [&](const std::string& name) {
    const schema::ModelEnum* type = find_enum(resolving.model, name);
    return type == nullptr ? quote_identifier(name) : quote(type->name);
  });
}

bool in_primary_key(const ModelTable& table, const std::string& column) {
  if (!table.primary_key || !schema::on_engine(table.primary_key->only_on, engine_name)) return false;
  return std::ranges::any_of(table.primary_key->parts, [&](const auto& part) { return part.column == column; });
}

// A number that is never given twice is what a sequence gives, so auto-increment is an identity column.
std::optional<schema::Identity> resolve_identity(Resolving& resolving, const ModelTable& table,
                                                 const ModelColumn& column, const std::string& type) {
  if (!column.identity) return std::nullopt;
  schema::Identity out = *column.identity;
  if (out.kind == IdentityKind::auto_increment) out.kind = IdentityKind::by_default;
  if (type != "smallint" && type != "integer" && type != "bigint") {
    resolving.refuse(column.location,
                     fmt::format("{} is numbered by the database, but has the type {}: PostgreSQL numbers smallint, "
                                 "integer and bigint",
                                 full_name(table, column), type),
                     "give it one of these types, or a default: .default_sql(\"nextval('…')\")");
  }
  return out;
}

std::optional<schema::Generated> resolve_generated(Resolving& resolving, const ModelTable& table,
                                                   const ModelColumn& column) {
  if (!column.generated) return std::nullopt;
  if (!column.generated_stored) {
    resolving.refuse(column.location,
                     fmt::format("{} is generated when it is read (virtual), but PostgreSQL stores what it generates",
                                 full_name(table, column)),
                     "use .generated_stored(…), or put the expression into a view");
  }
  return schema::Generated{expand_here(*column.generated), true};
}

schema::Column resolve_column(Resolving& resolving, const ModelTable& table, const ModelColumn& column) {
  refuse_mariadb_features(table, column, engine_title, resolving.findings);
  schema::Column out;
  out.name = column.name;
  out.type = resolve_type(resolving, column);
  out.identity = resolve_identity(resolving, table, column, out.type);
  out.nullable = column.nullable && !out.identity && !in_primary_key(table, column.name);
  if (column.default_literal && column.default_literal->kind != schema::LiteralKind::null) {
    out.default_value = literal_sql(*column.default_literal);
  }
  if (auto sql = schema::text_for(column.default_sql, engine_name)) out.default_value = *sql;
  out.generated = resolve_generated(resolving, table, column);
  out.collation = collation_sql(resolving.model, schema::text_for(column.collation, engine_name).value_or(""));
  out.storage = column.storage;
  out.compression = column.compression;
  out.statistics_target = column.statistics_target;
  out.inherited = column.inherited;
  out.comment = column.comment;
  out.location = column.location;
  return out;
}

}  // namespace

std::string collation_sql(const schema::Model& model, const std::string& collation) {
  if (collation.empty() || collation.find('"') != std::string::npos) return collation;
  const std::size_t dot = collation.find('.');
  const std::string qualifier = collation.substr(0, std::min(dot, collation.size()));
  const bool qualified =
      dot != std::string::npos && (qualifier == "pg_catalog" || qualifier == "public" ||
                                   std::ranges::find(model.namespaces, qualifier) != model.namespaces.end());
  return qualified ? collation : quote_identifier(collation);
}

std::vector<schema::Column> resolve_columns(Resolving& resolving, const ModelTable& table) {
  std::vector<schema::Column> out;
  for (const ModelColumn& column : table.columns) {
    if (schema::on_engine(column.only_on, engine_name)) out.push_back(resolve_column(resolving, table, column));
  }
  return out;
}

}  // namespace strata::dialects::postgresql
