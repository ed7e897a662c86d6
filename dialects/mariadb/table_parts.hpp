// The operations on one table, sorted by what they are about.
#pragma once

#include "dialects/mariadb/table_change.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace strata::dialects::mariadb {

// What a change of one table consists of, by kind and in the order given.
struct Parts {
  std::map<std::string, const diff::AddColumn*> added;
  std::map<std::string, const diff::DropColumn*> dropped;
  std::map<std::string, const diff::AlterColumn*> altered;
  const diff::OrderColumns* order = nullptr;
  const diff::AlterTableOptions* options = nullptr;
  const diff::CommentOnTable* comment = nullptr;
  std::vector<const diff::Constraint*> dropped_constraints;
  std::vector<const diff::Constraint*> added_constraints;
  std::vector<const diff::DropIndex*> dropped_indexes;
  std::vector<const diff::CreateIndex*> created_indexes;
  std::vector<const diff::RenameIndex*> renamed_indexes;
  std::vector<std::size_t> key_drops;  // operations that drop or add a foreign key
  std::vector<std::size_t> key_additions;
  std::vector<std::size_t> others;
};

Parts parts_of(const diff::Operations& operations, const std::vector<std::size_t>& indices);

// ---- lower_indexes.cpp

// Adds the clauses for indexes, the primary key, and checks; those of foreign keys are in lower_keys.cpp.
void drop_indexes(const Parts& parts, TableChange& change);
void add_indexes(const Parts& parts, TableChange& change);
void drop_constraints(const Parts& parts, TableChange& change);
void add_checks(const Parts& parts, TableChange& change);

// The names of listed indexes that go.
std::set<std::string> dropped_indexes(const Parts& parts);
// The foreign keys that go for good, with their indexes.
std::set<std::string> dropped_keys(const Parts& parts, const TableChange& change);
// Whether a key of the same name over the same columns stands afterwards, so that its index may stay.
bool comes_back(const schema::ForeignKey& key, const TableChange& change);

}  // namespace strata::dialects::mariadb
