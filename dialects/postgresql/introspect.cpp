// Opens the snapshot, runs the parts in order, and closes it: settings that they need vanish with it.
#include "dialects/postgresql/introspect.hpp"

#include "dialects/postgresql/introspect_parts.hpp"

#include <algorithm>
#include <tuple>

namespace strata::dialects::postgresql {
namespace {

// The transaction or, in one that is open, the savepoint that everything is read in. Rolling back puts the settings
// back and takes an error away from the transaction around it.
class Snapshot {
 public:
  explicit Snapshot(Session& session) : session_(session), nested_(session.in_transaction()) {
    session_.execute(nested_ ? "SAVEPOINT strata_introspection"
                             : "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY, NOT DEFERRABLE");
  }

  void close() {
    if (!nested_) return session_.execute("ROLLBACK");
    session_.execute("ROLLBACK TO SAVEPOINT strata_introspection");
    session_.execute("RELEASE SAVEPOINT strata_introspection");
  }

 private:
  Session& session_;
  bool nested_;
};

template <class Object>
void sort_by_name(std::vector<Object>& objects) {
  std::ranges::sort(objects, {}, &Object::name);
}

schema::Schema read(Session& session, const Scope& scope) {
  Catalog catalog(session, scope);
  Draft draft(catalog);
  draft.schema.engine = "postgresql";
  draft.schema.namespaces = catalog.namespaces();
  read_relations(draft);
  read_columns(draft);
  leave_out_inherited(draft);
  read_sequences(draft);
  read_constraints(draft);
  read_indexes(draft);
  read_types(draft);
  read_routines(draft);
  read_attached(draft);
  read_settings(draft);
  read_foreign_objects(draft);
  read_operators(draft);
  read_other_objects(draft);
  read_grants(draft);
  read_dependencies(draft);
  schema::Schema& schema = draft.schema;
  sort_by_name(schema.enums);
  sort_by_name(schema.domains);
  sort_by_name(schema.composite_types);
  sort_by_name(schema.sequences);
  sort_by_name(schema.tables);
  sort_by_name(schema.views);
  std::ranges::stable_sort(schema.opaque_objects, {}, [](const schema::OpaqueObject& object) {
    return std::tie(object.kind, object.table, object.name);
  });
  return std::move(draft.schema);
}

}  // namespace

schema::Schema introspect(Session& session, const Scope& scope) {
  Snapshot snapshot(session);
  schema::Schema schema;
  try {
    schema = read(session, scope);
  } catch (...) {
    // Not when the connection is gone: the transaction went with it.
    if (session.in_transaction()) snapshot.close();
    throw;
  }
  snapshot.close();
  return schema;
}

}  // namespace strata::dialects::postgresql
