// Databases are made from template0 with CREATE DATABASE; their names are random, since tests run side by side.
#include "server.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <random>
#include <stdexcept>

namespace strata::dialects::postgresql {

std::string server_url() {
  const char* const url = std::getenv("STRATA_TEST_POSTGRESQL");
  if (url == nullptr) {
    throw std::runtime_error(
        "STRATA_TEST_POSTGRESQL is not set: run the tests by scripts/test, or give the URL of a "
        "database on a server for tests");
  }
  return url;
}

Database::Database() : maintenance_(open(parse_url(server_url()), {})) {
  std::random_device device;
  name_ = fmt::format("strata_test_{:08x}{:08x}", device(), device());
  maintenance_->execute(fmt::format("CREATE DATABASE {} TEMPLATE template0", name_));
}

Database::~Database() {
  try {
    maintenance_->execute(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
  } catch (const Error& error) {
    fmt::print(stderr, "{} is left behind: {}\n", name_, error.what());
  }
}

DatabaseUrl Database::url() const {
  DatabaseUrl url = parse_url(server_url());
  url.path = name_;
  return url;
}

std::unique_ptr<PostgresqlSession> Database::connect(const ConnectOptions& options) const {
  return open(url(), options);
}

std::string scalar(Session& session, std::string_view query, const std::vector<Value>& parameters) {
  return session.query(query, parameters).at(0).at(0).value_or("NULL");
}

}  // namespace strata::dialects::postgresql
