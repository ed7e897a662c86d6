// See statement_words.hpp.
#include "dialects/mariadb/statement_words.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// SET STATEMENT max_statement_time = 1 FOR ALTER TABLE …: where the statement itself begins, else 0.
std::size_t behind_settings(const Words& words) {
  if (!words.begins({"set", "statement"})) return 0;
  int parentheses = 0;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words.is_sign(i, "(")) ++parentheses;
    if (words.is_sign(i, ")")) --parentheses;
    if (parentheses == 0 && words.is(i, "for")) return i + 1;
  }
  return 0;
}

bool is_block(const Words& words) {
  return words.begins({"begin", "not"}) || words.one_of(0, {"if", "case", "loop", "while", "repeat", "for"});
}

bool stores_program(const Words& words) {
  return words.one_of(0, {"create", "alter"}) && std::ranges::any_of(words.tokens(), [](const Token& token) {
           return std::ranges::any_of(std::to_array<std::string_view>({"trigger", "procedure", "function", "event"}),
                                      [&](std::string_view word) { return is_keyword(token, word); });
         });
}

// Where, in a block, a statement may end or begin. More pieces than there are statements do no harm: what is asked
// of them is how they begin.
bool divides(const Token& token) {
  if (is_symbol(token, ";")) return true;
  return std::ranges::any_of(
      std::to_array<std::string_view>({"begin", "atomic", "then", "else", "loop", "do", "repeat"}),
      [&](std::string_view word) { return is_keyword(token, word); });
}

}  // namespace

const Token& Words::at(std::size_t index) const {
  static const Token none;
  return index < tokens_.size() ? tokens_[index] : none;
}

bool Words::one_of(std::size_t index, std::initializer_list<std::string_view> keywords) const {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(index, keyword); });
}

bool Words::begins(std::initializer_list<std::string_view> keywords) const {
  std::size_t index = 0;
  return std::ranges::all_of(keywords, [&](std::string_view keyword) { return is(index++, keyword); });
}

bool Words::has(std::initializer_list<std::string_view> keywords) const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (from(i).begins(keywords)) return true;
  }
  return false;
}

Words Words::from(std::size_t index) const {
  return Words(tokens_.subspan(std::min(index, tokens_.size())));
}

Pieces::Pieces(std::string_view statement, Bodies bodies) : bodies_(bodies) {
  constexpr int deepest = 3;  // a string in a string in a string: nobody writes more
  add(statement, deepest);
}

void Pieces::add(std::string_view statement, int depth) {
  tokens_.push_back(tokenize(statement));
  const Tokens all = Tokens(tokens_.back()).first(tokens_.back().size() - 1);
  const Words whole = Words(all).from(behind_settings(Words(all)));
  const std::size_t first = pieces_.size();
  block_ = block_ || is_block(whole);
  if (is_block(whole) || (bodies_ == Bodies::divided && stores_program(whole))) {
    for (std::size_t begin = 0, i = 0; i <= whole.size(); ++i) {
      if (i < whole.size() && !divides(whole.at(i))) continue;
      if (i > begin) pieces_.emplace_back(whole.tokens().subspan(begin, i - begin));
      begin = i + 1;
    }
  } else {
    pieces_.push_back(whole);
  }
  const std::size_t last = pieces_.size();
  for (std::size_t i = first; depth > 0 && i < last; ++i) {
    const Words words = pieces_[i];
    const std::size_t text = words.begins({"execute", "immediate"})          ? 2
                             : words.is(0, "prepare") && words.is(2, "from") ? 3
                                                                             : words.size();
    if (words.at(text).kind != TokenKind::string) continue;
    strings_.push_back(string_of(words.at(text)));
    add(strings_.back(), depth - 1);
  }
}

}  // namespace strata::dialects::mariadb
