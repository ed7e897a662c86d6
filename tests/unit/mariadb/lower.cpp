// What changes of a table are written as: one ALTER TABLE where one suffices, asked to run beside the table's users.
#include "wanted.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::schema;
using namespace strata::test;

TEST_CASE("all that changes in a table is one statement") {
  Table from = table_named("t");
  from.columns.push_back(column("gone", "int(11)"));
  from.indexes = {index_on("old", "a")};
  Table to = table_named("t");
  to.columns.push_back(column("c", "int(11)"));
  to.columns[1].default_value = "5";
  to.indexes = {index_on("new", "b")};
  to.comment = "x";
  CHECK(script(schema_of({from}), schema_of({to})) ==
        "ALTER TABLE t\n  DROP KEY old,\n  DROP COLUMN gone,\n  MODIFY COLUMN a int(11) DEFAULT 5,\n"
        "  ADD COLUMN c int(11),\n  ADD KEY new (b),\n  COMMENT='x';\n");
}

TEST_CASE("what runs beside the table's users is asked for, what copies is said") {
  const Schema from = schema_of({table_named("t")});
  Schema to = from;
  const Asked online{.online = true};
  to.tables[0].columns.push_back(column("c", "int(11)"));
  CHECK(script(from, to, online) == "ALTER TABLE t\n  ADD COLUMN c int(11),\n  ALGORITHM=INSTANT;\n");
  CHECK(script(from, to) == "ALTER TABLE t ADD COLUMN c int(11);\n");
  to = from;
  to.tables[0].indexes = {index_on("k", "a")};
  CHECK(script(from, to, online) == "ALTER TABLE t\n  ADD KEY k (a),\n  ALGORITHM=NOCOPY, LOCK=NONE;\n");
  to = from;
  to.tables[0].columns[1].nullable = false;
  to.tables[0].columns[1].default_value = "0";
  CHECK(script(from, to, online) ==
        "UPDATE t\nSET a = COALESCE(a, (0))\nWHERE a IS NULL;\n"
        "ALTER TABLE t\n  MODIFY COLUMN a int(11) NOT NULL DEFAULT 0,\n  ALGORITHM=INPLACE, LOCK=NONE;\n");
  to = from;
  to.tables[0].columns[1].type = "bigint(20)";
  CHECK(script(from, to, online) == "ALTER TABLE t MODIFY COLUMN a bigint(20);\n");
  const auto steps = lowered(from, to, online).steps;
  REQUIRE(steps.size() == 1);
  REQUIRE(steps[0].hazards.size() == 1);
  CHECK(steps[0].hazards[0].kind == diff::HazardKind::rewrite);
}

TEST_CASE("a column's own check is looked at for the rows that are there") {
  const Schema from = schema_of({table_named("t")});
  Schema to = from;
  to.tables[0].checks = {check("a", "`a` > 0")};
  CHECK(script(from, to) == "ALTER TABLE t\n  MODIFY COLUMN a int(11) CHECK (`a` > 0),\n  ALGORITHM=COPY;\n");
  CHECK(script(to, from) == "ALTER TABLE t MODIFY COLUMN a int(11);\n");
}

TEST_CASE("rows get the value given, and the columns that note the time of changes keep theirs") {
  Schema from = schema_of({table_named("t")});
  from.tables[0].columns.push_back(column("seen", "timestamp"));
  from.tables[0].columns.back().on_update = "current_timestamp()";
  Schema to = from;
  to.tables[0].columns[2].nullable = false;
  Asked asked{.fills = {{{{"", "t"}, "b"}, "'none'"}}};
  CHECK(script(from, to, asked) ==
        "UPDATE t\nSET b = COALESCE(b, 'none'),\n  seen = seen\nWHERE b IS NULL;\n"
        "ALTER TABLE t MODIFY COLUMN b varchar(20) NOT NULL;\n");
  CHECK(lowered(from, to, {}).missing_fills.size() == 1);
}

TEST_CASE("a new column that takes no NULL has the value given for the rows that are there, no more") {
  const Schema from = schema_of({table_named("t")});
  Schema to = from;
  to.tables[0].columns.push_back(column("c", "int(11)", false));
  Asked asked{.fills = {{{{"", "t"}, "c"}, "7"}}};
  CHECK(script(from, to, asked) ==
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int(11) NOT NULL DEFAULT 7;\nALTER TABLE t ALTER COLUMN c DROP "
        "DEFAULT;\n");
  asked.fills[{{"", "t"}, "c"}] = "a + 1";
  CHECK(script(from, to, asked) ==
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int(11) NOT NULL DEFAULT (a + 1);\n"
        "ALTER TABLE t ALTER COLUMN c DROP DEFAULT;\n");
  asked.fills[{{"", "t"}, "c"}] = "(SELECT 1)";
  CHECK(script(from, to, asked) ==
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int(11);\nUPDATE t\nSET c = (SELECT 1);\n"
        "ALTER TABLE t MODIFY COLUMN c int(11) NOT NULL;\n");
}

