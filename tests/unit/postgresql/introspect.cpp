// The reader of the catalog on small schemas: each says what it has and what must be read.
#include "dialects/postgresql/introspect.hpp"

#include "schema/write_json.hpp"
#include "server.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

schema::Schema read(std::string_view script, const Scope& scope = {}) {
  const Database database;
  const auto session = database.connect();
  session->execute(script);
  return introspect(*session, scope);
}

// Of the only table, as the JSON of a schema with nothing else.
schema::Table table_of(std::string_view script) {
  schema::Schema schema = read(script);
  REQUIRE(schema.tables.size() == 1);
  return std::move(schema.tables.front());
}

schema::Column column_of(std::string_view definition) {
  schema::Table table = table_of("CREATE TABLE t (c " + std::string(definition) + ")");
  REQUIRE(table.columns.size() == 1);
  return std::move(table.columns.front());
}

schema::Index index_of(std::string_view rest, std::string_view kind = "INDEX") {
  schema::Table table = table_of("CREATE TABLE t (a integer, b text, c varchar(9), d integer[], e point);\nCREATE " +
                                 std::string(kind) + " i ON t " + std::string(rest));
  REQUIRE(table.indexes.size() == 1);
  return std::move(table.indexes.front());
}

std::vector<std::string> column_names(const schema::Table& table) {
  std::vector<std::string> names;
  for (const schema::Column& column : table.columns) names.push_back(column.name);
  return names;
}

using Names = std::vector<std::string>;
using Parts = std::vector<schema::KeyPart>;

schema::KeyPart part(const std::string& column) {
  schema::KeyPart part;
  part.column = column;
  return part;
}

schema::KeyPart part(const std::string& column, bool descending, std::optional<schema::NullsOrder> nulls = {}) {
  schema::KeyPart made = part(column);
  made.descending = descending;
  made.nulls = nulls;
  return made;
}

schema::KeyPart expression(const std::string& text, const std::string& collation = "") {
  schema::KeyPart made;
  made.expression = text;
  made.collation = collation;
  return made;
}

}  // namespace

TEST_CASE("the number of statements does not hang on the number of objects") {
  const Database database;
  const auto session = database.connect();
  const auto statements = [&] {
    const std::size_t before = session->statements_sent();
    static_cast<void>(introspect(*session, {}));
    return session->statements_sent() - before;
  };
  CHECK(statements() == introspection_statements);
  for (int i = 0; i < 20; ++i) {
    const std::string name = "t" + std::to_string(i);
    session->execute("CREATE TABLE " + name + " (id serial PRIMARY KEY, a text CHECK (a > '')); CREATE INDEX ON " +
                     name + " (lower(a)); CREATE VIEW v" + name + " AS SELECT * FROM " + name);
  }
  CHECK(statements() == introspection_statements);
  session->execute("BEGIN");
  CHECK(statements() == introspection_statements_in_transaction);
  session->execute("COMMIT");
}

TEST_CASE("types are spelled with their modifiers") {
  const std::vector<std::pair<std::string, std::string>> types = {
      {"varchar(20)", "character varying(20)"},
      {"float(24)", "real"},
      {"numeric", "numeric"},
      {"numeric(10,2)[]", "numeric(10,2)[]"},
      {"timestamp(0)", "timestamp(0) without time zone"},
      {"timestamptz", "timestamp with time zone"},
      {"interval day to second(3)", "interval day to second(3)"},
      {"bit(3)", "bit(3)"},
      {"\"char\"", "\"char\""}};
  for (const auto& [written, spelled] : types) CHECK(column_of(written).type == spelled);
}

