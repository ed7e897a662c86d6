// Numbers (MariaDB: mariadb-error-codes), messages and ways out.
#include "dialects/mariadb/sql_error.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/core.h>

namespace strata::dialects::mariadb {
namespace {

constexpr unsigned lock_wait_timeout = 1205;
constexpr unsigned deadlock = 1213;
constexpr unsigned record_changed = 1020;
constexpr unsigned syntax_error = 1064;
constexpr unsigned query_interrupted = 1317;
constexpr unsigned statement_timeout = 1969;
constexpr unsigned mysql_statement_timeout = 3024;

// The SQL that a syntax error quotes: what follows the place where the parser stopped, cut after some 80 characters.
struct Near {
  std::string_view text;
  std::size_t begin = 0;  // of the quotation in the message, from " near"
  std::size_t line = 1;
};

std::optional<Near> quoted_sql(std::string_view message) {
  constexpr std::string_view mark = " near '";
  constexpr std::string_view close = "' at line ";
  const std::size_t begin = message.find(mark);
  const std::size_t end = message.rfind(close);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + mark.size()) {
    return std::nullopt;
  }
  Near near;
  near.text = message.substr(begin + mark.size(), end - begin - mark.size());
  near.begin = begin;
  near.line = std::strtoul(std::string(message.substr(end + close.size())).c_str(), nullptr, 10);
  return near;
}

std::size_t start_of_line(std::string_view text, std::size_t line) {
  std::size_t at = 0;
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return at;
    at = end + 1;
  }
  return at;
}

// The line is that of the place or, where a token ends a line, the next one; the quotation is searched for from the
// line before it on.
std::optional<std::size_t> offset_of(const Near& near, std::string_view statement) {
  if (near.text.empty()) return statement.size();
  const std::size_t found = statement.find(near.text, start_of_line(statement, near.line > 1 ? near.line - 1 : 1));
  if (found == std::string_view::npos) return std::nullopt;
  return found;
}

// "You have an error in your SQL syntax; check the manual …" without the advice and without the SQL.
SqlError syntax_error_of(const Report& report, std::string_view statement) {
  const std::optional<Near> near = quoted_sql(report.message);
  const std::string number = std::to_string(report.number);
  if (!near) return SqlError(ErrorCode::database, report.message, number);
  std::string said = report.message.substr(0, near->begin);
  said = said.substr(0, said.find(';'));
  if (said == "You have an error in your SQL syntax") said = "syntax error";
  const bool at_end = near->text.empty();
  return SqlError(ErrorCode::database,
                  fmt::format("{} {} (line {} of the statement)", said, at_end ? "at the end" : "here", near->line),
                  number, offset_of(*near, statement));
}

SqlError with_hint(const Report& report, const std::string& message, const std::string& hint) {
  SqlError error(ErrorCode::database, message, std::to_string(report.number));
  error.hint(hint);
  return error;
}

SqlError stopped(const Report& report, const Stop& stop) {
  if (stop.cancelled) return interrupted();
  if (stop.statement_timeout && report.number != query_interrupted) {
    return with_hint(report, fmt::format("stopped after {} ms", stop.statement_timeout->count()),
                     "statement_timeout in the revision's header says how long a statement may take");
  }
  return with_hint(report, report.message,
                   "the server's max_statement_time was reached, or somebody called KILL QUERY; statement_timeout in "
                   "the revision's header says how long a statement may take");
}

SqlError locked(const Report& report, const Stop& stop) {
  SqlError error(ErrorCode::lock_timeout, "the wait for a lock took too long", std::to_string(report.number));
  error.transient(true);
  if (!stop.at_work.empty()) error.detail(fmt::format("    at work or in a transaction there: {}", stop.at_work));
  error.hint("another session holds a lock on what the statement needs: wait for it, or set a longer `lock_timeout`");
  return error;
}

std::string hint_for(unsigned number) {
  switch (number) {
    case 1044:
    case 1142:
    case 1143:
    case 1227:
    case 1370:
      return "an administrator gives the right with GRANT";
    case 1153:
      return "the statement is longer than the server's max_allowed_packet";
    case 1290:
      return "the server runs with an option that forbids this statement";
    case 1419:
      return "log_bin_trust_function_creators on the server lets users make functions and triggers";
    case 1792:
      return "this connection only reads";
    case 1846:
      return "ask for less in ALGORITHM and LOCK, or leave them out: then the server copies the table";
    case 4166:
      return "the server's option allows no LOAD DATA LOCAL: write INSERT statements";
    default:
      return "";
  }
}

}  // namespace

bool is_connection_lost(unsigned number) {
  static constexpr auto numbers = std::to_array<unsigned>({1053, 1927, 2006, 2012, 2013, 2027, 2055});
  return std::ranges::find(numbers, number) != numbers.end();
}

bool is_lock_timeout(unsigned number) {
  return number == lock_wait_timeout;
}

SqlError interrupted() {
  return SqlError(ErrorCode::interrupted, "interrupted", std::to_string(query_interrupted));
}

SqlError connection_lost(const std::string& reason) {
  SqlError error(ErrorCode::database, fmt::format("the connection to the server was lost: {}", reason), "2013");
  error.hint(
      "a transaction that was open is lost, a statement that changes definitions may have taken effect: start "
      "again when the server is back, and strata goes on from what it finds");
  return error;
}

SqlError sql_error(const Report& report, std::string_view statement, const Stop& stop) {
  if (is_connection_lost(report.number)) return connection_lost(report.message);
  switch (report.number) {
    case query_interrupted:
    case statement_timeout:
    case mysql_statement_timeout:
      return stopped(report, stop);
    case lock_wait_timeout:
      return locked(report, stop);
    case syntax_error:
      return syntax_error_of(report, statement);
    default:
      break;
  }
  SqlError error(ErrorCode::database, report.message, std::to_string(report.number));
  error.transient(report.number == deadlock || report.number == record_changed);
  error.hint(hint_for(report.number));
  return error;
}

}  // namespace strata::dialects::mariadb
