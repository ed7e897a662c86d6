// Applying and rolling back on real databases: all of a revision or nothing, and the history says what happened.
#include "runner/apply.hpp"

#include "runner/directory.hpp"
#include "runner/revision_file.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::Database;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

std::vector<Revision> three() {
  return {revision("a", {}, "CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;"),
          revision("b", {"a"}, "CREATE TABLE b (id INTEGER PRIMARY KEY);\nINSERT INTO b VALUES (1);", "DROP TABLE b;"),
          revision("c", {"b"}, "CREATE TABLE c (id INTEGER PRIMARY KEY);", "DROP TABLE c;")};
}

// Writes down what it is told.
class Recorder : public Observer {
 public:
  void revision_started(const PlannedRevision& planned, std::size_t number, std::size_t count) override {
    told += "start " + planned.id + " " + std::to_string(number) + "/" + std::to_string(count) + "\n";
  }
  void statement_started(const PlannedRevision&, const dialects::ScriptStatement& statement) override {
    told += "line " + std::to_string(statement.line) + "\n";
  }
  void revision_done(const PlannedRevision& planned, std::chrono::milliseconds) override {
    told += "done " + planned.id + "\n";
  }
  void revision_skipped(const PlannedRevision& planned) override { told += "skip " + planned.id + "\n"; }
  void warning(const std::string& message) override { told += "warning " + message + "\n"; }
  std::string told;
};

}  // namespace

TEST_CASE("up, down and up again") {
  Database database{three()};
  CHECK(database.up().applied == std::vector<std::string>{"a", "b", "c"});
  CHECK(database.tables() == "a,b,c");
  CHECK(database.applied().size() == 3);
  CHECK(database.down("-2").applied == std::vector<std::string>{"c", "b"});
  CHECK(database.tables() == "a");
  CHECK(database.up("+1").applied == std::vector<std::string>{"b"});
  CHECK(database.down("base").applied == std::vector<std::string>{"b", "a"});
  CHECK(database.tables().empty());
  CHECK(database.applied().empty());

  const std::vector<JournalEntry> journal = database.journal();
  REQUIRE(journal.size() == 8);
  CHECK(journal[0].revision == "a");
  CHECK(journal[0].direction == "up");
  CHECK(journal[0].state == JournalState::done);
  CHECK(journal[3].direction == "down");
  CHECK_FALSE(journal[0].user.empty());
  CHECK_FALSE(journal[0].host.empty());
  CHECK_FALSE(journal[0].tool_version.empty());
}

TEST_CASE("the observer is told in order") {
  Database database{three()};
  Recorder recorder;
  apply(*database.session, database.dialect, database.names, plan_up(database.graph, {}, "b", database.plan_options),
        {}, recorder);
  CHECK(recorder.told == "start a 1/2\nline 9\ndone a\nstart b 2/2\nline 9\nline 10\ndone b\n");
}

TEST_CASE("an up that has nothing to do sends one query") {
  Database database{three()};
  database.up();
  const std::size_t before = database.session->statements_sent();
  CHECK(database.up().applied.empty());
  CHECK(database.session->statements_sent() == before + 1);
}

