// How a table's rows are numbered: by a column, by a rowid that no column shows, or not at all.
// SQLite: lang_createtable.html, section 5; withoutrowid.html.
#pragma once

#include "schema/schema.hpp"

#include <string_view>

namespace strata::dialects::sqlite {

// By its name in any case, or nullptr.
const schema::Column* column_in(const schema::Table& table, std::string_view name);

bool is_key_column(const schema::Table& table, const schema::Column& column);

// Whether the column is the rowid.
bool is_rowid_alias(const schema::Table& table, const schema::Column& column);

// Under which of its names a table's rowid can be reached: columns may have taken some. Empty where there is none, or
// where a column is the rowid.
std::string_view hidden_rowid(const schema::Table& table);

}  // namespace strata::dialects::sqlite
