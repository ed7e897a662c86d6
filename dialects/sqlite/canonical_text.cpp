// Spells each token, then joins them with spaces by a rule that looks at two neighbours only.
#include "dialects/sqlite/canonical_text.hpp"

#include "dialects/sqlite/names.hpp"

#include <span>
#include <utility>

namespace strata::dialects::sqlite {
namespace {

// In backticks where it must be quoted: unlike "double quotes" they never make a string of it.
std::string spelled_identifier(const std::string& folded) {
  return plain_identifier(folded) ? folded : in_quotes(folded, '`');
}

std::string spelled_quoted(const Token& token, const IsName& is_name, UnknownQuoted unknown) {
  const std::string name = unquoted(token);
  std::string folded = fold(name);
  if (token.text.front() == '"' && !is_name(folded)) {
    return unknown == UnknownQuoted::is_string ? string_literal(name) : std::string(token.text);
  }
  return spelled_identifier(folded);
}

std::string spelled(const Token& token, const IsName& is_name, UnknownQuoted unknown) {
  switch (token.kind) {
    case TokenKind::word:
    case TokenKind::number:
    case TokenKind::blob:
      return fold(token.text);
    case TokenKind::quoted:
      return spelled_quoted(token, is_name, unknown);
    case TokenKind::symbol:
      if (token.text == "==") return "=";
      if (token.text == "!=") return "<>";
      return std::string(token.text);
    default:
      return std::string(token.text);
  }
}

// Looks at the tokens as they are spelled, since a quoted one may have become a string.
bool space_between(std::string_view before, std::string_view after) {
  if (before == ".") return next_token(after, 0).kind == TokenKind::number;  // or it would be another number
  if (before == "(") return false;
  if (after == ")" || after == "," || after == ".") return false;
  const TokenKind kind = next_token(before, 0).kind;
  return !(after == "(" && (kind == TokenKind::word || kind == TokenKind::quoted));
}

// True if the first token opens the parenthesis that the last one closes.
bool wrapped(std::span<const Token> tokens) {
  if (tokens.size() < 3 || !is_symbol(tokens.front(), "(")) return false;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return i + 1 == tokens.size();
  }
  return false;
}

std::string joined(std::span<const Token> tokens, const IsName& is_name, UnknownQuoted unknown) {
  std::string text;
  std::string before;
  for (const Token& token : tokens) {
    std::string current = spelled(token, is_name, unknown);
    if (!text.empty() && space_between(before, current)) text += ' ';
    text += current;
    before = std::move(current);
  }
  return text;
}

}  // namespace

std::string canonical_expression(std::string_view sql, const IsName& is_name, UnknownQuoted unknown) {
  const std::vector<Token> all = tokenize(sql);
  std::span<const Token> tokens(all.data(), all.size() - 1);
  while (!tokens.empty() && is_symbol(tokens.back(), ";")) tokens = tokens.first(tokens.size() - 1);
  while (wrapped(tokens)) tokens = tokens.subspan(1, tokens.size() - 2);
  return joined(tokens, is_name, unknown);
}

std::string canonical_type(std::string_view type) {
  const std::vector<Token> all = tokenize(type);
  const std::span<const Token> tokens(all.data(), all.size() - 1);
  const bool quoted =
      tokens.size() == 1 && (tokens.front().kind == TokenKind::quoted || tokens.front().kind == TokenKind::string);
  if (quoted) return canonical_type(unquoted(tokens.front()));
  const auto every_word = [](std::string_view) { return true; };
  return joined(tokens, every_word, UnknownQuoted::stays);
}

}  // namespace strata::dialects::sqlite
