// Which spellings are one, and which are not.
#include "dialects/sqlite/canonical.hpp"

#include "dialects/sqlite/canonical_text.hpp"
#include "dialects/sqlite/connect.hpp"
#include "dialects/sqlite/introspect.hpp"
#include "dialects/sqlite/script.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects::sqlite;

namespace {

// What a script makes, in canonical spelling.
schema::Schema canonical_of(const std::string& script) {
  const auto session = scratch({});
  for (const auto& statement : split(script, 1)) session->execute(statement.text);
  schema::Schema schema = canonical(introspect(*session, {}));
  CHECK(canonical(schema) == schema);
  return schema;
}

bool equal(const std::string& left, const std::string& right) {
  return canonical_of(left) == canonical_of(right);
}

std::string expression(std::string_view sql) {
  return canonical_expression(sql, [](std::string_view name) { return name == "email" || name == "order"; });
}

}  // namespace

TEST_CASE("expressions are compared by tokens") {
  CHECK(expression("((LOWER ( [Email] )))") == "lower(email)");
  CHECK(expression("\"EMAIL\" == 'A  b' -- x") == "email = 'A  b'");
  CHECK(expression("a!=1 /* y */ AND(b)") == "a <> 1 and(b)");
  CHECK(expression("(a) + (b)") == "(a) + (b)");
  CHECK(expression("\"ORDER\"") == "`order`");
  CHECK(expression("\"Not a name\"") == "'Not a name'");
  CHECK(expression("- -1") == "- - 1");
  CHECK(expression("t . a") == "t.a");
  CHECK(expression("'A'") != expression("'a'"));
  for (const char* sql :
       {"((LOWER ( [Email] )))", "\"Not a name\"", "- -1", "a->>'$.b'", "x'AB' || `c d`", "a.b.c (1)"}) {
    CHECK(expression(expression(sql)) == expression(sql));
  }
}

TEST_CASE("types are compared without case and spacing") {
  CHECK(canonical_type("VARCHAR ( 10,2 )") == canonical_type("varchar(10, 2)"));
  CHECK(canonical_type("Unsigned  BIG\nint") == "unsigned big int");
  CHECK(canonical_type("\"VARCHAR(10)\"") == canonical_type("varchar(10)"));
  CHECK(canonical_type("") == "");
  CHECK(canonical_type("int") != canonical_type("integer"));
}

TEST_CASE("what SQLite does anyway makes no difference") {
  CHECK(equal("create table t(id integer primary key, a text)",
              "create table T2(x); drop table t2;"
              "CREATE TABLE t (\"id\" INTEGER NOT NULL PRIMARY KEY ASC ON CONFLICT ABORT, a TEXT NULL COLLATE binary "
              "DEFAULT NULL)"));
  CHECK(equal("create table t(id int primary key, a) without rowid",
              "create table t(id int not null, a, primary key(ID)) without rowid"));
  CHECK(equal("create table p(x integer primary key); create table c(a references p)",
              "create table p(x integer primary key); create table c(a, foreign key (A) references P(X) match simple "
              "not deferrable)"));
  CHECK(equal("create table t(a default (('x')), b check (a > 0))", "create table t(a default 'x', b, check ((a>0)))"));
  CHECK(equal("create table t(a text collate nocase); create index i on t(a)",
              "create table t(A text collate NOCASE); drop table t; create table t(a text collate nocase); create "
              "index i on t((a) collate NoCase asc)"));
  CHECK(equal("create table t(a); create index i on t(a) where a is not null",
              "create table t(a); create index i on \"t\"(\"A\") where \"a\" IS NOT NULL"));
  CHECK(equal("create table t(a); create view v as select a from t",
              "create table t(a); create view v as SELECT \"A\"\nFROM [t]"));
}

TEST_CASE("what means something else is different") {
  CHECK_FALSE(equal("create table t(id integer primary key)", "create table t(id int primary key)"));
  CHECK_FALSE(equal("create table t(id integer primary key)", "create table t(id integer primary key desc)"));
  CHECK_FALSE(equal("create table t(id integer primary key)", "create table t(id integer primary key autoincrement)"));
  CHECK_FALSE(equal("create table t(id text primary key)", "create table t(id text not null primary key)"));
  CHECK_FALSE(equal("create table t(a check (a > 0))", "create table t(a constraint named check (a > 0))"));
  CHECK_FALSE(equal("create table t(a check (a in ('X')))", "create table t(a check (a in ('x')))"));
  CHECK_FALSE(equal("create table t(a check (a in (\"X\")))", "create table t(a check (a in (\"x\")))"));
  CHECK_FALSE(equal("create table t(a unique)", "create table t(a unique on conflict ignore)"));
  CHECK_FALSE(equal("create table t(a text collate nocase); create index i on t(a)",
                    "create table t(a text collate nocase); create index i on t(a collate binary)"));
  CHECK_FALSE(equal("create table t(a, b as (1))", "create table t(a, b as (1) stored)"));
}

TEST_CASE("a table's own name before a column says nothing") {
  const std::string index = "; create index i on t(a) where ";
  CHECK(equal("create table t(a check (t.a > 0))" + index + "T . a > 1",
              "create table t(a check (a > 0))" + index + "a > 1"));
  CHECK(equal("create table \"t\"\"\"(a check (\"T\"\"\".a > 0))", "create table [t\"](a check (a > 0))"));
  CHECK_FALSE(equal("create table t(a, b check (t.a > 0))", "create table t(a, b check (t.b > 0))"));
}

TEST_CASE("triggers are compared by tokens, as renames leave them") {
  const std::string table = "create table t(a, b); ";
  const std::string text = "create trigger g after insert on t begin insert into t values (new.a, 'X'); end";
  CHECK(canonical_of(table + text).opaque_objects ==
        canonical_of(table +
                     "create trigger \"g\" after insert on \"t\" begin insert into [T] values (NEW.\"a\", 'X'); end")
            .opaque_objects);
  CHECK_FALSE(canonical_of(table + text).opaque_objects ==
              canonical_of(table + "create trigger g after insert on t begin insert into t values (new.a, 'x'); end")
                  .opaque_objects);
}
