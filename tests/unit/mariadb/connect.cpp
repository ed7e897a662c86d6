// URLs -> the settings of a connection, and what the server does with them.
#include "dialects/mariadb/connection_settings.hpp"

#include "../environment.hpp"
#include "../errors.hpp"
#include "dialects/mariadb/connect_error.hpp"
#include "dialects/mariadb/names.hpp"
#include "schema/error.hpp"
#include "server.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

ConnectionSettings settings(std::string_view url) {
  return settings_of(parse_url(url));
}

Error refusal(const DatabaseUrl& url) {
  return error_of([&] { open(url, {}); });
}

Error refusal(std::string_view url) {
  return refusal(parse_url(url));
}

// A user with a password who may do everything in the database.
class User {
 public:
  User(const Database& database, const std::string& password)
      : admin_(database.connect()), name_(database.name() + "_u") {
    admin_->execute("CREATE USER '" + name_ + "'@'%' IDENTIFIED BY " + quote_literal(password));
    admin_->execute("GRANT ALL ON " + database.name() + ".* TO '" + name_ + "'@'%'");
  }
  User(const User&) = delete;
  User& operator=(const User&) = delete;
  ~User() { admin_->execute("DROP USER '" + name_ + "'@'%'"); }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::unique_ptr<MariadbSession> admin_;
  std::string name_;
};

}  // namespace

TEST_CASE("what a URL says") {
  const ConnectionSettings whole = settings(
      "mysql://anna:s3%40cret@db.example:3307/shop?ssl-mode=verify_identity&ssl_ca=/etc/ca.pem&connect_timeout=3");
  CHECK(whole.host == "db.example");
  CHECK(whole.port == 3307);
  CHECK(whole.user == "anna");
  CHECK(whole.password == "s3@cret");
  CHECK(whole.database == "shop");
  CHECK(whole.tls == Tls::verify_identity);
  CHECK(whole.ssl_ca == "/etc/ca.pem");
  CHECK(whole.connect_timeout == 3);
  CHECK(settings("mariadb:///shop?socket=/run/my.sock").socket == "/run/my.sock");
  CHECK(settings("mariadb://[::1]/shop").host == "::1");
}

TEST_CASE("what goes over a network is encrypted if the server can, and an authority is asked") {
  CHECK(settings("mariadb://db.example/shop").tls == Tls::preferred);
  CHECK(settings("mariadb://localhost/shop").tls == Tls::disabled);
  CHECK(settings("mariadb:///shop").tls == Tls::disabled);
  CHECK(settings("mariadb://db.example/shop?ssl-ca=/etc/ca.pem").tls == Tls::verify_identity);
  CHECK(settings("mariadb://db.example/shop?ssl-mode=DISABLED").tls == Tls::disabled);
  CHECK(settings("mariadb://db.example/shop?ssl-mode=verify-ca&ssl-ca=/etc/ca.pem").tls == Tls::verify_ca);
}

TEST_CASE("no character of a value is lost on the way through SOCI") {
  ConnectionSettings odd;
  odd.host = "h";
  odd.port = 1;
  odd.user = "a b  c'd\"e\\f=g&h?i%j;:@/#é$";
  odd.password = odd.user + "\n";
  odd.database = "x y";
  odd.tls = Tls::verify_ca;
  odd.ssl_ca = odd.ssl_cert = odd.ssl_key = "/p q/&";
  odd.connect_timeout = 7;
  odd.defaults_file = "/r s";
  CHECK(decoded_settings(encoded_settings(odd)) == odd);
  CHECK(encoded_settings(odd).find_first_of(" '\"=\\") == std::string::npos);
}

TEST_CASE("a password with every kind of character, in the URL, in MYSQL_PWD and in an option file") {
  const std::string password = "a b  c'd\"e=g&h?i%j;:@/é$";
  Database database;
  const User user(database, password);
  DatabaseUrl url = database.url();
  url.user = user.name();
  CHECK(contains(refusal(url).hint(), "give its password"));
  url.password = password;
  CHECK(open(url, {})->user() == user.name() + "@%");
  url.password.clear();
  {
    const EnvironmentVariable variable("MYSQL_PWD", password);
    CHECK(open(url, {})->database() == database.name());
  }
  const std::filesystem::path file = std::filesystem::temp_directory_path() / (database.name() + ".cnf");
  std::ofstream(file) << "[client]\nuser=" << user.name() << "\npassword=\""
                      << "a b  c'd\\\"e=g&h?i%j;:@/é$"
                      << "\"\ndefault-character-set=latin1\n";
  url.user.clear();
  url.parameters.emplace_back("defaults-file", file.string());
  CHECK(scalar(*open(url, {}), "SELECT @@character_set_client") == "utf8mb4");
  std::filesystem::remove(file);
}

