// Databases are made and dropped through the connection that names the server.
#include "database.hpp"

#include "dialects/dialect.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <random>
#include <stdexcept>

namespace strata::test {

std::string server_url(const char* variable) {
  const char* const url = std::getenv(variable);
  if (url == nullptr) {
    throw std::runtime_error(fmt::format(
        "{} is not set: run the tests by scripts/test, or give the URL of a database on a server for tests", variable));
  }
  return url;
}

ServerDatabase::ServerDatabase(std::string_view server_url, std::string_view create_options,
                               std::string_view drop_options)
    : url_(dialects::parse_url(server_url)), maintenance_(dialects::dialect_for(url_).connect(url_, {})) {
  std::random_device device;
  url_.path = fmt::format("strata_test_{:08x}{:08x}", device(), device());
  drop_ = fmt::format("DROP DATABASE {} {}", name(), drop_options);
  maintenance_->execute(fmt::format("CREATE DATABASE {} {}", name(), create_options));
}

ServerDatabase::~ServerDatabase() {
  try {
    maintenance_->execute(drop_);
  } catch (const Error& error) {
    fmt::print(stderr, "{} is left behind: {}\n", name(), error.what());
  }
}

std::string scalar(dialects::Session& session, std::string_view query, const std::vector<dialects::Value>& parameters) {
  return session.query(query, parameters).at(0).at(0).value_or("NULL");
}

}  // namespace strata::test
