// The runner's lock: one at a time, shown to who waits, gone with its session.
#include "dialects/postgresql/lock.hpp"

#include "server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;

namespace {

ConnectOptions waiting(std::chrono::milliseconds longest, const std::string& name = "strata") {
  ConnectOptions options;
  options.lock_wait = longest;
  options.lock_name = name;
  return options;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

constexpr std::chrono::minutes long_enough(2);

}  // namespace

TEST_CASE("the lock is held from the first transaction to the end of the session") {
  Database database;
  auto first = database.connect();
  first->begin();
  first->commit();
  const auto second = database.connect(waiting(std::chrono::milliseconds(30)));
  try {
    second->begin();
    FAIL("two runners");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::lock_timeout);
    CHECK(contains(error.what(), "process " + scalar(*first, "SELECT pg_backend_pid()")));
    CHECK(contains(error.what(), "strata, user " + scalar(*first, "SELECT current_user")));
    CHECK(contains(error.what(), "idle: "));
    CHECK(contains(error.hint(), "lock_wait"));
  }
  CHECK_FALSE(second->in_transaction());
  first.reset();
  const auto third = database.connect(waiting(long_enough));
  third->begin();
  CHECK(third->in_transaction());
}

TEST_CASE("runners of other histories do not wait for each other") {
  Database database;
  const auto first = database.connect(waiting(std::chrono::milliseconds(0), "one"));
  const auto second = database.connect(waiting(std::chrono::milliseconds(0), "two"));
  first->begin();
  second->begin();
  CHECK(second->in_transaction());
}

TEST_CASE("twenty runners: each is alone with the table") {
  Database database;
  database.connect()->execute("CREATE TABLE counter AS SELECT 0 AS n");
  std::atomic<int> failed{0};
  std::vector<std::thread> runners;
  for (int i = 0; i < 20; ++i) {
    runners.emplace_back([&] {
      try {
        const auto session = database.connect(waiting(long_enough));
        session->begin();
        const std::string n = scalar(*session, "SELECT n FROM counter");
        session->query("UPDATE counter SET n = ?::int + 1", {n});
        session->commit();
      } catch (const std::exception&) {
        ++failed;
      }
    });
  }
  for (std::thread& runner : runners) runner.join();
  CHECK(failed == 0);
  CHECK(scalar(*database.connect(), "SELECT n FROM counter") == "20");
}

TEST_CASE("who waits is told for whom, holds no snapshot, and is let go by a cancel") {
  Database database;
  const auto holder = database.connect();
  holder->begin();
  const auto waiter = database.connect(waiting(long_enough));
  std::string told;
  std::string snapshots;
  waiter->on_notice([&](const std::string& message) {
    told = message;
    snapshots = scalar(*holder,
                       "SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND "
                       "pid <> pg_backend_pid() AND datname = current_database()");
    waiter->cancel();
  });
  try {
    waiter->begin();
    FAIL("two runners");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
  CHECK(contains(told, "waiting for the runner's lock, held by process " + scalar(*holder, "SELECT pg_backend_pid()")));
  CHECK(snapshots == "0");
}

TEST_CASE("an index is built concurrently while another runner waits") {
  Database database;
  const auto builder = database.connect();
  builder->execute("CREATE TABLE t AS SELECT g AS a FROM generate_series(1, 1000) g");
  builder->begin();
  builder->commit();
  std::thread waiter([&] {
    const auto session = database.connect(waiting(long_enough));
    session->begin();
    session->rollback();
  });
  builder->execute("CREATE INDEX CONCURRENTLY t_a ON t (a)");
  CHECK(scalar(*builder, "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "t");
  builder->query("SELECT pg_advisory_unlock_all()");
  waiter.join();
}

TEST_CASE("the key of a name never changes") {
  CHECK(lock_key("") == -3750763034362895579);
  CHECK(lock_key("a") == -5808556873153909620);
}