TEST_CASE("a database whose name needs every kind of quoting") {
  Database maintenance;
  const auto session = maintenance.connect();
  const std::string name = "strata 'q' \"d\" \\ é " + maintenance.name();
  session->execute("CREATE DATABASE `" + name + "`");
  DatabaseUrl url = maintenance.url();
  url.path = name;
  CHECK(open(url, {})->database() == name);
  session->execute("DROP DATABASE `" + name + "`");
}

TEST_CASE("the server sees who is connected") {
  Database database;
  const auto session = database.connect();
  CHECK(session->server().mariadb);
  CHECK(is_known(session->server()));
  CHECK_FALSE(is_known({true, 100'521}));
  CHECK_FALSE(is_known({false, 50'744}));
  CHECK(is_known({false, 80'036}));
}

TEST_CASE("what can't be meant is refused with the way out") {
  const Error misspelt = refusal("mariadb://anna:s3cret@h/x?ssl-mod=required");
  CHECK(misspelt.code() == ErrorCode::config);
  CHECK(contains(misspelt.what(), "`ssl-mod`"));
  CHECK(contains(misspelt.hint(), "ssl-mode"));
  CHECK_FALSE(contains(misspelt.what(), "s3cret"));
  CHECK(contains(refusal("mariadb://h/x?zzzzzzzzzz=1").hint(), "socket, ssl-mode, ssl-ca"));
  CHECK(contains(refusal("mariadb://h/x?ssl-mode=maybe").hint(), "verify_identity"));
  CHECK(contains(refusal("mariadb://h/x?ssl-mode=verify_ca").hint(), "ssl-ca="));
  CHECK(contains(refusal("mariadb://h:99999/x").what(), "no port 99999"));
  CHECK(contains(refusal("mariadb://h/x?connect-timeout=soon").what(), "`soon`"));
  CHECK(contains(refusal("mariadb://h/x?charset=latin1").hint(), "utf8mb4"));
  CHECK(contains(refusal("mariadb://h/x?socket=/s").what(), "a socket is of this host"));
  CHECK(contains(refusal("mariadb://localhost:1/x?socket=/s").what(), "a port or a socket"));
  CHECK(contains(refusal("mariadb://a,b/x").what(), "one host"));
  CHECK(settings("mariadb://h/x?charset=utf8mb4").host == "h");
}

TEST_CASE("why there is no connection, and the way out") {
  Database database;
  DatabaseUrl missing = database.url();
  missing.path = "no such db";
  CHECK(refusal(missing).code() == ErrorCode::database);
  CHECK(contains(refusal(missing).detail(), "Unknown database 'no such db' (1049)"));
  CHECK(contains(refusal(missing).hint(), "CREATE DATABASE `no such db`"));
  missing.path.clear();
  CHECK(refusal(missing).code() == ErrorCode::config);
  CHECK(contains(refusal(missing).what(), "names no database"));

  CHECK(contains(refusal("mariadb://127.0.0.1:1/x").hint(), "is the server running"));
  CHECK(contains(refusal("mariadb:///x?socket=/nowhere").hint(), "socket"));
  CHECK(contains(refusal("mariadb://no.such.host.invalid/x").hint(), "host's name"));
  CHECK(
      contains(connect_error(database.url(), 2002, "Can't connect to server on 'h' (110)").hint(), "connect-timeout"));
}

TEST_CASE("encryption that is asked for and not to be had is an error") {
  Database database;
  const auto session = database.connect();
  if (scalar(*session, "SELECT @@have_ssl") == "YES") return;
  DatabaseUrl url = database.url();
  url.parameters.emplace_back("ssl-mode", "required");
  CHECK(contains(refusal(url).detail(), "TLS"));
}

TEST_CASE("a password is in no message") {
  Database database;
  const User user(database, "right");
  DatabaseUrl url = database.url();
  url.user = user.name();
  url.password = "s3cret";
  const Error refused = refusal(url);
  CHECK(contains(refused.what(), user.name() + ":***@"));
  CHECK(contains(refused.hint(), "check the user and the password"));
  CHECK_FALSE(contains(refused.what() + refused.detail() + refused.hint(), "s3cret"));
  CHECK(connect_error(url, 1, "invalid \"s3cret\"\n").detail() == "    invalid \"***\" (1)");
}
