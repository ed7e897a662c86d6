// The moves of the parsers over tokens.
#include "dialects/sqlite/cursor.hpp"

#include "schema/error.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace strata::dialects::sqlite {

const Token& Cursor::peek(std::size_t ahead) const {
  return tokens_[std::min(index_ + ahead, tokens_.size() - 1)];
}

const Token& Cursor::take() {
  const Token& token = peek();
  if (index_ + 1 < tokens_.size()) ++index_;
  return token;
}

bool Cursor::take_keyword(std::string_view keyword) {
  if (!at_keyword(keyword)) return false;
  take();
  return true;
}

bool Cursor::take_keywords(std::string_view first, std::string_view second) {
  if (!at_keyword(first) || !at_keyword(second, 1)) return false;
  take();
  take();
  return true;
}

bool Cursor::take_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  take();
  return true;
}

void Cursor::expect_keyword(std::string_view keyword) {
  if (!take_keyword(keyword)) fail(keyword);
}

void Cursor::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol)) fail(symbol);
}

std::string Cursor::take_name() {
  const TokenKind kind = peek().kind;
  if (kind != TokenKind::word && kind != TokenKind::quoted && kind != TokenKind::string) fail("a name");
  return unquoted(take());
}

std::string Cursor::take_qualified_name() {
  std::string name = take_name();
  if (take_symbol(".")) name = take_name();
  return name;
}

std::string Cursor::take_parenthesised() {
  expect_symbol("(");
  const std::size_t first = index_;
  for (std::size_t depth = 1; depth > 0; take()) {
    if (at_end()) fail(")");
    if (at_symbol("(")) ++depth;
    if (at_symbol(")")) --depth;
  }
  return std::string(source(first, index_ - 1));
}

std::string_view Cursor::source(std::size_t first, std::size_t last) const {
  if (first >= last) return {};
  const std::size_t begin = tokens_[first].offset;
  return sql_.substr(begin, tokens_[last - 1].end_offset() - begin);
}

std::string_view Cursor::gap() const {
  if (index_ == 0) return {};
  const std::size_t begin = tokens_[index_ - 1].end_offset();
  return sql_.substr(begin, tokens_[index_].offset - begin);
}

void Cursor::fail(std::string_view expected) const {
  throw Error(ErrorCode::internal,
              fmt::format("a stored definition reads unlike SQLite's grammar at byte {}: expected {}", peek().offset,
                          expected));
}

}  // namespace strata::dialects::sqlite
