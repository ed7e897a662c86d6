// A script -> its statements, and what a statement would do besides changing this database. By tokens, as the mariadb
// client does it, with DELIMITER; and where no DELIMITER was used, by the nesting of BEGIN … END, so that a script
// that holds a procedure need not be written for one client.
#pragma once

#include "dialects/dialect.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// Statements without their delimiters, leading and trailing comments left out (not the versioned ones, which are
// code), empty ones dropped; `line` is that of the first token. A syntax error is the server's to find: it spoils no
// other statement. Throws Error(revision) with the line for an open string, comment or body, for USE and the client's
// own commands other than DELIMITER, and for bodies in Oracle mode that would be cut wrong.
std::vector<ScriptStatement> split(std::string_view script, int first_line);

// BEGIN, START TRANSACTION, COMMIT, ROLLBACK, SAVEPOINT, RELEASE SAVEPOINT, SET autocommit, XA, LOCK and UNLOCK TABLES.
bool controls_transaction(std::string_view statement);

// Whether the server commits the transaction before it runs this statement (sql-statements-that-cause-an-implicit-
// commit): DDL, TRUNCATE, GRANT, ANALYZE, LOCK TABLES, …, but not CREATE and DROP TEMPORARY TABLE. What a CALL does
// is not looked into.
bool commits_implicitly(std::string_view statement);

// An object that a statement creates, alters, drops or renames.
struct TouchedObject {
  std::string kind;  // "table", "view", "sequence", "trigger", "procedure", "function", "event", "package",
                     // "package body": what SHOW CREATE says before the name
  schema::ObjectName name;  // with the database that the statement names, if it does
  bool temporary = false;  // by the statement's own words: CREATE or DROP TEMPORARY …

  friend bool operator==(const TouchedObject&, const TouchedObject&) = default;
};

// By the statement's text, in its order, each once; an index counts as its table. Both names of a rename; both tables
// of EXCHANGE PARTITION. Nothing for statements that change no definition.
std::vector<TouchedObject> touched_objects(std::string_view statement);

// DROP TEMPORARY TABLE [IF EXISTS] name: the name (of the first table).
std::optional<schema::ObjectName> drops_temporary(std::string_view statement);

// CREATE [OR REPLACE] TEMPORARY TABLE|SEQUENCE name: the name.
std::optional<schema::ObjectName> creates_temporary(std::string_view statement);

// For statements that would give up what the runner holds (UNLOCK TABLES, RELEASE_LOCK, …): why, and the way out.
OutsideTransaction outside_transaction(std::string_view statement);

// Why the statement reaches beyond its database (other databases, the whole server, files, other servers), or empty.
std::string reaches_out(std::string_view statement);

}  // namespace strata::dialects::mariadb