TEST_CASE("an error in the third statement leaves nothing of the revision") {
  Database database{{three()[0], revision("b", {"a"},
                                          "CREATE TABLE b (id);\nINSERT INTO b VALUES (1);\n"
                                          "INSERT INTO b\n  VALUES (1, 2) FROM;\nCREATE TABLE c (id);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(error.place().file == "migrations/b.sql");
  CHECK(error.place().line == 12);
  CHECK(error.place().column > 0);
  CHECK(std::string{error.what()}.find("syntax error") != std::string::npos);
  CHECK(error.detail().find("INSERT INTO b") != std::string::npos);
  CHECK(error.detail().find("^") != std::string::npos);
  CHECK_FALSE(error.hint().empty());

  CHECK(database.tables() == "a");
  CHECK(database.applied().size() == 1);
  const JournalEntry last = database.journal().back();
  CHECK(last.revision == "b");
  CHECK(last.state == JournalState::failed);
  CHECK(last.statement == 2);
  CHECK(last.error.find("syntax error") != std::string::npos);
}

TEST_CASE("the column counts from the line's begin, also for the second statement on a line") {
  Database database{{revision("a", {}, "CREATE TABLE t (a); SELECT 1 FROM WHERE;")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.place().line == 9);
  CHECK(error.place().column == 35);
}

TEST_CASE("a failure in the very first revision is in the history, and nothing else is there") {
  Database database{{revision("a", {}, "CREATE TABLE t (a);\nCREATE TABLE t (a);")}};
  error_of([&] { database.up(); });
  CHECK(database.tables().empty());
  CHECK(database.applied().empty());
  REQUIRE(database.journal().size() == 1);
  CHECK(database.journal()[0].state == JournalState::failed);
}

TEST_CASE("a single transaction takes all revisions back") {
  Database database{three()};
  database.options.single_transaction = true;
  database.graph = Graph{{three()[0], three()[1], revision("c", {"b"}, "SELECT nonsense;")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.place().file == "migrations/c.sql");
  CHECK(database.tables().empty());
  CHECK(database.applied().empty());
  database.graph = Graph{three()};
  CHECK(database.up().applied.size() == 3);
  CHECK(database.tables() == "a,b,c");
}

TEST_CASE("a script that controls the transaction is refused before anything runs") {
  Database database{{three()[0], revision("b", {"a"}, "CREATE TABLE b (id);\nCOMMIT;\nCREATE TABLE c (id);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.place().line == 10);
  CHECK(database.tables().empty());
  CHECK(database.value("SELECT count(*) FROM sqlite_schema") == "0");
}

TEST_CASE("a script that can't be split is refused before anything runs") {
  Database database{{three()[0], revision("b", {"a"}, "SELECT 1;\nSELECT 'open;")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.place().file == "migrations/b.sql");
  CHECK(error.place().line == 10);
  CHECK(database.tables().empty());
}

TEST_CASE("colons, question marks and dollars in a script are just text") {
  Database database{{revision("a", {}, "CREATE TABLE t (a);\nINSERT INTO t VALUES ('12:30 :x ? $1');")}};
  database.up();
  CHECK(database.value("SELECT a FROM t") == "12:30 :x ? $1");
}

TEST_CASE("a deleted file comes off with its stored down") {
  Database database{three()};
  database.up();
  database.graph = Graph{{three()[0], three()[1]}};
  CHECK(database.down().applied == std::vector<std::string>{"c"});
  CHECK(database.tables() == "a,b");
}

TEST_CASE("an error in a stored down says where it is from") {
  Database database{{revision("a", {}, "CREATE TABLE a (id);", "DROP TABLE other;")}};
  database.up();
  database.graph = Graph{};
  const Error error = error_of([&] { database.down(); });
  CHECK(error.place().file.find("stored down") != std::string::npos);
  CHECK(error.place().line == 20);
  CHECK(database.applied().size() == 1);
}

TEST_CASE("foreign keys are suspended around a revision that asks for it") {
  Revision rebuild =
      revision("b", {"a"},
               "CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new SELECT id, '' FROM "
               "parent;\nDROP TABLE parent;\nALTER TABLE new RENAME TO parent;");
  rebuild.options.foreign_keys = false;
  const std::string tables =
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n"
      "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE CASCADE);\n"
      "INSERT INTO parent VALUES (1);\nINSERT INTO child VALUES (1, 1);";
  Database database{{revision("a", {}, tables), rebuild}};
  database.up();
  CHECK(database.value("SELECT count(*) FROM child") == "1");
  CHECK(database.value("PRAGMA foreign_keys") == "1");

  database.options.single_transaction = true;
  CHECK(error_of([&] { database.down("base"); }).code() == ErrorCode::refused);
}

TEST_CASE("new foreign-key violations are listed and rolled back, old ones are let be") {
  Revision breaks = revision("b", {"a"}, "DELETE FROM parent WHERE id = 1;");
  breaks.options.foreign_keys = false;
  const std::string tables =
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n"
      "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent);\n"
      "INSERT INTO parent VALUES (1);\nINSERT INTO child VALUES (1, 1);";
  Database database{{revision("a", {}, tables), breaks}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.detail().find("child") != std::string::npos);
  CHECK(database.value("SELECT count(*) FROM parent") == "1");
  CHECK(database.value("PRAGMA foreign_keys") == "1");

  database.session->enforce_foreign_keys(false);
  database.session->execute("INSERT INTO child VALUES (2, 99)");
  database.session->enforce_foreign_keys(true);
  breaks.sections[0].text = "CREATE TABLE other (id);";
  database.graph = Graph{{revision("a", {}, tables), breaks}};
  CHECK(database.up().applied == std::vector<std::string>{"b"});
}

TEST_CASE("temporary objects go when their revision ends") {
  Database database{{revision("a", {}, "CREATE TEMP TABLE t (a);\nCREATE TABLE kept AS SELECT * FROM t;"),
                     revision("b", {"a"}, "CREATE TEMP TABLE t (a);")}};
  CHECK(database.up().applied.size() == 2);
  CHECK(database.value("SELECT count(*) FROM sqlite_temp_schema") == "0");
  CHECK(database.tables() == "kept");
}

TEST_CASE("down on a guarded environment needs consent") {
  Database database{three()};
  database.options.guarded = true;
  database.up();
  CHECK(error_of([&] { database.down(); }).code() == ErrorCode::refused);
  CHECK(database.tables() == "a,b,c");
  database.options.consent = true;
  CHECK(database.down().applied.size() == 1);
}

TEST_CASE("cancelling stops before the next statement and rolls back") {
  Database database{three()};
  std::atomic<bool> cancelled = false;
  database.options.cancelled = &cancelled;
  class CancelInB : public Observer {
   public:
    explicit CancelInB(std::atomic<bool>& flag) : flag_(flag) {}
    void statement_started(const PlannedRevision& planned, const dialects::ScriptStatement&) override {
      if (planned.id == "b") flag_ = true;
    }

   private:
    std::atomic<bool>& flag_;
  } observer{cancelled};
  const Error error = error_of([&] {
    apply(*database.session, database.dialect, database.names,
          plan_up(database.graph, {}, "head", database.plan_options), database.options, observer);
  });
  CHECK(error.code() == ErrorCode::interrupted);
  CHECK(error.place().line == 10);
  CHECK(database.tables() == "a");
  cancelled = false;
  CHECK(database.up().applied.size() == 2);
}

TEST_CASE("a plan that another runner has overtaken") {
  Database database{three()};
  const MigratePlan plan = plan_up(database.graph, {}, "b", database.plan_options);
  const AppliedRevisions nothing;
  database.up("b");
  CHECK(database.run(plan).skipped == std::vector<std::string>{"a", "b"});

  const MigratePlan only_c = plan_up(database.graph, database.applied(), "c", database.plan_options);
  database.down("base");
  const Error error = error_of([&] { database.run(only_c); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(database.tables().empty());

  database.up("a");
  const MigratePlan a_off = plan_down(database.graph, database.applied(), "base", database.plan_options);
  database.up("b");
  CHECK(error_of([&] { database.run(a_off); }).code() == ErrorCode::refused);
  CHECK(database.tables() == "a,b");
}

TEST_CASE("redo runs down and up") {
  Database database{three()};
  database.up();
  database.session->execute("INSERT INTO c VALUES (7)");
  const MigratePlan plan = plan_redo(database.graph, database.applied(), "-1", database.plan_options);
  CHECK(database.run(plan).applied == std::vector<std::string>{"c", "c"});
  CHECK(database.value("SELECT count(*) FROM c") == "0");
}

TEST_CASE("a deferred constraint that fails at the commit is the revision's error") {
  Database database{{revision("a", {},
                              "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE k (p INTEGER REFERENCES p "
                              "DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO k VALUES (1);")}};
  const Error error = error_of([&] { database.up(); });
  CHECK(error.place().file == "migrations/a.sql");
  CHECK(database.tables().empty());
  CHECK(database.journal().size() == 1);
}

TEST_CASE("stamp records without running") {
  Database database{three()};
  stamp(*database.session, database.dialect, database.names, plan_stamp(database.graph, {}, "b", database.plan_options),
        {});
  CHECK(database.applied().size() == 2);
  CHECK(database.tables().empty());
  CHECK(database.journal().back().direction == "stamp");
  stamp(*database.session, database.dialect, database.names,
        plan_stamp(database.graph, database.applied(), "base", database.plan_options), {});
  CHECK(database.applied().empty());
  CHECK(database.journal().back().direction == "unstamp");
}

TEST_CASE("a stamped revision has its down") {
  Database database{three()};
  database.session->execute("CREATE TABLE a (id INTEGER PRIMARY KEY)");
  stamp(*database.session, database.dialect, database.names, plan_stamp(database.graph, {}, "a", database.plan_options),
        {});
  database.down();
  CHECK(database.tables().empty());
}

TEST_CASE("a database that can only be read is an error, and nothing else happens") {
  Database database{three()};
  database.up("a");
  database.session = database.dialect.connect(dialects::parse_url(database.url + "?mode=ro"), {});
  const Error error = error_of([&] { database.up(); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(database.tables() == "a");
  CHECK(database.journal().size() == 1);
}
