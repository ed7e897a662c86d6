// What a column of a row may be tried with, as literals of the engine, and rows of them.
#pragma once

#include "dialects/dialect.hpp"

#include <map>
#include <string>
#include <vector>

namespace strata::runner {

using Literals = std::vector<std::string>;
using Assignments = std::map<std::string, std::string>;  // column name -> literal

// Those in the checks of the column and in the bounds of the partition that the table is.
Literals required_literals(const schema::Schema& schema, const schema::Table& table, const schema::Column& column);

// With the engine's samples of the column's type behind them.
Literals candidate_values(const dialects::Dialect& dialect, const schema::Schema& schema, const schema::Table& table,
                          const schema::Column& column);

// Each once, in the order in which they come first.
Literals distinct(Literals values);

std::string insert_statement(const dialects::Dialect& dialect, const schema::ObjectName& table,
                             const Assignments& values);

}  // namespace strata::runner
