// Reads information_schema.processlist, which shows connections of other users only to those with the right PROCESS.
#include "dialects/mariadb/processes.hpp"

#include <fmt/core.h>

namespace strata::dialects::mariadb {
namespace {

// Only the first words of the statement: a verb, and for DDL what it is about.
constexpr std::string_view connection = R"sql(
  SELECT user, host, command, time, REGEXP_SUBSTR(TRIM(info), '^[A-Za-z]+([ \t\n]+[A-Za-z]+)?')
  FROM information_schema.processlist
  WHERE id = ?
)sql";

}  // namespace

std::string describe_connection(Session& session, const std::string& id) {
  const std::vector<Row> rows = session.query(connection, {id});
  if (rows.empty()) return fmt::format("connection {}", id);
  const auto text = [&](std::size_t column) { return rows[0][column].value_or(""); };
  const std::string host = text(1) == "localhost" ? "this host" : text(1);
  std::string shown = fmt::format("connection {} (user {}, from {}, {} for {} s", id, text(0), host,
                                  text(2) == "Sleep" ? "idle" : text(2), text(3));
  if (!text(4).empty()) shown += fmt::format(": {}", text(4));
  return shown + ")";
}

}  // namespace strata::dialects::mariadb
