// SQL text -> SQLite's tokens, exactly as SQLite's own lexer cuts them (tokenize.c; lang_keywords.html,
// lang_comment.html). Splitting scripts, reading stored definitions and comparing expressions all stand on it.
// Tokens are views into the text, so that reading ten thousand definitions copies nothing.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

enum class TokenKind {
  word,  // keyword or plain identifier: the grammar decides which
  quoted,  // "identifier", `identifier`, [identifier]; the first may also be a string (quirks.html, section 8)
  string,  // 'text'
  blob,  // x'00ff'
  number,  // 12, 0x1f, 1.5e-3
  variable,  // ?, ?1, :name, @name, $name
  symbol,  // operators and punctuation, "->>" as one
  illegal,  // what SQLite rejects: a lone "!", 12abc, x'0'
  unterminated,  // a string or quoted identifier that the text's end cuts off
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

// All tokens of the text, closed by one TokenKind::end. The second form reuses the vector's memory.
std::vector<Token> tokenize(std::string_view sql);
void tokenize(std::string_view sql, std::vector<Token>& tokens);

}  // namespace strata::dialects::sqlite
