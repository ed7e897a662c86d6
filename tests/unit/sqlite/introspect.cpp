// A live database -> Schema: what is found, what is left out, what is opaque, and how many queries it takes.
#include "dialects/sqlite/introspect.hpp"

#include "dialects/sqlite/connect.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::schema;
using dialects::Scope;
using dialects::sqlite::introspect;
using dialects::sqlite::scratch;

namespace {

Schema introspected(const std::string& script, const Scope& scope = {}) {
  const auto session = scratch({});
  session->execute(script);
  return introspect(*session, scope);
}

std::vector<std::string> names(const std::vector<Table>& tables) {
  std::vector<std::string> result;
  for (const Table& table : tables) result.push_back(table.name.name);
  return result;
}

std::vector<std::string> described(const Schema& schema) {
  std::vector<std::string> result;
  for (const OpaqueObject& object : schema.opaque_objects) result.push_back(describe(object));
  return result;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("tables, indexes, views and triggers of a database") {
  const Schema schema = introspected(R"sql(
    create table Parent(Id integer primary key autoincrement, Name text);
    create table child(a, b, foreign key (A) references PARENT(ID), unique (B));
    create index child_a on CHILD(A desc) where b is not null;
    create view v as select name from parent;
    create view w as select * from V;
    create trigger t after insert on child begin insert into parent(name) values (new.a); end;
  )sql");
  CHECK(schema.engine == "sqlite");
  CHECK(names(schema.tables) == Strings{"Parent", "child"});
  const Table& child = schema.tables[1];
  CHECK(child.foreign_keys[0].columns == Strings{"a"});
  CHECK(child.foreign_keys[0].referenced_table.name == "Parent");
  CHECK(child.foreign_keys[0].referenced_columns == Strings{"Id"});
  CHECK(child.uniques[0].parts[0].column == "b");
  REQUIRE(child.indexes.size() == 1);
  CHECK(child.indexes[0].parts[0].column == "a");
  CHECK(child.indexes[0].where == "b is not null");
  REQUIRE(schema.views.size() == 2);
  CHECK(schema.views[0].depends_on == std::vector<ObjectName>{{"", "Parent"}});
  CHECK(schema.views[1].depends_on == std::vector<ObjectName>{{"", "v"}});
  REQUIRE(described(schema) == Strings{"trigger t"});
  CHECK(schema.opaque_objects[0].table == ObjectName{"", "child"});
  CHECK(schema.opaque_objects[0].depends_on == std::vector<ObjectName>{{"", "Parent"}, {"", "child"}});
}

TEST_CASE("temporary objects are marked and can be made again") {
  const auto session = scratch({});
  session->execute(R"sql(
    create table t(a);
    create temp table t(b);
    create index temp.i on t(b);
    create temp view v as select 1;
    create temp trigger r after insert on main.t begin select 1; end;
  )sql");
  const Schema schema = introspect(*session, {});
  REQUIRE(names(schema.tables) == Strings{"t", "t"});
  CHECK_FALSE(schema.tables[0].temporary);
  CHECK(schema.tables[0].indexes.empty());
  CHECK(schema.tables[1].temporary);
  CHECK(schema.tables[1].indexes.size() == 1);
  CHECK(schema.views[0].temporary);
  REQUIRE(schema.opaque_objects.size() == 1);
  CHECK(schema.opaque_objects[0].temporary);
  session->execute("drop trigger temp.r");
  session->execute(schema.opaque_objects[0].definition);
  CHECK(introspect(*session, {}) == schema);
}

TEST_CASE("scope: globs, history tables, and what hangs on a table goes with it") {
  const std::string script = R"sql(
    create table app_a(a); create table app_b(a); create table other(a);
    create table strata_applied(a); create table strata_history(a);
    create index x on app_a(a); create index y on other(a);
    create trigger trg after insert on app_a begin select 1; end;
    create trigger trg2 after insert on other begin select 1; end;
  )sql";
  Scope scope;
  CHECK(names(introspected(script, scope).tables) == Strings{"app_a", "app_b", "other"});
  scope.include = {"app_*"};
  scope.exclude = {"*_?b", "app_b"};
  const Schema schema = introspected(script, scope);
  CHECK(names(schema.tables) == Strings{"app_a"});
  CHECK(schema.tables[0].indexes.size() == 1);
  CHECK(described(schema) == Strings{"trigger trg"});
  scope = {};
  scope.history_prefix = "own";
  CHECK(introspected(script, scope).tables.size() == 5);
}

TEST_CASE("virtual tables are opaque and own their shadow tables") {
  const Schema schema = introspected(R"sql(
    create table docs_data_of_mine(a);
    create virtual table docs using fts5(body);
    create virtual table Boxes using rtree(id, x0, x1);
    create virtual table old using fts4(body);
  )sql");
  CHECK(names(schema.tables) == Strings{"docs_data_of_mine"});
  CHECK(described(schema) == Strings{"virtual table docs", "virtual table Boxes", "virtual table old"});
}

TEST_CASE("unknown collations, functions and modules do not matter") {
  const auto session = scratch({});
  session->execute(R"sql(
    create table t(a text, b);
    create index i on t(b);
    pragma writable_schema = on;
    update sqlite_schema set sql = 'CREATE TABLE t(a text collate martian, b check (martian(b)))' where name = 't';
    update sqlite_schema set sql = 'CREATE INDEX i on t(b collate martian)' where name = 'i';
    insert into sqlite_schema values ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING martian(x)');
    insert into sqlite_schema values ('view', 'v', 'v', 0, 'CREATE VIEW v AS SELECT martian(a) FROM nowhere');
    pragma writable_schema = reset;
  )sql");
  const Schema schema = introspect(*session, {});
  REQUIRE(schema.tables.size() == 1);
  CHECK(schema.tables[0].columns[0].collation == "martian");
  CHECK(schema.tables[0].checks[0].expression == "martian(b)");
  CHECK(schema.tables[0].indexes[0].parts[0].collation == "martian");
  CHECK(schema.views.size() == 1);
  CHECK(described(schema) == Strings{"virtual table m"});
}

TEST_CASE("what ALTER TABLE and CREATE TABLE AS leave behind is read") {
  const Schema schema = introspected(R"sql(
    create table a(x int, -- the x
      constraint c check (x > 0));
    alter table a add column y text default 'q' /* why */;
    alter table a rename column x to "the x";
    alter table a rename to "b c";
    create table copy as select *, 1 as n, 'a' || 'b' from "b c";
  )sql");
  REQUIRE(names(schema.tables) == Strings{"b c", "copy"});
  CHECK(schema.tables[0].columns[0].name == "the x");
  CHECK(schema.tables[0].columns[1].default_value == "'q'");
  CHECK(schema.tables[0].columns[1].comment == "why");
  CHECK(schema.tables[0].checks[0].name == "c");
  CHECK(schema.tables[1].columns.size() == 4);
  CHECK(described(schema).empty());
}

TEST_CASE("the number of queries does not grow with the database") {
  const auto queries = [](int tables) {
    const auto session = scratch({});
    session->execute("begin");
    for (int i = 0; i < tables; ++i) {
      session->execute(
          fmt::format("create table t{0}(id integer primary key, a text unique, b references t{1}(id));"
                      "create index i{0} on t{0}(b, lower(a));"
                      "create view v{0} as select a from t{0}",
                      i, i / 2));
    }
    session->execute("commit");
    const std::size_t before = session->statements_sent();
    const Schema schema = introspect(*session, {});
    CHECK(schema.tables.size() == static_cast<std::size_t>(tables));
    CHECK(schema.tables.back().indexes.size() == 1);
    CHECK(schema.opaque_objects.empty());
    return session->statements_sent() - before;
  };
  CHECK(queries(1) == 2);
  CHECK(queries(500) == 2);
}
