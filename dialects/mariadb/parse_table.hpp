// The text of SHOW CREATE TABLE -> a Table: for temporary tables, which no catalog lists, and to see whether a table
// has anything that no field takes. Only what the server writes is read, in the one form in which it writes it.
#pragma once

#include "dialects/mariadb/catalog.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

struct ParsedTable {
  schema::Table table;  // with all indexes, those that foreign keys bring along included
  // Periods of the application's own (named table.period), and the keys over them (named table.key), as objects that
  // hang on the table: no field takes them, and they can be added when the rest is there.
  std::vector<schema::OpaqueObject> hanging;
  std::string unread;  // the first thing that no field of a Table takes, as written; empty: nothing was left
};

ParsedTable parse_table(std::string_view statement, const Catalog& catalog);

}  // namespace strata::dialects::mariadb
