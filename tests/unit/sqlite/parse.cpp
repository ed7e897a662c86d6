// Stored definitions -> tables, indexes, views. SQLite itself is asked to take each text first, so that no test holds
// a text that could not be stored.
#include "dialects/sqlite/parse_objects.hpp"
#include "dialects/sqlite/parse_table.hpp"

#include "dialects/sqlite/connect.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::schema;
using dialects::sqlite::parse_index;
using dialects::sqlite::parse_table;
using dialects::sqlite::parse_view;

namespace {

Table parsed(const std::string& sql) {
  const auto session = dialects::sqlite::scratch({});
  session->execute(sql);
  return parse_table(sql);
}

}  // namespace

TEST_CASE("a deferral without a foreign key says nothing, as in SQLite") {
  const Table table = parsed("CREATE TABLE t (a TEXT DEFERRABLE INITIALLY DEFERRED NOT NULL UNIQUE)");
  CHECK(table.foreign_keys.empty());
  CHECK_FALSE(table.columns[0].nullable);
  CHECK(table.uniques.size() == 1);
}

TEST_CASE("a column's constraints, in any order and case") {
  const Table table = parsed(R"sql(create table "my t"(
    id integer constraint pk primary key on conflict replace autoincrement,
    [a b] varchar ( 10 , 2 ) not null on conflict ignore collate nocase default 'x''y' collate rtrim,
    `c` unsigned big int null default -1 constraint u unique on conflict fail,
    d default (1 + (2)) check (d > 0) constraint named check (d <> ')'),
    e generated always as (d * 2) stored, f int as (d) virtual, g text as ('x'),
    h default current_timestamp, i default true, j default "word", k default word, l default x'00', m default +1.5,
    "n" "odd type", o references "my t" on delete set null on update cascade match full deferrable initially deferred
  ))sql");
  CHECK(table.name.name == "my t");
  REQUIRE(table.columns.size() == 15);
  CHECK(table.columns[0].identity->kind == IdentityKind::auto_increment);
  CHECK(table.primary_key->name == "pk");
  CHECK(table.primary_key->on_conflict == ConflictAction::replace);
  CHECK(table.columns[1].name == "a b");
  CHECK(table.columns[1].type == "varchar ( 10 , 2 )");
  CHECK_FALSE(table.columns[1].nullable);
  CHECK(table.columns[1].not_null_conflict == ConflictAction::ignore);
  CHECK(table.columns[1].collation == "rtrim");
  CHECK(table.columns[1].default_value == "'x''y'");
  CHECK(table.columns[2].type == "unsigned big int");
  CHECK(table.columns[2].nullable);
  CHECK(table.columns[2].default_value == "-1");
  CHECK(table.columns[3].type.empty());
  CHECK(table.columns[3].default_value == "1 + (2)");
  CHECK(table.columns[4].type.empty());
  CHECK(table.columns[4].generated == Generated{"d * 2", true});
  CHECK(table.columns[5].generated == Generated{"d", false});
  CHECK(table.columns[6].type == "text");
  CHECK(table.columns[7].default_value == "current_timestamp");
  CHECK(table.columns[8].default_value == "true");
  CHECK(table.columns[9].default_value == "'word'");
  CHECK(table.columns[10].default_value == "'word'");
  CHECK(table.columns[11].default_value == "x'00'");
  CHECK(table.columns[12].default_value == "+1.5");
  CHECK(table.columns[13].type == "\"odd type\"");

  REQUIRE(table.uniques.size() == 1);
  CHECK(table.uniques[0].name == "u");
  CHECK(table.uniques[0].parts[0].column == "c");
  CHECK(table.uniques[0].on_conflict == ConflictAction::fail);
  REQUIRE(table.checks.size() == 2);
  CHECK(table.checks[0].name.empty());
  CHECK(table.checks[0].expression == "d > 0");
  CHECK(table.checks[1].name == "named");
  CHECK(table.checks[1].expression == "d <> ')'");
  REQUIRE(table.foreign_keys.size() == 1);
  const ForeignKey& key = table.foreign_keys[0];
  CHECK(key.columns == std::vector<std::string>{"o"});
  CHECK(key.referenced_table.name == "my t");
  CHECK(key.referenced_columns.empty());
  CHECK(key.on_delete == ReferentialAction::set_null);
  CHECK(key.on_update == ReferentialAction::cascade);
  CHECK(key.match == MatchType::full);
  CHECK(key.deferral == Deferral::initially_deferred);
}

TEST_CASE("table constraints with and without commas between them") {
  const Table table = parsed(R"sql(CREATE TABLE IF NOT EXISTS main.t(a INTEGER, b TEXT, c ANY,
    CONSTRAINT pk PRIMARY KEY (a DESC, b COLLATE NOCASE) ON CONFLICT ROLLBACK
    UNIQUE (b, 'c'), CONSTRAINT ck CHECK (a IN (1, 2)) ON CONFLICT ABORT
    FOREIGN KEY (a, b) REFERENCES other (x, "y") ON DELETE RESTRICT NOT DEFERRABLE INITIALLY DEFERRED
  ) STRICT, WITHOUT ROWID)sql");
  CHECK(table.name.name == "t");
  REQUIRE(table.columns.size() == 3);
  CHECK(table.columns[2].type == "ANY");
  CHECK(table.primary_key->name == "pk");
  REQUIRE(table.primary_key->parts.size() == 2);
  CHECK(table.primary_key->parts[0].descending);
  CHECK_FALSE(table.primary_key->on_column_descending);
  CHECK(table.primary_key->parts[1].collation == "NOCASE");
  CHECK(table.primary_key->on_conflict == ConflictAction::rollback);
  REQUIRE(table.uniques.size() == 1);
  CHECK(table.uniques[0].parts[1].column == "c");
  REQUIRE(table.checks.size() == 1);
  CHECK(table.checks[0].name == "ck");
  CHECK(table.checks[0].expression == "a IN (1, 2)");
  REQUIRE(table.foreign_keys.size() == 1);
  CHECK(table.foreign_keys[0].referenced_columns == std::vector<std::string>{"x", "y"});
  CHECK(table.foreign_keys[0].on_delete == ReferentialAction::restrict);
  CHECK(table.foreign_keys[0].deferral == Deferral::not_deferrable);
  CHECK(table.options.strict);
  CHECK(table.options.without_rowid);
}

