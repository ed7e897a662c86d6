// A script -> its statements, and what a statement would do besides changing this database. By tokens, so that
// semicolons in strings, comments and trigger bodies are what they are.
#pragma once

#include "dialects/dialect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

// Statements without their semicolons, leading and trailing comments left out, empty ones dropped; `line` is that of
// the first token. A trigger's body ends with "; END", as sqlite3_complete has it. Throws Error(revision) with
// the line for an open string, an open trigger body or a character that SQLite doesn't know.
std::vector<ScriptStatement> split(std::string_view script, int first_line);

// BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE.
bool controls_transaction(std::string_view statement);

// DROP TABLE|VIEW [IF EXISTS] temp.name: the name.
std::optional<schema::ObjectName> drops_temporary(std::string_view statement);

// VACUUM fails inside a transaction; switching foreign_keys does nothing there, without a word, and a rebuild that
// counts on it would delete child rows (pragma.html#pragma_foreign_keys).
OutsideTransaction outside_transaction(std::string_view statement);

// Why the statement reaches beyond the database (other files, loaded code), or empty.
std::string reaches_out(std::string_view statement);

}  // namespace strata::dialects::sqlite
