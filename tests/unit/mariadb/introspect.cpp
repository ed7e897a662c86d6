// The reader of the catalog on small schemas: each says what it has and what must be read.
#include "dialects/mariadb/introspect.hpp"

#include "server.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

using Names = std::vector<std::string>;

schema::Schema read(std::string_view script, const Scope& scope = {}) {
  const Database database;
  const auto session = database.connect();
  run_script(*session, script);
  return introspect(*session, scope);
}

schema::Table table_of(std::string_view script) {
  schema::Schema schema = read(script);
  REQUIRE(schema.opaque_objects.empty());
  REQUIRE(schema.tables.size() == 1);
  return std::move(schema.tables.front());
}

schema::Column column_of(std::string_view definition, std::string_view options = "") {
  schema::Table table = table_of(fmt::format("CREATE TABLE t (k int, c {}) {}", definition, options));
  REQUIRE(table.columns.size() == 2);
  return std::move(table.columns.back());
}

schema::Table with_key(std::string_view key) {
  return table_of(fmt::format("CREATE TABLE t (a int, b varchar(20), c text, d point NOT NULL, {})", key));
}

schema::KeyPart part(const std::string& column, bool descending = false, std::optional<int> length = {}) {
  schema::KeyPart made;
  made.column = column;
  made.descending = descending;
  made.prefix_length = length;
  return made;
}

using Parts = std::vector<schema::KeyPart>;

}  // namespace

TEST_CASE("the number of statements does not hang on the number of tables") {
  const Database database;
  const auto session = database.connect();
  const auto statements = [&] {
    const std::size_t before = session->statements_sent();
    REQUIRE_FALSE(introspect(*session, {}).tables.empty());
    return session->statements_sent() - before;
  };
  const auto fill = [&](int from, int to) {
    for (int i = from; i < to; ++i) {
      session->execute(
          fmt::format("CREATE TABLE t{0} (id int PRIMARY KEY, a json, b int CHECK (b > 0), UNIQUE (a(5)), "
                      "FOREIGN KEY (b) REFERENCES t{0} (id), FULLTEXT (a)) ENGINE=InnoDB STATS_PERSISTENT=1",
                      i));
      session->execute(fmt::format("CREATE SEQUENCE s{}", i));
    }
  };
  fill(0, 1);
  const std::size_t few = statements();
  fill(1, 12);
  CHECK(statements() == few);
  CHECK(few == 12);
}

TEST_CASE("types are spelled as the server spells them") {
  CHECK(column_of("int unsigned").type == "int(10) unsigned");
  CHECK(column_of("int(5) zerofill").type == "int(5) unsigned zerofill");
  CHECK(column_of("bool").type == "tinyint(1)");
  CHECK(column_of("datetime(3)").type == "datetime(3)");
  CHECK(column_of("enum('b','it''s','a')").type == "enum('b','it''s','a')");
  CHECK(column_of("set('x','y')").type == "set('x','y')");
  CHECK(column_of("uuid").type == "uuid");
  CHECK(column_of("inet6").type == "inet6");
  CHECK(column_of("bit(3)").type == "bit(3)");
  CHECK(column_of("varchar(9) COMPRESSED").type == "varchar(9) /*M!100301 COMPRESSED*/");
  CHECK(column_of("point REF_SYSTEM_ID=4326").type == "point REF_SYSTEM_ID=4326");
  CHECK(column_of("point").type == "point");
}

TEST_CASE("JSON is a type, and only where it is JSON and nothing more") {
  const schema::Table table = table_of("CREATE TABLE t (a json)");
  CHECK(table.columns[0].type == "json");
  CHECK(table.columns[0].collation.empty());
  CHECK(table.columns[0].character_set.empty());
  CHECK(table.checks.empty());
  CHECK(column_of("json", "COLLATE utf8mb4_bin").type == "json");
  const schema::Table more = table_of("CREATE TABLE t (a json CHECK (json_valid(a) AND a <> '1'))");
  CHECK(more.columns[0].type == "longtext");
  CHECK(more.columns[0].collation == "utf8mb4_bin");
  CHECK(more.checks.size() == 1);
  CHECK(table_of("CREATE TABLE t (a longtext CHECK (json_valid(a)))").columns[0].type == "longtext");
}

