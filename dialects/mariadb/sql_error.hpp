// What the server answered -> our errors. Its messages are passed on, but never the SQL that it quotes.
#pragma once

#include "dialects/session.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace strata::dialects::mariadb {

struct Report {
  unsigned number = 0;  // MariaDB: mariadb-error-codes; from 2000 to 2999 the client library's own
  std::string message;
};

// Why a statement could have been stopped, as far as this side knows.
struct Stop {
  bool cancelled = false;  // by us
  std::optional<std::chrono::milliseconds> statement_timeout;
  std::string at_work;  // who may hold what it waited for
};

// The statement is needed to find where in it the error is.
SqlError sql_error(const Report& report, std::string_view statement, const Stop& stop);

SqlError interrupted();

// The server ended the connection, or can't be reached any more.
SqlError connection_lost(const std::string& reason);

bool is_lock_timeout(unsigned number);

// True for the errors after which nothing can be sent any more.
bool is_connection_lost(unsigned number);

}  // namespace strata::dialects::mariadb
