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

// `users.email` as `email`: what a table's own expressions say of its columns, whatever the table is called.
std::string without_qualifier(std::string_view sql, std::string_view table);

// Whether a view or trigger surely is broken: it reads or writes (FROM, JOIN, INTO, UPDATE) a table that is none of
// `known` (folded names). What can't be told without SQLite, like a missing column, doesn't count.
bool misses_relation(std::string_view sql, const std::set<std::string>& known);

}  // namespace strata::dialects::sqlite
