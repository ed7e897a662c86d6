// A script -> its statements, and what a statement would do besides changing this database. By tokens, as psql does
// it, so that semicolons in strings, comments, parentheses and bodies are what they are; libpg_query's parser says
// where a body of BEGIN ATOMIC ends, which tokens alone can't (`SELECT 1 AS end;`).
#pragma once

#include "dialects/dialect.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// Statements without their semicolons, leading and trailing comments left out, empty ones dropped; `line` is that of
// the first token. A syntax error is the server's to find: it spoils no other statement. Throws Error(revision) with
// the line for an open string, comment or body, for psql's own commands, and for COPY from or to the client.
std::vector<ScriptStatement> split(std::string_view script, int first_line);

// BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE, PREPARE TRANSACTION.
bool controls_transaction(std::string_view statement);

// DROP TABLE|VIEW [IF EXISTS] pg_temp.name: the name.
std::optional<schema::ObjectName> drops_temporary(std::string_view statement);

// What the server refuses inside a transaction block (PreventInTransactionBlock), as far as the text shows it.
OutsideTransaction outside_transaction(std::string_view statement);

// Why the statement reaches beyond its database (other databases, the whole server, files, other servers), or empty.
std::string reaches_out(std::string_view statement);

}  // namespace strata::dialects::postgresql