TEST_CASE("table options after a comma that SQLite's grammar lets through") {
  const Table table = parsed("CREATE TABLE t (n REAL) , STRICT");
  CHECK(table.options.strict);
  CHECK_THROWS_AS(parse_table("CREATE TABLE t (n REAL) ,, STRICT"), strata::Error);
}

TEST_CASE("primary keys that look alike and are not") {
  CHECK(parsed("create table t(id integer primary key desc)").primary_key->on_column_descending);
  CHECK_FALSE(parsed("create table t(id integer primary key asc)").primary_key->on_column_descending);
  CHECK_FALSE(parsed("create table t(id integer primary key)").columns[0].identity);
  CHECK(parsed("create table t(id integer primary key)").columns[0].nullable);
  CHECK(parsed("create table t(Id integer, primary key(iD autoincrement))").columns[0].identity);
}

TEST_CASE("columns may be called like keywords") {
  const Table table = parsed("create table t(generated text, always int, key, 'desc' int, \"primary\", strict any)");
  REQUIRE(table.columns.size() == 6);
  CHECK(table.columns[0].name == "generated");
  CHECK(table.columns[1].type == "int");
  CHECK(table.columns[2].name == "key");
  CHECK(table.columns[3].name == "desc");
  CHECK(table.columns[4].name == "primary");
}

TEST_CASE("comments are read where strata writes them, and nowhere else") {
  const Table table = parsed(
      "create table t /* all * / of it */ (\n"
      "  a int /* the a */,\n"
      "  b int, /* not b's */\n"
      "  /* nor c's */ c int -- nor this\n,"
      "  d int /* one */ /* two */,\n"
      "  e text default '/* no */'  /*e*/)");
  CHECK(table.comment == "all */ of it");
  CHECK(table.columns[0].comment == "the a");
  CHECK(table.columns[1].comment.empty());
  CHECK(table.columns[2].comment.empty());
  CHECK(table.columns[3].comment.empty());
  CHECK(table.columns[4].comment == "e");
}

TEST_CASE("what the grammar does not foresee is refused, not dropped") {
  for (const char* sql : {"create table t", "create table t(a,)", "create table t(a default)", "create table t(a) what",
                          "create table t(a frob (1) frob)", "create table t(a, primary key(a), primary key(a))",
                          "create view t as select 1", "create table t(a references)"}) {
    INFO(sql);
    CHECK_THROWS_AS(parse_table(sql), Error);
  }
}

TEST_CASE("indexes") {
  const Index index = parse_index(
      "CREATE UNIQUE INDEX IF NOT EXISTS main.\"i x\" ON t(a, b COLLATE nocase DESC, lower(c) COLLATE rtrim ASC, "
      "a || b COLLATE nocase, (c), 'd') WHERE a > 0 AND b IN (1, 2) -- end");
  CHECK(index.name == "i x");
  CHECK(index.unique);
  REQUIRE(index.parts.size() == 6);
  CHECK(index.parts[0].column == "a");
  CHECK(index.parts[1].column == "b");
  CHECK(index.parts[1].collation == "nocase");
  CHECK(index.parts[1].descending);
  CHECK(index.parts[2].expression == "lower(c)");
  CHECK(index.parts[2].collation == "rtrim");
  CHECK_FALSE(index.parts[2].descending);
  CHECK(index.parts[3].expression == "a || b COLLATE nocase");
  CHECK(index.parts[3].collation.empty());
  CHECK(index.parts[4].expression == "(c)");
  CHECK(index.parts[5].column == "d");
  CHECK(index.where == "a > 0 AND b IN (1, 2)");
}

TEST_CASE("views, virtual tables and temporary spellings") {
  const View view = parse_view("CREATE TEMP VIEW v(\"a b\", c) AS WITH x AS (SELECT 1) SELECT * FROM x; ");
  CHECK(view.temporary);
  CHECK(view.columns == std::vector<std::string>{"a b", "c"});
  CHECK(view.definition == "WITH x AS (SELECT 1) SELECT * FROM x");

  using namespace strata::dialects::sqlite;
  CHECK(is_virtual_table("create /* */ virtual table a using fts5(x)"));
  CHECK_FALSE(is_virtual_table("create table virtual(a)"));
  CHECK(virtual_table_module("create virtual table 'a b' using fts5(x)") == "fts5");
  CHECK(as_temporary("CREATE TRIGGER t") == "CREATE TEMP TRIGGER t");
  CHECK(as_temporary("CREATE VIRTUAL TABLE t USING m") == "CREATE VIRTUAL TABLE temp.t USING m");
}
