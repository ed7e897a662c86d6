// Looks at keys and options; see rowid.hpp.
#include "dialects/sqlite/rowid.hpp"

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"

#include <algorithm>

namespace strata::dialects::sqlite {

using schema::Column;
using schema::Table;

const Column* column_in(const Table& table, std::string_view name) {
  const auto found =
      std::ranges::find_if(table.columns, [&](const Column& column) { return same_name(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

bool is_key_column(const Table& table, const Column& column) {
  return table.primary_key && std::ranges::any_of(table.primary_key->parts, [&](const schema::KeyPart& part) {
           return same_name(part.column, column.name);
         });
}

bool is_rowid_alias(const Table& table, const Column& column) {
  return is_rowid_alias_key(table) && is_key_column(table, column);
}

std::string_view hidden_rowid(const Table& table) {
  if (table.options.without_rowid || is_rowid_alias_key(table)) return {};
  for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
    if (column_in(table, name) == nullptr) return name;
  }
  return {};
}

}  // namespace strata::dialects::sqlite
