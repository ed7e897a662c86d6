// Many runners at once: processes on one database file, each revision applied exactly once.
#include "runner/apply.hpp"
#include "support.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::Database;
using strata::runner::test::revision;

namespace {

constexpr int runners = 8;
constexpr int revisions = 5;

std::vector<Revision> inserting(bool transaction) {
  std::vector<Revision> result;
  for (int i = 0; i < revisions; ++i) {
    const std::string up = i == 0 ? "CREATE TABLE log (entry INTEGER);" : "";
    result.push_back(
        revision(fmt::format("r{:02}", i),
                 i == 0 ? std::vector<std::string>{} : std::vector<std::string>{fmt::format("r{:02}", i - 1)},
                 fmt::format("{}\nINSERT INTO log VALUES ({});", up, i), "SELECT 1;"));
    result.back().options.transaction = transaction;
  }
  return result;
}

// Runs the call in processes of their own and counts those that ended well.
template <class Call>
int in_processes(Call&& call) {
  std::vector<pid_t> children;
  for (int i = 0; i < runners; ++i) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      int status = 1;
      try {
        call();
        status = 0;
      } catch (const std::exception& error) {
        fmt::print(stderr, "runner: {}\n", error.what());
      }
      ::_exit(status);  // no clean-up of what the parent owns
    }
    children.push_back(child);
  }
  int succeeded = 0;
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) ++succeeded;
  }
  return succeeded;
}

// Kills its own process before the statement of this number, counted over all revisions.
class KillAt : public Observer {
 public:
  explicit KillAt(int statement) : left_(statement) {}
  void statement_started(const PlannedRevision&, const dialects::ScriptStatement&) override {
    if (left_-- == 0) ::kill(::getpid(), SIGKILL);
  }

 private:
  int left_;
};

void apply_all(const Database& database, const ApplyOptions& options, Observer& observer) {
  const auto session = database.connect();
  const AppliedRevisions applied = History{*session, database.dialect, database.names}.read_applied();
  apply(*session, database.dialect, database.names, plan_up(database.graph, applied, "head", database.plan_options),
        options, observer);
}

void race(bool transaction) {
  Database database{inserting(transaction)};
  database.session.reset();  // SQLite connections must not cross a fork
  const int succeeded = in_processes([&] {
    const auto session = database.connect();
    const AppliedRevisions applied = History{*session, database.dialect, database.names}.read_applied();
    Observer silent;
    apply(*session, database.dialect, database.names, plan_up(database.graph, applied, "head", database.plan_options),
          database.options, silent);
  });
  CHECK(succeeded == runners);
  database.session = database.connect();
  CHECK(database.value("SELECT count(*) FROM log") == std::to_string(revisions));
  CHECK(database.value("SELECT count(DISTINCT entry) FROM log") == std::to_string(revisions));
  CHECK(database.applied().size() == revisions);
  CHECK(database.value("SELECT count(*) FROM strata_history WHERE state = 'done' AND statement IS NULL") ==
        std::to_string(revisions));
}

void kill_at(bool transaction, int statement) {
  Database database{inserting(transaction)};
  database.session.reset();
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    KillAt killer{statement};
    apply_all(database, database.options, killer);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));

  Observer silent;
  ApplyOptions options = database.options;
  if (!transaction) {
    CHECK(strata::test::error_of([&] { apply_all(database, options, silent); }).code() == ErrorCode::refused);
    options.in_flight = InFlight::run_again;
  }
  apply_all(database, options, silent);
  database.session = database.connect();
  CHECK(database.value("SELECT group_concat(entry) FROM log") == "0,1,2,3,4");
  CHECK(database.applied().size() == revisions);
}

}  // namespace

TEST_CASE("a runner killed before any statement is taken up where it was") {
  for (int statement = 0; statement <= revisions; ++statement) kill_at(true, statement);
}

TEST_CASE("a runner killed outside a transaction is taken up where it was, once somebody has looked") {
  for (int statement = 0; statement <= revisions; ++statement) kill_at(false, statement);
}

TEST_CASE("eight runners start together") {
  race(true);
}

TEST_CASE("eight runners start together on revisions outside a transaction") {
  race(false);
}
