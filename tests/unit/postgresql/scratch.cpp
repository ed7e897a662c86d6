// Scratch databases on the server: like their model, gone with their session, and after a killed run with the next.
#include "dialects/postgresql/scratch.hpp"

#include "../errors.hpp"
#include "dialects/postgresql/lock.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <fmt/core.h>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

bool exists(Session& session, const std::string& database) {
  return !session.query("SELECT 1 FROM pg_database WHERE datname = ?", {database}).empty();
}

std::string name_for(std::int64_t key) {
  return fmt::format("strata_scratch_{:016x}", static_cast<std::uint64_t>(key));
}

}  // namespace

TEST_CASE("a scratch database is empty, writable, and gone with its session") {
  Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  ConnectOptions options;
  options.read_only = true;
  auto scratched = scratch(database.url(), options);
  const std::string name = scalar(*scratched, "SELECT current_database()");
  CHECK(name.starts_with("strata_scratch_"));
  CHECK_FALSE(scratched->has_table({"", "t"}));
  scratched->begin();
  scratched->execute("CREATE TABLE u (a int)");
  scratched->commit();
  CHECK(scratched->has_table({"", "u"}));
  CHECK(contains(
      scalar(*session, "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?", {name}),
      "made by strata, process "));
  scratched.reset();
  CHECK_FALSE(exists(*session, name));
}

TEST_CASE("a scratch database goes when its session ends in a transaction, and when an error ends it") {
  Database database;
  const auto session = database.connect();
  std::string name;
  try {
    const auto scratched = scratch(database.url(), {});
    name = scalar(*scratched, "SELECT current_database()");
    scratched->begin();
    scratched->execute("CREATE TABLE t (a int)");
    scratched->execute("SELECT 1/0");
  } catch (const SqlError& error) {
    CHECK(error.engine_code() == "22012");
  }
  CHECK_FALSE(name.empty());
  CHECK_FALSE(exists(*session, name));
}

TEST_CASE("a scratch database has the encoding, the locale and the search path of its model") {
  Database maintenance;
  const auto admin = maintenance.connect();
  const std::string name = maintenance.name() + "_like";
  admin->execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
  admin->execute("ALTER DATABASE " + name + " SET search_path = \"App Data\", public");
  admin->execute("ALTER DATABASE " + name + " SET \"IntervalStyle\" = 'iso_8601'");
  DatabaseUrl url = maintenance.url();
  url.path = name;
  open(url, {})->execute("CREATE SCHEMA \"App Data\"");
  {
    const auto scratched = scratch(url, {});
    CHECK(scalar(*scratched, "SHOW server_encoding") == "SQL_ASCII");
    CHECK(scalar(*scratched, "SELECT datcollate FROM pg_database WHERE datname = current_database()") == "C");
    CHECK(scalar(*scratched, "SELECT current_schema()") == "App Data");
    CHECK(scalar(*scratched, "SHOW search_path") == "\"App Data\", public");
    CHECK(scalar(*scratched, "SELECT interval '1 day'") == "P1D");
    scratched->execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a FROM not_there_yet'");
  }
  CHECK(likeness(url, {}) == likeness(url, {}));
  CHECK(likeness(url, {}) != likeness(maintenance.url(), {}));
  admin->execute("DROP DATABASE " + name);
}

TEST_CASE("an ICU locale is taken over") {
  Database maintenance;
  const auto admin = maintenance.connect();
  const std::string name = maintenance.name() + "_icu";
  admin->execute("CREATE DATABASE " + name +
                 " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' LOCALE 'C.UTF-8'");
  DatabaseUrl url = maintenance.url();
  url.path = name;
  CHECK(scalar(*scratch(url, {}),
               "SELECT datlocprovider::text || daticulocale FROM pg_database "
               "WHERE datname = current_database()") == "ide-DE");
  admin->execute("DROP DATABASE " + name);
}

TEST_CASE("what a killed run left is dropped by the next, what a living one has is not") {
  Database database;
  const auto maker = database.connect();
  const std::int64_t living = lock_key(database.name() + " living");
  const std::int64_t dead = lock_key(database.name() + " dead");
  const std::int64_t in_use = lock_key(database.name() + " in use");
  REQUIRE(try_lock(*maker, living));
  for (const std::int64_t key : {living, dead, in_use}) maker->execute("CREATE DATABASE " + name_for(key));
  DatabaseUrl used = database.url();
  used.path = name_for(in_use);
  {
    const auto user = open(used, {});
    const auto other = scratch(parse_url(server_url()), {});  // of another database on the same server
    CHECK(exists(*maker, name_for(living)));
    CHECK_FALSE(exists(*maker, name_for(dead)));
    CHECK(exists(*maker, name_for(in_use)));
  }
  for (const std::int64_t key : {living, in_use}) {
    maker->execute(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_for(key)));
  }
}

TEST_CASE("a role that may not make databases is told the way out") {
  Database database;
  const auto admin = database.connect();
  const std::string role = database.name() + "_role";
  admin->execute("CREATE ROLE " + role + " LOGIN");
  DatabaseUrl url = database.url();
  url.user = role;
  url.password.clear();
  try {
    scratch(url, {});
    FAIL("made");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::database);
    CHECK(contains(error.what(), "no scratch database can be made"));
    CHECK(contains(error.detail(), "permission denied"));
    CHECK(contains(error.hint(), "ALTER ROLE " + role + " CREATEDB"));
    CHECK(contains(error.hint(), "scratch_url"));
  }
  admin->execute("DROP ROLE " + role);
}
