// Builds schemas from a small stock of names, types and texts.
#include "random_schema.hpp"

#include <string>

namespace strata::test {

namespace {

using namespace schema;

std::string one_of(Random& random, const std::vector<std::string>& choices) {
  return choices[random.below(choices.size())];
}

// Each number below `limit` with a chance of 2 in 3, now and then in the opposite order.
std::vector<std::string> names(Random& random, const std::string& prefix, std::size_t limit) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < limit; ++i) {
    if (random.one_in(3)) continue;
    const std::string name = prefix + std::to_string(i);
    result.insert(random.one_in(4) ? result.begin() : result.end(), name);
  }
  return result;
}

Column random_column(Random& random, const std::string& name) {
  Column column;
  column.name = name;
  column.type = one_of(random, {"INTEGER", "TEXT", "REAL"});
  column.nullable = !random.one_in(3);
  if (random.one_in(4)) column.default_value = one_of(random, {"0", "'x'"});
  if (random.one_in(6)) column.generated = Generated{one_of(random, {"a + 1", "a + 2"}), random.one_in(2)};
  return column;
}

std::vector<KeyPart> random_parts(Random& random, const Table& table) {
  std::vector<KeyPart> parts(1 + random.below(2));
  for (KeyPart& part : parts) {
    part.column = table.columns[random.below(table.columns.size())].name;
    part.descending = random.one_in(4);
  }
  return parts;
}

// Sometimes without a name.
template <class T>
T constraint(Random& random, const std::string& name) {
  T result;
  if (!random.one_in(3)) result.name = name;
  return result;
}

Index random_index(Random& random, const std::string& name, const std::vector<KeyPart>& parts) {
  Index index;
  index.name = name;
  index.parts = parts;
  index.unique = random.one_in(3);
  return index;
}

template <class T>
T with_name(const std::string& name) {
  T object;
  object.name.name = name;
  return object;
}

// Keys, checks and indexes.
void add_parts(Random& random, Table& table) {
  const std::string& name = table.name.name;
  if (!random.one_in(3)) {
    table.primary_key = constraint<PrimaryKey>(random, "pk");
    table.primary_key->parts = random_parts(random, table);
  }
  for (const std::string& unique : names(random, name + "_uq", 2)) {
    table.uniques.push_back(constraint<UniqueConstraint>(random, unique));
    table.uniques.back().parts = random_parts(random, table);
  }
  for (const std::string& check : names(random, name + "_ck", 3)) {
    table.checks.push_back(constraint<Check>(random, check));
    table.checks.back().expression = one_of(random, {"a > 0", "a < 9"});
  }
  for (const std::string& key : names(random, name + "_fk", 2)) {
    table.foreign_keys.push_back(constraint<ForeignKey>(random, key));
    table.foreign_keys.back().columns = {"a"};
    table.foreign_keys.back().referenced_table.name = one_of(random, {"t0", "t1"});
  }
  for (const std::string& index : names(random, name + "_ix", 4)) {
    table.indexes.push_back(random_index(random, index, random_parts(random, table)));
  }
}

Table random_table(Random& random, const std::string& name) {
  Table table;
  table.name.name = name;
  table.temporary = random.one_in(8);
  table.options.strict = random.one_in(6);
  if (random.one_in(5)) table.comment = one_of(random, {"one", "two"});
  for (const std::string& column : names(random, "c", 6)) table.columns.push_back(random_column(random, column));
  table.columns.push_back(random_column(random, "a"));
  add_parts(random, table);
  return table;
}

View random_view(Random& random, const std::string& name) {
  View view;
  view.name.name = name;
  view.definition = one_of(random, {"SELECT 1 AS a", "SELECT 2 AS a"});
  view.temporary = random.one_in(6);
  view.materialized = !view.temporary && random.one_in(3);
  if (view.materialized && random.one_in(2)) {
    KeyPart part;
    part.column = "a";
    view.indexes.push_back(random_index(random, name + "_ix", {part}));
  }
  return view;
}

}  // namespace

Schema random_schema(Random& random) {
  Schema schema;
  schema.engine = "test";
  schema.namespaces = names(random, "n", 2);
  for (const std::string& name : names(random, "e", 3)) {
    schema.enums.push_back(with_name<EnumType>(name));
    schema.enums.back().labels = {"x", one_of(random, {"y", "z"})};
  }
  for (const std::string& name : names(random, "d", 2)) {
    schema.domains.push_back(with_name<Domain>(name));
    schema.domains.back().type = one_of(random, {"text", "int"});
  }
  for (const std::string& name : names(random, "s", 2)) schema.sequences.push_back(with_name<Sequence>(name));
  for (const std::string& name : names(random, "t", 6)) schema.tables.push_back(random_table(random, name));
  for (const std::string& name : names(random, "v", 4)) schema.views.push_back(random_view(random, name));
  for (const std::string& name : names(random, "g", 4)) {
    auto trigger = with_name<OpaqueObject>(name);
    trigger.kind = "trigger";
    trigger.definition = one_of(random, {"CREATE TRIGGER 1", "CREATE TRIGGER 2"});
    trigger.table = ObjectName{"", one_of(random, {"t0", "t1", "t2"})};
    schema.opaque_objects.push_back(trigger);
  }
  return schema;
}

}  // namespace strata::test
