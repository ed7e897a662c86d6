// What a change of tables asks of those that inherit from them or are their partitions: before anything else is
// lowered, operations about columns that come or go with a parent are rewritten as what PostgreSQL can do, and what it
// can't do in place becomes a table made anew.
#pragma once

#include "dialects/postgresql/expanded.hpp"
#include "dialects/postgresql/lower_parts.hpp"

namespace strata::dialects::postgresql {

// In the list
// - a table that is made anew is a DropTable and a CreateTable of the same name, and nothing else of it is asked;
// - columns, constraints and defaults that a parent brings, takes or leaves are not asked for beside that.
Expanded follow_parents(const Lowering& lowering);

}  // namespace strata::dialects::postgresql
