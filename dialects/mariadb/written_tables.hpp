// The statements that change rows, and the tables whose rows they change.
#pragma once

#include "schema/schema.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// The statement inside of SET STATEMENT … FOR, else the statement itself.
std::string_view inner_statement(std::string_view statement);

// Whether a statement that reads gives a value to a variable of the session: SELECT … INTO @x, @x := ….
bool sets_variables(std::string_view statement);

// INSERT, REPLACE, UPDATE, DELETE, LOAD DATA and XML: the tables that the statement names to be written, an alias now
// and then among them. Empty for SELECT, VALUES, DO and WITH, which write no rows by themselves. Absent for all others.
std::optional<std::vector<schema::ObjectName>> written_tables(std::string_view statement);

}  // namespace strata::dialects::mariadb
