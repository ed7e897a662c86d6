// What became of a statement that ran outside a transaction when its run was killed.
#pragma once

#include "dialects/dialect.hpp"

#include <string_view>

namespace strata::dialects::postgresql {

class PostgresqlSession;

// For CREATE, DROP and REINDEX INDEX CONCURRENTLY, DETACH PARTITION CONCURRENTLY: waits, up to the session's lock wait,
// for a server process that is still at it, then looks, and clears away an index that will never be valid. What can be
// run again without harm is `none`; all else is `unknown`. Outside a transaction. Throws Error(lock_timeout) that names
// the process, Error(interrupted).
Effect settle(PostgresqlSession& session, std::string_view statement);

}  // namespace strata::dialects::postgresql
