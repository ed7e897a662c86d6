// What the server prints is nearly always what it reads back. The exception is a cast of an array constructor:
//
//   ((ARRAY['a'::character varying, 'b'::character varying])::text[])        for: s IN ('a', 'b'), s being varchar
//
// Read again, the cast goes into the elements (parse_expr.c, transformTypeCast), so that the next print differs. With a
// cast to the constructor's own type between them, which adds nothing to the tree, the outer one stays where it is:
//
//   (((ARRAY['a'::character varying, 'b'::character varying])::character varying[])::text[])
//
// The own type is that of the elements: what one of them is cast to, or what a number is. An array of bare columns has
// none that the text would tell; such a cast is left as it is, and converges after being written once.
#include "dialects/postgresql/reparsable.hpp"

#include "dialects/postgresql/tokenizer.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace strata::dialects::postgresql {
namespace {

using Tokens = std::vector<Token>;

bool opens(const Token& token) {
  return is_symbol(token, "(") || is_symbol(token, "[");
}
bool closes(const Token& token) {
  return is_symbol(token, ")") || is_symbol(token, "]");
}

// The token that closes the bracket at `open`, or the end.
std::size_t closing(const Tokens& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i + 1 < tokens.size(); ++i) {
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i]) && --depth == 0) return i;
  }
  return tokens.size() - 1;
}

// Words and dots from `first`, up to `last`: a type's name without modifiers. Those that mean a length of one when
// they stand alone get the name without one.
std::string type_without_modifiers(const Tokens& tokens, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < last; ++i) {
    if (is_symbol(tokens[i], "(")) {
      i = closing(tokens, i);
      continue;
    }
    if (!out.empty() && !is_symbol(tokens[i], ".") && !out.ends_with('.')) out += ' ';
    out += tokens[i].text;
    if (out == "interval") return out;  // its fields are modifiers
  }
  if (out == "character") return "bpchar";
  if (out == "bit") return "\"bit\"";
  return out;
}

// The type of an element, between two offsets of tokens; empty where the text doesn't tell.
std::string element_type(const Tokens& tokens, std::size_t first, std::size_t last) {
  int depth = 0;
  for (std::size_t i = last; i-- > first;) {
    if (closes(tokens[i])) ++depth;
    if (opens(tokens[i])) --depth;
    if (depth != 0 || !is_symbol(tokens[i], "::")) continue;
    // The last cast counts if a type is all that follows; an array's elements are no arrays.
    for (std::size_t k = i + 1; k < last; ++k) {
      const bool of_type = tokens[k].kind == TokenKind::word || tokens[k].kind == TokenKind::quoted ||
                           is_symbol(tokens[k], ".") || is_symbol(tokens[k], "(");
      if (!of_type) return "";
      if (is_symbol(tokens[k], "(")) k = closing(tokens, k);
    }
    return type_without_modifiers(tokens, i + 1, last);
  }
  if (last != first + 1) return "";
  if (tokens[first].kind == TokenKind::number) {
    return tokens[first].text.find_first_of(".eE") == std::string_view::npos ? "integer" : "numeric";
  }
  return is_keyword(tokens[first], "true") || is_keyword(tokens[first], "false") ? "boolean" : "";
}

// The type of the elements of ARRAY[…], whose bracket is at `open`.
std::string array_element_type(const Tokens& tokens, std::size_t open) {
  const std::size_t end = closing(tokens, open);
  std::size_t first = open + 1;
  for (std::size_t i = first; i <= end; ++i) {
    if (i < end && opens(tokens[i])) i = closing(tokens, i);
    if (i < end && !is_symbol(tokens[i], ",")) continue;
    if (std::string type = element_type(tokens, first, i); !type.empty()) return type;
    first = i + 1;
  }
  return "";
}

}  // namespace

std::string reparsable(std::string_view expression) {
  if (expression.find("ARRAY[") == std::string_view::npos) return std::string(expression);
  const Tokens tokens = tokenize(expression);
  std::vector<std::pair<std::size_t, std::string>> insertions;  // {offset, text}, by offset
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (!is_keyword(tokens[i], "array") || !is_symbol(tokens[i + 1], "[") || !is_symbol(tokens[i - 1], "(")) continue;
    const std::size_t end = closing(tokens, i + 1);
    if (end + 2 >= tokens.size() || !is_symbol(tokens[end + 1], ")") || !is_symbol(tokens[end + 2], "::")) continue;
    const std::string type = array_element_type(tokens, i + 1);
    if (type.empty()) continue;
    insertions.emplace_back(tokens[i - 1].offset, "(");
    insertions.emplace_back(tokens[end + 1].end_offset(), "::" + type + "[])");
  }
  if (insertions.empty()) return std::string(expression);
  std::ranges::stable_sort(insertions, {}, &std::pair<std::size_t, std::string>::first);
  std::string out;
  std::size_t copied = 0;
  for (const auto& [offset, text] : insertions) {
    out.append(expression.substr(copied, offset - copied)).append(text);
    copied = offset;
  }
  return out.append(expression.substr(copied));
}

std::string_view bare(std::string_view expression) {
  const Tokens tokens = tokenize(expression);
  if (tokens.size() < 4 || !is_symbol(tokens.front(), "(")) return expression;
  const std::size_t close = closing(tokens, 0);
  if (close + 2 != tokens.size() || !is_symbol(tokens[close], ")")) return expression;
  return expression.substr(tokens[1].offset, tokens[close - 1].end_offset() - tokens[1].offset);
}

bool is_call(std::string_view expression) {
  const Tokens tokens = tokenize(expression);
  std::size_t open = 0;
  while (tokens[open].kind == TokenKind::word || tokens[open].kind == TokenKind::quoted || is_symbol(tokens[open], "."))
    ++open;
  if (open == 0 || !is_symbol(tokens[open], "(") || closing(tokens, open) + 2 != tokens.size()) return false;
  if (open > 1) return is_symbol(tokens[open - 2], ".");
  for (const std::string_view word : {"not", "exists", "array", "row", "case", "select", "values"}) {
    if (is_keyword(tokens[0], word)) return false;
  }
  return true;
}

}  // namespace strata::dialects::postgresql
