// The parts of introspect(), in the order that they run: each reads one kind of thing and adds it to the draft. What
// later parts look up by oid (the columns of a table, the object that depends on another) is kept beside the schema.
#pragma once

#include "dialects/postgresql/catalog.hpp"

#include <map>

namespace strata::dialects::postgresql {

enum class RelationKind { table, view, sequence, foreign_table, composite };

// A relation that is read, or one whose columns are only looked up (`position` is absent then).
struct Relation {
  RelationKind kind = RelationKind::table;
  schema::ObjectName name;
  Oid name_space = 0;
  std::optional<std::size_t> position;  // in Schema::tables or Schema::views
  bool partition = false;
  std::vector<Oid> parents;
  std::vector<std::string> column_names;  // by attnum - 1; empty for dropped ones
  std::vector<bool> local_columns;  // by attnum - 1: not only inherited
};

// The constraint that an index stands behind: 'p', 'u' or 'x', and its position in the table's list.
struct KeyPlace {
  char kind = ' ';
  std::size_t position = 0;
};

struct Draft {
  explicit Draft(Catalog& read_from) : catalog(read_from) {}

  Catalog& catalog;
  schema::Schema schema;
  std::unordered_map<Oid, Relation> relations;
  std::unordered_map<Oid, KeyPlace> keys;  // by their index
  // What the catalog's dependencies are attributed to, by position in the list of its kind.
  std::unordered_map<Oid, std::vector<schema::Column>> attributes;  // of composite types, by their relation
  std::unordered_map<Oid, std::size_t> domains;
  std::unordered_map<ObjectId, std::size_t, ObjectIdHash> opaque_objects;
  std::unordered_map<Oid, Oid> owned_sequences;  // sequence -> the table that owns it

  // A relation that is in Schema::tables or Schema::views, or nullptr.
  [[nodiscard]] const Relation* find(Oid relation) const;
  [[nodiscard]] schema::Table* table(Oid relation);
  [[nodiscard]] schema::View* view(Oid relation);
  // A table, a view or a foreign table that is read: what opaque objects hang on.
  [[nodiscard]] const schema::ObjectName* holder(Oid relation) const;
  [[nodiscard]] std::string column_name(Oid relation, int number) const;
  [[nodiscard]] std::vector<std::string> column_names(Oid relation, const std::vector<int>& numbers) const;

  // Adds it, and remembers it for its dependencies unless its oid is 0.
  void add_opaque(ObjectId id, schema::OpaqueObject object);
};

void read_relations(Draft& draft);  // tables, views, and what they inherit from: 2 queries
void read_columns(Draft& draft);  // of tables and materialised views: 1 query
void leave_out_inherited(Draft& draft);  // no query
void read_sequences(Draft& draft);  // identity, serial and the others: 1 query
void read_constraints(Draft& draft);  // of tables: 1 query
void read_indexes(Draft& draft);  // and the keys of constraints: 2 queries
void read_types(Draft& draft);  // enums, domains, composite types, extensions: 3 queries

// Opaque objects.
void read_routines(Draft& draft);  // functions, procedures, aggregates: 2 queries
void read_attached(Draft& draft);  // triggers, policies, rules, statistics, publications: 5 queries
void read_settings(Draft& draft);  // what tables and columns are set to beside their definitions: 2 queries
void read_foreign_objects(Draft& draft);  // servers, foreign tables: 2 queries
void read_operators(Draft& draft);  // operators, operator classes and families, casts: 4 queries
void read_other_objects(Draft& draft);  // ranges, base types, collations, conversions, text search: 3 queries
void read_grants(Draft& draft);  // rights, and default ones: 2 queries

// Rows of the form: catalog, oid, namespace, the relation that it hangs on (or 0), kind, name, what COMMENT ON says,
// definition, removal.
void read_opaque(Draft& draft, std::string_view query);

void read_dependencies(Draft& draft);  // 1 query

}  // namespace strata::dialects::postgresql