TEST_CASE("defaults are texts of the server, whatever the session's settings") {
  CHECK(column_of("text").default_value == std::nullopt);
  CHECK(column_of("text DEFAULT 'it''s'").default_value == "'it''s'::text");
  CHECK(column_of("text DEFAULT NULL").default_value == std::nullopt);
  CHECK(column_of("integer[] DEFAULT '{1,2}'").default_value == "'{1,2}'::integer[]");
  const Database database;
  const auto session = database.connect();
  session->execute("SET datestyle = 'German'; SET timezone = 'Asia/Tokyo'; SET intervalstyle = 'iso_8601'");
  session->execute("CREATE TABLE t (a timestamptz DEFAULT '2020-01-02 03:04:05+00', b interval DEFAULT '1 day')");
  const schema::Schema schema = introspect(*session, {});
  CHECK(schema.tables.at(0).columns.at(0).default_value == "'2020-01-02 03:04:05+00'::timestamp with time zone");
  CHECK(schema.tables.at(0).columns.at(1).default_value == "'1 day'::interval");
  CHECK(scalar(*session, "SHOW datestyle") == "German, DMY");
  CHECK(scalar(*session, "SHOW search_path") == "\"$user\", public");
}

TEST_CASE("serial is told from other defaults that draw from a sequence") {
  const schema::Column serial = column_of("bigserial");
  CHECK_FALSE(serial.default_value);
  CHECK_FALSE(serial.nullable);
  REQUIRE(serial.identity);
  CHECK(*serial.identity == schema::Identity{schema::IdentityKind::serial, {}});

  const schema::Schema other = read(
      "CREATE SEQUENCE s AS integer INCREMENT -2 CACHE 3 CYCLE; CREATE TABLE t (a integer NOT NULL DEFAULT "
      "nextval('s'),"
      " b serial); ALTER SEQUENCE s OWNED BY t.a; ALTER SEQUENCE t_b_seq INCREMENT 5 START 10");
  REQUIRE(other.sequences.size() == 1);
  const schema::Sequence& sequence = other.sequences.front();
  CHECK(sequence.owned_by == "t.a");
  CHECK(sequence.options.data_type == "integer");
  CHECK(sequence.options.increment == -2);
  CHECK(sequence.options.cache == 3);
  CHECK(sequence.options.cycle);
  CHECK_FALSE((sequence.options.start || sequence.options.minimum || sequence.options.maximum));
  const schema::Table& table = other.tables.at(0);
  CHECK(table.columns.at(0).default_value == "nextval('s'::regclass)");
  CHECK_FALSE(table.columns.at(0).identity);
  CHECK(table.columns.at(1).identity.value().sequence.increment == 5);
  CHECK(table.columns.at(1).identity.value().sequence.start == 10);
}

TEST_CASE("a serial of the longest names is one") {
  const std::string table(63, 't');
  const std::string column(40, 'c');
  const schema::Table read = table_of("CREATE TABLE " + table + " (" + column + " serial)");
  CHECK(read.columns.at(0).identity.value().kind == schema::IdentityKind::serial);
}

TEST_CASE("identity is read with its options, generated columns with their expression") {
  const schema::Column identity = column_of("smallint GENERATED ALWAYS AS IDENTITY (START 5 MAXVALUE 100)");
  CHECK(identity.identity.value().kind == schema::IdentityKind::always);
  CHECK(identity.identity.value().sequence.start == 5);
  CHECK(identity.identity.value().sequence.maximum == 100);
  CHECK(identity.identity.value().sequence.data_type.empty());
  CHECK(column_of("bigint GENERATED BY DEFAULT AS IDENTITY (START 1 INCREMENT 1)").identity.value() ==
        schema::Identity{});

  const schema::Table table = table_of("CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED)");
  CHECK(table.columns.at(1).generated == schema::Generated{"(a * 2)", true});
  CHECK_FALSE(table.columns.at(1).default_value);
}

TEST_CASE("collation, storage, compression and statistics target only where they are set") {
  const schema::Table table = table_of(
      "CREATE TABLE t (a text, b text COLLATE \"C\", c text COMPRESSION pglz);"
      "ALTER TABLE t ALTER b SET STORAGE external, ALTER b SET STATISTICS 50; COMMENT ON COLUMN t.b IS 'it''s b'");
  schema::Column plain;
  plain.name = "a";
  plain.type = "text";
  CHECK(table.columns.at(0) == plain);
  CHECK(table.columns.at(1).collation == "\"C\"");
  CHECK(table.columns.at(1).storage == "external");
  CHECK(table.columns.at(1).statistics_target == 50);
  CHECK(table.columns.at(1).comment == "it's b");
  CHECK(table.columns.at(2).compression == "pglz");
}

