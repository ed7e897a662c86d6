// Processes of the server, for people: who holds what somebody waits for.
#pragma once

#include "dialects/session.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// What describe_process reads, as a list of columns of pg_stat_activity.
constexpr std::string_view process_columns = R"sql(
  pid, application_name, usename, coalesce(client_hostname, host(client_addr), 'this host'),
  to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'), state,
  upper(substring(query FROM '^\s*([A-Za-z]+(?:\s+[A-Za-z]+)?)'))
)sql";

// "process 4711 (psql, user anna, from 10.0.0.5, connected …, idle in transaction: LOCK TABLE)". Of its statement no
// more than the first words: the rest may hold values.
std::string describe_process(const Row& row);

// Who keeps `process` waiting for a lock, described and joined by commas; empty when nobody does.
std::string blockers_of(Session& session, int process);

}  // namespace strata::dialects::postgresql
