// What becomes of the values when a column's type changes, said before it does. A session in strict mode refuses most
// of what does not fit; what MariaDB changes without a word (fractions, hours of a DATE, digits of a FLOAT) is found by
// the same condition.
#pragma once

#include "diff/step.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// The rows whose value the new type refuses or changes; see Dialect::misfit. Empty where all values fit.
std::string misfit(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                   const schema::Column& column);

// An expression, in the old schema, of what the column's value is to become, as MODIFY makes it. Empty where its text
// or its number is to stay. See Dialect::converted.
std::string converted(std::string_view quoted_column, const schema::Column& old_column, const schema::Column& column);

// What a reviewer should know of the change of the column's type, character set and collation.
std::vector<diff::Hazard> type_hazards(const schema::Table& from, const schema::Column& old_column,
                                       const schema::Table& to, const schema::Column& column);

}  // namespace strata::dialects::mariadb
