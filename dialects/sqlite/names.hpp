// Names in SQLite: case does not count in ASCII (and only there), four ways of quoting.
#pragma once

#include "dialects/sqlite/tokenizer.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::sqlite {

// Lower case in ASCII, the rest as it is: names with equal folds are one name.
std::string fold(std::string_view name);
bool same_name(std::string_view left, std::string_view right);

// The name or text inside a token: quotes taken off, doubled ones halved; a word as it is.
std::string unquoted(const Token& token);

// The text between two of that quote, its own ones doubled.
std::string in_quotes(std::string_view text, char quote);

// 'text' with its quotes doubled.
std::string string_literal(std::string_view text);

// "name" with its quotes doubled, whatever the name.
std::string quoted_name(std::string_view name);

// True if the folded name reads as itself without quotes anywhere: a plain identifier that is no keyword.
bool plain_identifier(std::string_view folded);

// True for the keyword in any case, unquoted.
bool is_keyword(const Token& token, std::string_view keyword);
bool is_symbol(const Token& token, std::string_view symbol);

}  // namespace strata::dialects::sqlite
