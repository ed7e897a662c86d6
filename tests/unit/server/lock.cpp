// The runner's lock on every engine with a server: one at a time, shown to who waits, gone with its session.
#include "../errors.hpp"
#include "dialects/dialect.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <fmt/core.h>

#include <atomic>
#include <thread>

using namespace strata;
using namespace strata::dialects;
using namespace strata::test;

namespace {

ConnectOptions waiting(std::chrono::milliseconds longest, const std::string& name = "strata") {
  ConnectOptions options;
  options.lock_wait = longest;
  options.lock_name = name;
  return options;
}

constexpr std::chrono::minutes long_enough(2);

// A session, as who waits for it is told of it.
std::string told_of(Session& session) {
  return fmt::format("{} {}", words::connection, scalar(session, words::connection_id));
}

}  // namespace

TEST_CASE("the lock is held from the first transaction to the end of the session") {
  Database database;
  auto first = database.connect();
  first->begin();
  first->commit();
  const auto second = database.connect(waiting(std::chrono::milliseconds(30)));
  const Error error = error_of([&] { second->begin(); });
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(contains(error.what(), told_of(*first)));
  CHECK(contains(error.what(), "user "));
  CHECK(contains(error.what(), "idle"));
  CHECK(contains(error.hint(), "lock_wait"));
  CHECK_FALSE(second->in_transaction());
  first.reset();
  const auto third = database.connect(waiting(long_enough));
  third->begin();
  CHECK(third->in_transaction());
}

TEST_CASE("runners of other histories and of other databases do not wait for each other") {
  Database database;
  Database other;
  const auto first = database.connect(waiting(std::chrono::milliseconds(0), "one"));
  const auto second = database.connect(waiting(std::chrono::milliseconds(0), "two"));
  const auto third = other.connect(waiting(std::chrono::milliseconds(0), "one"));
  for (Session* session :
       {static_cast<Session*>(first.get()), static_cast<Session*>(second.get()), static_cast<Session*>(third.get())}) {
    session->begin();
    CHECK(session->in_transaction());
  }
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
        session->query("UPDATE counter SET n = CAST(? AS decimal) + 1", {n});
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

TEST_CASE("who waits is told for whom, and is let go by a cancel") {
  Database database;
  const auto holder = database.connect();
  holder->begin();
  const auto waiter = database.connect(waiting(long_enough));
  std::string told;
  waiter->on_notice([&](const std::string& message) {
    told = message;
    waiter->cancel();
  });
  CHECK(error_of([&] { waiter->begin(); }).code() == ErrorCode::interrupted);
  CHECK(contains(told, "waiting for the runner's lock, held by " + told_of(*holder)));
}
