// What the server answered -> our errors. Its messages are passed on, but never a value that stood in the SQL.
#pragma once

#include "dialects/session.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// The fields of an error message. PostgreSQL: protocol-error-fields.html
struct Report {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;
  std::optional<std::size_t> character;  // of the statement, from 0
};

// Why a statement could have been stopped, as far as this side knows.
struct Stop {
  bool cancelled = false;  // by us
  std::optional<std::chrono::milliseconds> statement_timeout;
  std::string blockers;  // who held what it waited for, when last seen
};

// The statement is needed to turn characters into bytes.
SqlError sql_error(const Report& report, std::string_view statement, const Stop& stop);

SqlError interrupted();

// The server ended the connection, or can't be reached any more.
SqlError connection_lost(const std::string& reason);

// The byte on which a character (from 0) of a UTF-8 text begins.
std::size_t byte_offset(std::string_view text, std::size_t character);

}  // namespace strata::dialects::postgresql
