// What the files that lower have in common: both sides of the change by name, the resources that order() sorts by, and
// which operations are done. Each lower_*.cpp takes the operations of one concern out of the list.
#pragma once

#include "dialects/lowering.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

using Resources = std::vector<diff::Resource>;

// Tables, views and sequences share one space of names.
diff::Resource relation(const schema::ObjectName& name);
// A table's columns and keys: made anew by each change of it.
diff::Resource shape(const schema::ObjectName& name);
// Functions and procedures, by name.
diff::Resource routine(const schema::ObjectName& name);
// Whatever an opaque object is.
diff::Resource resource_of(const schema::OpaqueObject& object);

// Names of a `depends_on`, which may be a relation or a routine: a resource that nobody provides orders nothing, so
// both are added, and the shape of what is one.
void add_named(const std::vector<schema::ObjectName>& names, Resources& resources);

// One side of a change, by name. Temporary tables are left out.
struct Objects {
  explicit Objects(const schema::Schema& schema);

  // Nullptr if there is none.
  [[nodiscard]] const schema::Table* table(const schema::ObjectName& name) const;

  std::map<schema::ObjectName, const schema::Table*> tables;
};

// A change as lower() looks at it, and the result that it fills.
class Lowering : public LoweringTask {
 public:
  explicit Lowering(const Change& change);

  [[nodiscard]] const Objects& from() const { return from_; }
  [[nodiscard]] const Objects& to() const { return to_; }

 private:
  Objects from_;
  Objects to_;
};

// Of these tables, those whose foreign keys run in circles, or that are referred to from such circles only by keys that
// would have to be there before them: no order lets each be made with all its keys.
std::set<schema::ObjectName> in_circles(const std::vector<const schema::Table*>& tables);

// One operation list of renames only, in the order given.                                            lower_rename.cpp
Lowered lower_renames(const Change& change);

// The concerns, in the order in which lower() asks them. Each takes open operations, adds steps and marks them done.
// Changes of tables that stay, gathered by table.                                                     lower_table.cpp
void lower_table_changes(Lowering& lowering);
// All the rest: whole tables, views, sequences, programs.                          lower_creates.cpp, lower_drops.cpp
void lower_creations(Lowering& lowering);
void lower_drops(Lowering& lowering);

}  // namespace strata::dialects::mariadb
