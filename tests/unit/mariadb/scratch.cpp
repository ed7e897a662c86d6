// Scratch databases on the server: like their model, gone with their session, and after a killed run with the next.
#include "dialects/mariadb/scratch.hpp"

#include "../errors.hpp"
#include "dialects/mariadb/lock.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

bool exists(Session& session, const std::string& database) {
  return !session.query("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", {database}).empty();
}

// Of a scratch database that no other test has.
std::string name_for(const Database& database, char kind) {
  return "strata_scratch_" + database.name().substr(database.name().size() - 15) + kind;
}

}  // namespace

TEST_CASE("a scratch database is empty, writable, and gone with its session") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  ConnectOptions options;
  options.read_only = true;
  auto scratched = scratch(database.url(), options);
  const std::string name = scalar(*scratched, "SELECT DATABASE()");
  CHECK(name.starts_with("strata_scratch_"));
  CHECK_FALSE(scratched->has_table({"", "t"}));
  scratched->begin();
  scratched->execute("CREATE TABLE u (a int)");
  CHECK(scratched->has_table({"", "u"}));
  CHECK(
      contains(scalar(*session, "SELECT schema_comment FROM information_schema.schemata WHERE schema_name = ?", {name}),
               "made by strata, process "));
  scratched.reset();
  CHECK_FALSE(exists(*session, name));
}

TEST_CASE("a scratch database goes when its session ends in a transaction, with locked tables, and by an error") {
  Database database;
  const auto session = database.connect();
  for (const std::string_view last : {"START TRANSACTION", "LOCK TABLES t WRITE", "SELECT nonsense"}) {
    std::string name;
    try {
      const auto scratched = scratch(database.url(), {});
      name = scalar(*scratched, "SELECT DATABASE()");
      scratched->execute("CREATE TABLE t (a int)");
      scratched->execute(last);
    } catch (const SqlError& error) {
      CHECK(error.engine_code() == "1054");
    }
    CHECK_FALSE(name.empty());
    CHECK_FALSE(exists(*session, name));
  }
}

TEST_CASE("a scratch database has the character set and the collation of its model") {
  Database database;
  const auto session = database.connect();
  session->execute("ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german2_ci");
  const std::string before = likeness(database.url(), {});
  CHECK(scalar(*scratch(database.url(), {}), "SELECT @@collation_database") == "latin1_german2_ci");
  session->execute("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
  CHECK(scalar(*scratch(database.url(), {}), "SELECT @@collation_database") == "utf8mb4_bin");
  CHECK(likeness(database.url(), {}) == likeness(database.url(), {}));
  CHECK(likeness(database.url(), {}) != before);
  CHECK(contains(before, "collation_database=latin1_german2_ci"));
  CHECK(contains(before, "lower_case_table_names="));
}

TEST_CASE("what a killed run left is dropped by the next, what a living one has is not") {
  Database database;
  const auto maker = database.connect();
  const std::string living = name_for(database, 'a');
  const std::string dead = name_for(database, 'b');
  REQUIRE(try_lock(*maker, living));
  for (const std::string& name : {living, dead}) maker->execute("CREATE DATABASE " + name);
  {
    const auto other = scratch(parse_url(server_url()), {});  // of another database on the same server
    CHECK(exists(*maker, living));
    CHECK_FALSE(exists(*maker, dead));
  }
  maker->execute("DROP DATABASE " + living);
}

TEST_CASE("a user who may not make databases is told the way out") {
  Database database;
  const auto admin = database.connect();
  const std::string user = database.name() + "_u";
  admin->execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 's3cret'");
  admin->execute("GRANT ALL ON " + database.name() + ".* TO '" + user + "'@'%'");
  DatabaseUrl url = database.url();
  url.user = user;
  url.password = "s3cret";
  try {
    scratch(url, {});
    FAIL("made");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::database);
    CHECK(contains(error.what(), "no scratch database can be made"));
    CHECK(contains(error.detail(), "Access denied"));
    CHECK(contains(error.hint(), "GRANT ALL ON `strata\\_scratch\\_%`.* TO '" + user + "'@'%'"));
    CHECK(contains(error.hint(), "scratch_url"));
    CHECK_FALSE(contains(error.what() + error.detail() + error.hint(), "s3cret"));
  }
  admin->execute("GRANT ALL ON `strata\\_scratch\\_%`.* TO '" + user + "'@'%'");
  CHECK(scalar(*scratch(url, {}), "SELECT 1") == "1");
  admin->execute("DROP USER '" + user + "'@'%'");
}
