// The text of SHOW CREATE TABLE -> a Table: for temporary tables, which no catalog lists, and to see whether a table
// has anything that no field takes. Only what the server writes is read, in the one form in which it writes it.
#pragma once

#include "dialects/mariadb/catalog.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::mariadb {

struct ParsedTable {
  schema::Table table;  // with all indexes, those that foreign keys bring along included
  std::string unread;  // the first thing that no field of a Table takes, as written; empty: nothing was left
};

ParsedTable parse_table(std::string_view statement, const Catalog& catalog);

}  // namespace strata::dialects::mariadb
