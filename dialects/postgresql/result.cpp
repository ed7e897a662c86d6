// libpq's accessors -> values of ours; nothing here sends or waits.
#include "dialects/postgresql/result.hpp"

#include "dialects/soci.hpp"

#include <fmt/core.h>

#include <cstdlib>

namespace strata::dialects::postgresql {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text != nullptr ? text : "";
}

Value value_at(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) == 1) return std::nullopt;
  return std::string(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
}

}  // namespace

void append_rows(const PGresult* result, std::vector<Row>& rows) {
  const int count = PQntuples(result);
  const int columns = PQnfields(result);
  rows.reserve(rows.size() + static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    Row& values = rows.emplace_back();
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_at(result, row, column));
  }
}

Report report_of(const PGresult* result) {
  Report report;
  report.sqlstate = field(result, PG_DIAG_SQLSTATE);
  report.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (report.message.empty()) report.message = PQresultErrorMessage(result);  // libpq's own errors have no fields
  report.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  report.hint = field(result, PG_DIAG_MESSAGE_HINT);
  report.context = field(result, PG_DIAG_CONTEXT);
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  if (!position.empty()) report.character = std::strtoul(position.c_str(), nullptr, 10) - 1;
  return report;
}

Notice notice_of(const PGresult* result) {
  return {fmt::format("{}: {}", field(result, PG_DIAG_SEVERITY_NONLOCALIZED), field(result, PG_DIAG_MESSAGE_PRIMARY)),
          field(result, PG_DIAG_SOURCE_FUNCTION) == "DropErrorMsgNonExistent"};
}

}  // namespace strata::dialects::postgresql
