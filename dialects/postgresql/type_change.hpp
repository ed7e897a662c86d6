// What becomes of the values when a column's type changes, said before it does: as the value that the server's own
// cast gives, and as a condition on those that have none or lose something.
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// An expression, in the old schema, of what the column's value is to become, as the conversion that lower() writes
// makes it. Empty where the value's text is to stay as it is: from and to strings (which must not be cut), enums and
// all whose types the old schema need not have. Composite values are taken apart and put together anew.
std::string relabelled(std::string_view quoted_column, const schema::Column& column, const schema::ObjectName& type,
                       const schema::Options& labels);
std::string converted(std::string_view quoted_column, const schema::Schema& from, const schema::Column& old_column,
                      const schema::Schema& to, const schema::Column& column);

// The rows whose value the new type refuses or rounds; see Dialect::misfit. Empty for arrays and for what only a cast
// could tell, which would fail.
std::string misfit(const schema::Column& old_column, const schema::Column& column);

}  // namespace strata::dialects::postgresql
