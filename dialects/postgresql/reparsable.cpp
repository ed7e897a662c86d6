// What the server prints is nearly always what it reads back as the same tree. What is not, found by creating anew what
// was printed of a few thousand expressions and views:
//
// 1. A cast of an array constructor: (s)::text = ANY ((ARRAY['a'::character varying])::text[]), which is s IN ('a') of
//    a varchar. Read again, the cast goes into the elements (parse_expr.c, transformTypeCast). A cast to the
//    constructor's own type between the two adds nothing to the tree, and keeps the outer one where it is. Where the
//    text doesn't tell that type (bare columns, lengths that differ) the cast is left out below ANY and ALL, whose
//    operator brings it back; elsewhere it is left as it is, and converges after being written once.
// 2. (((a >= 1) AND (a <= 3)) AND b), which is a BETWEEN 1 AND 3 AND b. Read again, AND runs in one list. It is written
//    as the BETWEEN that it was; NOT BETWEEN with OR likewise. Other boolean lists within a list of their kind come
//    from row comparisons and IN with columns, and from BETWEEN SYMMETRIC: these converge after being written once.
// 3. A column of a query that is called "?column?" although its expression would give it another name: it is printed
//    without the name. It gets it back.
#include "dialects/postgresql/reparsable.hpp"

#include "dialects/postgresql/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace strata::dialects::postgresql {
namespace {

using TokenList = std::vector<Token>;

bool opens(const Token& token) {
  return is_symbol(token, "(") || is_symbol(token, "[");
}
bool closes(const Token& token) {
  return is_symbol(token, ")") || is_symbol(token, "]");
}

// The token that closes the bracket at `open`, or the end.
std::size_t closing(const TokenList& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i + 1 < tokens.size(); ++i) {
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i]) && --depth == 0) return i;
  }
  return tokens.size() - 1;
}

// Words and dots from `first`, up to `last`: a type's name without modifiers. Those that mean a length of one when
// they stand alone get the name without one.
std::string type_without_modifiers(const TokenList& tokens, std::size_t first, std::size_t last) {
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

// The type of an element between two tokens as it is written; empty where the text doesn't tell.
struct ElementType {
  std::string written;
  std::string without_modifiers;
};

std::string written_from(const TokenList& tokens, std::size_t first, std::size_t last) {
  const std::size_t begin = tokens[first].offset;
  return std::string(tokens[first].text.data(), tokens[last - 1].end_offset() - begin);
}

// The last cast counts if a type is all that follows; an array's elements are no arrays.
ElementType element_type(const TokenList& tokens, std::size_t first, std::size_t last) {
  int depth = 0;
  for (std::size_t i = last; i-- > first;) {
    if (closes(tokens[i])) ++depth;
    if (opens(tokens[i])) --depth;
    if (depth != 0 || !is_symbol(tokens[i], "::")) continue;
    for (std::size_t k = i + 1; k < last; ++k) {
      const bool of_type = tokens[k].kind == TokenKind::word || tokens[k].kind == TokenKind::quoted ||
                           is_symbol(tokens[k], ".") || is_symbol(tokens[k], "(");
      if (!of_type) return {};
      if (is_symbol(tokens[k], "(")) k = closing(tokens, k);
    }
    return {written_from(tokens, i + 1, last), type_without_modifiers(tokens, i + 1, last)};
  }
  if (last != first + 1) return {};
  std::string type;
  if (tokens[first].kind == TokenKind::number) {
    type = tokens[first].text.find_first_of(".eE") == std::string_view::npos ? "integer" : "numeric";
  } else if (is_keyword(tokens[first], "true") || is_keyword(tokens[first], "false")) {
    type = "boolean";
  }
  return {type, type};
}

// Of ARRAY[…], whose bracket is at `open`: the one type of all elements, and the type of one that tells it.
struct ArrayType {
  std::string of_all;
  std::string of_one;
};

ArrayType array_type(const TokenList& tokens, std::size_t open) {
  const std::size_t end = closing(tokens, open);
  std::set<std::string> types;
  ArrayType out;
  std::size_t first = open + 1;
  for (std::size_t i = first; i <= end; ++i) {
    if (i < end && opens(tokens[i])) i = closing(tokens, i);
    if (i < end && !is_symbol(tokens[i], ",")) continue;
    const ElementType type = element_type(tokens, first, i);
    types.insert(type.written);
    if (!type.without_modifiers.empty()) out.of_one = type.without_modifiers;
    first = i + 1;
  }
  if (types.size() == 1) out.of_all = *types.begin();
  return out;
}

// What is put in place of a part of the text.
struct Edit {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string text;
};
using Edits = std::vector<Edit>;

std::string edited(std::string_view text, Edits edits) {
  std::ranges::stable_sort(edits, {}, &Edit::offset);
  std::string out;
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    out.append(text.substr(copied, edit.offset - copied)).append(edit.text);
    copied = edit.offset + edit.length;
  }
  return out.append(text.substr(copied));
}

