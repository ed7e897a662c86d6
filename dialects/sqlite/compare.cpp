// SQLite keeps texts as people wrote them, so what is compared is their canonical spelling, which is made only of the
// tables where the written ones differ.
#include "dialects/sqlite/compare.hpp"

#include "dialects/sqlite/canonical.hpp"
#include "dialects/sqlite/names.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace strata::dialects::sqlite {

namespace {

std::string key_of(const schema::Table& table) {
  return (table.temporary ? "t" : "p") + table.name.schema + '\0' + table.name.name;
}

// What queries may mention is not known before their canonical spelling is: then every name counts.
bool has_queries(const schema::Schema& schema) {
  return !schema.views.empty() || !schema.opaque_objects.empty();
}

// The tables that `other` has word for word, by key.
std::unordered_set<std::string> equal_tables(const schema::Schema& schema, const schema::Schema& other) {
  std::unordered_map<std::string, const schema::Table*> others;
  for (const schema::Table& table : other.tables) others.emplace(key_of(table), &table);
  std::unordered_set<std::string> equal;
  for (const schema::Table& table : schema.tables) {
    const auto found = others.find(key_of(table));
    if (found != others.end() && *found->second == table) equal.insert(found->first);
  }
  return equal;
}

// What the tables that are not equal refer to: their canonical spelling may need it.
void add_referenced(const schema::Schema& schema, const std::unordered_set<std::string>& equal,
                    std::unordered_set<std::string>& referenced) {
  for (const schema::Table& table : schema.tables) {
    if (equal.contains(key_of(table))) continue;
    for (const schema::ForeignKey& key : table.foreign_keys) referenced.insert(fold(key.referenced_table.name));
  }
}

// The schema without the equal tables, but with those that either side's others refer to: what only one side kept
// would look created or dropped.
schema::Schema without(const schema::Schema& schema, const std::unordered_set<std::string>& equal,
                       const std::unordered_set<std::string>& referenced) {
  schema::Schema rest;
  rest.engine = schema.engine;
  rest.namespaces = schema.namespaces;
  rest.extensions = schema.extensions;
  rest.enums = schema.enums;
  rest.domains = schema.domains;
  rest.composite_types = schema.composite_types;
  rest.sequences = schema.sequences;
  for (const schema::Table& table : schema.tables) {
    if (!equal.contains(key_of(table)) || referenced.contains(fold(table.name.name))) rest.tables.push_back(table);
  }
  return rest;
}

diff::Operations compare_all(const schema::Schema& from, const schema::Schema& to,
                             const diff::CompareOptions& options) {
  const schema::Schema canonical_from = canonical(from);
  const schema::Schema canonical_to = canonical(to);
  return diff::compare({from, canonical_from}, {to, canonical_to}, options);
}

}  // namespace

// Most tables are the same on both sides: of these no canonical copies are made, which are most of time and memory.
diff::Operations compare(const schema::Schema& from, const schema::Schema& to, const diff::CompareOptions& options) {
  if (has_queries(from) || has_queries(to)) return compare_all(from, to, options);
  const std::unordered_set<std::string> equal = equal_tables(from, to);
  if (equal.empty()) return compare_all(from, to, options);
  std::unordered_set<std::string> referenced;
  add_referenced(from, equal, referenced);
  add_referenced(to, equal, referenced);
  return compare_all(without(from, equal, referenced), without(to, equal, referenced), options);
}

}  // namespace strata::dialects::sqlite