TEST_CASE("constraints") {
  const schema::Schema schema = read(
      "CREATE TABLE p (a integer, b integer, c text, CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (c),"
      " CONSTRAINT u UNIQUE NULLS NOT DISTINCT (c) DEFERRABLE INITIALLY DEFERRED,"
      " CONSTRAINT positive CHECK (a > 0) NO INHERIT,"
      " CONSTRAINT x EXCLUDE USING btree (lower(c) COLLATE \"C\" WITH =) WHERE (a > 1));"
      "CREATE TABLE f (x integer, y integer, CONSTRAINT fk FOREIGN KEY (y, x) REFERENCES p MATCH FULL"
      " ON DELETE SET DEFAULT ON UPDATE CASCADE DEFERRABLE);"
      "ALTER TABLE f ADD CONSTRAINT fk2 FOREIGN KEY (y, x) REFERENCES p ON DELETE SET NULL (x) NOT VALID;"
      "ALTER TABLE f ADD CONSTRAINT later CHECK (x > 0) NOT VALID;"
      "COMMENT ON CONSTRAINT pk ON p IS 'key'");
  const schema::Table& f = schema.tables.at(0);
  const schema::Table& p = schema.tables.at(1);
  REQUIRE(p.primary_key);
  CHECK(p.primary_key->name == "pk");
  CHECK(p.primary_key->parts == Parts{part("b"), part("a")});
  CHECK(p.primary_key->include == Names{"c"});
  CHECK(p.primary_key->comment == "key");
  CHECK(p.uniques.at(0).nulls_not_distinct);
  CHECK(p.uniques.at(0).deferral == schema::Deferral::initially_deferred);
  CHECK(p.uniques.at(0).parts == Parts{part("c")});
  CHECK(p.checks.at(0) == schema::Check{"positive", "(a > 0)", true, true, "", {}});
  CHECK(p.exclusions.at(0).method == "btree");
  CHECK(p.exclusions.at(0).where == "(a > 1)");
  CHECK(p.exclusions.at(0).elements.at(0) == schema::ExclusionElement{expression("lower(c)", "\"C\""), "="});
  CHECK(p.indexes.empty());

  CHECK(f.checks.at(0) == schema::Check{"later", "(x > 0)", false, false, "", {}});
  const schema::ForeignKey& first = f.foreign_keys.at(0);
  CHECK(first.columns == Names{"y", "x"});
  CHECK(first.referenced_table == schema::ObjectName{"", "p"});
  CHECK(first.referenced_columns == Names{"b", "a"});
  CHECK(first.match == schema::MatchType::full);
  CHECK(first.on_delete == schema::ReferentialAction::set_default);
  CHECK(first.on_update == schema::ReferentialAction::cascade);
  CHECK(first.deferral == schema::Deferral::initially_immediate);
  CHECK(first.validated);
  CHECK(f.foreign_keys.at(1).on_delete_columns == Names{"x"});
  CHECK_FALSE(f.foreign_keys.at(1).validated);
}

TEST_CASE("a foreign key to a schema that is not read names its columns") {
  const schema::Table table = table_of(
      "CREATE SCHEMA other; CREATE TABLE other.p (z integer, a integer, PRIMARY KEY (z, a));"
      "CREATE TABLE f (x integer, y integer, FOREIGN KEY (x, y) REFERENCES other.p (a, z) ON DELETE CASCADE)");
  CHECK(table.foreign_keys.at(0).referenced_table == schema::ObjectName{"other", "p"});
  CHECK(table.foreign_keys.at(0).referenced_columns == Names{"a", "z"});
}

