// Every object as the SQL that a person would write for it.
#include "dialects/mariadb/render.hpp"

#include "wanted.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::mariadb;
using namespace strata::schema;
using namespace strata::test;

TEST_CASE("a table stands over lines, in the order that SHOW CREATE TABLE has") {
  Table table = table_named("posts");
  table.columns[0].identity = Identity{IdentityKind::auto_increment, {}};
  table.columns[1].comment = "it's";
  table.indexes = {index_on("posts_b", "b")};
  table.foreign_keys = {key_to("posts_user", "a", "users")};
  table.foreign_keys[0].on_delete = ReferentialAction::cascade;
  table.checks = {check("positive", "`a` > 0"), check("b", "`b` <> ''")};
  table.options.engine = "InnoDB";
  table.options.character_set = "latin1";
  table.options.storage_parameters = {{"key_block_size", "8"}};
  table.options.system_versioned = true;
  table.options.partition_by = "PARTITION BY HASH (`id`)\nPARTITIONS 3";
  table.comment = "all of them";
  CHECK(create_table(table) == R"(CREATE TABLE posts (
  id int(11) NOT NULL AUTO_INCREMENT,
  a int(11) COMMENT 'it''s',
  b varchar(20) CHECK (`b` <> ''),
  PRIMARY KEY (id),
  KEY posts_b (b),
  CONSTRAINT posts_user FOREIGN KEY (a) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT positive CHECK (`a` > 0)
) ENGINE=InnoDB DEFAULT CHARACTER SET=latin1 KEY_BLOCK_SIZE=8 COMMENT='all of them' WITH SYSTEM VERSIONING
PARTITION BY HASH (`id`)
PARTITIONS 3)");
}

TEST_CASE("columns: character sets, generation, moments, visibility") {
  const Table table = table_named("t");
  Column text = column("c", "varchar(9)", false);
  text.character_set = "latin1";
  text.collation = "latin1_bin";
  text.default_value = "'x'";
  text.invisible = true;
  CHECK(column_definition(table, text) ==
        " varchar(9) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL INVISIBLE DEFAULT 'x'");
  Column total = column("c", "int(11)");
  total.generated = Generated{"`a` + 1", false};
  CHECK(column_definition(table, total) == " int(11) GENERATED ALWAYS AS (`a` + 1) VIRTUAL");
  total.generated = Generated{"ROW START", true};
  CHECK(column_definition(table, total) == " int(11) GENERATED ALWAYS AS ROW START");
  Column moment = column("c", "timestamp(6)");
  moment.on_update = "current_timestamp(6)";
  CHECK(column_definition(table, moment) == " timestamp(6) NULL ON UPDATE current_timestamp(6)");
}

TEST_CASE("a table's period follows from its columns") {
  Table table = table_named("t");
  for (const char* row : {"START", "END"}) {
    table.columns.push_back(column(std::string("row_") + row, "timestamp(6)", false));
    table.columns.back().generated = Generated{std::string("ROW ") + row, true};
  }
  CHECK(create_table(table).find("  PERIOD FOR SYSTEM_TIME (row_START, row_END)\n") != std::string::npos);
}

TEST_CASE("a default stands in parentheses where it is neither a literal nor a call") {
  CHECK(default_value("'it''s'") == "'it''s'");
  CHECK(default_value("-5") == "-5");
  CHECK(default_value("b'101'") == "b'101'");
  CHECK(default_value("_utf8mb4'x'") == "_utf8mb4'x'");
  CHECK(default_value("current_timestamp(6)") == "current_timestamp(6)");
  CHECK(default_value("concat('a','b')") == "concat('a','b')");
  CHECK(default_value("(1 + 1)") == "(1 + 1)");
  CHECK(default_value("1 + 1") == "(1 + 1)");
  CHECK(default_value("(1) + (2)") == "((1) + (2))");
  CHECK(default_value("f(1) + f(2)") == "(f(1) + f(2))");
}

TEST_CASE("indexes: parts, sorts, comments") {
  Index index = index_on("k", "a");
  index.parts[0].prefix_length = 10;
  index.parts.push_back(part("b"));
  index.parts[1].descending = true;
  CHECK(index_definition(index) == "KEY k (a(10), b DESC)");
  index = index_on("k", "order");
  index.unique = true;
  index.comment = "c";
  index.ignored = true;
  CHECK(index_definition(index) == "UNIQUE KEY k (`order`) COMMENT 'c' IGNORED");
  index = index_on("k", "a");
  index.method = "fulltext";
  CHECK(index_definition(index) == "FULLTEXT KEY k (a)");
  index.method = "hash";
  CHECK(index_definition(index) == "KEY k (a) USING HASH");
}

TEST_CASE("NO ACTION is written, RESTRICT is what is meant where nothing is said") {
  ForeignKey key = key_to("k", "a", "p");
  key.on_delete = ReferentialAction::no_action;
  CHECK(constraint_definition(key) == "CONSTRAINT k FOREIGN KEY (a) REFERENCES p (id) ON DELETE NO ACTION");
}

TEST_CASE("views and sequences") {
  View view;
  view.name = {"", "v"};
  view.definition = "select 1 AS `a`";
  view.options = {{"algorithm", "MERGE"}, {"security", "INVOKER"}};
  view.check_option = "local";
  CHECK(create_or_replace_view(view) ==
        "CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS\nselect 1 AS `a`\nWITH LOCAL CHECK OPTION");
  Sequence sequence;
  sequence.name = {"", "s"};
  sequence.options.start = 5;
  sequence.options.cache = 0;
  sequence.options.cycle = true;
  CHECK(create_sequence(sequence) == "CREATE SEQUENCE s START WITH 5 CACHE 0 CYCLE");
  Sequence other = sequence;
  other.options.minimum = 3;
  other.options.cycle = false;
  CHECK(alter_sequence(sequence, other) ==
        std::vector<std::string>{"DO SETVAL(s, 3, 0)", "ALTER SEQUENCE s MINVALUE 3 NOCYCLE"});
}
