// A live SQLite database -> Schema. At most three queries, whatever the number of tables: the stored definitions of
// the database and of the session's temporary objects, and, only where there are virtual tables, which tables are
// their shadows. All else comes from the stored texts, so unknown collations, functions and modules don't matter.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::sqlite {

// Everything in scope, in the order of creation. Temporary objects have temporary = true and, like those of the
// main database, an empty schema name. Triggers and virtual tables are opaque, and so is what can't be read:
// nothing is left out but sqlite_* internals and the shadow tables of virtual ones. Names in keys, constraints
// and indexes are spelled as the table spells them.
schema::Schema introspect(Session& session, const Scope& scope);

}  // namespace strata::dialects::sqlite
