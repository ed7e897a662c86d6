// The history tables: made on first use, read in one query, and everything comes back as it was written.
#include "runner/history.hpp"

#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::Database;

TEST_CASE("without tables nothing is applied, and nothing is made") {
  Database database;
  CHECK(database.applied().empty());
  CHECK(database.journal().empty());
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == "0");
}

TEST_CASE("applied rows come back as they were") {
  Database database;
  History history{*database.session, database.dialect, database.names};
  AppliedRevision row;
  row.id = "abc";
  row.parents = {"a", "b"};
  row.depends_on = {"c"};
  row.message = "it's :message ? \"$1\"";
  row.checksum = "123";
  row.section = "sqlite";
  row.down_sql = "DROP TABLE t; -- ':x'\n";
  row.down_line = 12;
  row.options = {false, false, "lost\n\"forever\"", "5s", "1h"};
  row.applied_at = "2026-11-21T04:20:31Z";
  history.create_tables();
  history.insert_applied(row);
  AppliedRevision bare;
  bare.id = "bare";
  history.insert_applied(bare);

  const AppliedRevisions read = history.read_applied();
  REQUIRE(read.size() == 2);
  const AppliedRevision& again = read.at("abc");
  CHECK(again.parents == row.parents);
  CHECK(again.depends_on == row.depends_on);
  CHECK(again.message == row.message);
  CHECK(again.checksum == row.checksum);
  CHECK(again.section == row.section);
  CHECK(again.down_sql == row.down_sql);
  CHECK(again.down_line == 12);
  CHECK(again.options == row.options);
  CHECK(again.applied_at == row.applied_at);
  CHECK_FALSE(read.at("bare").down_sql.has_value());
  CHECK(history.which_applied({"abc", "nope"}) == std::vector<std::string>{"abc"});
  history.erase_applied("abc");
  CHECK(history.read_applied().size() == 1);
}

TEST_CASE("the journal numbers its entries and keeps them") {
  Database database;
  History history{*database.session, database.dialect, database.names};
  history.create_tables();
  JournalEntry entry;
  entry.revision = "abc";
  entry.direction = "up";
  entry.state = JournalState::failed;
  entry.statement = 2;
  entry.statement_text = "SELECT 'x'";
  entry.duration = std::chrono::milliseconds{1234};
  entry.user = "u";
  entry.host = "h";
  entry.runner = "1:2";
  entry.tool_version = "0.1";
  entry.error = "no such table: t";
  entry.at = "2026-11-21T04:20:31Z";
  history.append(entry);
  JournalEntry other;
  other.revision = "def";
  history.append(other);

  const std::vector<JournalEntry> all = history.read_journal();
  REQUIRE(all.size() == 2);
  CHECK(all[0].number == 1);
  CHECK(all[1].number == 2);
  CHECK(all[0].state == JournalState::failed);
  CHECK(all[0].statement == 2);
  CHECK(all[0].statement_text == "SELECT 'x'");
  CHECK(all[0].duration == std::chrono::milliseconds{1234});
  CHECK(all[0].error == entry.error);
  CHECK(all[0].runner == "1:2");
  CHECK_FALSE(all[1].statement.has_value());
  CHECK_FALSE(all[1].duration.has_value());
  CHECK(history.read_journal("def").size() == 1);
}

TEST_CASE("a prefix of one's own") {
  Database database{{runner::test::revision("a", {}, "CREATE TABLE t (a);", "DROP TABLE t;")}};
  database.names.prefix = "my \"odd\"";
  database.up();
  CHECK(database.value("SELECT count(*) FROM \"my \"\"odd\"\"_applied\"") == "1");
  CHECK(database.down().applied.size() == 1);
}

TEST_CASE("an error that is not of a missing table is not taken for one") {
  Database database;
  database.session->execute("CREATE TABLE strata_applied (other TEXT)");
  CHECK(strata::test::error_of([&] { database.applied(); }).code() == ErrorCode::database);
}
