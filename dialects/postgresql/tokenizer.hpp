// SQL text -> PostgreSQL's tokens, cut as the server's own lexer cuts them (sql-syntax-lexical.html; standard
// conforming strings). Scripts, revisions and deparsed expressions are read by it, so that nothing that stands in a
// string, a comment or a body is taken for more. Tokens are views into the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

enum class TokenKind {
  word,  // keyword or plain identifier
  quoted,  // "identifier", U&"identifier"
  string,  // 'text', E'text', B'0', X'f', N'text', U&'text', $tag$text$tag$; with the continuations of later lines
  number,  // 12, 1.5e-3
  parameter,  // $1
  symbol,  // an operator as a whole ("->>", "::", ":="), or one of ( ) [ ] , ; . :
  illegal,  // what begins no token: a backslash, a lone $, a control character
  unterminated,  // a string, quoted identifier or comment that the text's end cuts off
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // as written, quotes included
  std::size_t offset = 0;  // in bytes, from the start of the tokenized text

  [[nodiscard]] std::size_t end_offset() const { return offset + text.size(); }
};

// The token at `offset` or, past spaces and comments, after it. TokenKind::end at the end of the text.
Token next_token(std::string_view sql, std::size_t offset);

// All tokens of the text, closed by one TokenKind::end.
std::vector<Token> tokenize(std::string_view sql);

// Whether the token can be an identifier, quoted or not.
bool is_name(const Token& token);

// Whether the token is this keyword (given in lower case), or this symbol.
bool is_keyword(const Token& token, std::string_view keyword);
bool is_symbol(const Token& token, std::string_view symbol);

// The name that a word (folded to lower case) or a quoted identifier stands for; other tokens as they are.
std::string identifier_of(const Token& token);

// The characters that a '…', E'…' or $tag$…$tag$ string stands for, as far as they are needed to look into the code
// that it holds: escapes other than a backslash before a quote, a backslash or an n stay as written.
std::string string_of(const Token& token);

}  // namespace strata::dialects::postgresql
