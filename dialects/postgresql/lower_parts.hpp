// What the files that lower have in common: both sides of the change by name, the resources that order() sorts by,
// and which operations are done. Each lower_*.cpp takes the operations of one concern out of the list.
#pragma once

#include "dialects/lowering.hpp"

#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// Tables, views, sequences and indexes share one space of names within a schema.
diff::Resource relation(const schema::ObjectName& name);
// Enums, domains, composite and opaque types.
diff::Resource type(const schema::ObjectName& name);
// Functions, procedures and aggregates, by name and argument types: "audit(integer, text)".
diff::Resource function(const schema::ObjectName& name);
diff::Resource column(const schema::ObjectName& table, std::string_view name);
diff::Resource constraint(const schema::ObjectName& table, std::string_view name);
// Triggers, policies, rules: of a table or view, by kind.
diff::Resource hanging(const schema::OpaqueObject& object);
diff::Resource schema_named(std::string_view name);
diff::Resource extension(std::string_view name);

using Resources = std::vector<diff::Resource>;

template <class T>
void append(std::vector<T>&& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// The schema that an object is in; nothing for the default one, which is there before anything else.
void add_namespace(const schema::ObjectName& name, Resources& resources);

// A name of a `depends_on`, which may be a relation, a type or a function: a resource that nobody provides orders
// nothing, so all that it may be are added.
void add_named(const schema::ObjectName& name, Resources& resources);
void add_named(const std::vector<schema::ObjectName>& names, Resources& resources);

// The type's own name, without modifiers and brackets: `sales."Mood"[]` -> {sales, Mood}.
schema::ObjectName type_name(std::string_view type);

// One side of a change, by name. Temporary tables and views are left out.
struct Objects {
  explicit Objects(const schema::Schema& schema);

  // Nullptr if there is none.
  [[nodiscard]] const schema::Table* table(const schema::ObjectName& name) const;
  [[nodiscard]] const schema::View* view(const schema::ObjectName& name) const;
  [[nodiscard]] const schema::Sequence* sequence(const schema::ObjectName& name) const;

  std::map<schema::ObjectName, const schema::Table*> tables;
  std::map<schema::ObjectName, const schema::View*> views;
  std::map<schema::ObjectName, const schema::Sequence*> sequences;
  std::map<schema::ObjectName, const schema::EnumType*> enums;
  std::map<schema::ObjectName, const schema::Domain*> domains;
  std::map<schema::ObjectName, const schema::CompositeType*> composite_types;
  // Functions by name without arguments.
  std::multimap<schema::ObjectName, const schema::OpaqueObject*> functions;
};

// A change as lower() looks at it, and the result that it fills.
class Lowering : public LoweringTask {
 public:
  explicit Lowering(const Change& change);

  [[nodiscard]] const Objects& from() const { return from_; }
  [[nodiscard]] const Objects& to() const { return to_; }

  // Dropped and created under one name: see lower_remade.hpp.
  [[nodiscard]] bool is_remade(const schema::ObjectName& table) const { return remade_.contains(table); }

  // What an expression that the server deparsed uses: types behind ::, sequences in ''::regclass, functions.
  void add_used_by(std::string_view expression, Resources& resources) const;

 private:
  Objects from_;
  Objects to_;
  std::set<schema::ObjectName> remade_;
};

// What these use that must be there before them, or that they let go of once they are dropped.
Resources used_by(const Lowering& lowering, const schema::Column& column);
Resources used_by(const Lowering& lowering, const schema::Table& table);  // without its foreign keys
Resources used_by(const Lowering& lowering, const schema::ObjectName& table, const diff::Constraint& constraint);
Resources used_by(const Lowering& lowering, const schema::Index& index);
Resources used_by(const schema::View& view);
Resources used_by(const Lowering& lowering, const schema::Domain& domain);
Resources used_by(const schema::CompositeType& type);
Resources used_by(const schema::OpaqueObject& object);

// All that an opaque object is as a resource: which one is known by its kind.
diff::Resource resource_of(const schema::OpaqueObject& object);

// One operation list of renames only, in the order given. lower_rename.cpp
Lowered lower_renames(const Change& change);

// The concerns, in the order in which lower() asks them. Each takes open operations, adds steps and marks them done.
// Pairs that drop and create one thing: only its comment differs, or ALTER can do it.                lower_pairs.cpp
void lower_pairs(Lowering& lowering);
// Changes of enums, domains, composite types and sequences that stay.                                lower_types.cpp
void lower_type_changes(Lowering& lowering);
// Changes of tables that stay, gathered by table.                                                    lower_table.cpp
void lower_table_changes(Lowering& lowering);
// Views that change, and those that must make way for a change of what they use.                     lower_views.cpp
void lower_view_changes(Lowering& lowering);
// All the rest: whole objects, constraints and indexes.                           lower_creates.cpp, lower_drops.cpp
void lower_creations(Lowering& lowering);
void lower_drops(Lowering& lowering);

}  // namespace strata::dialects::postgresql
