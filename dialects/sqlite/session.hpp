// A Session on SQLite: SOCI holds the connection, statements run through its sqlite3 handle.
#pragma once

#include "dialects/dialect.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace sqlite_api {
struct sqlite3;
struct sqlite3_stmt;
}  // namespace sqlite_api

namespace strata::dialects::sqlite {

// How long a statement waits while another connection holds the lock. SQLite asks it again and again; unlike
// sqlite3_busy_timeout it ends at once when it is cancelled.
struct BusyWait {
  std::chrono::milliseconds limit{0};
  std::chrono::steady_clock::time_point since;
  std::atomic<bool> cancelled{false};
};

class SqliteSession final : public Session {
 public:
  // Takes over an open connection; `shown` is how messages call the database. Switches foreign keys on.
  SqliteSession(std::unique_ptr<soci::session> connection, std::string shown, const ConnectOptions& options);
  ~SqliteSession() override;

  void execute(std::string_view statement) override;
  std::vector<Row> query(std::string_view statement, const std::vector<Value>& parameters = {}) override;
  void begin() override;
  void commit() override;
  void rollback() override;
  [[nodiscard]] bool in_transaction() const override;
  void enforce_foreign_keys(bool on) override;
  std::vector<std::string> foreign_key_violations() override;
  [[nodiscard]] bool has_table(const schema::ObjectName& name) override;
  void drop_temporary_objects() override;
  void cancel() noexcept override;
  soci::session& soci() override { return *connection_; }
  [[nodiscard]] std::size_t statements_sent() const override { return statements_sent_; }

 private:
  void choose_patience();
  void run(std::string_view script, const std::vector<Value>& parameters, std::vector<Row>* rows);
  void step_through(sqlite_api::sqlite3_stmt* statement, std::vector<Row>* rows);
  std::vector<std::string> violations_table_by_table();
  [[noreturn]] void fail(int offset) const;

  std::unique_ptr<soci::session> connection_;
  sqlite_api::sqlite3* handle_;
  std::string shown_;
  std::chrono::milliseconds lock_wait_;
  std::chrono::milliseconds lock_timeout_;
  BusyWait busy_;
  std::size_t statements_sent_ = 0;
};

}  // namespace strata::dialects::sqlite
