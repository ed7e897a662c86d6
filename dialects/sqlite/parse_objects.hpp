// The stored texts of indexes, views, triggers and virtual tables -> what the schema keeps of them.
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::sqlite {

// CREATE [UNIQUE] INDEX. Throws Error(internal) for what the grammar doesn't foresee, like the other two.
schema::Index parse_index(std::string_view sql);

// CREATE [TEMP] VIEW; depends_on is the caller's to find.
schema::View parse_view(std::string_view sql);

bool is_virtual_table(std::string_view sql);

// CREATE VIRTUAL TABLE name USING module: the module's name.
std::string virtual_table_module(std::string_view sql);

// The stored text as a statement that makes the object temporary again: SQLite drops TEMP when it stores one.
std::string as_temporary(std::string_view sql);

}  // namespace strata::dialects::sqlite
