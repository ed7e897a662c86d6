// One spelling for SQL texts that mean the same, token by token: SQLite keeps what it was given, so `lower( Email )`
// and `LOWER("email")` are one expression in two spellings. Nothing is reordered or computed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace strata::dialects::sqlite {

// Whether a folded name is an identifier here. SQLite reads a "double-quoted" word that is none as a string
// (quirks.html, section 8).
using IsName = std::function<bool(std::string_view folded)>;

// What becomes of a "double-quoted" word that is no name: a string, or left alone where aliases can't be told.
enum class UnknownQuoted { is_string, stays };

// Keywords and identifiers in lower case, quotes only where they matter, comments and parentheses around the whole
// left out, one way of spacing, `=` for `==`, `<>` for `!=`. Strings stay exactly as they are. Applying it again
// changes nothing.
std::string canonical_expression(std::string_view sql, const IsName& is_name,
                                 UnknownQuoted unknown = UnknownQuoted::is_string);

// A declared type: lower case, one space between words, quotes around the whole taken off.
std::string canonical_type(std::string_view type);

}  // namespace strata::dialects::sqlite