TEST_CASE("a foreign key of the same name is dropped and added by two statements") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  Schema to = from;
  to.tables[1].foreign_keys[0].on_delete = ReferentialAction::cascade;
  CHECK(script(from, to) ==
        "ALTER TABLE t DROP FOREIGN KEY IF EXISTS k;\n"
        "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY IF NOT EXISTS (a) REFERENCES p (id) ON DELETE CASCADE;\n");
}

TEST_CASE("a foreign key goes with the index that it made") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  Schema to = from;
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  CHECK(script(from, to, {.online = true}) ==
        "ALTER TABLE t\n  DROP FOREIGN KEY k,\n  DROP KEY IF EXISTS k,\n  ALGORITHM=NOCOPY, LOCK=NONE;\n");
}

TEST_CASE("a foreign key that stays gets another index with the one that goes") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  Schema to = from;
  from.tables[1].indexes = {index_on("wanted", "a")};
  CHECK(script(from, to) == "ALTER TABLE t\n  DROP KEY wanted,\n  ADD KEY IF NOT EXISTS k (a);\n");
}

TEST_CASE("a foreign key makes way for a change of its columns' type") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  Schema to = from;
  to.tables[0].columns[0].type = "bigint(20)";
  to.tables[1].columns[1].type = "bigint(20)";
  CHECK(script(from, to) ==
        "ALTER TABLE t DROP FOREIGN KEY IF EXISTS k;\n"
        "ALTER TABLE p MODIFY COLUMN id bigint(20) NOT NULL;\nALTER TABLE t MODIFY COLUMN a bigint(20);\n"
        "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY IF NOT EXISTS (a) REFERENCES p (id);\n");
}

TEST_CASE("indexes that foreign keys make by themselves, and RESTRICT, are no difference") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  Schema to = from;
  to.tables[1].foreign_keys[0].on_delete = ReferentialAction::no_action;
  for (const char* name : {"a", "a_2", "k"}) {
    from.tables[1].indexes = {index_on(name, "a")};
    CHECK(script(from, to).empty());
    CHECK(script(to, from).empty());
  }
  from.tables[1].indexes = {index_on("wanted", "a")};
  CHECK_FALSE(script(to, from).empty());
  to.tables[1].foreign_keys.clear();
  from.tables[1].foreign_keys.clear();
  from.tables[1].indexes = {index_on("a", "a")};
  CHECK(script(from, to) == "ALTER TABLE t DROP KEY a;\n");
}

TEST_CASE("keys keep the block size of their table unless they are made anew with it") {
  Schema from = schema_of({table_named("p"), table_named("t")});
  from.tables[1].indexes = {index_on("kept", "b"), index_on("old", "b")};
  from.tables[1].indexes[0].unique = true;
  from.tables[1].foreign_keys = {key_to("k", "a", "p")};
  Schema to = from;
  from.tables[1].options.storage_parameters = {{"key_block_size", "8"}};
  to.tables[1].indexes[1].storage_parameters = {{"key_block_size", "2"}};
  CHECK(script(from, to, {.online = true}) ==
        "ALTER TABLE t\n  DROP KEY old,\n  DROP KEY kept,\n  DROP PRIMARY KEY,\n  ADD KEY old (b) KEY_BLOCK_SIZE=2,\n"
        "  ADD UNIQUE KEY kept (b),\n  ADD PRIMARY KEY (id),\n  DROP KEY k,\n  ADD KEY k (a),\n  KEY_BLOCK_SIZE=0,\n"
        "  ALGORITHM=INPLACE, LOCK=NONE;\n");
  for (const auto& step : lowered(from, to).steps) CHECK(step.hazards.size() == 1);  // all rows, and no duplicates
}

TEST_CASE("a table's character set is that of the columns which have none of their own") {
  Schema from = schema_of({table_named("t")});
  from.tables[0].options.character_set = "latin1";
  Schema to = from;
  to.tables[0].options.character_set = "utf8mb4";
  CHECK(script(from, to) == "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4;\n");
  to.tables[0].columns.push_back(column("c", "json"));
  from.tables[0].columns.push_back(column("c", "json"));
  CHECK(script(from, to) == "ALTER TABLE t\n  MODIFY COLUMN b varchar(20),\n  DEFAULT CHARACTER SET=utf8mb4;\n");
  to.tables[0].columns.back().type = from.tables[0].columns.back().type = "text";
  CHECK(script(from, to) ==
        "ALTER TABLE t\n  MODIFY COLUMN b varchar(20),\n  MODIFY COLUMN c text,\n  DEFAULT CHARACTER SET=utf8mb4;\n");
  to.tables[0].columns[2].character_set = to.tables[0].columns[3].character_set = "latin1";
  CHECK(script(from, to) == "ALTER TABLE t DEFAULT CHARACTER SET=utf8mb4;\n");
}