TEST_CASE("defaults are SQL, and none is none") {
  CHECK_FALSE(column_of("int").default_value);
  CHECK_FALSE(column_of("int DEFAULT NULL").default_value);
  CHECK_FALSE(column_of("int NOT NULL").default_value);
  CHECK(column_of("varchar(5) DEFAULT 'NULL'").default_value == "'NULL'");
  CHECK(column_of("varchar(5) DEFAULT 'it''s'").default_value == "'it''s'");
  CHECK(column_of("varchar(5) DEFAULT ''").default_value == "''");
  CHECK(column_of("int DEFAULT (1+1)").default_value == "(1 + 1)");
  CHECK(column_of("bool DEFAULT true").default_value == "1");
  CHECK(column_of("decimal(5,2) DEFAULT 0").default_value == "0.00");
  CHECK(column_of("bit(3) DEFAULT b'101'").default_value == "b'101'");
  CHECK(column_of("uuid DEFAULT (uuid())").default_value == "uuid()");
  const schema::Column updated = column_of("timestamp(3) NOT NULL DEFAULT now(3) ON UPDATE now(3)");
  CHECK(updated.default_value == "current_timestamp(3)");
  CHECK(updated.on_update == "current_timestamp(3)");
}

TEST_CASE("bytes of a default that are no text are told by their digits") {
  CHECK(column_of("binary(2) DEFAULT x'00ff'").default_value == "X'00FF'");
  CHECK(column_of("varbinary(9) DEFAULT 'what?'").default_value == "'what?'");
}

TEST_CASE("a default that names a sequence does not name the database") {
  const schema::Schema schema = read("CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT (NEXT VALUE FOR s));");
  CHECK(schema.tables.at(0).columns.at(0).default_value == "nextval(`s`)");
}

TEST_CASE("what stands beside a column's type") {
  CHECK(column_of("int AUTO_INCREMENT PRIMARY KEY").identity.has_value());
  CHECK_FALSE(column_of("int NOT NULL").nullable);
  CHECK(column_of("int").nullable);
  CHECK(column_of("int INVISIBLE").invisible);
  CHECK(column_of("int COMMENT 'it''s; -- so'").comment == "it's; -- so");
  const schema::Column made = column_of("int AS (k * 2) STORED");
  CHECK(made.generated == schema::Generated{"`k` * 2", true});
  CHECK_FALSE(made.default_value);
  CHECK(column_of("int AS (k) VIRTUAL INVISIBLE").generated == schema::Generated{"`k`", false});
}

TEST_CASE("character sets and collations are said where they are not the surroundings'") {
  CHECK(column_of("varchar(5)").collation.empty());
  CHECK(column_of("varchar(5) CHARACTER SET utf8mb4").collation.empty());
  const schema::Column binary = column_of("varchar(5) COLLATE utf8mb4_bin");
  CHECK(binary.collation == "utf8mb4_bin");
  CHECK(binary.character_set.empty());
  const schema::Column latin = column_of("varchar(5) CHARACTER SET latin1");
  CHECK(latin.collation == "latin1_swedish_ci");
  CHECK(latin.character_set == "latin1");
  CHECK(column_of("varchar(5)", "CHARACTER SET latin1").collation.empty());
  const schema::Table table = table_of("CREATE TABLE t (a int) CHARACTER SET latin1");
  CHECK(table.options.character_set == "latin1");
  CHECK(table.options.collation == "latin1_swedish_ci");
  const schema::Table other = table_of("CREATE TABLE t (a int) COLLATE utf8mb4_unicode_ci");
  CHECK(other.options.character_set.empty());
  CHECK(other.options.collation == "utf8mb4_unicode_ci");
  CHECK(table_of("CREATE TABLE t (a int)").options == schema::TableOptions{});
}

