// SQL over the history tables. The statements are portable: text and integer columns, ? for values; what is
// written when is the business of apply.
#include "runner/history.hpp"

#include "runner/definitions.hpp"
#include "runner/header.hpp"

#include <fmt/format.h>

#include <charconv>

namespace strata::runner {
namespace {

using dialects::Row;
using dialects::Value;
using dialects::ValueView;

constexpr std::string_view applied_columns =
    "revision, parents, depends_on, message, checksum, section, down_sql, down_line, options, applied_at";
constexpr std::string_view common_journal_columns =
    "entry, revision, direction, state, statement, statement_text, duration_ms, user_name, host, runner, "
    "tool_version, error, recorded_at";

// {0}: the table, {1}: the type of long texts, {2}: what ends the statement, {3}: a column that not every engine needs.
constexpr std::string_view create_namespace = "CREATE SCHEMA IF NOT EXISTS ";

constexpr std::string_view create_applied = R"sql(CREATE TABLE IF NOT EXISTS {0} (
  revision VARCHAR(255) NOT NULL PRIMARY KEY,
  parents {1} NOT NULL,
  depends_on {1} NOT NULL,
  message {1} NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  section VARCHAR(64) NOT NULL,
  down_sql {1},
  down_line INTEGER NOT NULL,
  options {1} NOT NULL,
  applied_at VARCHAR(32) NOT NULL
){2})sql";

constexpr std::string_view create_journal = R"sql(CREATE TABLE IF NOT EXISTS {0} (
  entry BIGINT NOT NULL PRIMARY KEY,
  revision VARCHAR(255) NOT NULL,
  direction VARCHAR(8) NOT NULL,
  state VARCHAR(8) NOT NULL,
  statement INTEGER,
  statement_text {1},
  duration_ms BIGINT,
  user_name {1} NOT NULL,
  host {1} NOT NULL,
  runner {1} NOT NULL,
  tool_version {1} NOT NULL,
  error {1},
  recorded_at VARCHAR(32) NOT NULL{3}
){2})sql";

constexpr std::string_view create_schema = R"sql(CREATE TABLE IF NOT EXISTS {0} (
  fingerprint VARCHAR(64) NOT NULL,
  definition {1} NOT NULL,
  scope {1} NOT NULL,
  revision VARCHAR(255) NOT NULL,
  entry BIGINT NOT NULL,
  tool_version {1} NOT NULL,
  recorded_at VARCHAR(32) NOT NULL
){2})sql";

// Revisions with a row after the last one that says that a run has ended well.
constexpr std::string_view is_unfinished = R"sql(WHERE revision IN (
  SELECT revision FROM {} GROUP BY revision
  HAVING max(entry) > coalesce(
    max(CASE WHEN statement IS NULL AND state = 'done' AND direction <> 'accept' THEN entry END), 0)
) )sql";

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::int64_t number(const ValueView& value) {
  std::int64_t result = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), result);
  return result;
}

Value text_or_null(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}

std::vector<Value> applied_values(const AppliedRevision& revision) {
  return {revision.id,
          joined(revision.parents),
          joined(revision.depends_on),
          revision.message,
          revision.checksum,
          std::string{revision.section},
          revision.down_sql,
          std::to_string(revision.down_line),
          render_options(revision.options),
          revision.applied_at};
}

void add_row(AppliedRevisions& applied, std::span<const ValueView> row) {
  const auto text = [&](std::size_t column) { return row[column].value_or(""); };
  AppliedRevision& revision = applied[std::string{text(0)}];
  revision.id = text(0);
  revision.parents = words_of(text(1));
  revision.depends_on = words_of(text(2));
  revision.message = text(3);
  revision.checksum = text(4);
  revision.section = text(5);
  revision.down_sql = row[6];
  revision.down_line = static_cast<int>(number(row[7]));
  revision.options = parse_options(text(8));
  revision.applied_at = text(9);
}

JournalState state_from(std::string_view text) {
  if (text == "done") return JournalState::done;
  if (text == "skipped") return JournalState::skipped;
  return text == "failed" ? JournalState::failed : JournalState::started;
}

JournalEntry entry_from(const Row& row) {
  JournalEntry entry;
  entry.number = number(row[0]);
  entry.revision = row[1].value_or("");
  entry.direction = row[2].value_or("");
  entry.state = state_from(row[3].value_or(""));
  if (row[4]) entry.statement = static_cast<int>(number(row[4]));
  entry.statement_text = row[5].value_or("");
  if (row[6]) entry.duration = std::chrono::milliseconds{number(row[6])};
  entry.user = row[7].value_or("");
  entry.host = row[8].value_or("");
  entry.runner = row[9].value_or("");
  entry.tool_version = row[10].value_or("");
  entry.error = row[11].value_or("");
  entry.at = row[12].value_or("");
  if (row.size() > 13) entry.touched = definitions_from(row[13].value_or(""));
  return entry;
}

