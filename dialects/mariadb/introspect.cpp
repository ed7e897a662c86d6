// Runs the parts in order, puts everything in order of name, and looks for what depends on what.
#include "dialects/mariadb/introspect.hpp"

#include "dialects/mariadb/hidden.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/references.hpp"
#include "dialects/mariadb/session.hpp"

#include <algorithm>
#include <tuple>

namespace strata::dialects::mariadb {
namespace {

template <class Object>
void sort_by_name(std::vector<Object>& objects) {
  std::ranges::stable_sort(objects, {}, &Object::name);
}

}  // namespace

schema::Schema introspect(Session& session, const Scope& scope) {
  auto* const own = dynamic_cast<MariadbSession*>(&session);
  Catalog catalog(session, scope, own == nullptr ? Server{} : own->server());
  Draft draft(catalog);
  draft.schema.engine = "mariadb";
  read_tables(draft);
  read_columns(draft);
  read_keys(draft);
  read_foreign_keys(draft);
  read_checks(draft);
  read_shown_tables(draft);
  if (own != nullptr) read_temporary_tables(draft, own->temporary_tables());
  read_sequences(draft);
  read_views(draft);
  read_programs(draft);
  if (own != nullptr && own->reads_only()) tell_what_is_hidden(*own);
  schema::Schema& schema = draft.schema;
  sort_by_name(schema.tables);
  sort_by_name(schema.views);
  sort_by_name(schema.sequences);
  // Triggers of a table stay in the order in which they are made: that of each time and event.
  const schema::ObjectName no_name;
  std::ranges::stable_sort(schema.opaque_objects, {}, [&](const schema::OpaqueObject& object) {
    return std::tie(object.kind, object.table, object.table ? no_name : object.name);
  });
  find_dependencies(schema);
  return std::move(draft.schema);
}

}  // namespace strata::dialects::mariadb