TEST_CASE("table options have fields, or are among the storage parameters") {
  const schema::Table table = table_of(
      "CREATE TABLE t (a int) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 STATS_PERSISTENT=1 MAX_ROWS=9 COMMENT='it''s'");
  CHECK(table.comment == "it's");
  CHECK(table.options.row_format == "COMPRESSED");
  CHECK(table.options.engine.empty());
  CHECK(table.options.storage_parameters ==
        schema::Options{{"max_rows", "9"}, {"stats_persistent", "1"}, {"key_block_size", "8"}});
  // Before 10.11.19 the server tells the value as it was given.
  const schema::Options of_engine = table_of("CREATE TABLE t (a int) page_compressed='1'").options.storage_parameters;
  CHECK(of_engine == schema::Options{{"page_compressed", "'1'"}});
  CHECK(table_of("CREATE TABLE t (a int) ENGINE=MyISAM").options.engine == "MyISAM");
  CHECK(table_of("CREATE TABLE t (a int) ENGINE=Aria").options.storage_parameters.empty());
  CHECK(table_of("CREATE TABLE t (a int) ENGINE=Aria TRANSACTIONAL=0").options.storage_parameters ==
        schema::Options{{"transactional", "0"}});
}

TEST_CASE("a key may have another block size than its table") {
  const schema::Options two{{"key_block_size", "2"}};
  const schema::Table table = table_of(
      "CREATE TABLE t (a int, b int, PRIMARY KEY (a) KEY_BLOCK_SIZE=2, KEY b (b) KEY_BLOCK_SIZE=2, KEY c (b)) "
      "KEY_BLOCK_SIZE=8");
  CHECK(table.primary_key->storage_parameters == two);
  CHECK(table.indexes[0].storage_parameters == two);
  CHECK(table.indexes[1].storage_parameters.empty());
  const schema::Table of_engine = table_of("CREATE TABLE t (a int, KEY a (a) KEY_BLOCK_SIZE=2048) ENGINE=MyISAM");
  CHECK(of_engine.indexes[0].storage_parameters == schema::Options{{"key_block_size", "2048"}});
  // Which InnoDB takes no notice of.
  CHECK(table_of("CREATE TABLE t (a int, KEY a (a) KEY_BLOCK_SIZE=2)").indexes[0].storage_parameters.empty());
}

TEST_CASE("how far AUTO_INCREMENT has come is no part of a table") {
  CHECK(table_of("CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=100").options ==
        schema::TableOptions{});
}

TEST_CASE("partitions are the clause as the server writes it") {
  const schema::Table table = table_of(
      "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (5), "
      "PARTITION q VALUES LESS THAN MAXVALUE)");
  CHECK(table.options.partition_by ==
        "PARTITION BY RANGE (`a`)\n(PARTITION `p` VALUES LESS THAN (5) ENGINE = InnoDB,\n"
        " PARTITION `q` VALUES LESS THAN MAXVALUE ENGINE = InnoDB)");
}

TEST_CASE("system versioning, and the columns that it leaves out or names") {
  const schema::Table table =
      table_of("CREATE TABLE t (a int PRIMARY KEY, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING");
  CHECK(table.options.system_versioned);
  CHECK(table.columns.size() == 2);
  CHECK(table.columns[1].storage == "WITHOUT SYSTEM VERSIONING");
  CHECK(table.primary_key->parts == Parts{part("a")});
  const schema::Table named = table_of(
      "CREATE TABLE t (a int, b timestamp(6) GENERATED ALWAYS AS ROW START, c timestamp(6) GENERATED ALWAYS AS ROW "
      "END, "
      "PERIOD FOR SYSTEM_TIME (b, c)) WITH SYSTEM VERSIONING");
  CHECK(named.columns[1].generated == schema::Generated{"ROW START", true});
  CHECK(named.columns[2].generated == schema::Generated{"ROW END", true});
}

