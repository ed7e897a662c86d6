// Columns: type, default, auto-increment, generated expression; see resolve_parts.hpp.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/resolve_parts.hpp"
#include "dialects/mariadb/types.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

using schema::ModelColumn;
using schema::ModelTable;
using schema::PortableKind;
using schema::PortableType;

constexpr std::string_view own_type = "give it a type of MariaDB's: .type(strata::native(\"…\").on(\"mariadb\"))";

// What no type of MariaDB's holds (MariaDB: data-types), or nothing.
std::string unheld(const PortableType& type) {
  constexpr int longest_char = 255;
  constexpr int most_digits = 65;
  constexpr int most_decimals = 38;
  if (type.kind == PortableKind::array) return "an array, which MariaDB lacks";
  if (type.kind == PortableKind::interval) return "a span of time (interval), for which MariaDB has no type";
  if (type.kind == PortableKind::character && type.length > longest_char) {
    return fmt::format("char({}), but MariaDB's have at most {} characters", type.length, longest_char);
  }
  if (type.kind == PortableKind::decimal && (type.precision > most_digits || type.scale > most_decimals)) {
    return fmt::format("decimal({},{}), but MariaDB's have at most {} digits, {} of them decimals", type.precision,
                       type.scale, most_digits, most_decimals);
  }
  return {};
}

std::string way_out(PortableKind kind) {
  if (kind == PortableKind::array) return fmt::format("store it as strata::Json, or {}", own_type);
  if (kind == PortableKind::interval) return fmt::format("store a number of seconds, or {}", own_type);
  if (kind == PortableKind::character) return "use strata::Varchar";
  return std::string(own_type);
}

std::string resolve_type(Resolving& resolving, const ModelTable& table, const ModelColumn& column) {
  if (auto given = schema::text_for(column.native_types, engine_name)) return *given;
  if (const std::string what = unheld(column.type); !what.empty()) {
    resolving.refuse(column.location, fmt::format("{} is {}", full_name(table, column), what),
                     way_out(column.type.kind));
    return {};
  }
  return native_type(column.type, [&](const std::string& name) {
    const schema::ModelEnum* type = find_enum(resolving.model, name);
    return type == nullptr ? std::vector<std::string>{} : type->labels;
  });
}

// A number that is none (inf, nan) is refused: MariaDB stores no such.
std::string literal_sql(Resolving& resolving, const ModelTable& table, const ModelColumn& column) {
  const schema::Literal& literal = *column.default_literal;
  switch (literal.kind) {
    case schema::LiteralKind::null:
      return "NULL";
    case schema::LiteralKind::boolean:
      return literal.text == "true" ? "1" : "0";
    case schema::LiteralKind::integer:
      return literal.text;
    case schema::LiteralKind::real:
      if (literal.text.find_first_not_of("0123456789+-.eE") != std::string::npos) {
        resolving.refuse(
            column.location,
            fmt::format("{} has the default {}, which MariaDB's numbers lack", full_name(table, column), literal.text),
            "allow NULL instead");
      }
      return literal.text;
    case schema::LiteralKind::text:
      return quote_literal(literal.text);
    case schema::LiteralKind::bytes:
      return "x'" + literal.text + "'";
  }
  return "NULL";
}

bool in_primary_key(const ModelTable& table, const std::string& column) {
  if (!table.primary_key || !schema::on_engine(table.primary_key->only_on, engine_name)) return false;
  return std::ranges::any_of(table.primary_key->parts, [&](const auto& part) { return part.column == column; });
}

// MariaDB: auto_increment. Integers, and, for as long as it still takes them, floating-point numbers.
bool is_numbered(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>(
      {"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "float", "double", "real"});
  return std::ranges::find(types, parse_type(type).base) != types.end();
}

std::optional<schema::Identity> resolve_identity(Resolving& resolving, const ModelTable& table,
                                                 const ModelColumn& column, const std::string& type) {
  if (!column.identity) return std::nullopt;
  if (!type.empty() && !is_numbered(type)) {
    resolving.refuse(column.location,
                     fmt::format("{} is numbered by the database, but has the type {}: MariaDB numbers integers",
                                 full_name(table, column), type),
                     "make it an integer, or give it a default");
  }
  if (column.identity->sequence != schema::SequenceOptions{}) {
    resolving.refuse(column.location,
                     fmt::format("{} is numbered from a start, by an increment or within bounds of its own, which "
                                 "AUTO_INCREMENT lacks",
                                 full_name(table, column)),
                     "leave them out, or take the numbers from a sequence: .default_sql(\"mariadb\", "
                     "\"nextval(…)\") in place of .identity(…)");
  }
  return schema::Identity{schema::IdentityKind::auto_increment, {}};
}

// What is generated has no NOT NULL on MariaDB: whether it may be NULL follows from what it is made of.
bool resolve_nullable(const ModelTable& table, const ModelColumn& column) {
  if (column.generated) return true;
  return column.nullable && !column.identity && !in_primary_key(table, column.name);
}

schema::Column resolve_column(Resolving& resolving, const ModelTable& table, const ModelColumn& column) {
  schema::Column out;
  out.name = column.name;
  out.type = resolve_type(resolving, table, column);
  out.identity = resolve_identity(resolving, table, column, out.type);
  out.nullable = resolve_nullable(table, column);
  if (column.default_literal && column.default_literal->kind != schema::LiteralKind::null) {
    out.default_value = literal_sql(resolving, table, column);
  }
  if (auto sql = schema::text_for(column.default_sql, engine_name)) out.default_value = *sql;
  if (column.generated) out.generated = schema::Generated{expand_here(*column.generated), column.generated_stored};
  out.collation = schema::text_for(column.collation, engine_name).value_or("");
  out.character_set = column.character_set;
  if (column.storage == without_versions) out.storage = column.storage;
  out.on_update = column.on_update;
  out.invisible = column.invisible;
  out.comment = column.comment;
  out.location = column.location;
  return out;
}

}  // namespace

std::vector<schema::Column> resolve_columns(Resolving& resolving, const ModelTable& table) {
  std::vector<schema::Column> out;
  for (const ModelColumn& column : table.columns) {
    if (schema::on_engine(column.only_on, engine_name)) out.push_back(resolve_column(resolving, table, column));
  }
  return out;
}

}  // namespace strata::dialects::mariadb