TEST_CASE("columns are ordered when that is asked for, with as few moves as can be") {
  Schema from = schema_of({table_named("t")});
  Schema to = from;
  std::swap(to.tables[0].columns[1], to.tables[0].columns[2]);
  to.tables[0].columns.insert(to.tables[0].columns.begin() + 1, column("c", "int(11)"));
  CHECK(script(from, to) == "ALTER TABLE t ADD COLUMN c int(11);\n");
  CHECK(script(from, to, {.column_order = true}) ==
        "ALTER TABLE t\n  ADD COLUMN c int(11) AFTER id,\n  MODIFY COLUMN a int(11) AFTER b;\n");
  CHECK(script(to, from, {.column_order = true}) ==
        "ALTER TABLE t\n  DROP COLUMN c,\n  MODIFY COLUMN b varchar(20) AFTER a;\n");
}

TEST_CASE("a virtual column that becomes a real one keeps what it was computed to") {
  Schema from = schema_of({table_named("t")});
  from.tables[0].columns.push_back(column("c", "int(11)"));
  Schema to = from;
  from.tables[0].columns.back().generated = Generated{"`a` + 1", false};
  CHECK(script(from, to) ==
        "ALTER TABLE t\n  DROP COLUMN IF EXISTS c,\n  ADD COLUMN c int(11) DEFAULT (`a` + 1);\n"
        "ALTER TABLE t ALTER COLUMN c SET DEFAULT NULL;\n");
}

TEST_CASE("row versions are kept through a change") {
  Schema from = schema_of({table_named("t")});
  from.tables[0].options.system_versioned = true;
  Schema to = from;
  to.tables[0].columns.push_back(column("c", "int(11)"));
  CHECK(script(from, to) ==
        "SET STATEMENT system_versioning_alter_history=KEEP FOR ALTER TABLE t ADD COLUMN c int(11);\n");
}

TEST_CASE("partitions that come behind the others are added") {
  Schema from = schema_of({table_named("t")});
  const std::string one = "PARTITION BY RANGE (`id`)\n(PARTITION `p0` VALUES LESS THAN (10) ENGINE = InnoDB";
  from.tables[0].options.partition_by = one + ")";
  Schema to = from;
  to.tables[0].options.partition_by = one + ",\n PARTITION `p1` VALUES LESS THAN (20) ENGINE = InnoDB)";
  CHECK(script(from, to) == "ALTER TABLE t ADD PARTITION (PARTITION `p1` VALUES LESS THAN (20) ENGINE = InnoDB);\n");
  CHECK(script(to, from) == "ALTER TABLE t " + from.tables[0].options.partition_by + ";\n");
  to.tables[0].options.partition_by.clear();
  CHECK(script(from, to) == "ALTER TABLE t REMOVE PARTITIONING;\n");
}

TEST_CASE("tables whose foreign keys run in a circle are made first, and joined then; they part before they go") {
  Schema from = schema_of({});
  Schema to = schema_of({table_named("p"), table_named("t")});
  to.tables[0].foreign_keys = {key_to("k", "a", "t")};
  to.tables[1].foreign_keys = {key_to("l", "a", "p")};
  const std::string text = script(from, to);
  CHECK(text.find("ALTER TABLE p ADD CONSTRAINT k") > text.find("CREATE TABLE t"));
  CHECK(script(to, from) ==
        "ALTER TABLE t DROP FOREIGN KEY IF EXISTS l;\nALTER TABLE p DROP FOREIGN KEY IF EXISTS k;\nDROP TABLE t;\nDROP "
        "TABLE p;\n");
}

TEST_CASE("views stand behind what they use, in any order given") {
  View first;
  first.name = {"", "a_view"};
  first.definition = "select `b_view`.`id` AS `id` from `b_view`";
  first.depends_on = {{"", "b_view"}};
  View second;
  second.name = {"", "b_view"};
  second.definition = "select `t`.`id` AS `id` from `t`";
  second.depends_on = {{"", "t"}};
  Schema to = schema_of({table_named("t")});
  to.views = {first, second};
  const std::string text = script(schema_of({}), to);
  CHECK(text.find("VIEW b_view") < text.find("VIEW a_view"));
  CHECK(text.find("TABLE t") < text.find("VIEW b_view"));
}
