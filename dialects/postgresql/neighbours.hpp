// Who is to be looked at when something of a schema changes: found once, since a change may be one of every table.
#pragma once

#include "schema/schema.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace strata::dialects::postgresql {

// Points into the schema, which must outlive it. Everything is in the schema's order.
class Neighbours {
 public:
  struct Key {
    const schema::Table* table;
    const schema::ForeignKey* key;
  };

  explicit Neighbours(const schema::Schema& schema);

  // Tables that inherit from this one or are its partitions.
  [[nodiscard]] const std::vector<const schema::Table*>& children(const schema::ObjectName& table) const;
  // The foreign keys at whose one end or other the table is.
  [[nodiscard]] const std::vector<Key>& keys(const schema::ObjectName& table) const;
  // Views that depend on a relation, a type or a function.
  [[nodiscard]] const std::vector<const schema::View*>& views_on(const schema::ObjectName& name) const;
  [[nodiscard]] const std::vector<const schema::View*>& views_on(const schema::ColumnName& column) const;
  // Indices of opaque objects that are on a table or view, or depend on what bears the name.
  [[nodiscard]] const std::vector<std::size_t>& objects(const schema::ObjectName& name) const;

 private:
  std::map<schema::ObjectName, std::vector<const schema::Table*>> children_;
  std::map<schema::ObjectName, std::vector<Key>> keys_;
  std::map<schema::ObjectName, std::vector<const schema::View*>> views_;
  std::map<schema::ColumnName, std::vector<const schema::View*>> views_of_columns_;
  std::map<schema::ObjectName, std::vector<std::size_t>> objects_;
};

}  // namespace strata::dialects::postgresql
