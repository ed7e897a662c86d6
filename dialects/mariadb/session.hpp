// A Session on MariaDB: SOCI holds the connection, statements run through its native handle by the client library's
// non-blocking calls, so that a cancel is seen while the server works.
#pragma once

#include "dialects/dialect.hpp"
#include "dialects/mariadb/server.hpp"
#include "dialects/mariadb/session_settings.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

struct st_mysql;

namespace strata::dialects::mariadb {

class MariadbSession final : public Session {
 public:
  // Takes over an open connection, and `open_another`, which opens a second one to the same server: only over that can
  // a statement be stopped. A session for reading takes no runner's lock.
  MariadbSession(std::unique_ptr<soci::session> connection, const ConnectOptions& options,
                 std::function<std::unique_ptr<soci::session>()> open_another);
  ~MariadbSession() override;

  void execute(std::string_view statement) override;
  std::vector<Row> query(std::string_view statement, const std::vector<Value>& parameters = {}) override;
  void begin() override;
  void commit() override;
  void rollback() override;
  [[nodiscard]] bool in_transaction() const override;
  void limit(const Limits& limits) override;
  void enforce_foreign_keys(bool on) override;
  std::vector<std::string> foreign_key_violations() override;
  [[nodiscard]] bool has_table(const schema::ObjectName& name) override;
  void drop_temporary_objects() override;
  void restore_settings() override;
  void on_notice(std::function<void(const std::string& message)> told) override;
  void cancel() noexcept override;
  soci::session& soci() override { return *connection_; }
  [[nodiscard]] std::size_t statements_sent() const override { return statements_sent_; }

  [[nodiscard]] const Server& server() const { return server_; }
  // The one that the session is in: scripts can not leave it.
  [[nodiscard]] const std::string& database() const { return database_; }
  // `user@host` as the server knows it: CURRENT_USER().
  [[nodiscard]] const std::string& user() const { return user_; }
  // Those that this session made and that are still there, in order of name: no catalog tells them.
  [[nodiscard]] std::vector<std::string> temporary_tables();

  // Whether it is for reading alone: a look at the database, not a run.
  [[nodiscard]] bool reads_only() const { return reads_only_; }
  [[nodiscard]] std::chrono::milliseconds lock_wait() const { return lock_wait_; }
  // What SHOW CREATE has said, by its statement, since the last execute(): for who asks twice before a statement runs.
  [[nodiscard]] std::map<std::string, std::optional<Row>>& shown() { return shown_; }
  // Grows with every cancel(): who waits between statements compares it.
  [[nodiscard]] unsigned cancels() const { return cancels_.load(); }
  // A message for whoever listens to on_notice.
  void tell(const std::string& message) const;

  // Makes this the session of a scratch database that is the session's default database from here on: begin() takes
  // no runner's lock, and the database is dropped when the session ends.
  void own(const std::string& database);
  // Sets a variable (its value: an SQL expression) for as long as the session lasts, whatever scripts set.
  void keep_setting(const std::string& name, const std::string& value);

 private:
  void run(std::string_view statement, std::vector<Row>* rows);
  void execute_own(std::string_view statement);
  std::vector<Row> query_own(std::string_view statement);
  void take_result(std::string_view statement, std::vector<Row>* rows);
  [[nodiscard]] int wait_for(int waits);
  void stop_statement();
  void note_changes();
  void note_temporary_tables(std::string_view statement);
  [[nodiscard]] bool is_temporary(const schema::ObjectName& table);
  void tell_warnings();
  [[noreturn]] void fail(std::string_view statement);
  [[nodiscard]] std::string others_at_work();
  [[nodiscard]] Limits wanted_limits() const;
  void apply_limits();
  void take_lock();
  void drop_scratch();
  [[nodiscard]] bool cancelled() const { return cancels_ != cancels_before_; }

  std::unique_ptr<soci::session> connection_;
  std::function<std::unique_ptr<soci::session>()> open_another_;
  st_mysql* handle_;
  Server server_;
  std::string database_;
  std::string user_;
  std::string lock_name_;
  std::chrono::milliseconds lock_wait_;
  std::chrono::milliseconds lock_timeout_;
  Settings settings_;  // that make the session what it is
  std::set<std::string> changed_settings_;  // that scripts have set since
  Value role_;  // that the session began with
  bool role_changed_ = false;
  Limits limits_;  // asked for
  std::optional<Limits> applied_limits_;  // that the server has; absent: not known
  bool reads_only_ = false;
  bool lock_held_ = false;
  std::string scratch_database_;  // to be dropped; empty: none
  std::map<std::string, std::optional<Row>> shown_;
  std::set<schema::ObjectName> temporary_tables_;  // names that were used for some
  bool lost_ = false;  // the connection
  std::atomic<unsigned> cancels_{0};
  unsigned cancels_before_ = 0;  // the statement that runs
  std::function<void(const std::string&)> told_;
  std::size_t statements_sent_ = 0;
};

}  // namespace strata::dialects::mariadb
