// URLs -> what libpq is told, and what it does with that.
#include "dialects/postgresql/conninfo.hpp"

#include "../environment.hpp"
#include "../errors.hpp"
#include "dialects/postgresql/connect_error.hpp"
#include "schema/error.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

// As a connection string would be read: "name=value" with the encoding undone, without strata's own three.
std::vector<std::string> settings(std::string_view url) {
  std::vector<std::string> shown;
  for (const auto& [name, value] : parse_url(conninfo(parse_url(url))).parameters) {
    if (name == "connect_timeout" || name == "fallback_application_name" || name == "client_encoding") continue;
    shown.push_back(name + "=" + value);
  }
  return shown;
}

using Settings = std::vector<std::string>;

// What a URL says in its place or by a parameter.
std::string said(const DatabaseUrl& url, const std::string& in_place, std::string_view parameter) {
  for (const auto& [name, value] : url.parameters) {
    if (name == parameter) return value;
  }
  return in_place;
}

Error refusal(const DatabaseUrl& url) {
  return error_of([&] { open(url, {}); });
}

Error refusal(std::string_view url) {
  return refusal(parse_url(url));
}

}  // namespace

TEST_CASE("what a URL says") {
  CHECK(settings("postgresql://anna:s3cret@db.example:5433/shop") ==
        Settings{"host=db.example", "port=5433", "user=anna", "password=s3cret", "dbname=shop"});
  CHECK(settings("postgres:///shop") == Settings{"dbname=shop"});
  CHECK(settings("postgresql:") == Settings{});
  CHECK(settings("postgresql:///shop?host=/run/postgresql&port=6432") ==
        Settings{"dbname=shop", "host=/run/postgresql", "port=6432"});
  CHECK(settings("postgresql://%2Frun%2Fpostgresql/shop") == Settings{"host=/run/postgresql", "dbname=shop"});
  CHECK(settings("postgresql://a:1,b:2/shop?target_session_attrs=read-write") ==
        Settings{"host=a,b", "port=1,2", "dbname=shop", "target_session_attrs=read-write"});
  CHECK(settings("postgresql://[::1]:5432/x?sslmode=verify-full&sslrootcert=/etc/ca.pem") ==
        Settings{"host=::1", "port=5432", "dbname=x", "sslmode=verify-full", "sslrootcert=/etc/ca.pem"});
  CHECK(settings("postgresql://h/x?ssl=true") == Settings{"host=h", "dbname=x", "sslmode=require"});
}

TEST_CASE("several hosts are shown as they were written") {
  for (const char* url : {"postgresql://anna@a:1,b:2/shop", "postgresql://a,[::1]:2,c/shop"}) {
    CHECK(redacted(parse_url(url)) == url);
  }
}

TEST_CASE("what is in the query wins over what stands before it") {
  CHECK(settings("postgresql://h:1/x?host=other&port=2&dbname=y") == Settings{"host=other", "port=2", "dbname=y"});
}

TEST_CASE("no character of a value is lost on the way through SOCI") {
  const std::string odd = R"(a b  c'd"e\f=g&h?i%j;:@/#é$)";
  Database database;
  DatabaseUrl url = database.url();
  url.parameters.emplace_back("application_name", "strata 'x' \\ \"y\"  = z");
  url.parameters.emplace_back("options", "-c search_path=public -c work_mem=5MB");
  url.password = odd;
  const auto session = open(url, {});
  CHECK(scalar(*session, "SHOW application_name") == "strata 'x' \\ \"y\"  = z");
  CHECK(scalar(*session, "SHOW work_mem") == "5MB");
  CHECK(contains(conninfo(url), "password=a%20b%20%20c%27d%22e%5Cf%3Dg%26h%3Fi%25j%3B%3A%40/%23%C3%A9%24"));
}

TEST_CASE("a database whose name needs every kind of quoting") {
  Database maintenance;
  const auto session = maintenance.connect();
  const std::string name = "strata test 'q' \"d\" \\ " + maintenance.name();
  const std::string quoted = "\"strata test 'q' \"\"d\"\" \\ " + maintenance.name() + "\"";
  session->execute("CREATE DATABASE " + quoted + " TEMPLATE template0");
  DatabaseUrl url = maintenance.url();
  url.path = name;
  CHECK(scalar(*open(url, {}), "SELECT current_database()") == name);
  session->execute("DROP DATABASE " + quoted + " WITH (FORCE)");
}

