// Whole schemas come and go in an order that works: what is used before its users, circles broken, nothing by CASCADE.
#include "dialects/postgresql/lower.hpp"
#include "diff/compare.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace strata;
using namespace strata::schema;
using Lines = std::vector<std::string>;

namespace {

Column column_named(std::string name, std::string type = "integer") {
  Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  return column;
}

Table table_named(std::string name, std::vector<Column> columns) {
  Table table;
  table.name = {"", std::move(name)};
  table.columns = std::move(columns);
  return table;
}

void add_key(Table& table, const std::string& column, const std::string& referenced) {
  ForeignKey key;
  key.name = table.name.name + "_" + column + "_fkey";
  key.columns = {column};
  key.referenced_table = {"", referenced};
  key.referenced_columns = {"id"};
  table.foreign_keys.push_back(key);
}

View view_of(std::string name, std::vector<ObjectName> depends_on) {
  View view;
  view.name = {"", std::move(name)};
  view.definition = "SELECT 1 AS one";
  view.depends_on = std::move(depends_on);
  return view;
}

OpaqueObject function_named(std::string name, std::vector<ObjectName> depends_on = {}) {
  OpaqueObject object;
  object.kind = "function";
  object.name = {"", std::move(name)};
  object.definition = "CREATE FUNCTION " + object.name.name;
  object.removal = "DROP FUNCTION " + object.name.name;
  object.depends_on = std::move(depends_on);
  return object;
}

// The first lines of the statements that lead from one schema to the other.
Lines heads(const Schema& from, const Schema& to) {
  const diff::Operations operations = diff::compare({from, from}, {to, to}, {.opaque_objects = true});
  const dialects::Fills fills;
  std::vector<diff::Step> steps = diff::order(dialects::postgresql::lower({operations, from, to, fills}).steps);
  Lines out;
  for (const diff::Step& step : steps) {
    for (const std::string& statement : step.statements) {
      std::string head = statement.substr(0, statement.find('\n'));
      if (head.ends_with(" (")) head.resize(head.size() - 2);
      if (head.starts_with("ALTER") && statement.find('\n') != std::string::npos) {
        head += statement.substr(statement.find_first_not_of(" \n", statement.find('\n')) - 1);
      }
      out.push_back(std::move(head));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("tables come in the order of their references, with the keys inside") {
  Schema schema;
  Table a = table_named("a", {column_named("id"), column_named("b")});
  add_key(a, "b", "b");
  schema.tables = {a, table_named("b", {column_named("id")})};
  CHECK(heads({}, schema) == Lines{"CREATE TABLE b", "CREATE TABLE a"});
  CHECK(heads(schema, {}) == Lines{"DROP TABLE a", "DROP TABLE b"});
}

TEST_CASE("keys that run in a circle are added afterwards, and dropped before") {
  Schema schema;
  Table a = table_named("a", {column_named("id"), column_named("b")});
  Table b = table_named("b", {column_named("id"), column_named("a")});
  Table c = table_named("c", {column_named("id"), column_named("a")});
  add_key(a, "b", "b");
  add_key(b, "a", "a");
  add_key(c, "a", "a");
  add_key(c, "id", "c");
  schema.tables = {a, b, c};
  CHECK(heads({}, schema) == Lines{"CREATE TABLE a", "CREATE TABLE b", "CREATE TABLE c",
                                   "ALTER TABLE a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES b (id)",
                                   "ALTER TABLE b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a (id)"});
  CHECK(heads(schema, {}) == Lines{"ALTER TABLE b DROP CONSTRAINT b_a_fkey", "ALTER TABLE a DROP CONSTRAINT a_b_fkey",
                                   "DROP TABLE c", "DROP TABLE b", "DROP TABLE a"});
}

TEST_CASE("schemas, types, sequences and functions stand before what uses them") {
  Schema schema;
  schema.namespaces = {"app"};
  EnumType mood;
  mood.name = {"app", "mood"};
  mood.labels = {"ok"};
  schema.enums = {mood};
  Domain even;
  even.name = {"", "even"};
  even.type = "integer";
  even.checks.resize(1);
  even.checks[0].name = "c";
  even.checks[0].expression = "is_even(VALUE)";
  schema.domains = {even};
  CompositeType pair;
  pair.name = {"", "a_pair"};
  pair.attributes = {column_named("m", "app.mood[]"), column_named("e", "even")};
  schema.composite_types = {pair};
  Sequence numbers;
  numbers.name = {"", "numbers"};
  numbers.owned_by = "t.id";
  schema.sequences = {numbers};
  Table table = table_named("t", {column_named("id"), column_named("p", "a_pair")});
  table.columns[0].default_value = "nextval('numbers'::regclass)";
  schema.tables = {table};
  schema.opaque_objects = {function_named("is_even(integer)")};
  CHECK(heads({}, schema) == Lines{"SET check_function_bodies = off", "CREATE SCHEMA app",
                                   "CREATE FUNCTION is_even(integer)", "RESET check_function_bodies",
                                   "CREATE TYPE app.mood AS ENUM ('ok')", "CREATE DOMAIN even AS integer",
                                   "CREATE TYPE a_pair AS", "CREATE SEQUENCE numbers", "CREATE TABLE t",
                                   "ALTER SEQUENCE numbers OWNED BY t.id"});
  CHECK(heads(schema, {}) == Lines{"DROP TABLE t", "DROP TYPE a_pair", "DROP DOMAIN even",
                                   "DROP FUNCTION is_even(integer)", "DROP TYPE app.mood", "DROP SCHEMA app"});
}

TEST_CASE("a table and a function that use each other: what uses the function is added afterwards") {
  Schema schema;
  Table table = table_named("t", {column_named("id"), column_named("v")});
  table.columns[1].default_value = "next_v()";
  Check check;
  check.name = "labelled";
  check.expression = "(label(t.*) <> ''::text)";
  Check plain;
  plain.name = "plain";
  plain.expression = "(id > 0)";
  table.checks = {check, plain};
  Index index;
  index.name = "t_label";
  index.parts.resize(1);
  index.parts[0].expression = "label(t.*)";
  table.indexes = {index};
  schema.tables = {table};
  schema.opaque_objects = {function_named("label(t)", {{"", "t"}}), function_named("next_v()", {{"", "t"}})};
  CHECK(heads({}, schema) == Lines{"SET check_function_bodies = off", "CREATE TABLE t", "CREATE FUNCTION label(t)",
                                   "CREATE FUNCTION next_v()", "RESET check_function_bodies",
                                   "ALTER TABLE t ADD CONSTRAINT labelled CHECK (label(t.*) <> ''::text)",
                                   "ALTER TABLE t ALTER COLUMN v SET DEFAULT next_v()",
                                   "CREATE INDEX t_label ON t (label(t.*))"});
}

TEST_CASE("views stand in the order of what they use, whatever their names") {
  Schema schema;
  schema.tables = {table_named("t", {column_named("id")})};
  schema.views = {view_of("a", {{"", "b"}}), view_of("b", {{"", "c"}, {"", "t"}}), view_of("c", {{"", "t"}})};
  CHECK(heads({}, schema) == Lines{"CREATE TABLE t", "CREATE VIEW c AS", "CREATE VIEW b AS", "CREATE VIEW a AS"});
  CHECK(heads(schema, {}) == Lines{"DROP VIEW a", "DROP VIEW b", "DROP VIEW c", "DROP TABLE t"});
}

TEST_CASE("partitions follow their parents, and go before them") {
  Schema schema;
  Table child = table_named("a_child", {});
  child.options.partition_of = ObjectName{"", "parent"};
  child.options.partition_bound = "DEFAULT";
  Table parent = table_named("parent", {column_named("id")});
  parent.options.partition_by = "RANGE (id)";
  schema.tables = {child, parent};
  CHECK(heads({}, schema) == Lines{"CREATE TABLE parent", "CREATE TABLE a_child PARTITION OF parent"});
  CHECK(heads(schema, {}) == Lines{"DROP TABLE a_child", "DROP TABLE parent"});
}

TEST_CASE("a sequence goes with the table that owns it") {
  Schema schema;
  schema.tables = {table_named("t", {column_named("id")})};
  Sequence owned;
  owned.name = {"", "owned"};
  owned.owned_by = "t.id";
  Sequence own = owned;
  own.name.name = "own";
  own.owned_by.clear();
  schema.sequences = {owned, own};
  CHECK(heads(schema, {}) == Lines{"DROP TABLE t", "DROP SEQUENCE own"});
}

TEST_CASE("temporary objects are dropped where they are, and created anew") {
  Schema schema;
  Table rows = table_named("import_rows", {column_named("id")});
  rows.temporary = true;
  schema.tables = {rows};
  CHECK(heads({}, schema) == Lines{"DROP TABLE IF EXISTS pg_temp.import_rows", "CREATE TEMPORARY TABLE import_rows"});
  CHECK(heads(schema, {}) == Lines{"DROP TABLE IF EXISTS pg_temp.import_rows"});
}

TEST_CASE("what strata can't create again is refused by name") {
  Schema schema;
  schema.opaque_objects = {function_named("f()")};
  schema.opaque_objects[0].definition.clear();
  CHECK_THROWS_WITH(heads({}, schema), "strata can't re-create function f()");
}
