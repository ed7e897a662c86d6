// A live PostgreSQL database -> Schema: a fixed number of queries over pg_catalog, whatever the number of objects, in
// one snapshot. They give facts rather than texts where they can, since printing texts is what takes a server's time.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::postgresql {

// Statements that one introspection sends: queries, and what opens and closes the snapshot.
constexpr int introspection_queries = 35;
constexpr int introspection_statements = introspection_queries + 2;
constexpr int introspection_statements_in_transaction = introspection_queries + 3;

// Everything in scope by name, in every list. In a transaction that is open it reads what that one sees, and leaves it
// as it was, also when it fails; else in a read-only transaction of its own (repeatable read). What extensions made is
// left out. Throws SqlError.
schema::Schema introspect(Session& session, const Scope& scope);

}  // namespace strata::dialects::postgresql
