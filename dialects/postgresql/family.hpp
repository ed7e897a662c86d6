// What a table has from those that it inherits from or is a partition of.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"

namespace strata::dialects::postgresql {

// Those it inherits from, and the one that it is a partition of.
std::vector<schema::ObjectName> parents_of(const schema::Table& table);

// The column as the table's parents have it, in theirs too; nullptr where none has it.
const schema::Column* inherited_column(const Objects& side, const schema::Table& table, const std::string& name);

// The same, or the table's own where it has one.
const schema::Column* effective_column(const Objects& side, const schema::Table& table, const std::string& name);

// Whether the column is the table's own, whether its parents have it too or not.
bool is_own_column(const schema::Table& table, const std::string& name);

// All columns that its rows have: those of the parents, then its own.
std::vector<schema::Column> all_columns(const Objects& side, const schema::Table& table);

// The table with what its columns must say beside what they get from the parents: no default where those have one is a
// default of NULL, and an inherited column that may not be NULL by itself need not say so.
schema::Table without_inherited_properties(const Lowering& lowering, schema::Table table);

// Whether PostgreSQL has no way to make the one table of the other but a new one: it is partitioned by another key, or
// a column changes between one of its own and one that it only inherits.
bool must_be_remade(const Lowering& lowering, const schema::Table& from, const schema::Table& to);

}  // namespace strata::dialects::postgresql
