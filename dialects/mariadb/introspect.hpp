// A live MariaDB database -> Schema: a fixed number of queries over information_schema, whatever the number of tables,
// and SHOW CREATE for those objects alone whose definition stands nowhere else.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::mariadb {

// Everything in scope of the connection's own database, by name in every list; names have no schema. What one engine
// says twice (an index that a foreign key makes by itself, a check that JSON is) is read once. Throws SqlError.
schema::Schema introspect(Session& session, const Scope& scope);

}  // namespace strata::dialects::mariadb
