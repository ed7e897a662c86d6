// The history tables (docs/history-tables.md): <prefix>_applied holds what is applied now, <prefix>_history is the
// append-only journal, <prefix>_schema what the last run left behind. Typed access to them; when to write what is
// decided by apply.
#pragma once

#include "dialects/dialect.hpp"
#include "dialects/session.hpp"
#include "runner/revision.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace strata::runner {

struct HistoryNames {
  std::string schema;  // empty: the connection's own
  std::string prefix = "strata";
};

// A row of <prefix>_applied. The down script and the options are kept as they were when it was applied, so that a
// rollback works when the file is gone.
struct AppliedRevision {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::string message;
  std::string checksum;
  schema::RareText section;  // engine whose own section was run; empty: the plain one
  std::optional<std::string> down_sql;  // absent: the file had no down section
  int down_line = 1;  // line of the file that it began on
  RunOptions options;
  std::string applied_at;  // UTC, ISO 8601
};

using AppliedRevisions = std::map<std::string, AppliedRevision, std::less<>>;  // by id

enum class JournalState { started, done, failed, skipped };
std::string_view to_string(JournalState state);

// A row of <prefix>_history: about a revision as a whole, or about one statement of it.
struct JournalEntry {
  std::int64_t number = 0;  // given by append
  std::string revision;
  std::string direction;  // up, down or stamp
  JournalState state = JournalState::started;
  std::optional<int> statement;  // index from 0; absent: the revision as a whole
  std::string statement_text;  // of a journalled statement
  std::vector<dialects::Definition> touched;  // what it touches, as it was before; where DDL is not transactional
  std::optional<std::chrono::milliseconds> duration;
  std::string user;
  std::string host;
  std::string runner;  // process and run, to tell whether an unfinished run is still alive
  std::string tool_version;
  std::string error;
  std::string at;  // UTC, ISO 8601
};

// The one row of <prefix>_schema: what the schema was when strata last changed it.
struct RecordedSchema {
  std::string fingerprint;  // SHA-256 of `definition`
  std::string definition;  // canonical, as JSON: so that drift can be named and not only noticed
  std::string scope;  // what of the database was looked at
  std::string revision;  // the last one that ran
  std::int64_t entry = 0;  // the journal's last row then: runs after it have not recorded theirs
  std::string tool_version;
  std::string recorded_at;
};

class History {
 public:
  History(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names);

  [[nodiscard]] const HistoryNames& names() const { return names_; }
  [[nodiscard]] bool exists();

  // One query. Empty where the tables do not exist yet.
  [[nodiscard]] AppliedRevisions read_applied();
  // Which of these are applied now; for a check inside the write transaction. The tables must exist.
  [[nodiscard]] std::vector<std::string> which_applied(const std::vector<std::string>& ids);
  // All of them.
  [[nodiscard]] std::vector<std::string> applied_ids();

  // Makes the tables if they are missing; inside the caller's write transaction, which goes on as a new one where DDL
  // ends it.
  void create_tables();

  void insert_applied(const AppliedRevision& revision);
  void erase_applied(const std::string& id);
  void append(const JournalEntry& entry);

  // Oldest first; of one revision when `id` is given. Empty where the tables do not exist yet.
  [[nodiscard]] std::vector<JournalEntry> read_journal(const std::string& id = {});

  // Of the revisions whose last run did not end well, or has not ended. Empty where the tables do not exist yet.
  [[nodiscard]] std::vector<JournalEntry> read_unfinished();

  // Takes the place of what was recorded; the entry's number is found by itself. Inside a write transaction.
  void record_schema(const RecordedSchema& schema);
  void forget_schema();
  [[nodiscard]] std::optional<RecordedSchema> read_schema();
  // The last revision that changed the schema after this row of the journal; empty: none.
  [[nodiscard]] std::string changed_since(std::int64_t entry);

  // The same statements as text with literals, for a script that is run by hand.
  [[nodiscard]] std::vector<std::string> create_statements() const;
  [[nodiscard]] std::string insert_applied_sql(const AppliedRevision& revision) const;
  [[nodiscard]] std::string erase_applied_sql(const std::string& id) const;
  [[nodiscard]] std::string append_sql(const JournalEntry& entry) const;

 private:
  void create(const std::string& statement);
  [[nodiscard]] std::string create_statement(std::string_view text, const std::string& table) const;
  [[nodiscard]] bool keeps_touched() const { return !dialect_.capabilities().transactional_ddl; }
  [[nodiscard]] std::string journal_columns() const;
  [[nodiscard]] std::vector<dialects::Value> journal_values(const JournalEntry& entry) const;
  std::vector<JournalEntry> journal_where(const std::string& condition, const std::vector<dialects::Value>& parameters);
  template <class Read>
  auto if_exists(Read read) -> decltype(read());
  std::vector<dialects::Row> rows_if_exists(const std::string& query, const std::vector<dialects::Value>& parameters);
  [[nodiscard]] std::string literals(const std::vector<dialects::Value>& values) const;

  dialects::Session& session_;
  const dialects::Dialect& dialect_;
  HistoryNames names_;
  schema::ObjectName applied_name_;
  std::string applied_;  // quoted
  std::string journal_;
  schema::ObjectName schema_name_;
  std::string schema_;
};

}  // namespace strata::runner
