// Tries again and again. What it runs is outside any transaction.
#include "dialects/postgresql/lock.hpp"

#include "dialects/polling.hpp"
#include "dialects/postgresql/processes.hpp"
#include "dialects/postgresql/session.hpp"
#include "dialects/postgresql/sql_error.hpp"

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

using std::chrono::milliseconds;

// The key of a bigint lock is shown in two halves, and objsubid 1 tells it from a lock with two keys.
// PostgreSQL: view-pg-locks.html
constexpr std::string_view holder_of_key = R"sql(
  SELECT {}
  FROM pg_catalog.pg_locks LEFT JOIN pg_catalog.pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND (classid::bigint << 32 | objid::bigint) = ?
)sql";

[[noreturn]] void give_up(PostgresqlSession& session, std::int64_t key) {
  const std::string holder = lock_holder(session, key);
  throw Error(ErrorCode::lock_timeout,
              fmt::format("the runner's lock is held by {}", holder.empty() ? "another runner" : holder))
      .detail(fmt::format("    waited {} ms for it", session.lock_wait().count()))
      .hint(
          "wait for that run to end, or set a longer `lock_wait`; a run that hangs is ended with "
          "SELECT pg_terminate_backend(process)");
}

}  // namespace

// FNV-1a, 64 bits.
std::int64_t lock_key(std::string_view name) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return static_cast<std::int64_t>(hash);
}

bool try_lock(Session& session, std::int64_t key) {
  const std::vector<Row> rows =
      session.query("SELECT pg_catalog.pg_try_advisory_lock(?::pg_catalog.int8)", {std::to_string(key)});
  return rows.at(0).at(0) == "t";
}

std::string lock_holder(Session& session, std::int64_t key) {
  const std::vector<Row> rows = session.query(fmt::format(holder_of_key, process_columns), {std::to_string(key)});
  return rows.empty() ? "" : describe_process(rows.front());
}

bool poll_until(const PostgresqlSession& session, milliseconds longest, const std::function<bool()>& done,
                const std::function<void()>& waiting) {
  const auto throw_if_cancelled = [&session, cancels_before = session.cancels()] {
    if (session.cancels() != cancels_before) throw interrupted();
  };
  return dialects::poll_until({longest, done, waiting, throw_if_cancelled});
}

void lock(PostgresqlSession& session, std::int64_t key) {
  const bool got = poll_until(
      session, session.lock_wait(), [&] { return try_lock(session, key); },
      [&] { session.tell(fmt::format("waiting for the runner's lock, held by {}", lock_holder(session, key))); });
  if (!got) give_up(session, key);
}

}  // namespace strata::dialects::postgresql
