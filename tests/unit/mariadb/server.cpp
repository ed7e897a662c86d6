// Databases are made with CREATE DATABASE; their names are random, since tests run side by side.
#include "server.hpp"

#include "dialects/mariadb/script.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <random>
#include <stdexcept>

namespace strata::dialects::mariadb {

std::string server_url() {
  const char* const url = std::getenv("STRATA_TEST_MARIADB");
  if (url == nullptr) {
    throw std::runtime_error(
        "STRATA_TEST_MARIADB is not set: run the tests by scripts/test, or give the URL of a "
        "database on a server for tests");
  }
  return url;
}

Database::Database() : maintenance_(open(parse_url(server_url()), {})) {
  std::random_device device;
  name_ = fmt::format("strata_test_{:08x}{:08x}", device(), device());
  maintenance_->execute(fmt::format("CREATE DATABASE {} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", name_));
}

Database::~Database() {
  try {
    maintenance_->execute(fmt::format("DROP DATABASE {}", name_));
  } catch (const Error& error) {
    fmt::print(stderr, "{} is left behind: {}\n", name_, error.what());
  }
}

DatabaseUrl Database::url() const {
  DatabaseUrl url = parse_url(server_url());
  url.path = name_;
  return url;
}

std::unique_ptr<MariadbSession> Database::connect(const ConnectOptions& options) const {
  return open(url(), options);
}

std::string scalar(Session& session, std::string_view query, const std::vector<Value>& parameters) {
  return session.query(query, parameters).at(0).at(0).value_or("NULL");
}

void run_script(Session& session, std::string_view script) {
  for (const ScriptStatement& statement : split(script, 1)) session.execute(statement.text);
}

}  // namespace strata::dialects::mariadb
