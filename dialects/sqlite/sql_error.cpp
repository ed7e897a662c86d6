// Names (SQLite: rescode.html), messages and ways out.
#include "dialects/sqlite/sql_error.hpp"

#include "dialects/soci.hpp"
#include "dialects/sqlite/lock_holder.hpp"

#include <fmt/core.h>

namespace strata::dialects::sqlite {
namespace {

// `near "…": syntax error` and `unrecognized token: "…"` quote a token of the SQL, which may be a value.
std::string without_values(const std::string& message) {
  const std::size_t open = message.find('"');
  const bool quotes_token = message.starts_with("near \"") || message.starts_with("unrecognized token: \"");
  if (!quotes_token || open + 1 >= message.size()) return message;
  const char first = message[open + 1];
  const bool value = first == '\'' || (first >= '0' && first <= '9') || first == 'x' || first == 'X' || first == '"';
  if (!value) return message;
  return message.starts_with("near") ? "syntax error near a value" : "unrecognized token";
}

SqlError with_hint(int code, const std::string& message, const std::string& hint) {
  SqlError error(ErrorCode::database, message, result_name(code));
  error.hint(hint);
  return error;
}

SqlError locked_by_sharer(const std::string& shown) {
  SqlError error(ErrorCode::lock_timeout,
                 fmt::format("{} is locked by another connection of this process that shares its cache", shown),
                 "SQLITE_LOCKED");
  error.hint("end that connection's statements and transaction, or set a longer `lock_wait` or `lock_timeout`");
  return error;
}

bool lacks_extension(std::string_view message) {
  return message.starts_with("no such function: ") || message.starts_with("no such collation sequence: ") ||
         message.starts_with("no such module: ");
}

}  // namespace

std::string result_name(int code) {
  switch (code & 0xff) {
    case SQLITE_ERROR:
      return "SQLITE_ERROR";
    case SQLITE_PERM:
      return "SQLITE_PERM";
    case SQLITE_ABORT:
      return "SQLITE_ABORT";
    case SQLITE_BUSY:
      return "SQLITE_BUSY";
    case SQLITE_LOCKED:
      return "SQLITE_LOCKED";
    case SQLITE_NOMEM:
      return "SQLITE_NOMEM";
    case SQLITE_READONLY:
      return "SQLITE_READONLY";
    case SQLITE_INTERRUPT:
      return "SQLITE_INTERRUPT";
    case SQLITE_IOERR:
      return "SQLITE_IOERR";
    case SQLITE_CORRUPT:
      return "SQLITE_CORRUPT";
    case SQLITE_FULL:
      return "SQLITE_FULL";
    case SQLITE_CANTOPEN:
      return "SQLITE_CANTOPEN";
    case SQLITE_SCHEMA:
      return "SQLITE_SCHEMA";
    case SQLITE_TOOBIG:
      return "SQLITE_TOOBIG";
    case SQLITE_CONSTRAINT:
      return "SQLITE_CONSTRAINT";
    case SQLITE_MISMATCH:
      return "SQLITE_MISMATCH";
    case SQLITE_MISUSE:
      return "SQLITE_MISUSE";
    case SQLITE_AUTH:
      return "SQLITE_AUTH";
    case SQLITE_RANGE:
      return "SQLITE_RANGE";
    case SQLITE_NOTADB:
      return "SQLITE_NOTADB";
    default:
      return fmt::format("SQLITE code {}", code);
  }
}

SqlError interrupted() {
  return SqlError(ErrorCode::interrupted, "interrupted", "SQLITE_INTERRUPT");
}

SqlError too_slow(std::chrono::milliseconds limit) {
  SqlError error(ErrorCode::database, fmt::format("stopped after {} ms", limit.count()), "SQLITE_INTERRUPT");
  error.hint("statement_timeout in the revision's header says how long a statement may take");
  return error;
}

SqlError read_only(const std::string& shown) {
  SqlError error(ErrorCode::database, fmt::format("{} is read-only", shown), "SQLITE_READONLY");
  error.hint("check the permissions of the file and of its directory, and that the URL has no mode=ro");
  return error;
}

SqlError sql_error(int code, const std::string& message, int offset, const std::string& shown) {
  switch (code & 0xff) {
    case SQLITE_INTERRUPT:
      return interrupted();
    case SQLITE_READONLY:
      return read_only(shown);
    case SQLITE_BUSY: {
      const std::string holders = lock_holders(shown);
      SqlError error(ErrorCode::lock_timeout,
                     fmt::format("{} is locked by {}", shown, holders.empty() ? "another connection" : holders),
                     result_name(code));
      error.hint("wait for it to end, or set a longer `lock_wait` or `lock_timeout`");
      return error;
    }
    case SQLITE_LOCKED:
      if (code == SQLITE_LOCKED_SHAREDCACHE) return locked_by_sharer(shown);
      break;
    case SQLITE_FULL:
      return with_hint(code, fmt::format("there is no room for {} to grow", shown),
                       "make room on the disk, then run again: nothing is lost");
    case SQLITE_IOERR:
      return with_hint(code, fmt::format("{} can't be read or written: {}", shown, message),
                       "look at the disk and the permissions, then run again: SQLite takes back what is half done");
    case SQLITE_CORRUPT:
      return with_hint(code, fmt::format("{} is damaged: {}", shown, message),
                       "restore a backup, or save what can be read: sqlite3 FILE .recover");
    default:
      break;
  }
  std::optional<std::size_t> position;
  if (offset >= 0) position = static_cast<std::size_t>(offset);
  SqlError error(ErrorCode::database, without_values(message), result_name(code), position);
  if (lacks_extension(message)) {
    error.hint("is the name right? [database] extensions in strata.toml loads libraries that have more than SQLite");
  }
  return error;
}

}  // namespace strata::dialects::sqlite
