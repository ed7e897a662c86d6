// The PostgreSQL server of the tests: STRATA_TEST_POSTGRESQL has the URL of a database on it whose role may do
// everything. Without one the tests fail: none is skipped.
#pragma once

#include "dialects/postgresql/connect.hpp"
#include "dialects/postgresql/session.hpp"

#include <memory>
#include <string>

namespace strata::dialects::postgresql {

// Throws std::runtime_error that says how to get a server.
std::string server_url();

// An empty database of its own, gone with the object.
class Database {
 public:
  Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] DatabaseUrl url() const;
  [[nodiscard]] std::unique_ptr<PostgresqlSession> connect(const ConnectOptions& options = {}) const;

 private:
  std::unique_ptr<PostgresqlSession> maintenance_;
  std::string name_;
};

// The first value of the first row.
std::string scalar(Session& session, std::string_view query, const std::vector<Value>& parameters = {});

}  // namespace strata::dialects::postgresql