TEST_CASE("indexes of every method, with what is not their own") {
  schema::Index plain;
  plain.name = "i";
  plain.parts = {part("a")};
  CHECK(index_of("(a)") == plain);
  CHECK(index_of("(a)", "UNIQUE INDEX").unique);
  for (const std::string method : {"hash (c)", "gin (d)", "gist (e)", "brin (a)", "spgist (b)"}) {
    const schema::Index index = index_of("USING " + method);
    CHECK(index.method == method.substr(0, method.find(' ')));
    CHECK(index.parts == Parts{part(method.substr(method.size() - 2, 1))});
  }
  CHECK(index_of("(a DESC, b NULLS FIRST, c DESC NULLS LAST)").parts ==
        Parts{part("a", true), part("b", false, schema::NullsOrder::first), part("c", true, schema::NullsOrder::last)});
  const schema::Index special = index_of("(c COLLATE \"C\", b text_pattern_ops)");
  CHECK(special.parts.at(0).collation == "\"C\"");
  CHECK(special.parts.at(0).operator_class.empty());
  CHECK(special.parts.at(1).operator_class == "text_pattern_ops");
  CHECK(index_of("(lower(c), (b || c), (upper(b)) COLLATE \"C\")").parts ==
        Parts{expression("lower((c)::text)"), expression("((b || (c)::text))"), expression("upper(b)", "\"C\"")});
  const schema::Index full = index_of(
      "(a) INCLUDE (b, c) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE a > 0 AND b IN ('x')", "UNIQUE INDEX");
  CHECK(full.include == Names{"b", "c"});
  CHECK(full.nulls_not_distinct);
  CHECK(full.storage_parameters == schema::Options{{"fillfactor", "70"}});
  CHECK(full.where == "((a > 0) AND (b = 'x'::text))");
  CHECK(index_of("USING brin (a int4_bloom_ops (false_positive_rate = 0.05))").parts.at(0).operator_class ==
        "int4_bloom_ops (false_positive_rate='0.05')");
}