TEST_CASE("keys are indexes, in the server's order") {
  CHECK(with_key("PRIMARY KEY (b, a)").primary_key->parts == Parts{part("b"), part("a")});
  CHECK(with_key("PRIMARY KEY (a)").primary_key->name.empty());
  CHECK(with_key("KEY k (b(5) DESC, a)").indexes.at(0).parts == Parts{part("b", true, 5), part("a")});
  CHECK(with_key("UNIQUE KEY k (a)").indexes.at(0).unique);
  CHECK(with_key("UNIQUE KEY k (a)").uniques.empty());
  CHECK(with_key("UNIQUE KEY k (c)").indexes.at(0).method == "hash");
  CHECK(with_key("FULLTEXT KEY k (b, c)").indexes.at(0).method == "fulltext");
  const schema::Index spatial = with_key("SPATIAL KEY k (d)").indexes.at(0);
  CHECK(spatial.method == "spatial");
  CHECK(spatial.parts == Parts{part("d")});
  CHECK(with_key("KEY k (a) COMMENT 'why'").indexes.at(0).comment == "why");
  CHECK(with_key("KEY k (a) IGNORED").indexes.at(0).ignored);
  const schema::Table table = with_key("KEY z (a), KEY y (b), UNIQUE KEY x (b)");
  REQUIRE(table.indexes.size() == 3);
  CHECK(Names{table.indexes[0].name, table.indexes[1].name, table.indexes[2].name} == Names{"x", "z", "y"});
  const schema::Table memory = table_of("CREATE TABLE t (a int, KEY h (a), KEY b (a) USING BTREE) ENGINE=MEMORY");
  CHECK(memory.indexes.at(0).method.empty());
  CHECK(memory.indexes.at(1).method == "btree");
}

TEST_CASE("foreign keys and their actions, in the server's words") {
  const schema::Schema schema = read(R"sql(
    CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
    CREATE TABLE t (x int, y int,
                    CONSTRAINT k1 FOREIGN KEY (x, y) REFERENCES p (a, b) ON DELETE CASCADE ON UPDATE NO ACTION,
                    CONSTRAINT k2 FOREIGN KEY (x) REFERENCES p (a) ON DELETE SET NULL);
  )sql");
  const schema::Table& table = schema.tables.at(1);
  REQUIRE(table.foreign_keys.size() == 2);
  const schema::ForeignKey& key = table.foreign_keys[0];
  CHECK(key.name == "k1");
  CHECK(key.columns == Names{"x", "y"});
  CHECK(key.referenced_table == schema::ObjectName{"", "p"});
  CHECK(key.referenced_columns == Names{"a", "b"});
  CHECK(key.on_delete == schema::ReferentialAction::cascade);
  CHECK(key.on_update == schema::ReferentialAction::no_action);
  CHECK(table.foreign_keys[1].on_delete == schema::ReferentialAction::set_null);
  CHECK(table.foreign_keys[1].on_update == schema::ReferentialAction::restrict);
}

TEST_CASE("who may only SELECT reads the same of tables") {
  const Database database;
  const auto session = database.connect();
  run_script(*session, R"sql(
    CREATE TABLE p (a int PRIMARY KEY CHECK (a > 0));
    CREATE TABLE t (x int DEFAULT 5, y int, KEY (y), CONSTRAINT k1 FOREIGN KEY (x) REFERENCES p (a) ON DELETE CASCADE,
                    CONSTRAINT k2 FOREIGN KEY (y) REFERENCES p (a));
  )sql");
  const std::string user = database.name() + "@localhost";
  session->execute(fmt::format("CREATE USER {} IDENTIFIED BY 'word'", user));
  session->execute(fmt::format("GRANT SELECT ON {}.* TO {}", database.name(), user));
  DatabaseUrl url = database.url();
  url.user = database.name();
  url.password = "word";
  const schema::Schema schema = introspect(*open(url, {}), {});
  session->execute("DROP USER " + user);
  CHECK(schema == introspect(*session, {}));
  CHECK(schema.tables.at(1).foreign_keys.at(0).on_delete == schema::ReferentialAction::cascade);
}

