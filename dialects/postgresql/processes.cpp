// Reads pg_stat_activity; of other users' sessions it shows only the process to a role without rights.
#include "dialects/postgresql/processes.hpp"

#include <fmt/core.h>

namespace strata::dialects::postgresql {

std::string describe_process(const Row& row) {
  const auto text = [&](std::size_t column) { return row[column].value_or(""); };
  std::string shown = fmt::format("process {}", text(0));
  if (!row[2]) return shown;
  shown += fmt::format(" ({}, user {}, from {}, connected {}", text(1).empty() ? "no name" : text(1), text(2), text(3),
                       text(4));
  if (row[6] && row[5]) shown += fmt::format(", {}: {}", text(5), text(6));
  return shown + ")";
}

// A prepared transaction holds its locks as process 0.
std::string blockers_of(Session& session, int process) {
  std::string shown;
  for (const Row& row : session.query(fmt::format(R"sql(
    SELECT {}
    FROM (SELECT DISTINCT unnest(pg_catalog.pg_blocking_pids({})) AS pid) AS blocking
      LEFT JOIN pg_catalog.pg_stat_activity USING (pid)
    ORDER BY pid
  )sql",
                                                  process_columns, process))) {
    shown += shown.empty() ? "" : ", ";
    shown += row[0] == "0" ? "a prepared transaction (see pg_prepared_xacts)" : describe_process(row);
  }
  return shown;
}

}  // namespace strata::dialects::postgresql
