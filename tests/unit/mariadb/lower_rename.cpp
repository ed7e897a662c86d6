// Views and triggers follow the names of what they use.
#include "dialects/mariadb/rewrite_names.hpp"
#include "wanted.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects::mariadb;
using namespace strata::schema;
using namespace strata::test;

TEST_CASE("a view has its table under the new name") {
  CHECK(rename_table_in("select `t`.`id` AS `id`,`t`.`t` AS `t` from `t`", "t", "u") ==
        "select `u`.`id` AS `id`,`u`.`t` AS `t` from `u`");
  CHECK(rename_table_in("select `x`.`id` AS `id` from (`t` `x` join `s` on(`x`.`id` = `s`.`t`))", "t", "u") ==
        "select `x`.`id` AS `id` from (`u` `x` join `s` on(`x`.`id` = `s`.`t`))");
  CHECK_FALSE(rename_table_in("select `s`.`t` AS `t` from `s`", "t", "u"));
  CHECK_FALSE(rename_table_in("select `t`.`id` AS `id` from `s` `t`", "t", "u"));
}

TEST_CASE("a view has its columns under the new names, and keeps its own") {
  CHECK(rename_column_in("select `t`.`a` AS `a`,`s`.`a` AS `b` from (`t` join `s`)", "t", "a", "z") ==
        "select `t`.`z` AS `a`,`s`.`a` AS `b` from (`t` join `s`)");
  CHECK(rename_column_in("select `x`.`a` AS `a` from `t` `x` where `x`.`a` > 1", "t", "a", "z") ==
        "select `x`.`z` AS `a` from `t` `x` where `x`.`z` > 1");
  CHECK_FALSE(rename_column_in("select `s`.`a` AS `a` from `s`", "t", "a", "z"));
}

TEST_CASE("what uses the old names is put back behind the renames, each view behind those it uses") {
  Schema schema = schema_of({table_named("t")});
  View view;
  view.name = {"", "w"};
  view.definition = "select `t`.`a` AS `a` from `t`";
  view.depends_on = {{"", "t"}};
  View other = view;
  other.name = {"", "v"};
  other.definition = "select `t`.`a` AS `a` from (`t` join `w`)";
  other.depends_on = {{"", "t"}, {"", "w"}};
  schema.views = {other, view};
  OpaqueObject trigger;
  trigger.kind = "trigger";
  trigger.name = {"", "tr"};
  trigger.table = ObjectName{"", "t"};
  trigger.definition = "CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = NEW.`id`";
  trigger.removal = "DROP TRIGGER tr";
  schema.opaque_objects = {trigger};
  const diff::Operations operations{diff::RenameColumn{{"", "t"}, "a", "z"}};
  const dialects::Fills fills;
  const dialects::Lowered lowered = lower({operations, schema, schema, fills, true});
  CHECK(script_of(lowered) ==
        "ALTER TABLE t RENAME COLUMN a TO z, ALGORITHM=INSTANT;\nDROP TRIGGER tr;\n"
        "CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.`z` = NEW.`id`;\n"
        "CREATE OR REPLACE VIEW w AS\nselect `t`.`z` AS `a` from `t`;\n"
        "CREATE OR REPLACE VIEW v AS\nselect `t`.`z` AS `a` from (`t` join `w`);\n");
}

TEST_CASE("a swap of names goes through a third") {
  const Schema schema = schema_of({table_named("a"), table_named("b")});
  const diff::Operations operations{diff::RenameTable{{"", "a"}, {"", "tmp"}}, diff::RenameTable{{"", "b"}, {"", "a"}},
                                    diff::RenameTable{{"", "tmp"}, {"", "b"}}};
  const dialects::Fills fills;
  CHECK(script_of(lower({operations, schema, schema, fills, true})) ==
        "RENAME TABLE a TO tmp;\nRENAME TABLE b TO a;\nRENAME TABLE tmp TO b;\n");
}
