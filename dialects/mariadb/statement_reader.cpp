// See statement_reader.hpp.
#include "dialects/mariadb/statement_reader.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t last = text.find_last_not_of(spaces);
  return last == std::string_view::npos ? "" : std::string(text.substr(0, last + 1));
}

}  // namespace

const Token& StatementReader::token(std::size_t ahead) const {
  return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

bool StatementReader::looking_at(std::initializer_list<std::string_view> keywords) const {
  std::size_t ahead = 0;
  return std::ranges::all_of(keywords, [&](std::string_view keyword) { return is_keyword(token(ahead++), keyword); });
}

bool StatementReader::accept(std::initializer_list<std::string_view> keywords) {
  if (!looking_at(keywords)) return false;
  position_ += keywords.size();
  return true;
}

bool StatementReader::accept_symbol(std::string_view symbol) {
  if (!is_symbol(token(), symbol)) return false;
  ++position_;
  return true;
}

std::string StatementReader::take_name() {
  std::string name = identifier_of(token());
  advance();
  return name;
}

std::string StatementReader::take_string() {
  std::string text = string_of(token());
  advance();
  return text;
}

std::string StatementReader::take_parenthesized() {
  if (!is_symbol(token(), "(")) return {};
  const std::size_t begin = token().end_offset();
  advance_over_term();
  const std::size_t end = tokens_[position_ - 1].offset;
  return trimmed(sql_.substr(begin, end - begin));
}

void StatementReader::advance_over_term() {
  if (!is_symbol(token(), "(")) advance();
  if (!is_symbol(token(), "(")) return;
  for (int depth = 0; !done();) {
    if (is_symbol(token(), "(")) ++depth;
    if (is_symbol(token(), ")")) --depth;
    advance();
    if (depth == 0) return;
  }
}

std::string StatementReader::since(std::size_t begin) const {
  return trimmed(sql_.substr(begin, offset() - begin));
}

std::string StatementReader::rest() const {
  return trimmed(sql_.substr(offset()));
}

}  // namespace strata::dialects::mariadb
