// A Session on PostgreSQL: SOCI holds the connection, statements run through its libpq handle, one result at a time, so
// that a cancel is seen while they do.
#pragma once

#include "dialects/dialect.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;
struct pg_cancel;
struct pg_result;

namespace strata::dialects::postgresql {

struct Report;

class PostgresqlSession final : public Session {
 public:
  // Takes over an open connection; `shown` is how messages call the database. A session that is private to its maker
  // (a scratch database, or read-only) takes no runner's lock.
  PostgresqlSession(std::unique_ptr<soci::session> connection, std::string shown, const ConnectOptions& options);
  ~PostgresqlSession() override;

  void execute(std::string_view statement) override;
  std::vector<Row> query(std::string_view statement, const std::vector<Value>& parameters = {}) override;
  void begin() override;
  void commit() override;
  void rollback() override;
  [[nodiscard]] bool in_transaction() const override;
  void limit(const Limits& limits) override;
  void enforce_foreign_keys(bool /*on*/) override {}
  std::vector<std::string> foreign_key_violations() override { return {}; }
  [[nodiscard]] bool has_table(const schema::ObjectName& name) override;
  void drop_temporary_objects() override;
  void on_notice(std::function<void(const std::string& message)> told) override;
  void cancel() noexcept override;
  soci::session& soci() override { return *connection_; }
  [[nodiscard]] std::size_t statements_sent() const override { return statements_sent_; }

  // 150004 for 15.4.
  [[nodiscard]] int server_version() const;
  // From here on begin() takes no runner's lock: nobody else works on this database.
  void work_alone() { lock_held_ = true; }
  // Run when the session ends, the connection still open.
  void at_end(std::function<void()> work) { at_end_ = std::move(work); }

 private:
  struct FreeResult {
    void operator()(pg_result* result) const;
  };
  using Result = std::unique_ptr<pg_result, FreeResult>;
  struct FreeCancel {
    void operator()(pg_cancel* cancel) const;
  };

  void run(std::string_view statement, const std::vector<Value>& parameters, std::vector<Row>* rows);
  void execute_own(std::string_view statement);
  void send(const std::string& statement, const std::vector<Value>& parameters);
  void wait_for_input();
  Result next_result();
  void take_results(const std::string& statement, std::vector<Row>* rows);
  void drop_copied_rows();
  void tell_notices();
  [[noreturn]] void fail(const Report& report, std::string_view statement);
  [[nodiscard]] Limits wanted_limits() const;
  void apply_limits();
  void take_lock();
  void send_cancel() noexcept;

  std::unique_ptr<soci::session> connection_;
  pg_conn* handle_;
  std::unique_ptr<pg_cancel, FreeCancel> cancel_;
  std::string shown_;
  std::string lock_name_;
  std::chrono::milliseconds lock_wait_;
  std::chrono::milliseconds lock_timeout_;
  Limits limits_;  // asked for
  std::optional<Limits> session_limits_;  // that the server has outside a transaction; absent: not known
  std::optional<Limits> transaction_limits_;  // and in the one that is open
  bool lock_held_ = false;
  std::atomic<bool> cancelled_{false};
  std::vector<std::string> notices_;  // not told yet
  std::function<void(const std::string&)> told_;
  std::function<void()> at_end_;
  std::string command_tag_;  // of the last result
  std::size_t statements_sent_ = 0;
};

}  // namespace strata::dialects::postgresql
