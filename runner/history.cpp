// SQL over the history tables. The statements are portable: text and integer columns, ? for values; what is
// written when is the business of apply.
#include "runner/history.hpp"

#include "runner/header.hpp"

#include <fmt/format.h>

#include <charconv>

namespace strata::runner {
namespace {

using dialects::Row;
using dialects::Value;

constexpr std::string_view applied_columns =
    "revision, parents, depends_on, message, checksum, section, down_sql, down_line, options, applied_at";
constexpr std::string_view journal_columns =
    "entry, revision, direction, state, statement, statement_text, duration_ms, user_name, host, runner, "
    "tool_version, error, recorded_at";

constexpr std::string_view create_applied = R"sql(CREATE TABLE IF NOT EXISTS {} (
  revision VARCHAR(255) NOT NULL PRIMARY KEY,
  parents TEXT NOT NULL,
  depends_on TEXT NOT NULL,
  message TEXT NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  section VARCHAR(64) NOT NULL,
  down_sql TEXT,
  down_line INTEGER NOT NULL,
  options TEXT NOT NULL,
  applied_at VARCHAR(32) NOT NULL
))sql";

constexpr std::string_view create_journal = R"sql(CREATE TABLE IF NOT EXISTS {} (
  entry BIGINT NOT NULL PRIMARY KEY,
  revision VARCHAR(255) NOT NULL,
  direction VARCHAR(8) NOT NULL,
  state VARCHAR(8) NOT NULL,
  statement INTEGER,
  statement_text TEXT,
  duration_ms BIGINT,
  user_name TEXT NOT NULL,
  host TEXT NOT NULL,
  runner TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  error TEXT,
  recorded_at VARCHAR(32) NOT NULL
))sql";

constexpr std::string_view create_schema = R"sql(CREATE TABLE IF NOT EXISTS {} (
  fingerprint VARCHAR(64) NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  revision VARCHAR(255) NOT NULL,
  entry BIGINT NOT NULL,
  tool_version TEXT NOT NULL,
  recorded_at VARCHAR(32) NOT NULL
))sql";

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

std::int64_t number(const Value& value) {
  std::int64_t result = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), result);
  return result;
}

Value text_or_null(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}

std::vector<Value> values_of(const AppliedRevision& revision) {
  return {revision.id,
          joined(revision.parents),
          joined(revision.depends_on),
          revision.message,
          revision.checksum,
          revision.section,
          revision.down_sql,
          std::to_string(revision.down_line),
          render_options(revision.options),
          revision.applied_at};
}

AppliedRevision applied_from(Row row) {
  const auto taken = [&](std::size_t column) { return std::move(row[column]).value_or(""); };
  AppliedRevision revision;
  revision.id = taken(0);
  revision.parents = words_of(taken(1));
  revision.depends_on = words_of(taken(2));
  revision.message = taken(3);
  revision.checksum = taken(4);
  revision.section = taken(5);
  revision.down_sql = std::move(row[6]);
  revision.down_line = static_cast<int>(number(row[7]));
  revision.options = parse_options(taken(8));
  revision.applied_at = taken(9);
  return revision;
}

// Without the entry's number, which the statement finds itself.
std::vector<Value> values_of(const JournalEntry& entry) {
  return {entry.revision,
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
}

JournalState state_from(std::string_view text) {
  if (text == "done") return JournalState::done;
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
std::vector<Row> History::rows_if_exists(const std::string& query, const std::vector<Value>& parameters) {
  try {
    return session_.query(query, parameters);
  } catch (const dialects::SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
  }
  return exists() ? session_.query(query, parameters) : std::vector<Row>{};
}

AppliedRevisions History::read_applied() {
  AppliedRevisions applied;
  for (Row& row : rows_if_exists(fmt::format("SELECT {} FROM {}", applied_columns, applied_), {})) {
    AppliedRevision revision = applied_from(std::move(row));
    std::string id = revision.id;
    applied.emplace(std::move(id), std::move(revision));
  }
  return applied;
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

void History::create_tables() {
  for (const std::string& statement : create_statements()) session_.execute(statement);
}

void History::insert_applied(const AppliedRevision& revision) {
  const std::vector<Value> values = values_of(revision);
  session_.query(fmt::format("INSERT INTO {} ({}) VALUES ({})", applied_, applied_columns, placeholders(values.size())),
                 values);
}

void History::erase_applied(const std::string& id) {
  session_.query(fmt::format("DELETE FROM {} WHERE revision = ?", applied_), {id});
}

void History::append(const JournalEntry& entry) {
  const std::vector<Value> values = values_of(entry);
  session_.query(fmt::format("INSERT INTO {0} ({1}) SELECT coalesce(max(entry), 0) + 1, {2} FROM {0}", journal_,
                             journal_columns, placeholders(values.size())),
                 values);
}

std::vector<JournalEntry> History::read_journal(const std::string& id) {
  const std::string condition = id.empty() ? "" : "WHERE revision = ? ";
  std::vector<Value> parameters;
  if (!id.empty()) parameters.emplace_back(id);
  const std::vector<Row> rows = rows_if_exists(
      fmt::format("SELECT {} FROM {} {}ORDER BY entry", journal_columns, journal_, condition), parameters);
  std::vector<JournalEntry> entries;
  entries.reserve(rows.size());
  for (const Row& row : rows) entries.push_back(entry_from(row));
  return entries;
}

// Made here, too, for histories that began before it was kept.
void History::forget_schema() {
  if (!session_.has_table(schema_name_)) session_.execute(fmt::format(fmt::runtime(create_schema), schema_));
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
    statements.push_back("CREATE SCHEMA IF NOT EXISTS " + dialect_.quote_identifier(names_.schema));
  }
  statements.push_back(fmt::format(fmt::runtime(create_applied), applied_));
  statements.push_back(fmt::format(fmt::runtime(create_journal), journal_));
  statements.push_back(fmt::format(fmt::runtime(create_schema), schema_));
  return statements;
}

std::string History::literals(const std::vector<Value>& values) const {
  std::vector<std::string> literals;
  for (const Value& value : values) literals.push_back(value ? dialect_.quote_literal(*value) : "NULL");
  return fmt::format("{}", fmt::join(literals, ", "));
}

std::string History::insert_applied_sql(const AppliedRevision& revision) const {
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", applied_, applied_columns, literals(values_of(revision)));
}

std::string History::erase_applied_sql(const std::string& id) const {
  return fmt::format("DELETE FROM {} WHERE revision = {}", applied_, dialect_.quote_literal(id));
}

std::string History::append_sql(const JournalEntry& entry) const {
  return fmt::format("INSERT INTO {0} ({1}) SELECT coalesce(max(entry), 0) + 1, {2} FROM {0}", journal_,
                     journal_columns, literals(values_of(entry)));
}

}  // namespace strata::runner
