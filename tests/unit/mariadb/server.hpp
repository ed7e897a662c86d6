// The MariaDB server of the tests: STRATA_TEST_MARIADB has the URL of a database on it whose user may do everything.
// Without one the tests fail: none is skipped.
#pragma once

#include "dialects/mariadb/connect.hpp"
#include "dialects/mariadb/session.hpp"

#include <memory>
#include <string>

namespace strata::dialects::mariadb {

// Throws std::runtime_error that says how to get a server.
std::string server_url();

// An empty database of its own, in utf8mb4_general_ci, gone with the object.
class Database {
 public:
  Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] DatabaseUrl url() const;
  [[nodiscard]] std::unique_ptr<MariadbSession> connect(const ConnectOptions& options = {}) const;

 private:
  std::unique_ptr<MariadbSession> maintenance_;
  std::string name_;
};

// The first value of the first row.
std::string scalar(Session& session, std::string_view query, const std::vector<Value>& parameters = {});

// Runs the statements of a script, as the mariadb client would.
void run_script(Session& session, std::string_view script);

}  // namespace strata::dialects::mariadb
