// Reads information_schema.processlist, which shows connections of other users only to those with the right PROCESS.
#include "dialects/mariadb/processes.hpp"

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

// Of the statement only the first words: a verb, and for DDL what it is about.
constexpr std::string_view columns = R"sql(
  id, user, host, command, time, REGEXP_SUBSTR(TRIM(info), '^[A-Za-z]+([ \\t\\n]+[A-Za-z]+)?')
)sql";

// Who waits for a lock itself holds some, too.
constexpr std::string_view at_work = R"sql(
  SELECT {}
  FROM information_schema.processlist
  WHERE db = DATABASE() AND id <> CONNECTION_ID()
    AND (command <> 'Sleep' OR id IN (SELECT trx_mysql_thread_id FROM information_schema.innodb_trx))
  ORDER BY id
)sql";

std::string describe(const Row& row) {
  const auto text = [&](std::size_t column) { return row[column].value_or(""); };
  std::string shown =
      fmt::format("connection {} (user {}, from {}, {} for {} s", text(0), text(1),
                  text(2) == "localhost" ? "this host" : text(2), text(3) == "Sleep" ? "idle" : "at work", text(4));
  if (!text(5).empty()) shown += fmt::format(": {}", text(5));
  return shown + ")";
}

}  // namespace

std::string describe_connection(Session& session, const std::string& id) {
  const std::vector<Row> rows =
      session.query(fmt::format("SELECT {} FROM information_schema.processlist WHERE id = ?", columns), {id});
  return rows.empty() ? fmt::format("connection {}", id) : describe(rows.front());
}

std::string connections_at_work(Session& session) {
  std::string shown;
  for (const Row& row : session.query(fmt::format(at_work, columns))) {
    shown += (shown.empty() ? "" : ", ") + describe(row);
  }
  return shown;
}

}  // namespace strata::dialects::mariadb