// "?, ?, ?"
std::string placeholders(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

}  // namespace

std::string_view to_string(JournalState state) {
  switch (state) {
    case JournalState::started:
      return "started";
    case JournalState::done:
      return "done";
    case JournalState::failed:
      return "failed";
    case JournalState::skipped:
      return "skipped";
  }
  return {};
}

History::History(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names)
    : session_(session),
      dialect_(dialect),
      names_(names),
      applied_name_{names.schema, names.prefix + "_applied"},
      applied_(dialect.quote(applied_name_)),
      journal_(dialect.quote(schema::ObjectName{names.schema, names.prefix + "_history"})),
      schema_name_{names.schema, names.prefix + "_schema"},
      schema_(dialect.quote(schema_name_)) {}

bool History::exists() {
  return session_.has_table(applied_name_);
}

// Reads first and asks afterwards: where the tables exist, which is nearly always, that is one query. Another runner
// may make them between the two, so then it reads once more.
template <class Read>
auto History::if_exists(Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const dialects::SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
  }
  return exists() ? read() : decltype(read()){};
}

std::vector<Row> History::rows_if_exists(const std::string& query, const std::vector<Value>& parameters) {
  return if_exists([&] { return session_.query(query, parameters); });
}

AppliedRevisions History::read_applied() {
  const std::string query = fmt::format("SELECT {} FROM {}", applied_columns, applied_);
  return if_exists([&] {
    AppliedRevisions applied;
    session_.each_row(query, [&](std::span<const ValueView> row) { add_row(applied, row); });
    return applied;
  });
}

std::vector<std::string> History::which_applied(const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  const std::vector<Value> parameters{ids.begin(), ids.end()};
  std::vector<std::string> found;
  const std::string query =
      fmt::format("SELECT revision FROM {} WHERE revision IN ({})", applied_, placeholders(ids.size()));
  for (Row& row : session_.query(query, parameters)) found.push_back(row[0].value_or(""));
  return found;
}

std::vector<std::string> History::applied_ids() {
  std::vector<std::string> found;
  for (Row& row : session_.query(fmt::format("SELECT revision FROM {}", applied_))) {
    found.push_back(row[0].value_or(""));
  }
  return found;
}

void History::create(const std::string& statement) {
  const bool inside = session_.in_transaction();
  session_.execute(statement);
  if (inside && !session_.in_transaction()) session_.begin();
}

void History::create_tables() {
  std::vector<std::string> statements = create_statements();
  // Said only where it is missing, or the server would tell each time that it is there.
  if (statements.front().starts_with(create_namespace)) {
    const auto known =
        session_.query("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", {names_.schema});
    if (!known.empty()) statements.erase(statements.begin());
  }
  for (const std::string& statement : statements) create(statement);
}

std::string History::create_statement(std::string_view text, const std::string& table) const {
  const dialects::Capabilities& capabilities = dialect_.capabilities();
  const std::string touched = keeps_touched() ? fmt::format(",\n  touched {}", capabilities.long_text) : "";
  const std::string options = capabilities.table_options.empty() ? "" : fmt::format(" {}", capabilities.table_options);
  return fmt::format(fmt::runtime(text), table, capabilities.long_text, options, touched);
}

std::string History::journal_columns() const {
  return std::string(common_journal_columns) + (keeps_touched() ? ", touched" : "");
}

// Without the entry's number, which the statement finds itself.
std::vector<Value> History::journal_values(const JournalEntry& entry) const {
  std::vector<Value> values{entry.revision,
                            entry.direction,
                            std::string{to_string(entry.state)},
                            entry.statement ? Value{std::to_string(*entry.statement)} : Value{},
                            text_or_null(entry.statement_text),
                            entry.duration ? Value{std::to_string(entry.duration->count())} : Value{},
                            entry.user,
                            entry.host,
                            entry.runner,
                            entry.tool_version,
                            text_or_null(entry.error),
                            entry.at};
  if (keeps_touched()) values.push_back(text_or_null(text_of(entry.touched)));
  return values;
}

void History::insert_applied(const AppliedRevision& revision) {
  const std::vector<Value> values = applied_values(revision);
  session_.query(fmt::format("INSERT INTO {} ({}) VALUES ({})", applied_, applied_columns, placeholders(values.size())),
                 values);
}

