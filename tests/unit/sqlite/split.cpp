// Scripts -> statements with lines; and what a statement would do beyond the database.
#include "dialects/sqlite/script.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using dialects::sqlite::controls_transaction;
using dialects::sqlite::reaches_out;
using dialects::sqlite::split;

namespace {

using Statements = std::vector<ScriptStatement>;

}  // namespace

TEST_CASE("statements come without comments around them and with their lines") {
  CHECK(split("-- head\n\ncreate table a(b); /* x */\n ; insert into a\n values (';') -- t\n;\n", 10) ==
        Statements{{"create table a(b)", 12}, {"insert into a\n values (';')", 13}});
  CHECK(split("", 1).empty());
  CHECK(split(" ;; -- nothing\n", 1).empty());
  CHECK(split("select 1", 1) == Statements{{"select 1", 1}});
}

TEST_CASE("a trigger's body is one statement") {
  const std::string trigger =
      "create temp trigger t after update on a begin\n"
      "  update a set b = case when new.b > 1 then case b when 2 then 3 end else 4 end;\n"
      "  select 'END;' , \"end\";\n"
      "end";
  CHECK(split(trigger + ";\nselect 2;", 1) == Statements{{trigger, 1}, {"select 2", 5}});
  CHECK(split("create trigger t begin select 1; end", 1).size() == 1);
  CHECK(split("create table trigger_like(a); begin; end;", 1).size() == 3);
  CHECK(split("explain query plan create trigger t begin select 1; end; select 1", 1).size() == 2);
}

TEST_CASE("what can't be split names its line") {
  const auto line_of_error = [](const char* script) {
    try {
      split(script, 5);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::revision);
      return error.place().line;
    }
    return 0;
  };
  CHECK(line_of_error("select 1;\nselect 'open;\n\n") == 6);
  CHECK(line_of_error("\n\ncreate trigger t begin select 1;\nselect 2;") == 7);
  CHECK(line_of_error("select 1 ! 2") == 5);
}

TEST_CASE("transaction control is known by its first word") {
  for (const char* sql : {"BEGIN", "commit", "END", "/* x */ rollback to a", "savepoint a", "release a"}) {
    CHECK(controls_transaction(sql));
  }
  CHECK_FALSE(controls_transaction("create table begin_t(a)"));
  CHECK_FALSE(controls_transaction("\"begin\""));
}

TEST_CASE("what a transaction makes fail or useless is named, with the way out") {
  for (const char* sql :
       {"PRAGMA foreign_keys = OFF", "pragma main.foreign_keys(0)", "/* x */ PRAGMA foreign_keys=on"}) {
    INFO(sql);
    CHECK(dialects::sqlite::outside_transaction(sql).way_out.find("foreign_keys = \"off\"") != std::string::npos);
  }
  CHECK(dialects::sqlite::outside_transaction("VACUUM").way_out.find("transaction = false") != std::string::npos);
  for (const char* sql : {"PRAGMA foreign_keys", "PRAGMA legacy_alter_table = ON", "SELECT 'PRAGMA foreign_keys = ON'",
                          "PRAGMA defer_foreign_keys = ON", "CREATE TABLE vacuum (foreign_keys)"}) {
    INFO(sql);
    CHECK(dialects::sqlite::outside_transaction(sql).reason.empty());
  }
}

TEST_CASE("a qualified drop names what is temporary") {
  using dialects::sqlite::drops_temporary;
  CHECK(drops_temporary("DROP TABLE IF EXISTS temp.rows") == schema::ObjectName{"", "rows"});
  CHECK(drops_temporary("drop /* x */ view \"temp\".[a b]") == schema::ObjectName{"", "a b"});
  for (const char* sql : {"DROP TABLE rows", "DROP TABLE IF EXISTS main.rows", "DROP INDEX temp.i", "DROP",
                          "DROP TABLE", "DROP TABLE temp", "DROP TABLE IF EXISTS temp.", "SELECT 1"}) {
    INFO(sql);
    CHECK_FALSE(drops_temporary(sql).has_value());
  }
}

TEST_CASE("what reaches out is named") {
  for (const char* sql :
       {"attach 'x' as y", "DETACH y", "vacuum into 'f'", "vacuum main into 'f'", "pragma journal_mode = wal",
        "pragma main.journal_mode(wal)", "select load_extension('x')", "select \"load_extension\" ('x')"}) {
    INFO(sql);
    CHECK_FALSE(reaches_out(sql).empty());
  }
  for (const char* sql : {"vacuum", "pragma foreign_keys = on", "pragma legacy_alter_table = on", "select 'attach'",
                          "create table attach_t(a)", "pragma user_version = 3"}) {
    INFO(sql);
    CHECK(reaches_out(sql).empty());
  }
}
