// Where DDL commits at once: what stays, what goes on and what is taken back. On SQLite, told that it is such an
// engine.
#include "dialects/sqlite/dialect.hpp"
#include "runner/definitions.hpp"
#include "runner/unfinished.hpp"
#include "support.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace strata;
using namespace strata::runner;
using dialects::Definition;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

// Every statement commits by itself, but for those that change rows. What it touches is the table that follows TABLE,
// INTO, UPDATE or FROM.
class CommittingDialect final : public dialects::sqlite::SqliteDialect {
 public:
  CommittingDialect() : capabilities_(SqliteDialect::capabilities()) {
    capabilities_.transactional_ddl = false;
    capabilities_.lock_spans_run = true;
  }

  [[nodiscard]] const dialects::Capabilities& capabilities() const override { return capabilities_; }

  [[nodiscard]] dialects::Footing footing(dialects::Session& /*session*/, std::string_view statement) const override {
    const auto begins = [&](std::string_view word) { return statement.starts_with(word); };
    if (begins("INSERT") || begins("UPDATE") || begins("DELETE")) return dialects::Footing::transaction;
    return begins("PRAGMA") ? dialects::Footing::session : dialects::Footing::alone;
  }

  [[nodiscard]] std::vector<Definition> touched(dialects::Session& session, std::string_view statement) const override {
    for (const std::string_view word : {"TABLE ", "INTO ", "UPDATE ", "FROM "}) {
      const std::size_t at = statement.find(word);
      if (at == std::string_view::npos) continue;
      const std::string_view rest = statement.substr(at + word.size());
      const std::string name{rest.substr(0, std::min(rest.find(' '), rest.size()))};
      const auto rows = session.query("SELECT sql FROM sqlite_schema WHERE name = ?", {name});
      return {{"table " + name, rows.empty() ? std::nullopt : rows.front().at(0)}};
    }
    return {};
  }

  [[nodiscard]] dialects::Effect settle(dialects::Session& session, std::string_view statement,
                                        const std::vector<Definition>& before) const override {
    if (before.empty()) return dialects::Effect::unknown;
    return touched(session, statement) == before ? dialects::Effect::none : dialects::Effect::done;
  }

 private:
  dialects::Capabilities capabilities_;
};

class Told final : public Observer {
 public:
  void notice(const std::string& message) override { text += message + "\n"; }
  std::string text;
};

// A database with these revisions, and the calls that a command makes.
struct Shop {
  explicit Shop(std::vector<Revision> revisions) : database(std::move(revisions)) {}

  PlanOptions plan_options() {
    PlanOptions result;
    result.engine = "sqlite";
    result.halfway = read_halfway(history, history.read_applied(), database.graph, dialect);
    return result;
  }
  ApplyResult run(const MigratePlan& plan) {
    return apply(*database.session, dialect, database.names, plan, database.options, told);
  }
  ApplyResult up(std::string_view target = "head") {
    return run(plan_up(database.graph, history.read_applied(), target, plan_options()));
  }
  ApplyResult down(std::string_view target = "-1") {
    return run(plan_down(database.graph, history.read_applied(), target, plan_options()));
  }
  // "up: started started0 done0 failed1 "
  std::string journal() {
    std::string text;
    std::string direction;
    for (const JournalEntry& entry : history.read_journal()) {
      if (entry.direction != direction) text += entry.direction + ": ";
      direction = entry.direction;
      text += fmt::format("{}{} ", to_string(entry.state), entry.statement ? std::to_string(*entry.statement) : "");
    }
    return text;
  }
  void write(const std::string& direction, JournalState state, std::optional<int> statement, const std::string& text,
             const std::vector<Definition>& touched = {}) {
    JournalEntry entry;
    entry.revision = "a";
    entry.direction = direction;
    entry.state = state;
    entry.statement = statement;
    entry.statement_text = text;
    entry.touched = touched;
    history.append(entry);
  }

  runner::test::Database database;
  CommittingDialect dialect;
  History history{*database.session, dialect, database.names};
  Told told;
};

Graph graph_of(const std::string& up, const std::string& down) {
  return Graph{{revision("a", {}, up, down)}};
}

const std::string two_tables = "CREATE TABLE t (a);\nCREATE TABLE u (a);\n";
const std::string no_tables = "DROP TABLE u;\nDROP TABLE t;";

}  // namespace

TEST_CASE("definitions are the same after they were a text") {
  const std::vector<Definition> definitions{
      {"table t", "CREATE TABLE t (\n  a INT\n\n) -- x:\n"}, {"table `: none`", std::nullopt}, {"view v", ""}};
  CHECK(definitions_from(text_of(definitions)) == definitions);
  CHECK(text_of({}).empty());
  CHECK(definitions_from("").empty());
}

