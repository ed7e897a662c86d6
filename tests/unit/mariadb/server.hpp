// The MariaDB server of the tests, by STRATA_TEST_MARIADB, and MariaDB's words for what all engines do.
#pragma once

#include "../server/database.hpp"
#include "dialects/mariadb/connect.hpp"
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/session.hpp"

namespace strata::test {

inline std::string server_url() {
  return server_url("STRATA_TEST_MARIADB");
}

class Database : public ServerDatabase {
 public:
  Database() : ServerDatabase(server_url(), "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", "") {}

  [[nodiscard]] std::unique_ptr<dialects::mariadb::MariadbSession> connect(
      const dialects::ConnectOptions& options = {}) const {
    return dialects::mariadb::open(url(), options);
  }
};

// Runs the statements of a script, as the mariadb client would.
inline void run_script(dialects::Session& session, std::string_view script) {
  for (const dialects::ScriptStatement& statement : dialects::mariadb::split(script, 1)) {
    session.execute(statement.text);
  }
}

namespace words {

constexpr std::string_view connection = "connection";  // as people are told of it
constexpr std::string_view connection_id = "SELECT CONNECTION_ID()";
constexpr std::string_view stop_statement = "KILL QUERY {}";  // of a connection's id
constexpr std::string_view end_connection = "KILL CONNECTION {}";
constexpr std::string_view stopped_by = "KILL QUERY";
constexpr std::string_view running = "SELECT 1 FROM information_schema.processlist WHERE info = ?";
constexpr std::string_view slow =
    "SELECT 1 FROM seq_1_to_1000 WHERE SLEEP(1)";  // not a bare SLEEP, which a KILL ends well
constexpr std::string_view current_database = "SELECT DATABASE()";
constexpr std::string_view read_only = "1792";  // the error of who writes in a read-only transaction

}  // namespace words

}  // namespace strata::test