TEST_CASE("strata's defaults give way to the URL and to variables") {
  CHECK(contains(conninfo(parse_url("postgresql://h/x")), "connect_timeout=10"));
  CHECK(contains(conninfo(parse_url("postgresql://h/x?connect_timeout=3")), "connect_timeout=3"));
  CHECK_FALSE(contains(conninfo(parse_url("postgresql:?service=shop")), "connect_timeout"));
  {
    const EnvironmentVariable timeout("PGCONNECT_TIMEOUT", "7");
    CHECK_FALSE(contains(conninfo(parse_url("postgresql://h/x")), "connect_timeout"));
  }
  Database database;
  CHECK(scalar(*database.connect(), "SHOW application_name") == "strata");
  const EnvironmentVariable name("PGAPPNAME", "deploy");
  CHECK(scalar(*database.connect(), "SHOW application_name") == "deploy");
  const EnvironmentVariable encoding("PGCLIENTENCODING", "LATIN1");
  CHECK(scalar(*database.connect(), "SHOW client_encoding") == "UTF8");
}

TEST_CASE("PG* variables and service files fill in what the URL leaves open") {
  Database database;
  const DatabaseUrl url = database.url();
  const EnvironmentVariable host("PGHOST", said(url, url.host, "host"));
  const EnvironmentVariable port("PGPORT", said(url, url.port, "port"));
  const EnvironmentVariable user("PGUSER", said(url, url.user, "user"));
  CHECK(scalar(*open(parse_url("postgresql:///" + database.name()), {}), "SELECT current_database()") ==
        database.name());
  const std::filesystem::path file = std::filesystem::temp_directory_path() / (database.name() + ".conf");
  std::ofstream(file) << "[shop]\ndbname=" << database.name() << "\napplication_name=by service\n";
  const EnvironmentVariable service("PGSERVICEFILE", file.string());
  const auto session = open(parse_url("postgresql:?service=shop"), {});
  CHECK(scalar(*session, "SELECT current_database()") == database.name());
  CHECK(scalar(*session, "SHOW application_name") == "by service");
  CHECK(contains(refusal("postgresql:?service=shpo").hint(), "PGSERVICEFILE"));
  std::filesystem::remove(file);
}

TEST_CASE("an unknown parameter is refused with the nearest known one") {
  const Error misspelt = refusal("postgresql://anna:s3cret@h/x?sslmod=require");
  CHECK(misspelt.code() == ErrorCode::config);
  CHECK(contains(misspelt.what(), "`sslmod`"));
  CHECK(contains(misspelt.hint(), "sslmode"));
  CHECK_FALSE(contains(misspelt.what(), "s3cret"));
}

TEST_CASE("why there is no connection, and the way out") {
  const DatabaseUrl url = parse_url(server_url());
  DatabaseUrl missing = url;
  missing.path = "no such db";
  CHECK(refusal(missing).code() == ErrorCode::database);
  CHECK(contains(refusal(missing).detail(), "database \"no such db\" does not exist"));
  CHECK(contains(refusal(missing).hint(), "createdb 'no such db'"));

  DatabaseUrl stranger = url;
  stranger.user = "nobody_here";
  CHECK(contains(refusal(stranger).hint(), "createuser nobody_here"));

  CHECK(contains(refusal("postgresql://127.0.0.1:1/x").hint(), "is the server running"));
  CHECK(contains(refusal("postgresql:///x?host=/nowhere").hint(), "socket"));
  CHECK(contains(refusal("postgresql://no.such.host.invalid/x").hint(), "host's name"));

  // Which takes a port to meet; the tests' servers have sockets only.
  const Error tls = connect_error(url, "server does not support SSL, but SSL was required\n");
  CHECK(contains(tls.hint(), "sslmode=disable"));
}

TEST_CASE("a password is in no message") {
  DatabaseUrl url = parse_url("postgresql://anna:s3cret@127.0.0.1:1/x");
  const Error refused = refusal(url);
  CHECK(contains(refused.what(), "postgresql://anna:***@127.0.0.1:1/x"));
  CHECK_FALSE(contains(refused.what() + refused.detail() + refused.hint(), "s3cret"));
  const Error repeated = connect_error(url, "invalid connection option \"s3cret\"\n");
  CHECK(repeated.detail() == "    invalid connection option \"***\"");
  const Error wrong = connect_error(url, "FATAL:  password authentication failed for user \"anna\"\n");
  CHECK(contains(wrong.hint(), "~/.pgpass"));
}
