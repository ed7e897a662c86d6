// What in an index, a constraint or any SQL text names a column.
#pragma once

#include "diff/operation.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// Whether an identifier of that name stands in the SQL text.
bool mentions(std::string_view sql, std::string_view name);

// The expressions, which the server parses anew when the type of a column changes. They are views into what is given.
std::vector<std::string_view> expressions_of(const schema::Index& index);
std::vector<std::string_view> expressions_of(const diff::Constraint& constraint);

// Whether the column is one of its parts, or its expressions may use it.
bool uses_column(const schema::Index& index, const std::string& column);
bool uses_column(const diff::Constraint& constraint, const std::string& column);

}  // namespace strata::dialects::postgresql
