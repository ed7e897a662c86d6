// The changes of one table on their way to be written: clauses gathered for a few ALTER TABLE, what they cost, and the
// values that rows get between them.
#pragma once

#include "dialects/mariadb/lower_parts.hpp"
#include "dialects/mariadb/online.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::dialects::mariadb {

// "DROP COLUMN" "IF EXISTS" "a": the guard is only written where a statement may meet a change that is half done.
struct Clause {
  std::string head;
  std::string_view guard = {};
  std::string body = {};
};

inline constexpr std::string_view if_exists = "IF EXISTS";
inline constexpr std::string_view if_not_exists = "IF NOT EXISTS";

struct Alteration {
  std::vector<Clause> clauses;
  std::string partitioning;  // stands behind them, without a comma
  Work work;

  [[nodiscard]] bool empty() const { return clauses.empty() && partitioning.empty(); }
};

struct TableChange {
  schema::ObjectName table;
  const schema::Table& from;
  const schema::Table& to;

  // In the order in which they run. The keys have steps of their own.
  Alteration foreign_keys_off = {};
  std::vector<std::string> values_before = {};  // "a = COALESCE(a, 0)": assignments of an UPDATE
  std::vector<std::string> missing_before = {};  // the columns that it is for: rows with a NULL in one of them
  Alteration main = {};
  std::vector<std::string> values_after = {};
  std::vector<std::string> missing_after = {};
  Alteration last = {};
  Alteration foreign_keys_on = {};

  std::vector<diff::Hazard> hazards = {};
  Resources releases = {};

  void add_hazard(diff::HazardKind kind, std::string message);
  void add_hazard(diff::Hazard hazard);
};

// "ALTER TABLE …" with what it may cost asked for, when `online`; "SET STATEMENT … FOR" before it where row versions
// are kept. `table` as it is before.
std::string statement_of(const schema::Table& table, const Alteration& alteration, bool guarded, bool online);

// What a reviewer should know of the cost.
std::vector<diff::Hazard> cost_hazards(const schema::Table& table, const Alteration& alteration);

// ---- columns: lower_column.cpp. `place` is " FIRST", " AFTER a", or nothing.

// `may_be_there`: one of that name that is there already is the one that is meant.
void add_column(Lowering& lowering, const schema::Column& column, const std::string& place, bool may_be_there,
                TableChange& change);
void drop_column(const schema::Column& column, TableChange& change);
// A column that stays, under the same name; `old_column` and `column` may be the same where it only moves.
void modify_column(Lowering& lowering, const schema::Column& old_column, const schema::Column& column,
                   const std::string& place, TableChange& change);

// ---- values of rows: fill_rows.cpp

// The triggers that an UPDATE of the table would fire.
std::vector<const schema::OpaqueObject*> update_triggers(const schema::Schema& schema, const schema::ObjectName& table);
// The UPDATE, and around it what keeps those triggers from it, which would take it for their users' doing. `values` are
// assignments, those for NULLs in `missing` columns among them; nothing where there are none.
std::vector<std::string> fill_rows(const schema::Schema& schema, const schema::Table& table,
                                   const std::vector<std::string>& values, const std::vector<std::string>& missing);

// ---- options of the table: lower_options.cpp

// Adds the clauses for the table's own options.
void change_options(const schema::TableOptions& from, const schema::TableOptions& to, TableChange& change);
// Whether the table's KEY_BLOCK_SIZE becomes another: its keys keep the one that they were made with, and only those
// that are made anew have the table's.
bool remakes_keys(const TableChange& change);
// Whether CONVERT TO does for all columns what the change of the table's character set means.
bool converts_all_columns(const schema::Table& from, const schema::Table& to);

// ---- keys: lower_keys.cpp

// The foreign keys that stay and have to make way: MariaDB changes no column that is part of one.
std::vector<std::pair<schema::ObjectName, schema::ForeignKey>> disturbed_keys(const Lowering& lowering);

void drop_foreign_key(const schema::ForeignKey& key, bool comes_back, TableChange& change);
void add_foreign_key(const schema::ForeignKey& key, TableChange& change);
// Drops the indexes that foreign keys which stay made, and that new ones take the place of.
void drop_superseded_indexes(TableChange& change);
// Makes the indexes anew that foreign keys which stay made, and which are in no list.
void remake_implicit_indexes(TableChange& change);
// Adds indexes for the foreign keys that stay and would lose theirs.
void keep_indexes_of_foreign_keys(const std::set<std::string>& dropped_indexes,
                                  const std::set<std::string>& dropped_keys, TableChange& change);

}  // namespace strata::dialects::mariadb