// The token behind the type that begins at `at`.
std::size_t after_type(const TokenList& tokens, std::size_t at) {
  for (;; ++at) {
    if (opens(tokens[at])) {
      at = closing(tokens, at);
      continue;
    }
    const bool of_type =
        tokens[at].kind == TokenKind::word || tokens[at].kind == TokenKind::quoted || is_symbol(tokens[at], ".");
    if (!of_type) return at;
  }
}

// (ARRAY[…])::type, with the first parenthesis at `at`.
void add_array_cast(const TokenList& tokens, std::size_t at, Edits& edits) {
  const std::size_t end = closing(tokens, at + 2);
  if (end + 2 >= tokens.size() || !is_symbol(tokens[end + 1], ")") || !is_symbol(tokens[end + 2], "::")) return;
  const ArrayType type = array_type(tokens, at + 2);
  const std::size_t cast = end + 2;
  if (type.of_all.empty() && at >= 2 && is_symbol(tokens[at - 1], "(") &&
      (is_keyword(tokens[at - 2], "any") || is_keyword(tokens[at - 2], "all"))) {
    const std::size_t after = after_type(tokens, cast + 1);
    if (!is_symbol(tokens[after], ")")) return;
    edits.push_back({tokens[at].offset, 1, ""});
    edits.push_back({tokens[cast - 1].offset, tokens[after].offset - tokens[cast - 1].offset, ""});
    return;
  }
  const std::string& own = type.of_all.empty() ? type.of_one : type.of_all;
  if (own.empty()) return;
  edits.push_back({tokens[at].offset, 0, "("});
  edits.push_back({tokens[cast].offset, 0, "::" + own + "[])"});
}

// Tokens [first, last) of one operand.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::string text_of(const TokenList& tokens, Span span) {
  return written_from(tokens, span.first, span.last);
}

bool same_text(const TokenList& tokens, Span a, Span b) {
  return a.last - a.first == b.last - b.first &&
         std::equal(tokens.begin() + static_cast<std::ptrdiff_t>(a.first),
                    tokens.begin() + static_cast<std::ptrdiff_t>(a.last),
                    tokens.begin() + static_cast<std::ptrdiff_t>(b.first),
                    [](const Token& x, const Token& y) { return x.text == y.text; });
}

// The operands of "(left operator right)", whose parenthesis is at `open`.
std::optional<std::pair<Span, Span>> comparison(const TokenList& tokens, std::size_t open, std::string_view symbol) {
  const std::size_t close = closing(tokens, open);
  for (std::size_t i = open + 1; i < close; ++i) {
    if (opens(tokens[i])) {
      i = closing(tokens, i);
    } else if (is_symbol(tokens[i], symbol) && i > open + 1 && i + 1 < close) {
      return std::pair(Span{open + 1, i}, Span{i + 1, close});
    }
  }
  return std::nullopt;
}

// What BETWEEN compares: both sides name it, one of them perhaps within a cast that the comparison asked for.
std::optional<Span> compared(const TokenList& tokens, Span a, Span b) {
  const auto inner = [&](Span span) -> Span {
    if (!is_symbol(tokens[span.first], "(")) return span;
    const std::size_t close = closing(tokens, span.first);
    return close + 1 < span.last && is_symbol(tokens[close + 1], "::") ? Span{span.first + 1, close} : span;
  };
  if (same_text(tokens, a, b)) return a;
  if (same_text(tokens, a, inner(b))) return a;
  if (same_text(tokens, inner(a), b)) return b;
  return std::nullopt;
}

