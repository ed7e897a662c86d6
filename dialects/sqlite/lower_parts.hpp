// What the files that lower have in common: looking up both sides of the change, resources, hazards, triggers.
#pragma once

#include "dialects/lowering.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

// Tables, views and indexes share one space of names in SQLite; case doesn't count.
diff::Resource relation(std::string_view name);
diff::Resource temporary_relation(std::string_view name);
diff::Resource trigger(std::string_view name);

using TableMap = std::map<std::string, const schema::Table*>;  // permanent tables by folded name

// A change as lower() looks at it, and the result that it fills.
class Lowering {
 public:
  explicit Lowering(const Change& change);

  [[nodiscard]] const Change& change() const { return change_; }
  [[nodiscard]] const TableMap& from_tables() const { return from_tables_; }
  [[nodiscard]] const TableMap& to_tables() const { return to_tables_; }

  // Triggers and the like of `from` that hang on a table or view, and that no operation drops.
  [[nodiscard]] std::vector<schema::OpaqueObject> surviving(const std::vector<schema::OpaqueObject>& hanging) const;
  [[nodiscard]] std::vector<schema::OpaqueObject> surviving_on(const schema::ObjectName& owner) const;

  // A finding for each trigger and view that stays and mentions the table and, unless empty, the column: SQLite looks
  // at neither before it is used.
  [[nodiscard]] std::vector<diff::Hazard> broken_by_drop(const schema::ObjectName& table,
                                                         std::string_view column) const;

  // Whether a view or trigger of the old schema surely is broken. DROP COLUMN refuses to work beside one.
  [[nodiscard]] bool stands_beside_broken() const { return stands_beside_broken_; }

  // A name that nothing has on either side, for the table that takes another's place.
  [[nodiscard]] std::string name_for_new(const schema::Table& table) const;

  // The value given for a column, or nullptr.
  [[nodiscard]] const std::string* fill_for(const schema::ObjectName& table, std::string_view column) const;

  void add(diff::Step step) { lowered_.steps.push_back(std::move(step)); }
  void add_missing_fill(const schema::ObjectName& table, const std::string& column) {
    lowered_.missing_fills.push_back({table, column});
  }
  [[nodiscard]] Lowered take() { return std::move(lowered_); }

 private:
  struct Mention {
    std::string object;  // "view live_users"
    std::set<std::string> names;
  };

  void find_mentions();
  void find_broken();
  void find_relations(const schema::Schema& schema);

  const Change& change_;
  TableMap from_tables_;
  TableMap to_tables_;
  std::set<std::string> relations_;  // folded names of all that may stand in the way of a new table
  std::set<std::string> dropped_objects_;  // "kind name" of what DropOpaque drops
  std::set<std::string> dropped_tables_;  // folded
  std::vector<Mention> mentions_;  // of the triggers and views that stay as they are, if anything is dropped
  bool stands_beside_broken_ = false;
  Lowered lowered_;
};

// Of a graph of names (each with the names it refers to) those that no cycle stands before: an order exists for them.
std::set<std::string> acyclic(const std::map<std::string, std::set<std::string>>& references);

// One operation list of renames only, in the order given, each step after the one before.
Lowered lower_renames(const Change& change);

// All changes of one table that stays, by their indices: in place where ALTER TABLE can do it, else by a rebuild.
void lower_table(Lowering& lowering, const std::vector<std::size_t>& operations, const schema::Table& from,
                 const schema::Table& to);

// True if ALTER TABLE did it, with its steps added; nothing is added where it can't.
bool alter_in_place(Lowering& lowering, const std::vector<std::size_t>& operations, const schema::Table& from,
                    const schema::Table& to);

// SQLite: lang_altertable.html, section 7. Indexes and triggers are put back.
void rebuild(Lowering& lowering, const std::vector<std::size_t>& operations, const schema::Table& from,
             const schema::Table& to);

// CREATE INDEX and its kind for a table that is not rebuilt.
void lower_index(Lowering& lowering, std::size_t operation, const schema::Table& table);

}  // namespace strata::dialects::sqlite
