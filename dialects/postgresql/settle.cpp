// A server process works on when its client is dead. All that is asked about here hold a ShareUpdateExclusiveLock on
// the table for as long as they work, or wait for it, and locks are visible to everybody.
#include "dialects/postgresql/settle.hpp"

#include "dialects/postgresql/concurrent_statement.hpp"
#include "dialects/postgresql/lock.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/session.hpp"

#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

// VACUUM and ANALYZE take the same lock: a process that reports their progress is none of ours.
constexpr std::string_view workers_on_table = R"sql(
  SELECT pid
  FROM pg_catalog.pg_locks
  WHERE locktype = 'relation' AND mode = 'ShareUpdateExclusiveLock' AND relation = ?::pg_catalog.oid
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND pid <> pg_catalog.pg_backend_pid()
    AND pid NOT IN (SELECT pid FROM pg_catalog.pg_stat_progress_vacuum)
    AND pid NOT IN (SELECT pid FROM pg_catalog.pg_stat_progress_analyze)  -- since 13
  ORDER BY pid
)sql";

constexpr std::string_view oid_of_relation = "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid";

// An index by its name, in the schema of `table` or, with 0, where the search path finds it.
constexpr std::string_view index_in_schema_of = R"sql(
  SELECT index_class.oid, indrelid, indisvalid AND indisready, index_class.oid::regclass
  FROM pg_catalog.pg_index
    JOIN pg_catalog.pg_class AS index_class ON index_class.oid = indexrelid
    JOIN pg_catalog.pg_class AS table_class ON table_class.oid = indrelid
  WHERE indrelid = ?::pg_catalog.oid AND index_class.relname = ?
    AND index_class.relnamespace = table_class.relnamespace
)sql";

constexpr std::string_view index_by_oid = R"sql(
  SELECT indexrelid, indrelid, indisvalid AND indisready, indexrelid::regclass
  FROM pg_catalog.pg_index
  WHERE indexrelid = ?::pg_catalog.oid
)sql";

// What REINDEX CONCURRENTLY leaves when it fails. PostgreSQL: sql-reindex.html, "Rebuilding Indexes Concurrently"
constexpr std::string_view remains_of_reindex = R"sql(
  SELECT indexrelid::regclass
  FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
  WHERE indrelid = ?::pg_catalog.oid AND NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$'
  ORDER BY relname
)sql";

constexpr std::string_view invalid_indexes = R"sql(
  SELECT indexrelid::regclass
  FROM pg_catalog.pg_index
  WHERE indrelid = ?::pg_catalog.oid AND NOT indisvalid
  ORDER BY indexrelid
)sql";

constexpr std::string_view partition_state = R"sql(
  SELECT inhdetachpending
  FROM pg_catalog.pg_inherits
  WHERE inhparent = ?::pg_catalog.oid AND inhrelid = ?::pg_catalog.oid
)sql";

struct Index {
  std::string oid;
  std::string table;  // its oid
  bool valid = false;
  std::string name;  // as SQL
};

std::optional<Index> only_index(const std::vector<Row>& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return Index{row[0].value_or(""), row[1].value_or(""), row[2] == "t", row[3].value_or("")};
}

// Absent when there is no such relation.
Value oid_of(PostgresqlSession& session, const schema::ObjectName& name) {
  return session.query(oid_of_relation, {quote(name)}).at(0).at(0);
}

std::optional<Index> index_named(PostgresqlSession& session, const schema::ObjectName& name) {
  const Value oid = oid_of(session, name);
  return oid ? only_index(session.query(index_by_oid, {oid})) : std::nullopt;
}

void wait_for_workers(PostgresqlSession& session, const Value& table) {
  const auto workers = [&] {
    std::string text;
    for (const Row& row : session.query(workers_on_table, {table})) {
      text += fmt::format("{}process {}", text.empty() ? "" : ", ", row[0].value_or(""));
    }
    return text;
  };
  const auto tell = [&] {
    session.tell(fmt::format("waiting for {} of the server, which is still at the statement of the run that was killed",
                             workers()));
  };
  if (poll_until(
          session, session.lock_wait(), [&] { return workers().empty(); }, tell))
    return;
  throw Error(
      ErrorCode::lock_timeout,
      fmt::format("the statement of the run that was killed is still being worked on by {} of the server", workers()))
      .hint("wait for it, or set a longer `lock_wait`; SELECT pg_cancel_backend(process) stops it");
}

void drop_index(PostgresqlSession& session, const std::string& name) {
  session.execute(fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", name));
}

// The server has named it, and an index that is not valid may be somebody else's.
void tell_invalid_indexes(PostgresqlSession& session, const Value& table) {
  for (const Row& row : session.query(invalid_indexes, {table})) {
    session.tell(fmt::format("index {0} is not valid; if a failed statement has left it: DROP INDEX CONCURRENTLY {0}",
                             row[0].value_or("")));
  }
}

Effect settle_create(PostgresqlSession& session, const ConcurrentStatement& statement) {
  const Value table = oid_of(session, statement.table);
  if (!table) return Effect::none;
  wait_for_workers(session, table);
  if (statement.object.name.empty()) {
    tell_invalid_indexes(session, table);
    return Effect::unknown;
  }
  const std::optional<Index> index = only_index(session.query(index_in_schema_of, {table, statement.object.name}));
  if (!index) return Effect::none;
  if (index->valid) return Effect::done;
  drop_index(session, index->name);
  return Effect::none;
}

// An index that is half dropped is invalid, and DROP INDEX CONCURRENTLY takes up from there.
Effect settle_drop(PostgresqlSession& session, const ConcurrentStatement& statement) {
  const std::optional<Index> index = index_named(session, statement.object);
  if (!index) return Effect::done;
  wait_for_workers(session, index->table);
  return index_named(session, statement.object) ? Effect::none : Effect::done;
}

Effect settle_reindex(PostgresqlSession& session, const ConcurrentStatement& statement) {
  Value table;
  if (statement.work == ConcurrentWork::reindex_table) {
    table = oid_of(session, statement.table);
  } else if (const std::optional<Index> index = index_named(session, statement.object)) {
    table = index->table;
  }
  if (!table) return Effect::none;
  wait_for_workers(session, table);
  for (const Row& row : session.query(remains_of_reindex, {table})) drop_index(session, row[0].value_or(""));
  return Effect::none;
}

Effect settle_detach(PostgresqlSession& session, const ConcurrentStatement& statement) {
  const Value parent = oid_of(session, statement.table);
  const Value partition = oid_of(session, statement.object);
  if (!parent || !partition) return Effect::unknown;
  wait_for_workers(session, parent);
  const std::vector<Row> rows = session.query(partition_state, {parent, partition});
  if (rows.empty()) return Effect::done;
  if (rows.front()[0] != "t") return Effect::none;
  session.execute(
      fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE", quote(statement.table), quote(statement.object)));
  return Effect::done;
}

}  // namespace

Effect settle(PostgresqlSession& session, std::string_view text) {
  const std::optional<ConcurrentStatement> statement = concurrent_statement(text);
  if (!statement) return is_repeatable(text) ? Effect::none : Effect::unknown;
  switch (statement->work) {
    case ConcurrentWork::create_index:
      return settle_create(session, *statement);
    case ConcurrentWork::drop_index:
      return settle_drop(session, *statement);
    case ConcurrentWork::reindex_index:
    case ConcurrentWork::reindex_table:
      return settle_reindex(session, *statement);
    case ConcurrentWork::detach_partition:
      return settle_detach(session, *statement);
  }
  return Effect::unknown;
}

}  // namespace strata::dialects::postgresql
