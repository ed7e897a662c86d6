// Expressions and queries as the server deparsed them -> texts that it reads back as the same tree.
#pragma once

#include <string>
#include <string_view>

namespace strata::dialects::postgresql {

// The text itself but for what reads back as another tree; see reparsable.cpp for what that is.
std::string reparsable(std::string_view expression);
// The same for a view's query.
std::string reparsable_query(std::string_view query);

// The text without the parentheses around all of it: "(a > 0)" -> "a > 0". "(a) + (b)" stays.
std::string_view bare(std::string_view expression);

// True for a call of a function and nothing around it, which an index takes without parentheses.
bool is_call(std::string_view expression);

}  // namespace strata::dialects::postgresql
