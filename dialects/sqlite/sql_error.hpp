// SQLite's result codes -> our errors. Its messages are passed on, but never a value that stood in the SQL.
#pragma once

#include "dialects/session.hpp"

#include <string>

namespace strata::dialects::sqlite {

// `code` is the extended result code, `offset` the byte of the statement or negative, `shown` the database as messages
// call it. A busy database is a lock_timeout, an interrupt is interrupted, the rest is database.
SqlError sql_error(int code, const std::string& message, int offset, const std::string& shown);

SqlError interrupted();

// A statement that ran longer than it may.
SqlError too_slow(std::chrono::milliseconds limit);

// For a database that was opened for reading only, or whose file may not be written.
SqlError read_only(const std::string& shown);

// "SQLITE_CONSTRAINT" for any of the extended codes of that kind.
std::string result_name(int code);

}  // namespace strata::dialects::sqlite
