// SQL text -> MariaDB's tokens, cut as the server's own lexer cuts them (sql_lex.cc; no ANSI_QUOTES, backslashes
// escape). Scripts, revisions and expressions are read by it, so that nothing that stands in a string, a comment or
// a body is taken for more. What stands in a versioned comment (/*!50003 … */, /*M!100100 … */) is code. Tokens are
// views into the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

enum class TokenKind {
  word,  // keyword or plain identifier, _utf8mb4 of _utf8mb4'text'
  quoted,  // `identifier`
  string,  // 'text', "text", N'text', X'f0', B'01'
  number,  // 12, 1.5e-3, 0xF0, 0b01
  variable,  // @name, @`name`, @@global.name, and the host of 'user'@'host'
  symbol,  // an operator as a whole ("->>", "<=>", ":="), or one of ( ) [ ] { } , ; . : ?
  version_open,  // /*! or /*M!, with its version number; only next_part() gives it
  version_close,  // the */ of it; only next_part() gives it
  illegal,  // what begins no token: a backslash, a control character
  unterminated,  // a string, quoted identifier or comment that the text's end cuts off
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // as written, quotes included
  std::size_t offset = 0;  // in bytes, from the start of the tokenized text

  [[nodiscard]] std::size_t end_offset() const { return offset + text.size(); }
};

// The token at `offset` or, past spaces, comments and the marks of versioned ones, after it. TokenKind::end at the
// end of the text.
Token next_token(std::string_view sql, std::size_t offset);

// The same, with the marks of versioned comments as tokens of their own.
Token next_part(std::string_view sql, std::size_t offset);

// All tokens of the text, closed by one TokenKind::end.
std::vector<Token> tokenize(std::string_view sql);

// Whether the token is this keyword (given in lower case), or this symbol.
bool is_keyword(const Token& token, std::string_view keyword);
bool is_symbol(const Token& token, std::string_view symbol);

// Whether the token can be a name: a word (which may be a keyword) or `quoted`.
bool is_name(const Token& token);

// The name that a word or a quoted identifier stands for, its case kept; other tokens as they are.
std::string identifier_of(const Token& token);

// The characters that a '…', "…" or N'…' string stands for.
std::string string_of(const Token& token);

}  // namespace strata::dialects::mariadb