void History::erase_applied(const std::string& id) {
  session_.query(fmt::format("DELETE FROM {} WHERE revision = ?", applied_), {id});
}

void History::append(const JournalEntry& entry) {
  const std::vector<Value> values = journal_values(entry);
  session_.query(fmt::format("INSERT INTO {0} ({1}) SELECT coalesce(max(entry), 0) + 1, {2} FROM {0}", journal_,
                             journal_columns(), placeholders(values.size())),
                 values);
}

std::vector<JournalEntry> History::journal_where(const std::string& condition, const std::vector<Value>& parameters) {
  const std::vector<Row> rows = rows_if_exists(
      fmt::format("SELECT {} FROM {} {}ORDER BY entry", journal_columns(), journal_, condition), parameters);
  std::vector<JournalEntry> entries;
  entries.reserve(rows.size());
  for (const Row& row : rows) entries.push_back(entry_from(row));
  return entries;
}

std::vector<JournalEntry> History::read_journal(const std::string& id) {
  return id.empty() ? journal_where("", {}) : journal_where("WHERE revision = ? ", {id});
}

std::vector<JournalEntry> History::read_unfinished() {
  return journal_where(fmt::format(fmt::runtime(is_unfinished), journal_), {});
}

// Made here, too, for histories that began before it was kept.
void History::forget_schema() {
  if (!session_.has_table(schema_name_)) create(create_statement(create_schema, schema_));
  session_.execute(fmt::format("DELETE FROM {}", schema_));
}

void History::record_schema(const RecordedSchema& schema) {
  forget_schema();
  session_.query(
      fmt::format("INSERT INTO {} (fingerprint, definition, scope, revision, tool_version, recorded_at, entry) "
                  "SELECT ?, ?, ?, ?, ?, ?, coalesce(max(entry), 0) FROM {}",
                  schema_, journal_),
      {schema.fingerprint, schema.definition, schema.scope, schema.revision, schema.tool_version, schema.recorded_at});
}

std::optional<RecordedSchema> History::read_schema() {
  if (!session_.has_table(schema_name_)) return std::nullopt;
  std::vector<Row> rows = session_.query(fmt::format(
      "SELECT fingerprint, definition, scope, revision, tool_version, recorded_at, entry FROM {}", schema_));
  if (rows.empty()) return std::nullopt;
  Row& row = rows.front();
  RecordedSchema schema;
  schema.fingerprint = row[0].value_or("");
  schema.definition = std::move(row[1]).value_or("");
  schema.scope = row[2].value_or("");
  schema.revision = row[3].value_or("");
  schema.tool_version = row[4].value_or("");
  schema.recorded_at = row[5].value_or("");
  schema.entry = number(row[6]);
  return schema;
}

std::string History::changed_since(std::int64_t entry) {
  const std::vector<Row> rows = session_.query(
      fmt::format("SELECT revision FROM {} WHERE entry > ? AND direction IN ('up', 'down') AND (state = 'done' OR "
                  "statement IS NOT NULL AND state = 'started') ORDER BY entry DESC",
                  journal_),
      {std::to_string(entry)});
  return rows.empty() ? std::string{} : rows.front()[0].value_or("");
}

std::vector<std::string> History::create_statements() const {
  std::vector<std::string> statements;
  if (!names_.schema.empty() && dialect_.capabilities().schemas) {
    statements.push_back(std::string(create_namespace) + dialect_.quote_identifier(names_.schema));
  }
  statements.push_back(create_statement(create_journal, journal_));
  statements.push_back(create_statement(create_schema, schema_));
  // The last, since by it is told whether they exist: a run may be killed between two of them.
  statements.push_back(create_statement(create_applied, applied_));
  return statements;
}

std::string History::literals(const std::vector<Value>& values) const {
  std::vector<std::string> literals;
  for (const Value& value : values) literals.push_back(value ? dialect_.quote_literal(*value) : "NULL");
  return fmt::format("{}", fmt::join(literals, ", "));
}

std::string History::insert_applied_sql(const AppliedRevision& revision) const {
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", applied_, applied_columns, literals(applied_values(revision)));
}

std::string History::erase_applied_sql(const std::string& id) const {
  return fmt::format("DELETE FROM {} WHERE revision = {}", applied_, dialect_.quote_literal(id));
}

std::string History::append_sql(const JournalEntry& entry) const {
  return fmt::format("INSERT INTO {0} ({1}) SELECT coalesce(max(entry), 0) + 1, {2} FROM {0}", journal_,
                     journal_columns(), literals(journal_values(entry)));
}

}  // namespace strata::runner
