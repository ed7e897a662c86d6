// One connection to one database. SOCI holds the connection; SQL that is not our own constant text runs through the
// engine's native handle, since SOCI reads `:name` as a bind and stops at a script's first statement.
#pragma once

#include "schema/error.hpp"
#include "schema/schema.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace strata::dialects {

// A value as text; absent is NULL.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

// The same where the engine has it, until the next row; and what is given such rows, one after the other.
using ValueView = std::optional<std::string_view>;
using TakeRow = std::function<void(std::span<const ValueView> row)>;

// One statement of a script and the line it starts on (from 1, in the file that the script came from).
struct ScriptStatement {
  std::string text;
  int line = 1;

  friend bool operator==(const ScriptStatement&, const ScriptStatement&) = default;
};

// What the engine answered. The message is the engine's own, without the SQL and its values.
class SqlError : public Error {
 public:
  SqlError(ErrorCode code, const std::string& message, std::string engine_code,
           std::optional<std::size_t> offset = std::nullopt)
      : Error(code, message), engine_code_(std::move(engine_code)), offset_(offset) {}

  // SQLSTATE, errno or result-code name, as the engine has it.
  [[nodiscard]] const std::string& engine_code() const { return engine_code_; }
  // Byte offset in the statement that was sent, where the engine tells.
  [[nodiscard]] std::optional<std::size_t> offset() const { return offset_; }
  // True when the same transaction may well succeed if it is run again: it met another one (a lock that was waited for
  // too long, a deadlock, a serialization failure).
  [[nodiscard]] bool transient() const { return transient_; }
  SqlError& transient(bool passes) {
    transient_ = passes;
    return *this;
  }

 private:
  std::string engine_code_;
  std::optional<std::size_t> offset_;
  bool transient_ = false;
};

// What a revision's header may ask for; absent: as the connection was opened.
struct Limits {
  std::optional<std::chrono::milliseconds> lock;  // longest wait for a lock that a statement needs
  std::optional<std::chrono::milliseconds> statement;  // longest run of one statement
};

class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  // Runs one statement natively and drops its rows. Throws SqlError; ErrorCode::interrupted after cancel().
  virtual void execute(std::string_view statement) = 0;

  // Runs one statement natively, with `parameters` bound to ? in order, and gives its rows as text.
  virtual std::vector<Row> query(std::string_view statement, const std::vector<Value>& parameters = {}) = 0;

  // query() for many rows of which little is kept: none of them is copied where the engine can do without. `take` may
  // throw, but must leave the session alone. Rows may have been given when this throws.
  virtual void each_row(std::string_view statement, const TakeRow& take) {
    std::vector<ValueView> views;
    for (const Row& row : query(statement)) {
      views.assign(row.begin(), row.end());
      take(views);
    }
  }

  // A write transaction under the runner's lock: waits for other runners up to the session's lock wait, then throws
  // Error(lock_timeout). commit() throws if the server did not commit.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
  [[nodiscard]] virtual bool in_transaction() const = 0;

  // Holds for every statement from here on; begin() waits as long as ever, since what it waits for is another runner.
  // A statement that takes too long ends with Error(database), as one that waits too long with Error(lock_timeout).
  virtual void limit(const Limits& limits) = 0;

  // Suspends or resumes foreign-key enforcement for this session; outside a transaction only.
  virtual void enforce_foreign_keys(bool on) = 0;
  // Rows that violate a foreign key, as text for people; to be compared before and after.
  virtual std::vector<std::string> foreign_key_violations() = 0;

  // Whether a permanent table of this name exists: for the history tables, which are made on first use.
  [[nodiscard]] virtual bool has_table(const schema::ObjectName& name) = 0;

  // Drops every temporary object of this session.
  virtual void drop_temporary_objects() = 0;

  // Takes back what a script has set for the session (search path, role, …): the next one begins as the first did.
  virtual void restore_settings() {}

  // Told of each message that the server sends beside its answers (NOTICE, WARNING), while statements run.
  // NOLINTNEXTLINE(performance-unnecessary-value-param): who listens keeps it
  virtual void on_notice(std::function<void(const std::string& message)> /*told*/) {}

  // Stops the running statement, from another thread or a signal handler.
  virtual void cancel() noexcept = 0;

  virtual soci::session& soci() = 0;

  // Statements sent so far (execute, query, begin, commit, rollback): tests count them.
  [[nodiscard]] virtual std::size_t statements_sent() const = 0;
};

}  // namespace strata::dialects
