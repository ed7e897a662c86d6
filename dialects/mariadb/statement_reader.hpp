// Reads what the server itself wrote, token by token; texts are taken as slices of the statement, so that they stay as
// they were written.
#pragma once

#include "dialects/mariadb/tokenizer.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

class StatementReader {
 public:
  explicit StatementReader(std::string_view sql) : sql_(sql), tokens_(tokenize(sql)) {}

  [[nodiscard]] const Token& token(std::size_t ahead = 0) const;
  [[nodiscard]] bool done() const { return token().kind == TokenKind::end; }
  // Whether the next tokens are these keywords, given in lower case.
  [[nodiscard]] bool looking_at(std::initializer_list<std::string_view> keywords) const;
  // The same, and goes past them.
  bool accept(std::initializer_list<std::string_view> keywords);
  bool accept_symbol(std::string_view symbol);
  void advance() { position_ += done() ? 0 : 1; }

  // The name, or the characters of the string, that is next.
  std::string take_name();
  std::string take_string();
  // The text between parentheses, without them: "`a` > 0".
  std::string take_parenthesized();
  // Past the next token; where it is followed by a call's or a type's parentheses, past these.
  void advance_over_term();

  [[nodiscard]] std::size_t offset() const { return token().offset; }
  // From there to the next token, without the spaces before it.
  [[nodiscard]] std::string since(std::size_t offset) const;
  [[nodiscard]] std::string rest() const;

 private:
  std::string_view sql_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
};

}  // namespace strata::dialects::mariadb
