// A Session on PostgreSQL: SOCI holds the connection, statements run through its libpq handle without blocking in it,
// so that a cancel is seen and notices are told while they run.
#pragma once

#include "dialects/dialect.hpp"
#include "dialects/postgresql/result.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;
struct pg_cancel;

namespace strata::dialects::postgresql {

class PostgresqlSession final : public Session {
 public:
  // Takes over an open connection. A session for reading takes no runner's lock.
  PostgresqlSession(std::unique_ptr<soci::session> connection, const ConnectOptions& options);
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
  void restore_settings() override;
  void on_notice(std::function<void(const std::string& message)> told) override;
  void cancel() noexcept override;
  soci::session& soci() override { return *connection_; }
  [[nodiscard]] std::size_t statements_sent() const override { return statements_sent_; }

  // 150004 for 15.4.
  [[nodiscard]] int server_version() const;
  [[nodiscard]] std::chrono::milliseconds lock_wait() const { return lock_wait_; }
  // Grows with every cancel(): who waits between statements compares it.
  [[nodiscard]] unsigned cancels() const { return cancels_.load(); }

  // A message for whoever listens to on_notice.
  void tell(const std::string& message) const;

  // Runs statements that SET something for as long as the session lasts, whatever scripts set.
  void keep_settings(const std::string& statements);

  // Opens another session on the same database, which looks at what keeps this one waiting.
  void watch_by(std::function<std::unique_ptr<PostgresqlSession>()> open) { open_watcher_ = std::move(open); }

  // Makes this the session of a scratch database: begin() takes no runner's lock, and `database` is released when the
  // connection is closed.
  void own(std::shared_ptr<void> database);

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
  [[nodiscard]] int next_look() const;
  void look_for_blockers();
  Result next_result();
  void take_results(const std::string& statement, std::vector<Row>* rows);
  void drop_copied_rows();
  void tell_notices();
  void leave();
  void require_valid_index(std::string_view statement);
  [[noreturn]] void fail(const Report& report, std::string_view statement);
  [[nodiscard]] Limits wanted_limits() const;
  [[nodiscard]] Limits wanted_limits(std::string_view statement) const;
  void apply_limits(std::string_view statement);
  void take_lock();
  [[nodiscard]] bool cancelled() const { return cancels_ != cancels_before_; }
  void send_cancel() noexcept;

  std::shared_ptr<void> database_;  // first, so that it outlives the connection to it
  std::unique_ptr<soci::session> connection_;
  pg_conn* handle_;
  std::unique_ptr<pg_cancel, FreeCancel> cancel_;
  std::string lock_name_;
  std::chrono::milliseconds lock_wait_;
  std::chrono::milliseconds lock_timeout_;
  std::string settings_;  // the statements that make the session what it is
  std::string search_path_;  // that they leave
  Limits limits_;  // asked for
  std::optional<Limits> session_limits_;  // that the server has outside a transaction; absent: not known
  std::optional<Limits> transaction_limits_;  // and in the one that is open
  bool lock_held_ = false;
  std::function<std::unique_ptr<PostgresqlSession>()> open_watcher_;
  std::unique_ptr<PostgresqlSession> watcher_;  // while a statement takes long
  std::chrono::milliseconds look_every_{0};  // 0: never
  std::chrono::steady_clock::time_point look_at_;
  std::string blockers_;  // of this statement, when last seen
  std::atomic<unsigned> cancels_{0};
  unsigned cancels_before_ = 0;  // the statement that runs
  std::vector<Notice> notices_;  // not told yet
  bool drops_temporary_ = false;  // the statement that runs
  std::function<void(const std::string&)> told_;
  std::string command_tag_;  // of the last result
  std::size_t statements_sent_ = 0;
};

}  // namespace strata::dialects::postgresql