// ((x >= low) AND (x <= high)) AND …, with the first parenthesis at `at`; for NOT BETWEEN with the words of that.
void add_between(const TokenList& tokens, std::size_t at, bool negated, Edits& edits) {
  const std::string_view word = negated ? "or" : "and";
  const std::size_t end = closing(tokens, at);
  if (at + 1 >= end || !is_symbol(tokens[at + 1], "(") || !is_keyword(tokens[end + 1], word)) return;
  if (at > 0 && is_keyword(tokens[at - 1], word)) return;  // there it stays a list of its own
  const std::size_t second = closing(tokens, at + 1) + 2;
  if (second >= end || !is_keyword(tokens[second - 1], word) || !is_symbol(tokens[second], "(") ||
      closing(tokens, second) + 1 != end) {
    return;
  }
  const auto low = comparison(tokens, at + 1, negated ? "<" : ">=");
  const auto high = comparison(tokens, second, negated ? ">" : "<=");
  if (!low || !high) return;
  const auto value = compared(tokens, low->first, high->first);
  if (!value) return;
  const std::string text = "(" + text_of(tokens, *value) + (negated ? " NOT BETWEEN " : " BETWEEN ") +
                           text_of(tokens, low->second) + " AND " + text_of(tokens, high->second) + ")";
  edits.push_back({tokens[at].offset, tokens[end].end_offset() - tokens[at].offset, text});
}

Edits find_edits(const TokenList& tokens) {
  Edits edits;
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    if (!is_symbol(tokens[i], "(")) continue;
    if (is_keyword(tokens[i + 1], "array") && is_symbol(tokens[i + 2], "[")) add_array_cast(tokens, i, edits);
    const std::size_t before = edits.size();
    add_between(tokens, i, false, edits);
    add_between(tokens, i, true, edits);
    if (edits.size() > before) i = closing(tokens, i);
  }
  return edits;
}

// The end of a query's list of columns that begins at `at`.
bool ends_list(const Token& token) {
  constexpr auto words =
      std::to_array<std::string_view>({"from", "where", "group", "having", "window", "union", "intersect", "except",
                                       "order", "limit", "offset", "fetch", "for"});
  return token.kind == TokenKind::end || closes(token) || is_symbol(token, ";") ||
         std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(token, word); });
}

// A column's own name, or a literal or operator, which have none: the name that the server doesn't print is right.
bool needs_name(const TokenList& tokens, std::size_t first, std::size_t last) {
  bool only_names = !is_keyword(tokens[first], "case");
  for (std::size_t i = first; i < last; ++i) {
    if (is_keyword(tokens[i], "as")) return false;
    only_names = only_names && (tokens[i].kind == TokenKind::quoted || is_symbol(tokens[i], ".") ||
                                (tokens[i].kind == TokenKind::word && !is_keyword(tokens[i], "null")));
    if (opens(tokens[i])) i = closing(tokens, i);
  }
  return !only_names && last - first > 1;
}

void add_names(const TokenList& tokens, Edits& edits) {
  for (std::size_t select = 0; select + 1 < tokens.size(); ++select) {
    if (!is_keyword(tokens[select], "select")) continue;
    std::size_t first = select + 1;
    if (is_keyword(tokens[first], "distinct")) ++first;
    if (is_keyword(tokens[first], "on") && is_symbol(tokens[first + 1], "(")) first = closing(tokens, first + 1) + 1;
    for (std::size_t i = first;; ++i) {
      if (opens(tokens[i])) {
        i = closing(tokens, i);
        continue;
      }
      const bool ends = ends_list(tokens[i]) && !is_keyword(tokens[i - 1], "within");  // WITHIN GROUP (ORDER BY …)
      if (!ends && !is_symbol(tokens[i], ",")) continue;
      if (i > first && needs_name(tokens, first, i)) {
        edits.push_back({tokens[i - 1].end_offset(), 0, " AS \"?column?\""});
      }
      first = i + 1;
      if (ends) break;
    }
  }
}

}  // namespace

std::string reparsable(std::string_view expression) {
  const auto mentions = [&](std::string_view word) { return expression.find(word) != std::string_view::npos; };
  if (!mentions("(ARRAY[") && !mentions(") AND ") && !mentions(") OR ")) return std::string(expression);
  return edited(expression, find_edits(tokenize(expression)));
}

std::string reparsable_query(std::string_view query) {
  const TokenList tokens = tokenize(query);
  Edits edits;
  add_names(tokens, edits);
  return reparsable(edited(query, std::move(edits)));
}

std::string_view bare(std::string_view expression) {
  const TokenList tokens = tokenize(expression);
  if (tokens.size() < 4 || !is_symbol(tokens.front(), "(")) return expression;
  const std::size_t close = closing(tokens, 0);
  if (close + 2 != tokens.size() || !is_symbol(tokens[close], ")")) return expression;
  return expression.substr(tokens[1].offset, tokens[close - 1].end_offset() - tokens[1].offset);
}

bool is_call(std::string_view expression) {
  const TokenList tokens = tokenize(expression);
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