TEST_CASE("the index that a foreign key brings along is not read, one of another name or kind is") {
  const auto indexes = [](std::string_view more) {
    const schema::Schema schema =
        read(fmt::format("CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (x int, y int, CONSTRAINT k FOREIGN KEY "
                         "(x) REFERENCES p (a)"
                         "{})",
                         more));
    Names names;
    for (const schema::Index& index : schema.tables.at(1).indexes) names.push_back(index.name);
    return names;
  };
  CHECK(indexes("").empty());
  CHECK(indexes(", KEY wanted (x)") == Names{"wanted"});
  CHECK(indexes(", KEY k (x, y)") == Names{"k"});
  CHECK(indexes(", KEY k (x) COMMENT 'mine'") == Names{"k"});
  CHECK(indexes(", UNIQUE KEY k (x)") == Names{"k"});
}

TEST_CASE("keys whose indexes they made themselves are in the order of these") {
  const schema::Schema schema = read(R"sql(
    CREATE TABLE p (a int PRIMARY KEY);
    CREATE TABLE t (x int, y int, CONSTRAINT z FOREIGN KEY (x) REFERENCES p (a),
                    CONSTRAINT b FOREIGN KEY (y) REFERENCES p (a));
  )sql");
  CHECK(schema.tables.at(1).foreign_keys.at(0).name == "z");
  CHECK(schema.tables.at(1).foreign_keys.at(1).name == "b");
}

TEST_CASE("checks of columns are called like them") {
  const schema::Table table =
      table_of("CREATE TABLE t (a int CHECK (a > 0), b int, CONSTRAINT c CHECK (a > b), CHECK (b <> 5))");
  REQUIRE(table.checks.size() == 3);
  CHECK(table.checks[0].name == "a");
  CHECK(table.checks[0].expression == "`a` > 0");
  CHECK(table.checks[1].name == "c");
  CHECK(table.checks[1].expression == "`a` > `b`");
  CHECK(table.checks[2].name == "CONSTRAINT_1");
}

TEST_CASE("a check that only looks like a period is a check") {
  CHECK(table_of("CREATE TABLE t (a int, b int, CONSTRAINT p CHECK (a < b))").checks.at(0).expression == "`a` < `b`");
}

TEST_CASE("views are read by their own words") {
  const schema::Schema schema = read(R"sql(
    CREATE TABLE t (a int, b varchar(9));
    CREATE SQL SECURITY INVOKER VIEW v AS SELECT a, b FROM t WHERE b LIKE 'x%' WITH LOCAL CHECK OPTION;
    CREATE ALGORITHM=MERGE DEFINER=other@localhost VIEW w AS SELECT a FROM v WITH CHECK OPTION;
    CREATE VIEW x AS SELECT count(*) AS n FROM t;
  )sql");
  REQUIRE(schema.views.size() == 3);
  const schema::View& view = schema.views[0];
  CHECK(view.definition == "select `t`.`a` AS `a`,`t`.`b` AS `b` from `t` where `t`.`b` like 'x%'");
  CHECK(view.options == schema::Options{{"security", "INVOKER"}});
  CHECK(view.check_option == "local");
  CHECK(view.depends_on == std::vector<schema::ObjectName>{{"", "t"}});
  CHECK(schema.views[1].options == schema::Options{{"algorithm", "MERGE"}, {"definer", "`other`@`localhost`"}});
  CHECK(schema.views[1].check_option == "cascaded");
  CHECK(schema.views[1].depends_on == std::vector<schema::ObjectName>{{"", "v"}});
  CHECK(schema.views[2].options.empty());
}

