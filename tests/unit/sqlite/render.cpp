// Rendering: names, literals, layout, and every clause as SQLite and our reader take it back.
#include "dialects/sqlite/render.hpp"

#include "database.hpp"
#include "dialects/sqlite/types.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace strata::dialects::sqlite;
namespace schema = strata::schema;

namespace {

using Lines = std::vector<std::string>;

schema::Column column(const std::string& name, const std::string& type) {
  schema::Column out;
  out.name = name;
  out.type = type;
  return out;
}

std::string rendered(const std::string& script) {
  const schema::Schema read = schema_of(script);
  std::string out;
  for (const schema::Table& table : read.tables) out += create_table(table);
  return out;
}

}  // namespace

TEST_CASE("names are quoted where they need it") {
  CHECK(quote_identifier("users") == "users");
  CHECK(quote_identifier("order") == "\"order\"");
  CHECK(quote_identifier("key") == "\"key\"");
  CHECK(quote_identifier("true") == "\"true\"");
  CHECK(quote_identifier("AlbumId") == "\"AlbumId\"");
  CHECK(quote_identifier("2fa") == "\"2fa\"");
  CHECK(quote_identifier("a b") == "\"a b\"");
  CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
  CHECK(quote_identifier("") == "\"\"");
  CHECK(quote({"temp", "t"}) == "temp.t");
}

TEST_CASE("a literal gives its text back") {
  Database database;
  for (const std::string& text :
       {std::string("plain"), std::string("it's"), std::string(), std::string("a\nb"), std::string("a\0b", 3)}) {
    CHECK(database.rows("SELECT hex(" + quote_literal(text) + "), typeof(" + quote_literal(text) + ")") ==
          database.rows("SELECT hex(CAST(x'" + [&] {
            std::string hex;
            for (const char c : text) hex += {"0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
            return hex;
          }() + "' AS TEXT)), 'text'"));
  }
}

TEST_CASE("defaults get the parentheses that SQLite asks for") {
  CHECK(default_clause("1") == "DEFAULT 1");
  CHECK(default_clause("-1.5") == "DEFAULT -1.5");
  CHECK(default_clause("'a b'") == "DEFAULT 'a b'");
  CHECK(default_clause("x'00'") == "DEFAULT x'00'");
  CHECK(default_clause("CURRENT_TIMESTAMP") == "DEFAULT CURRENT_TIMESTAMP");
  CHECK(default_clause("lower('A')") == "DEFAULT (lower('A'))");
  CHECK(default_clause("(1 + 1)") == "DEFAULT (1 + 1)");
  CHECK(default_clause("(1) + (1)") == "DEFAULT ((1) + (1))");
  CHECK(default_clause("- x") == "DEFAULT (- x)");
}

TEST_CASE("a table is laid out over lines and comes back as it was") {
  const std::string sql = R"(CREATE TABLE users /* people * / who log in */ (
  id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL ON CONFLICT IGNORE COLLATE NOCASE DEFAULT '' /* login name */,
  "Order" NUMERIC(12,2) DEFAULT (1 + 1),
  domain TEXT GENERATED ALWAYS AS (substr(email, 2)) VIRTUAL,
  size INTEGER GENERATED ALWAYS AS (length(email)) STORED,
  team_id INTEGER,
  anything /* last */,
  CONSTRAINT uq_users_email UNIQUE (email COLLATE RTRIM, team_id) ON CONFLICT REPLACE,
  CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT ck_email CHECK (email <> ''),
  CHECK (size >= 0)
))";
  CHECK(rendered(sql) == sql);
}

TEST_CASE("keys and options are written where their meaning is kept") {
  const std::string table = GENERATE(as<std::string>{},
                                     "CREATE TABLE t (\n  a INTEGER,\n  b TEXT,\n  PRIMARY KEY (a, b DESC)\n) STRICT, "
                                     "WITHOUT ROWID",
                                     "CREATE TABLE t (\n  a INTEGER PRIMARY KEY DESC\n)",
                                     "CREATE TABLE t (\n  a INTEGER,\n  PRIMARY KEY (a DESC)\n)",
                                     "CREATE TABLE t (\n  a TEXT,\n  CONSTRAINT pk PRIMARY KEY (a)\n) STRICT",
                                     "CREATE TEMPORARY TABLE t (\n  a VARCHAR(20) /* why */\n)");
  CHECK(rendered(table) == table);
}

