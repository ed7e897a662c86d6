// One pass over the schema; each thing is listed once under a name, however often it names it.
#include "dialects/postgresql/neighbours.hpp"

namespace strata::dialects::postgresql {
namespace {

using schema::ColumnName;
using schema::ObjectName;

template <class Name, class Thing>
const std::vector<Thing>& listed(const std::map<Name, std::vector<Thing>>& lists, const Name& name) {
  static const std::vector<Thing> none;
  const auto found = lists.find(name);
  return found == lists.end() ? none : found->second;
}

template <class Thing>
void list_once(std::vector<Thing>& list, const Thing& thing) {
  if (list.empty() || list.back() != thing) list.push_back(thing);
}

}  // namespace

Neighbours::Neighbours(const schema::Schema& schema) {
  for (const schema::Table& table : schema.tables) {
    if (table.options.partition_of) children_[*table.options.partition_of].push_back(&table);
    for (const ObjectName& parent : table.options.inherits) list_once(children_[parent], &table);
    for (const schema::ForeignKey& key : table.foreign_keys) {
      keys_[table.name].push_back({&table, &key});
      if (key.referenced_table != table.name) keys_[key.referenced_table].push_back({&table, &key});
    }
  }
  for (const schema::View& view : schema.views) {
    for (const ObjectName& name : view.depends_on) list_once(views_[name], &view);
    for (const ColumnName& column : view.used_columns) list_once(views_of_columns_[column], &view);
  }
  for (std::size_t i = 0; i < schema.opaque_objects.size(); ++i) {
    const schema::OpaqueObject& object = schema.opaque_objects[i];
    if (object.table) objects_[*object.table].push_back(i);
    for (const ObjectName& name : object.depends_on) list_once(objects_[name], i);
  }
}

const std::vector<const schema::Table*>& Neighbours::children(const ObjectName& table) const {
  return listed(children_, table);
}

const std::vector<Neighbours::Key>& Neighbours::keys(const ObjectName& table) const {
  return listed(keys_, table);
}

const std::vector<const schema::View*>& Neighbours::views_on(const ObjectName& name) const {
  return listed(views_, name);
}

const std::vector<const schema::View*>& Neighbours::views_on(const ColumnName& column) const {
  return listed(views_of_columns_, column);
}

const std::vector<std::size_t>& Neighbours::objects(const ObjectName& name) const {
  return listed(objects_, name);
}

}  // namespace strata::dialects::postgresql
