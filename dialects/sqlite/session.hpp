// A Session on SQLite: SOCI holds the connection, statements run through its sqlite3 handle.
#pragma once

#include "dialects/dialect.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace sqlite_api {
struct sqlite3;
struct sqlite3_stmt;
}  // namespace sqlite_api

namespace strata::dialects::sqlite {

// What a running statement may take. SQLite asks again and again, while another connection holds the lock and while
// it works; unlike sqlite3_busy_timeout a wait ends at once when it is cancelled.
struct Patience {
  using Clock = std::chrono::steady_clock;

  std::chrono::milliseconds lock{0};
  std::optional<std::chrono::milliseconds> statement;
  Clock::time_point begun;  // the statement
  std::atomic<bool> cancelled{false};

  [[nodiscard]] bool waited_enough() const { return Clock::now() - begun >= lock; }
  [[nodiscard]] bool overdue() const { return statement && Clock::now() - begun >= *statement; }
};

class SqliteSession final : public Session {
 public:
  // Takes over an open connection; `shown` is how messages call the database. Switches foreign keys on.
  SqliteSession(std::unique_ptr<soci::session> connection, std::string shown, const ConnectOptions& options);
  ~SqliteSession() override;

  void execute(std::string_view statement) override;
  std::vector<Row> query(std::string_view statement, const std::vector<Value>& parameters = {}) override;
  void each_row(std::string_view statement, const TakeRow& take) override;
  void begin() override;
  void commit() override;
  void rollback() override;
  [[nodiscard]] bool in_transaction() const override;
  void limit(const Limits& limits) override;
  void enforce_foreign_keys(bool on) override;
  std::vector<std::string> foreign_key_violations() override;
  [[nodiscard]] bool has_table(const schema::ObjectName& name) override;
  void drop_temporary_objects() override;
  void cancel() noexcept override;
  soci::session& soci() override { return *connection_; }
  [[nodiscard]] std::size_t statements_sent() const override { return statements_sent_; }

 private:
  [[nodiscard]] std::chrono::milliseconds lock_patience() const;
  void run(std::string_view script, const std::vector<Value>& parameters, const TakeRow& take);
  void run_control(std::string_view statement, std::chrono::milliseconds lock_patience);
  void run_all(std::string_view script, const std::vector<Value>& parameters, const TakeRow& take);
  sqlite_api::sqlite3_stmt* prepare(const std::string& text, const char* next, const char*& tail);
  [[nodiscard]] bool held_by_sharer() const;
  void step_through(sqlite_api::sqlite3_stmt* statement, const TakeRow& take);
  std::vector<std::string> violations_table_by_table();
  [[noreturn]] void fail(int offset) const;

  std::unique_ptr<soci::session> connection_;
  sqlite_api::sqlite3* handle_;
  std::string shown_;
  std::chrono::milliseconds lock_wait_;
  std::chrono::milliseconds lock_timeout_;
  Limits limits_;
  Patience patience_;
  std::size_t statements_sent_ = 0;
};

}  // namespace strata::dialects::sqlite
