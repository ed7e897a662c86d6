// An application that keeps its database in memory: its own connection, opened as SQLite's documentation says, and the
// runner's share one cache and lock each other's tables.
#include "runner/directory.hpp"
#include "runner/runner.hpp"
#include "support.hpp"

#include <sqlite3.h>

#include <functional>
#include <thread>

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::error_of;
using strata::test::TemporaryFolder;

namespace {

// The application's connection; nothing of strata's is in it.
class Application {
 public:
  explicit Application(const char* uri) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX;
    REQUIRE(sqlite3_open_v2(uri, &handle_, flags, nullptr) == SQLITE_OK);
  }
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  ~Application() { sqlite3_close(handle_); }

  int run(const char* sql) { return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr); }

  std::string value(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) == SQLITE_OK);
    const std::string text = sqlite3_step(statement) == SQLITE_ROW
                                 ? reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))
                                 : "no row";
    sqlite3_finalize(statement);
    return text;
  }

 private:
  sqlite3* handle_ = nullptr;
};

Project project_in(const TemporaryFolder& folder, const std::string& url) {
  Project project;
  project.url = url;
  project.migrations = folder.path() / "migrations";
  write_revision(project.migrations, revision("a", {}, "CREATE TABLE a (id);", "DROP TABLE a;"));
  write_revision(project.migrations,
                 revision("b", {"a"}, "ALTER TABLE a ADD COLUMN name; INSERT INTO a VALUES (1, 'one');",
                          "ALTER TABLE a DROP COLUMN name;"));
  return project;
}

// Does something as soon as a revision is about to run.
class AtStart : public Observer {
 public:
  explicit AtStart(std::function<void()> action) : action_(std::move(action)) {}
  void revision_started(const PlannedRevision&, std::size_t, std::size_t) override { action_(); }

 private:
  std::function<void()> action_;
};

// Some hundredths of a second of work.
constexpr const char* a_while =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500000) SELECT count(*) FROM n";

}  // namespace

TEST_CASE("a shared database in memory is migrated under the application's eyes, and lives as long as it") {
  const TemporaryFolder folder;
  const Project project = project_in(folder, "sqlite:file:lives?mode=memory&cache=shared");
  {
    Application application("file:lives?mode=memory&cache=shared");
    {
      Runner runner{project};
      CHECK(runner.up().applied == std::vector<std::string>{"a", "b"});
    }
    CHECK(application.value("SELECT name FROM a") == "one");
    Runner again{project};
    CHECK(again.status().up_to_date());
    CHECK(again.down("base").applied == std::vector<std::string>{"b", "a"});
    CHECK(application.value("SELECT name FROM sqlite_schema WHERE name = 'a'") == "no row");
  }
  Runner after{project};
  CHECK(after.status().count(RevisionState::pending) == 2);
}

TEST_CASE("databases in memory of other names, and private ones, are others") {
  Application application("file:mine?mode=memory&cache=shared");
  for (const char* url : {"sqlite::memory:", "sqlite:mine?mode=memory", "sqlite:yours?mode=memory&cache=shared",
                          "sqlite:mine?mode=memory&cache=private"}) {
    INFO(url);
    const TemporaryFolder folder;
    Runner runner{project_in(folder, url)};
    CHECK(runner.up().applied.size() == 2);
    CHECK(application.value("SELECT name FROM sqlite_schema WHERE name = 'a'") == "no row");
  }
  const TemporaryFolder folder;
  Runner runner{project_in(folder, "sqlite:mine?mode=memory&cache=shared")};
  CHECK(runner.up().applied.size() == 2);
  CHECK(application.value("SELECT name FROM sqlite_schema WHERE name = 'a'") == "a");
}

TEST_CASE("a lock in a shared cache is waited for, like one on a file") {
  const TemporaryFolder folder;
  const bool in_memory = GENERATE(true, false);
  const std::string uri = in_memory ? "file:waits?mode=memory&cache=shared"
                                    : "file:" + (folder.path() / "shop.db").string() + "?cache=shared";
  const std::string url = "sqlite:" + uri;
  INFO(url);
  Project project = project_in(folder, url);
  Application application(uri.c_str());
  REQUIRE(application.run("CREATE TABLE held (x)") == SQLITE_OK);
  REQUIRE(application.run("BEGIN IMMEDIATE; INSERT INTO held VALUES (1)") == SQLITE_OK);

  SECTION("up to lock_wait") {
    project.lock_wait = std::chrono::milliseconds(20);
    Runner runner{project};
    const Error error = error_of([&] { runner.up(); });
    CHECK(error.code() == ErrorCode::lock_timeout);
    CHECK(std::string(error.what()).find("another connection of this process") != std::string::npos);
    CHECK_FALSE(error.hint().empty());
    REQUIRE(application.run("COMMIT") == SQLITE_OK);
    CHECK(runner.up().applied.size() == 2);
  }
  SECTION("and taken when it is free") {
    Runner runner{project};
    std::thread other;
    AtStart start([&] {
      if (other.joinable()) return;
      other = std::thread([&] {
        application.run(a_while);
        application.run("COMMIT");
      });
    });
    CHECK(runner.up("head", &start).applied.size() == 2);
    other.join();
    CHECK(application.value("SELECT count(*) FROM held") == "1");
    CHECK(application.value("SELECT name FROM a") == "one");
  }
}

TEST_CASE("an open query of the application keeps a shared table from being changed, up to lock_timeout") {
  const TemporaryFolder folder;
  Project project = project_in(folder, "sqlite:reads?mode=memory&cache=shared");
  project.lock_timeout = std::chrono::milliseconds(20);
  Application application("file:reads?mode=memory&cache=shared");
  Runner runner{project};
  runner.up("a");
  REQUIRE(application.run("INSERT INTO a VALUES (7), (8); BEGIN; SELECT * FROM a") == SQLITE_OK);
  const Error error = error_of([&] { runner.up(); });
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(application.value("SELECT count(*) FROM a") == "2");
  REQUIRE(application.run("COMMIT") == SQLITE_OK);
  CHECK(runner.up().applied == std::vector<std::string>{"b"});
}
