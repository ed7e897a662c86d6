// Joins the objects of a parsed schema: SQLite compares names without case and lets a definition spell another's name
// in any way; afterwards each name is spelled as its owner spells it, so that plain comparison finds it.
#pragma once

#include "schema/schema.hpp"

namespace strata::dialects::sqlite {

// Columns in keys, constraints and indexes; tables and columns that foreign keys name. What is found nowhere stays.
// A key part of an index that is no column of the table becomes an expression (TRUE, "text").
void settle_names(schema::Schema& schema);

// depends_on of views and opaque objects: every table, view or virtual table whose name stands anywhere in the text.
// Too many rather than too few.
void find_dependencies(schema::Schema& schema);

}  // namespace strata::dialects::sqlite
