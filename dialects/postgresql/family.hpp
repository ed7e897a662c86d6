// What a table has from those that it inherits from or is a partition of, and what a change of them asks of it: before
// anything else is lowered, operations about columns that come or go with a parent are rewritten as what PostgreSQL
// can do, and what it can't do in place becomes a table made anew.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/make_way.hpp"

namespace strata::dialects::postgresql {

// Those it inherits from, and the one that it is a partition of.
std::vector<schema::ObjectName> parents_of(const schema::Table& table);

// The column as the table's parents have it, in theirs too; nullptr where none has it.
const schema::Column* inherited_column(const Objects& side, const schema::Table& table, const std::string& name);

// All columns that its rows have: those of the parents, then its own.
std::vector<schema::Column> all_columns(const Objects& side, const schema::Table& table);

// The table with what its columns must say beside what they get from the parents: no default where those have one is a
// default of NULL, and an inherited column that may not be NULL by itself need not say so.
schema::Table without_inherited_properties(const Lowering& lowering, schema::Table table);

// Whether PostgreSQL has no way to make the one table of the other but a new one: it is partitioned by another key, or
// a column changes between one of its own and one that it only inherits.
bool must_be_remade(const Lowering& lowering, const schema::Table& from, const schema::Table& to);

// In the list
// - a table that is made anew is a DropTable and a CreateTable of the same name, and nothing else of it is asked;
// - columns, constraints and defaults that a parent brings, takes or leaves are not asked for beside that.
Expanded follow_parents(const Lowering& lowering);

}  // namespace strata::dialects::postgresql
