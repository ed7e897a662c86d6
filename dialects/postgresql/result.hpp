// What a result of libpq says: its rows as text, or the fields of an error or a notice.
#pragma once

#include "dialects/postgresql/sql_error.hpp"

#include <string>
#include <vector>

struct pg_result;

namespace strata::dialects::postgresql {

struct Notice {
  std::string text;  // "WARNING: …"
  bool of_missing = false;  // what DROP … IF EXISTS did not find
};

void append_rows(const pg_result* result, std::vector<Row>& rows);
Report report_of(const pg_result* result);
Notice notice_of(const pg_result* result);

}  // namespace strata::dialects::postgresql
