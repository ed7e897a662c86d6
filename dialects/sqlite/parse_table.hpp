// The stored text of a CREATE TABLE -> schema::Table, whole: SQLite's catalog functions tell neither constraint
// names, checks, conflict clauses, collations nor generated expressions, so the text is the only source.
#pragma once

#include "schema/schema.hpp"

#include <string_view>

namespace strata::dialects::sqlite {

// All but the indexes, as written; constraints of columns are lifted to the table, in the order written. Expressions
// come without their outer parentheses; a default given by a bare name is the string that SQLite takes it for.
// Names of NOT NULL and DEFAULT constraints, a plain NULL, the MATCH of unknown kinds and conflict clauses of checks
// are left out, since SQLite ignores them too. Throws Error(internal) for what the grammar doesn't foresee.
// (SQLite: lang_createtable.html)
schema::Table parse_table(std::string_view sql);

}  // namespace strata::dialects::sqlite