TEST_CASE("a view over two databases names only the other one") {
  const Database other;
  other.connect()->execute("CREATE TABLE o (a int)");
  const schema::Schema schema = read(
      fmt::format("CREATE TABLE t (a int); CREATE VIEW v AS SELECT t.a FROM t JOIN {0}.o ON o.a = t.a", other.name()));
  CHECK(schema.views.at(0).definition ==
        fmt::format("select `t`.`a` AS `a` from (`t` join `{0}`.`o` on(`{0}`.`o`.`a` = `t`.`a`))", other.name()));
}

TEST_CASE("a view whose table is gone is read all the same") {
  const schema::Schema schema = read("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; DROP TABLE t");
  CHECK(schema.views.at(0).definition == "select `t`.`a` AS `a` from `t`");
}

TEST_CASE("sequences say what is not the default") {
  const schema::Schema schema = read(R"sql(
    CREATE SEQUENCE a;
    CREATE SEQUENCE b START 5 INCREMENT -2 MINVALUE -100 MAXVALUE 50 CACHE 7 CYCLE;
    CREATE SEQUENCE c NOCACHE COMMENT 'ids';
    CREATE SEQUENCE d INCREMENT -1;
  )sql");
  REQUIRE(schema.sequences.size() == 4);
  CHECK(schema.sequences[0].options == schema::SequenceOptions{});
  CHECK(schema.sequences[1].options == schema::SequenceOptions{"", 5, -2, -100, 50, 7, true});
  CHECK(schema.sequences[2].options == schema::SequenceOptions{"", {}, {}, {}, {}, 0, false});
  CHECK(schema.sequences[2].comment == "ids");
  CHECK(schema.sequences[3].options == schema::SequenceOptions{"", {}, -1, {}, {}, {}, false});
  CHECK(schema.tables.empty());
}

TEST_CASE("temporary tables of the session are read, and hide nothing") {
  const schema::Schema schema = read(R"sql(
    CREATE TABLE t (a int PRIMARY KEY);
    CREATE TEMPORARY TABLE t (x varchar(5) CHARACTER SET latin1 DEFAULT 'q' COMMENT 'c', y json NOT NULL,
                              z int AS (1 + 2) VIRTUAL, KEY k (x(2) DESC)) COMMENT='mine';
  )sql");
  REQUIRE(schema.tables.size() == 2);
  CHECK_FALSE(schema.tables[0].temporary);
  CHECK(schema.tables[0].columns.at(0).name == "a");
  const schema::Table& temporary = schema.tables[1];
  CHECK(temporary.temporary);
  CHECK(temporary.comment == "mine");
  REQUIRE(temporary.columns.size() == 3);
  CHECK(temporary.columns[0].character_set == "latin1");
  CHECK(temporary.columns[0].default_value == "'q'");
  CHECK(temporary.columns[0].comment == "c");
  CHECK(temporary.columns[1].type == "json");
  CHECK_FALSE(temporary.columns[1].nullable);
  CHECK(temporary.columns[2].generated == schema::Generated{"1 + 2", false});
  CHECK(temporary.indexes.at(0).parts == Parts{part("x", true, 2)});
}

TEST_CASE("only what is in scope is read") {
  Scope scope;
  scope.exclude = {"other*"};
  const schema::Schema schema = read(R"sql(
    CREATE TABLE ours (a int);
    CREATE TABLE others (a int CHECK (a > 0), KEY k (a));
    CREATE VIEW other_view AS SELECT 1;
    CREATE SEQUENCE other_sequence;
    CREATE TRIGGER on_others BEFORE INSERT ON others FOR EACH ROW SET @x = 1;
    CREATE PROCEDURE other_procedure() SELECT 1;
    CREATE TABLE strata_applied (a int);
  )sql",
                                     scope);
  CHECK(schema.tables.size() == 1);
  CHECK(schema.views.empty());
  CHECK(schema.sequences.empty());
  CHECK(schema.opaque_objects.empty());
}
