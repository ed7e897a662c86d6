// A place in a row of tokens, with the few moves that the parsers of stored definitions make. What the grammar
// doesn't foresee aborts with Error(internal); introspection then reports the object as unmodelled.
#pragma once

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/tokenizer.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

class Cursor {
 public:
  explicit Cursor(std::string_view sql) : sql_(sql), tokens_(tokenize(sql)) {}

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  [[nodiscard]] bool at_keyword(std::string_view keyword, std::size_t ahead = 0) const {
    return is_keyword(peek(ahead), keyword);
  }
  [[nodiscard]] bool at_symbol(std::string_view symbol) const { return is_symbol(peek(), symbol); }
  [[nodiscard]] bool at_end() const { return peek().kind == TokenKind::end; }

  const Token& take();
  bool take_keyword(std::string_view keyword);  // true and past it, or false and still there
  bool take_keywords(std::string_view first, std::string_view second);
  bool take_symbol(std::string_view symbol);
  void expect_keyword(std::string_view keyword);
  void expect_symbol(std::string_view symbol);

  // A name in any quoting, unquoted.
  std::string take_name();
  // [schema.]name: the name; the schema is not kept.
  std::string take_qualified_name();
  // ( … ) with what it nests: the text between the outer parentheses, without blanks at its ends.
  std::string take_parenthesised();

  // The source from the token at index `first` up to, not including, the one at index `last`.
  [[nodiscard]] std::string_view source(std::size_t first, std::size_t last) const;
  // What lies between the token before the cursor and the one at it: blanks and comments.
  [[nodiscard]] std::string_view gap() const;
  // The source from the cursor to the end.
  [[nodiscard]] std::string_view rest() const { return sql_.substr(peek().offset); }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }

  [[noreturn]] void fail(std::string_view expected) const;

 private:
  std::string_view sql_;
  std::vector<Token> tokens_;
  std::size_t index_ = 0;
};

}  // namespace strata::dialects::sqlite
