// Codes (PostgreSQL: errcodes-appendix.html), messages and ways out.
#include "dialects/postgresql/sql_error.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

// `syntax error at or near "…"` quotes a token of the SQL, which may be a value; an unterminated string is quoted
// whole.
std::string without_values(const std::string& message) {
  constexpr std::string_view near = " at or near \"";
  const std::size_t found = message.find(near);
  if (found == std::string::npos || found + near.size() >= message.size()) return message;
  const char first = message[found + near.size()];
  const bool word = std::isalpha(static_cast<unsigned char>(first)) != 0 || first == '_';
  const bool punctuation =
      std::ispunct(static_cast<unsigned char>(first)) != 0 && first != '\'' && first != '$' && first != '"';
  return word || punctuation ? message : message.substr(0, found) + " at or near a value";
}

// DETAIL of these lists all the values of a row.
bool shows_a_row(const std::string& sqlstate) {
  return sqlstate == "23502" || sqlstate == "23514" || sqlstate == "44000";
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    text += fmt::format("    {}\n", lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

std::string below(const Report& report) {
  std::string text;
  if (!shows_a_row(report.sqlstate)) text += indented(report.detail);
  // Innermost first. `SQL statement "…"` repeats SQL, with what was put into it.
  for (std::size_t begin = 0; begin < report.context.size();) {
    const std::size_t end = std::min(report.context.find('\n', begin), report.context.size());
    const std::string_view line = std::string_view(report.context).substr(begin, end - begin);
    if (line.starts_with("PL/") || line.starts_with("SQL function")) text += fmt::format("    {}\n", line);
    begin = end + 1;
  }
  if (!text.empty()) text.pop_back();
  return text;
}

// `Perhaps you meant …` as a hint of ours, which is a part of a sentence; several sentences stay as they are.
std::string as_our_hint(std::string hint) {
  const std::size_t stop = hint.find(". ");
  const bool several = stop != std::string::npos && stop > 0 && hint[stop - 1] != '.';  // `DROP ... CASCADE` is one
  if (hint.size() < 2 || several) return hint;
  const bool word = std::islower(static_cast<unsigned char>(hint[1])) != 0;
  if (word) hint[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(hint[0])));
  if (hint.ends_with('.')) hint.pop_back();
  return hint;
}

SqlError with_hint(const Report& report, const std::string& message, const std::string& hint) {
  SqlError error(ErrorCode::database, message, report.sqlstate);
  error.hint(hint);
  return error;
}

bool is_connection_trouble(const std::string& sqlstate) {
  return sqlstate.starts_with("08") || sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03" ||
         sqlstate == "57P05" || sqlstate == "25P03";
}

SqlError stopped(const Report& report, const Stop& stop) {
  if (stop.cancelled) return interrupted();
  if (stop.statement_timeout) {
    return with_hint(report, fmt::format("stopped after {} ms", stop.statement_timeout->count()),
                     "statement_timeout in the revision's header says how long a statement may take");
  }
  return with_hint(
      report, report.message,
      "the server's statement_timeout was reached, or somebody called pg_cancel_backend; statement_timeout "
      "in the revision's header says how long a statement may take");
}

SqlError locked(const Report& report, const Stop& stop) {
  SqlError error(ErrorCode::lock_timeout, report.message, report.sqlstate);
  error.transient(true);
  if (!stop.blockers.empty()) error.detail(fmt::format("    waited for {}", stop.blockers));
  error.hint("another session holds a lock on what the statement needs: wait for it, or set a longer `lock_timeout`");
  return error;
}

}  // namespace

std::size_t byte_offset(std::string_view text, std::size_t character) {
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
  std::size_t at = 0;
  for (; character > 0 && at < text.size(); --character) {
    ++at;
    while (at < text.size() && continues(at)) ++at;
  }
  return at;
}

SqlError interrupted() {
  return SqlError(ErrorCode::interrupted, "interrupted", "57014");
}

SqlError connection_lost(const std::string& reason) {
  SqlError error(ErrorCode::database, fmt::format("the connection to the server was lost: {}", reason), "08006");
  error.hint(
      "the server keeps nothing of a transaction that was open: start again when it is back, and strata goes on");
  return error;
}

SqlError sql_error(const Report& report, std::string_view statement, const Stop& stop) {
  if (is_connection_trouble(report.sqlstate)) return connection_lost(report.message);
  if (report.sqlstate == "57014") return stopped(report, stop);
  if (report.sqlstate == "55P03") return locked(report, stop);
  std::optional<std::size_t> offset;
  if (report.character) offset = byte_offset(statement, *report.character);
  SqlError error(ErrorCode::database, without_values(report.message), report.sqlstate, offset);
  error.transient(report.sqlstate == "40P01" || report.sqlstate == "40001");
  error.hint(as_our_hint(report.hint));
  error.detail(below(report));
  return error;
}

}  // namespace strata::dialects::postgresql