TEST_CASE("an invalid index is reported as such") {
  const Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
  CHECK_THROWS_AS(session->execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"), SqlError);
  CHECK_FALSE(introspect(*session, {}).tables.at(0).indexes.at(0).valid);
}

TEST_CASE("partitions have what is theirs, however they became one") {
  const schema::Schema schema = read(
      "CREATE TABLE m (at date NOT NULL, v integer DEFAULT 3, CONSTRAINT c CHECK (v > 0), PRIMARY KEY (at))"
      " PARTITION BY RANGE (at); CREATE INDEX ON m (v);"
      "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
      "CREATE TABLE m2 (at date NOT NULL, v integer DEFAULT 3, CONSTRAINT c CHECK (v > 0));"
      "ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');"
      "CREATE TABLE m3 PARTITION OF m (v DEFAULT 9) DEFAULT PARTITION BY LIST (at);"
      "ALTER TABLE m3 ADD CONSTRAINT own CHECK (v < 9); CREATE INDEX own_index ON m3 (v, at)");
  const schema::Table& parent = schema.tables.at(0);
  CHECK(parent.options.partition_by == "RANGE (at)");
  CHECK(parent.indexes.size() == 1);
  for (const std::size_t i : {1U, 2U}) {
    const schema::Table& table = schema.tables.at(i);
    INFO(table.name.name);
    CHECK(table.options.partition_of == schema::ObjectName{"", "m"});
    CHECK(column_names(table).empty());
    CHECK((table.checks.empty() && table.indexes.empty() && !table.primary_key));
  }
  CHECK(schema.tables.at(1).options.partition_bound == "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')");
  const schema::Table& third = schema.tables.at(3);
  CHECK(third.options.partition_bound == "DEFAULT");
  CHECK(third.options.partition_by == "LIST (at)");
  CHECK(column_names(third) == Names{"v"});
  CHECK(third.checks.size() == 1);
  CHECK(third.indexes.size() == 1);
}

TEST_CASE("children have what is theirs") {
  const schema::Schema schema = read(
      "CREATE TABLE p (a integer NOT NULL, b text DEFAULT 'x' CHECK (b > ''));"
      "CREATE TABLE c1 (c integer) INHERITS (p); CREATE TABLE c2 (b text DEFAULT 'y') INHERITS (p)");
  CHECK(schema.tables.at(0).options.inherits == std::vector<schema::ObjectName>{{"", "p"}});
  CHECK(column_names(schema.tables.at(0)) == Names{"c"});
  CHECK(schema.tables.at(0).checks.empty());
  CHECK(column_names(schema.tables.at(1)) == Names{"b"});
}

TEST_CASE("views tell what they use") {
  const schema::Schema schema = read(
      "CREATE TYPE mood AS ENUM ('b', 'a'); CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';"
      "CREATE TABLE t (a integer, b mood, c integer);"
      "CREATE VIEW v WITH (security_barrier) AS SELECT a, f(a) AS x FROM t WHERE b = 'a' WITH LOCAL CHECK OPTION;"
      "CREATE MATERIALIZED VIEW mv AS SELECT x FROM v; CREATE UNIQUE INDEX i ON mv (x); COMMENT ON VIEW v IS 'w'");
  const schema::View& materialized = schema.views.at(0);
  CHECK(materialized.materialized);
  CHECK(materialized.definition == "SELECT v.x\n   FROM v");
  CHECK(materialized.indexes.at(0).parts == Parts{part("x")});
  CHECK(materialized.depends_on == std::vector<schema::ObjectName>{{"", "v"}});
  const schema::View& view = schema.views.at(1);
  CHECK(view.check_option == "local");
  CHECK(view.options == schema::Options{{"security_barrier", "true"}});
  CHECK(view.comment == "w");
  CHECK(view.depends_on == std::vector<schema::ObjectName>{{"", "f(integer)"}, {"", "mood"}, {"", "t"}});
  CHECK(view.used_columns == std::vector<schema::ColumnName>{{{"", "t"}, "a"}, {{"", "t"}, "b"}});
}

TEST_CASE("types") {
  const schema::Schema schema = read(
      "CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';"
      "CREATE DOMAIN d AS varchar(9) COLLATE \"C\" DEFAULT 'x' NOT NULL CONSTRAINT k CHECK (VALUE > '');"
      "CREATE TYPE pair AS (a integer, b text); COMMENT ON TYPE mood IS 'm'; COMMENT ON DOMAIN d IS 'dd';"
      "CREATE TABLE no_type_of_its_own (a integer)");
  CHECK(schema.enums == std::vector<schema::EnumType>{{{"", "mood"}, {"sad", "ok", "happy"}, "m", {}}});
  REQUIRE(schema.domains.size() == 1);
  const schema::Domain& domain = schema.domains.front();
  CHECK(domain.type == "character varying(9)");
  CHECK(domain.collation == "\"C\"");
  CHECK_FALSE(domain.nullable);
  CHECK(domain.default_value == "'x'::character varying");
  CHECK(domain.checks.at(0).name == "k");
  CHECK(domain.comment == "dd");
  REQUIRE(schema.composite_types.size() == 1);
  CHECK(schema.composite_types.front().attributes.size() == 2);
}

TEST_CASE("schemas: the default one bare, others by name, those out of scope not at all") {
  constexpr std::string_view script =
      "CREATE SCHEMA sales; CREATE TABLE sales.t (a integer); CREATE TABLE t (a integer);"
      "CREATE TABLE strata_applied (id serial PRIMARY KEY); CREATE TABLE skipped (id serial)";
  const schema::Schema one = read(script);
  CHECK(one.namespaces.empty());
  CHECK(one.tables.size() == 2);
  Scope scope;
  scope.schemas = {"sales"};
  scope.exclude = {"skip*"};
  const schema::Schema two = read(script, scope);
  CHECK(two.namespaces == Names{"sales"});
  REQUIRE(two.tables.size() == 2);
  CHECK(two.tables.at(0).name == schema::ObjectName{"", "t"});
  CHECK(two.tables.at(1).name == schema::ObjectName{"sales", "t"});
  CHECK(two.sequences.empty());
  scope.default_schema = false;
  CHECK(read(script, scope).tables.size() == 1);
}

TEST_CASE("temporary objects of the session are read, and hide no permanent ones") {
  const Database database;
  const auto session = database.connect();
  session->execute(
      "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;"
      "CREATE TEMPORARY TABLE t (b integer PRIMARY KEY); CREATE TEMPORARY VIEW tv AS SELECT b FROM t");
  const schema::Schema schema = introspect(*session, {});
  REQUIRE(schema.tables.size() == 2);
  CHECK(std::ranges::count(schema.tables, true, &schema::Table::temporary) == 1);
  CHECK(schema.tables.at(1).name == schema::ObjectName{"", "t"});
  REQUIRE(schema.views.size() == 2);
  CHECK(schema.views.at(0).temporary);
  CHECK(schema.views.at(1).definition == "SELECT t.a\n   FROM t");
  CHECK(introspect(*database.connect(), {}).tables.size() == 1);
}

TEST_CASE("what an extension made is left out, what uses it is not") {
  const schema::Schema schema = read("CREATE EXTENSION citext; CREATE TABLE t (a citext DEFAULT 'x')");
  REQUIRE(schema.extensions.size() == 1);
  CHECK(schema.extensions.front().name == "citext");
  CHECK(schema.extensions.front().schema.empty());
  CHECK(schema.opaque_objects.empty());
  CHECK(schema.tables.at(0).columns.at(0).type == "citext");
}

TEST_CASE("an open transaction is left as it was") {
  const Database database;
  const auto session = database.connect();
  session->execute("BEGIN");
  session->execute("SET LOCAL timezone = 'Asia/Tokyo'");
  session->execute("CREATE TABLE t (a integer)");
  CHECK(introspect(*session, {}).tables.size() == 1);
  CHECK(scalar(*session, "SHOW timezone") == "Asia/Tokyo");
  session->execute("INSERT INTO t VALUES (1)");
  session->execute("COMMIT");
  CHECK(scalar(*session, "SELECT count(*) FROM t") == "1");
}

TEST_CASE("an aborted transaction stays aborted, and its error is told") {
  const Database database;
  const auto session = database.connect();
  session->execute("BEGIN");
  CHECK_THROWS_AS(session->execute("SELECT 1/0"), SqlError);
  CHECK_THROWS_AS(introspect(*session, {}), SqlError);
  CHECK(session->in_transaction());
  session->execute("ROLLBACK");
  CHECK(introspect(*session, {}).tables.empty());
}

TEST_CASE("an error inside does not poison the transaction around it") {
  const Database database;
  const auto session = database.connect();
  session->execute("BEGIN");
  session->execute("CREATE TABLE t (a integer)");
  // Nobody may call what the reader calls: an error in the middle of it.
  session->execute("REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC");
  session->execute("CREATE ROLE strata_test_nobody");
  session->execute("SET LOCAL ROLE strata_test_nobody");
  CHECK_THROWS_AS(introspect(*session, {}), SqlError);
  session->execute("RESET ROLE");
  CHECK(introspect(*session, {}).tables.size() == 1);
  session->execute("ROLLBACK");
}

TEST_CASE("a role without rights reads the same") {
  const Database database;
  const auto owner = database.connect();
  owner->execute(
      "BEGIN; CREATE SCHEMA closed; CREATE TABLE closed.t (a serial PRIMARY KEY, b text CHECK (b > ''));"
      "CREATE FUNCTION closed.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
      "CREATE VIEW closed.v AS SELECT a, closed.f() FROM closed.t; CREATE ROLE strata_test_stranger");
  Scope scope;
  scope.schemas = {"closed"};
  const schema::Schema all = introspect(*owner, scope);
  owner->execute("SET LOCAL ROLE strata_test_stranger");
  const schema::Schema seen = introspect(*owner, scope);
  owner->execute("ROLLBACK");
  CHECK(schema::to_json(seen) == schema::to_json(all));
  CHECK(all.views.size() == 1);
}