TEST_CASE("what the history says is read once under a lock that spans the run") {
  const auto statements_of = [](int count) {
    std::vector<Revision> revisions;
    for (int i = 0; i < count; ++i) {
      const std::string table = fmt::format("t{}", i);
      std::vector<std::string> parents;
      if (i > 0) parents.push_back(revisions.back().id);
      revisions.push_back(revision(fmt::format("r{}", i), parents, fmt::format("CREATE TABLE {} (a);", table),
                                   fmt::format("DROP TABLE {};", table)));
    }
    Shop shop{std::move(revisions)};
    const std::size_t before = shop.database.session->statements_sent();
    CHECK(shop.up().applied.size() == static_cast<std::size_t>(count));
    return shop.database.session->statements_sent() - before;
  };
  // started, what it touches, started, the statement, done, SQLite's temporary objects; begin, the applied row, done,
  // commit
  CHECK(statements_of(4) - statements_of(3) == 10);
}

TEST_CASE("every revision is journalled, rows together with their done") {
  Shop shop{{revision("a", {}, two_tables + "INSERT INTO t VALUES (1);\nINSERT INTO u VALUES (2);", no_tables)}};
  CHECK(shop.up().applied.size() == 1);
  CHECK(shop.journal() == "up: started started0 done0 started1 done1 done2 done3 done ");
  CHECK(shop.history.read_journal().at(1).touched == std::vector<Definition>{{"table t", std::nullopt}});
  CHECK(shop.down().applied.size() == 1);
  CHECK(shop.database.tables().empty());
}

TEST_CASE("a failed statement: what is done stays, the error says so, and up goes on there") {
  Shop shop{{revision("a", {}, two_tables + "INSERT INTO t VALUES (1);\nINSERT INTO nowhere VALUES (2);", no_tables)}};
  const Error error = error_of([&] { shop.up(); });
  CHECK(error.place().line == 12);
  CHECK(error.hint().find("statements 1 to 2 of 4 are done and stay, statements 3 to 4 were rolled back") == 0);
  CHECK(shop.database.value("SELECT count(*) FROM t") == "0");
  CHECK(shop.history.read_applied().empty());
  const auto halfway = shop.plan_options().halfway;
  REQUIRE(halfway.size() == 1);
  CHECK(halfway[0].done == 2);
  CHECK(halfway[0].statements == 4);
  CHECK_FALSE(status(shop.database.graph, {}, halfway).up_to_date());

  shop.database.graph = graph_of(two_tables + "INSERT INTO t VALUES (1);\nINSERT INTO u VALUES (2);", no_tables);
  CHECK(shop.up().applied.size() == 1);
  CHECK(shop.database.value("SELECT count(*) FROM t") == "1");
  CHECK(shop.plan_options().halfway.empty());
}

TEST_CASE("what is run on the way back") {
  const std::set<std::string> touched{"table t", "column t.a"};
  CHECK(way_back({}, touched) == WayBack::run);
  CHECK(way_back({{"table t", "…"}}, touched) == WayBack::run);
  CHECK(way_back({{"table u", "…"}}, touched) == WayBack::skip);
  CHECK(way_back({{"rows of table t", ""}}, touched) == WayBack::skip);
  CHECK(way_back({{"table t", "…"}, {"column t.a", ""}}, touched) == WayBack::run);
  CHECK(way_back({{"table t", "…"}, {"column t.b", ""}}, touched) == WayBack::skip);
  CHECK(way_back({{"table t", "…"}, {"column t.b", std::nullopt}}, touched) == WayBack::run);
  CHECK(way_back({{"table t", "…"}, {"column t.a", ""}, {"column t.b", ""}}, touched) == WayBack::refuse);
}

TEST_CASE("down takes back what a failed up has done, and nothing else") {
  Shop shop{{revision("a", {}, two_tables + "CREATE TABLE theirs (a);", "DROP TABLE theirs;\n" + no_tables)}};
  shop.database.session->execute("CREATE TABLE theirs (a)");
  const Error error = error_of([&] { shop.up(); });
  CHECK(error.hint().find("statements 1 to 2 of 3 are done and stay, statement 3 took no effect") == 0);
  CHECK(shop.down().applied.size() == 1);
  CHECK(shop.database.tables() == "theirs");
  CHECK(shop.told.text.find("statement 1 is skipped") != std::string::npos);
  CHECK(shop.journal() ==
        "up: started started0 done0 started1 done1 started2 failed2 "
        "down: started skipped0 started1 done1 started2 done2 done ");
  CHECK(shop.plan_options().halfway.empty());

  shop.database.session->execute("DROP TABLE theirs");
  CHECK(shop.up().applied.size() == 1);
}

