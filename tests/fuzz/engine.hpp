// SQLite itself, as the judge of what we read: an empty database in memory that runs nothing but what `allow` permits,
// so that no input can write files, load code or loop.
#pragma once

#include <sqlite3.h>

#include "tests/fuzz/check.hpp"

#include <memory>
#include <string>

namespace strata::fuzz {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// `script` makes what is there before the authorizer is set.
inline Database open_database(const char* script,
                              int (*allow)(void*, int, const char*, const char*, const char*, const char*)) {
  sqlite3* opened = nullptr;
  require(sqlite3_open(":memory:", &opened) == SQLITE_OK, "SQLite opens");
  Database database(opened);
  require(sqlite3_exec(opened, script, nullptr, nullptr, nullptr) == SQLITE_OK, "the script of the target runs");
  sqlite3_limit(opened, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(opened, SQLITE_LIMIT_COMPOUND_SELECT, 20);
  sqlite3_set_authorizer(opened, allow, nullptr);
  return database;
}

// The rows of a query with text columns, "" for NULL, joined by '|' and '\n'.
inline std::string rows_of(sqlite3* database, const char* query, const std::string& parameter) {
  sqlite3_stmt* prepared = nullptr;
  require(sqlite3_prepare_v2(database, query, -1, &prepared, nullptr) == SQLITE_OK, sqlite3_errmsg(database));
  const Statement statement(prepared);
  if (sqlite3_bind_parameter_count(prepared) > 0) {
    sqlite3_bind_text(prepared, 1, parameter.data(), static_cast<int>(parameter.size()), SQLITE_STATIC);
  }
  std::string rows;
  while (sqlite3_step(prepared) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(prepared); ++column) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, column));
      if (column > 0) rows += '|';
      if (text != nullptr) rows.append(text, static_cast<std::size_t>(sqlite3_column_bytes(prepared, column)));
    }
    rows += '\n';
  }
  return rows;
}

}  // namespace strata::fuzz
