// The PostgreSQL server of the tests, by STRATA_TEST_POSTGRESQL, and PostgreSQL's words for what all engines do.
#pragma once

#include "../server/database.hpp"
#include "dialects/postgresql/connect.hpp"
#include "dialects/postgresql/session.hpp"

namespace strata::test {

inline std::string server_url() {
  return server_url("STRATA_TEST_POSTGRESQL");
}

class Database : public ServerDatabase {
 public:
  Database() : ServerDatabase(server_url(), "TEMPLATE template0", "WITH (FORCE)") {}

  [[nodiscard]] std::unique_ptr<dialects::postgresql::PostgresqlSession> connect(
      const dialects::ConnectOptions& options = {}) const {
    return dialects::postgresql::open(url(), options);
  }
};

namespace words {

constexpr std::string_view connection = "process";  // a connection, as people are told of it
constexpr std::string_view connection_id = "SELECT pg_backend_pid()";
constexpr std::string_view stop_statement = "SELECT pg_cancel_backend({})";  // of a connection's id
constexpr std::string_view end_connection = "SELECT pg_terminate_backend({}, 10000)";
constexpr std::string_view stopped_by = "pg_cancel_backend";
constexpr std::string_view running = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query = ?";
constexpr std::string_view slow = "SELECT pg_sleep(60)";
constexpr std::string_view current_database = "SELECT current_database()";
constexpr std::string_view read_only = "25006";  // the error of who writes in a read-only transaction

}  // namespace words

}  // namespace strata::test
