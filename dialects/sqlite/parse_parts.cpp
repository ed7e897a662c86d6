// Key parts are cut at the commas and then read from their end: direction, collation, and what is left.
#include "dialects/sqlite/parse_parts.hpp"

namespace strata::dialects::sqlite {
namespace {

bool names_something(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted || token.kind == TokenKind::string;
}

// COLLATE binds tighter than any operator, so it belongs to the whole part only after one operand: a name, or
// one that ends with a parenthesis that began at its start or after a function's name.
bool is_single_operand(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  if (last - first == 1) return true;
  if (!is_symbol(tokens[last - 1], ")")) return false;
  std::size_t open = first;
  if (names_something(tokens[open])) ++open;
  if (!is_symbol(tokens[open], "(")) return false;
  std::size_t depth = 0;
  for (std::size_t i = open; i < last; ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return i + 1 == last;
  }
  return false;
}

schema::KeyPart read_part(const Cursor& cursor, std::size_t first, std::size_t last) {
  const std::vector<Token>& tokens = cursor.tokens();
  if (first == last) cursor.fail("a column or an expression");
  schema::KeyPart part;
  if (last - first > 1 && (is_keyword(tokens[last - 1], "asc") || is_keyword(tokens[last - 1], "desc"))) {
    part.descending = is_keyword(tokens[last - 1], "desc");
    --last;
  }
  if (last - first > 2 && is_keyword(tokens[last - 2], "collate") && is_single_operand(tokens, first, last - 2)) {
    part.collation = unquoted(tokens[last - 1]);
    last -= 2;
  }
  if (last - first == 1 && names_something(tokens[first])) {
    part.column = unquoted(tokens[first]);
  } else {
    part.expression = std::string(cursor.source(first, last));
  }
  return part;
}

}  // namespace

std::vector<schema::KeyPart> take_key_parts(Cursor& cursor, bool* autoincrement) {
  std::vector<schema::KeyPart> parts;
  cursor.expect_symbol("(");
  std::size_t depth = 0;
  std::size_t first = cursor.index();
  while (true) {
    if (cursor.at_end()) cursor.fail(")");
    const bool outermost = depth == 0;
    if (outermost && (cursor.at_symbol(",") || cursor.at_symbol(")"))) {
      std::size_t last = cursor.index();
      if (autoincrement != nullptr && last > first && is_keyword(cursor.tokens()[last - 1], "autoincrement")) {
        *autoincrement = true;
        --last;
      }
      parts.push_back(read_part(cursor, first, last));
      if (cursor.take_symbol(")")) return parts;
      cursor.take();
      first = cursor.index();
      continue;
    }
    if (cursor.at_symbol("(")) ++depth;
    if (cursor.at_symbol(")")) --depth;
    cursor.take();
  }
}

std::string kept_comment(std::string_view gap) {
  constexpr std::string_view blanks = " \t\r\n\f";
  const std::size_t begin = gap.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  gap = gap.substr(begin, gap.find_last_not_of(blanks) + 1 - begin);
  if (gap.size() < 4 || !gap.starts_with("/*") || gap.find("*/") != gap.size() - 2) return {};
  std::string_view inner = gap.substr(2, gap.size() - 4);
  if (inner.starts_with(' ')) inner.remove_prefix(1);
  if (inner.ends_with(' ')) inner.remove_suffix(1);
  std::string comment(inner);
  for (std::size_t at = comment.find("* /"); at != std::string::npos; at = comment.find("* /", at + 2)) {
    comment.erase(at + 1, 1);  // how "*/" is written inside a comment
  }
  return comment;
}

}  // namespace strata::dialects::sqlite
