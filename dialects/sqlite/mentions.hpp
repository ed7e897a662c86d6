// Which names a piece of SQL mentions: to see what an expression, a trigger or a view would miss. It errs on the safe
// side, since a keyword or a function of that name counts too.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace strata::dialects::sqlite {

// Words and quoted identifiers, folded.
std::set<std::string> names_in(std::string_view sql);

bool mentions(std::string_view sql, std::string_view name);

}  // namespace strata::dialects::sqlite