TEST_CASE("down of a target below takes off what is halfway first") {
  Shop shop{{revision("a", {}, "CREATE TABLE t (a);", "DROP TABLE t;"),
             revision("b", {"a"}, "CREATE TABLE u (a);\nINSERT INTO nowhere VALUES (1);", "DROP TABLE u;")}};
  error_of([&] { shop.up(); });
  CHECK(shop.history.read_applied().size() == 1);
  CHECK(shop.down("base").applied == std::vector<std::string>{"b", "a"});
  CHECK(shop.database.tables().empty());
}

TEST_CASE("a statement that was cut off: run again or passed over, as the definitions tell") {
  Shop shop{{revision("a", {}, two_tables, no_tables)}};
  shop.history.create_tables();
  shop.write("up", JournalState::started, std::nullopt, "");
  shop.write("up", JournalState::started, 0, "CREATE TABLE t (a)", {{"table t", std::nullopt}});
  SECTION("it took effect") {
    shop.database.session->execute("CREATE TABLE t (a)");
  }
  SECTION("it did not") {}
  SECTION("it took effect, and all of it is to go") {
    shop.database.session->execute("CREATE TABLE t (a)");
    CHECK(shop.down().applied.size() == 1);
    CHECK(shop.database.tables().empty());
    return;
  }
  SECTION("it did not, and there is nothing to take back") {
    CHECK(shop.down().applied.size() == 1);
    CHECK(shop.journal().find("down: started skipped0 skipped1 done ") != std::string::npos);
    return;
  }
  CHECK(shop.up().applied.size() == 1);
  CHECK(shop.database.tables() == "t,u");
}

TEST_CASE("what can't be known is asked") {
  Shop shop{{revision("a", {}, two_tables, no_tables)}};
  shop.history.create_tables();
  shop.write("up", JournalState::started, std::nullopt, "");
  shop.write("up", JournalState::started, 0, "CREATE TABLE t (a)");
  CHECK(error_of([&] { shop.up(); }).code() == ErrorCode::refused);
  const Error error = error_of([&] { shop.down(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.detail() == "CREATE TABLE t (a)");
  shop.database.options.in_flight = InFlight::run_again;
  CHECK(shop.up().applied.size() == 1);
}

TEST_CASE("a way back that was cut off is gone to its end first") {
  Shop shop{{revision("a", {}, two_tables + "INSERT INTO nowhere VALUES (1);", no_tables)}};
  error_of([&] { shop.up(); });
  shop.write("down", JournalState::started, std::nullopt, "");
  shop.write("down", JournalState::started, 0, "DROP TABLE u", {{"table u", "CREATE TABLE u (a)"}});
  shop.database.session->execute("DROP TABLE u");
  const Error error = error_of([&] { shop.up(); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.hint().find("strata migrate down") == 0);
  CHECK(shop.down().applied.size() == 1);
  CHECK(shop.database.tables().empty());
}

TEST_CASE("up again from a down that has stopped") {
  Shop shop{{revision("a", {}, two_tables, "DROP TABLE u;\nDROP TABLE nowhere;\nDROP TABLE t;")}};
  shop.up();
  shop.database.session->execute("INSERT INTO t VALUES (7)");
  error_of([&] { shop.down(); });
  CHECK(shop.database.tables() == "t");
  CHECK(shop.history.read_applied().size() == 1);
  CHECK(shop.up().applied.size() == 1);
  CHECK(shop.database.tables() == "t,u");
  CHECK(shop.database.value("SELECT a FROM t") == "7");
  CHECK(shop.history.read_applied().size() == 1);
  CHECK(shop.plan_options().halfway.empty());
}

TEST_CASE("what belongs to the session is done again when a run goes on") {
  const std::string up = "PRAGMA cache_size = 77;\nCREATE TABLE t (a);\nINSERT INTO nowhere VALUES (1);";
  Shop shop{{revision("a", {}, up, "DROP TABLE t;")}};
  error_of([&] { shop.up(); });
  shop.database.session->execute("PRAGMA cache_size = 5");
  error_of([&] { shop.up(); });
  CHECK(shop.database.value("PRAGMA cache_size") == "77");
}

TEST_CASE("there is no single transaction where DDL commits") {
  Shop shop{{revision("a", {}, two_tables, no_tables)}};
  shop.database.options.single_transaction = true;
  CHECK(error_of([&] { shop.up(); }).code() == ErrorCode::refused);
  shop.database.options.single_transaction = false;
  const std::string script = sql_script(*shop.database.session, shop.dialect, shop.database.names,
                                        plan_up(shop.database.graph, {}, "head", {}), shop.database.options);
  CHECK(script.find("BEGIN") == std::string::npos);
}
