// What the runner's lock is on PostgreSQL: nothing that other sessions would have to wait for.
#include "dialects/postgresql/lock.hpp"

#include "../errors.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

ConnectOptions waiting(std::chrono::milliseconds longest) {
  ConnectOptions options;
  options.lock_wait = longest;
  return options;
}

constexpr std::chrono::minutes long_enough(2);

}  // namespace

TEST_CASE("who waits is told for which program and user, and holds no snapshot") {
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
  CHECK(error_of([&] { waiter->begin(); }).code() == ErrorCode::interrupted);
  CHECK(contains(told, "strata, user " + scalar(*holder, "SELECT current_user")));
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
