// What MariaDB asks of keys; see resolve_parts.hpp. Looked at in the resolved table, where types are the engine's.
#include "dialects/mariadb/resolve_parts.hpp"
#include "dialects/mariadb/types.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::KeyPart;
using schema::SourceLocation;
using schema::Table;

// Texts and byte strings without a length, of which an index holds a prefix (MariaDB: create-index).
bool is_long(const Column& column) {
  constexpr auto types = std::to_array<std::string_view>(
      {"tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json", "long"});
  const std::string base = parse_type(column.type).base;
  return std::ranges::find(types, base) != types.end();
}

std::string length_hint(const Column& column) {
  const bool bytes = parse_type(column.type).base.ends_with("blob");
  if (bytes) return "give it a length: .type(strata::native(\"varbinary(255)\").on(\"mariadb\"))";
  return "give it a length: strata::Varchar<255>, or .type(strata::native(\"varchar(255)\").on(\"mariadb\"))";
}

void refuse_long(Resolving& resolving, const Table& table, const std::string& name, const std::string& owner,
                 const SourceLocation& location, bool may_have_prefix) {
  const Column* column = find_column(table, name);
  if (column == nullptr || !is_long(*column)) return;
  resolving.refuse(location,
                   fmt::format("{} is in {}, but {} has no length, as MariaDB's keys need one",
                               to_string(table.name) + "." + name, owner, column->type),
                   length_hint(*column) + (may_have_prefix ? "; or index a prefix: strata::part(&…).prefix(100)" : ""));
}

void check_lengths(Resolving& resolving, const Table& table) {
  if (table.primary_key) {
    for (const KeyPart& part : table.primary_key->parts) {
      if (part.prefix_length) continue;
      refuse_long(resolving, table, part.column, "the primary key", table.primary_key->location, false);
    }
  }
  for (const schema::Index& index : table.indexes) {
    // A unique hash is MariaDB's way to make long texts unique as a whole.
    if (index.method == "fulltext" || (index.unique && index.method == "hash")) continue;
    for (const KeyPart& part : index.parts) {
      if (part.prefix_length) continue;
      refuse_long(resolving, table, part.column, fmt::format("index {}", index.name), index.location, !index.unique);
    }
  }
  for (const schema::ForeignKey& key : table.foreign_keys) {
    for (const std::string& column : key.columns) {
      refuse_long(resolving, table, column, "a foreign key", key.location, false);
    }
  }
}

// The engines that number rows within what stands before the column in its key.
bool numbers_in_groups(const Table& table) {
  constexpr auto engines = std::to_array<std::string_view>({"MYISAM", "ARIA", "MRG_MYISAM"});
  const std::string engine = ascii::in_upper_case(table.options.engine);
  return std::ranges::find(engines, engine) != engines.end();
}

bool has_key(const Table& table, const std::string& column) {
  const bool anywhere = numbers_in_groups(table);
  const auto holds = [&](const std::vector<KeyPart>& parts) {
    if (parts.empty()) return false;
    if (!anywhere) return parts.front().column == column;
    return std::ranges::any_of(parts, [&](const KeyPart& part) { return part.column == column; });
  };
  if (table.primary_key && holds(table.primary_key->parts)) return true;
  return std::ranges::any_of(table.indexes, [&](const schema::Index& index) {
    return index.method != "fulltext" && index.method != "spatial" && holds(index.parts);
  });
}

void check_numbering(Resolving& resolving, const Table& table) {
  const Column* numbered = nullptr;
  for (const Column& column : table.columns) {
    if (!column.identity) continue;
    const std::string name = to_string(table.name) + "." + column.name;
    if (numbered != nullptr) {
      resolving.refuse(
          column.location,
          fmt::format("{} is numbered by the database, and so is {}: MariaDB numbers one column of a table", name,
                      numbered->name),
          "give one of them its values, or take them from a sequence: .default_sql(\"mariadb\", "
          "\"nextval(…)\")");
      continue;
    }
    numbered = &column;
    if (has_key(table, column.name)) continue;
    resolving.refuse(column.location,
                     fmt::format("{} is numbered by the database, but is not the first column of any key (MariaDB's "
                                 "error 1075)",
                                 name),
                     "put it first in the primary key, or add an index on it");
  }
}

}  // namespace

void check_keys(Resolving& resolving, const Table& table) {
  check_lengths(resolving, table);
  check_numbering(resolving, table);
}

}  // namespace strata::dialects::mariadb