TEST_CASE("odd types stand in quotes") {
  CHECK(column_definition(column("a", "weird-type")) == " \"weird-type\"");
  CHECK(column_definition(column("a", "unsigned big int")) == " unsigned big int");
  CHECK(column_definition(column("a", "DECIMAL(10, -2)")) == " DECIMAL(10, -2)");
  CHECK(column_definition(column("a", "")).empty());
}

TEST_CASE("indexes and views") {
  const Lines definitions = {"CREATE UNIQUE INDEX ix ON t (a DESC, lower(b)) WHERE a IS NOT NULL",
                             "CREATE INDEX iy ON t ((a + b) COLLATE NOCASE DESC, b COLLATE RTRIM)",
                             "CREATE VIEW v (x, \"Y\") AS\nSELECT a, b FROM t"};
  Database database("CREATE TABLE t (a TEXT, b TEXT)");
  database.run(definitions);
  const schema::Schema read = database.schema();
  CHECK(create_index(read.tables[0], read.tables[0].indexes[0]) == definitions[0]);
  CHECK(create_index(read.tables[0], read.tables[0].indexes[1]) == definitions[1]);
  CHECK(create_view(read.views[0]) == definitions[2]);
}

TEST_CASE("a column of each declared type holds its samples, each another") {
  const std::string type = GENERATE(as<std::string>{}, "INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC(10,2)", "",
                                    "BOOLEAN", "DATETIME", "DATE", "TIME", "JSON", "UUID", "VARCHAR(20)");
  const Lines samples = sample_values(column("a", type));
  REQUIRE(samples.size() >= 2);
  Database database("CREATE TABLE t (a " + type + " UNIQUE)");
  for (const std::string& sample : samples) database.run("INSERT INTO t VALUES (" + sample + ")");
  CHECK(database.rows("SELECT a FROM t WHERE a IS NULL").empty());
  const Lines shown = database.rows("SELECT " + literal_of("a") + " FROM t");
  CHECK(std::set<std::string>(shown.begin(), shown.end()).size() == samples.size());
}

TEST_CASE("declared types read as C++ types, exact where nothing more need be said") {
  using schema::PortableKind;
  const auto check = [](const std::string& type, PortableKind kind, bool exact) {
    INFO(type);
    CHECK(cpp_type(column("a", type)).type.kind == kind);
    CHECK(cpp_type(column("a", type)).exact == exact);
  };
  check("INTEGER", PortableKind::int64, true);
  check("integer", PortableKind::int64, true);
  check("BIGINT", PortableKind::int64, false);
  check("UNSIGNED BIG INT", PortableKind::int64, false);
  check("SMALLINT", PortableKind::int16, false);
  check("TEXT", PortableKind::text, true);
  check("CLOB", PortableKind::text, false);
  check("NVARCHAR(160)", PortableKind::varchar, false);
  check("VARCHAR", PortableKind::text, false);
  check("REAL", PortableKind::float64, true);
  check("DOUBLE", PortableKind::float64, false);
  check("BLOB", PortableKind::bytes, true);
  check("NUMERIC(10,2)", PortableKind::decimal, true);
  check("DECIMAL(10,2)", PortableKind::decimal, false);
  check("NUMERIC", PortableKind::float64, false);
  check("BOOLEAN", PortableKind::boolean, false);
  check("DATETIME", PortableKind::timestamp, false);
  check("JSON", PortableKind::json, false);
  check("", PortableKind::bytes, false);
  check("STRANGE", PortableKind::float64, false);
  CHECK(cpp_type(column("a", "NVARCHAR(160)")).type.length == 160);
}
