// Expressions are looked through by their tokens: a name counts wherever it stands, since only the server knows what
// each means.
#include "dialects/postgresql/column_uses.hpp"

#include "dialects/postgresql/tokenizer.hpp"
#include "schema/contains.hpp"

#include <algorithm>
#include <variant>

namespace strata::dialects::postgresql {
namespace {

bool parts_mention(const std::vector<schema::KeyPart>& parts, std::string_view column) {
  return std::ranges::any_of(
      parts, [&](const schema::KeyPart& part) { return part.column == column || mentions(part.expression, column); });
}

}  // namespace

bool mentions(std::string_view sql, std::string_view name) {
  if (sql.empty() || name.empty()) return false;
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end; token = next_token(sql, token.end_offset())) {
    const bool is_name = token.kind == TokenKind::word || token.kind == TokenKind::quoted;
    if (is_name && identifier_of(token) == name) return true;
    if (token.text.empty()) return false;
  }
  return false;
}

std::vector<std::string_view> expressions_of(const schema::Index& index) {
  std::vector<std::string_view> texts{index.where};
  for (const schema::KeyPart& part : index.parts) texts.emplace_back(part.expression);
  return texts;
}
std::vector<std::string_view> expressions_of(const diff::Constraint& constraint) {
  if (const auto* check = std::get_if<schema::Check>(&constraint)) return {check->expression};
  std::vector<std::string_view> texts;
  if (const auto* exclusion = std::get_if<schema::Exclusion>(&constraint)) {
    texts.emplace_back(exclusion->where);
    for (const auto& element : exclusion->elements) texts.emplace_back(element.part.expression);
  }
  return texts;
}

bool uses_column(const diff::Constraint& constraint, const std::string& column) {
  return std::visit(
      diff::overloaded{
          [&](const schema::Check& check) { return mentions(check.expression, column); },
          [&](const schema::ForeignKey& key) { return contains(key.columns, column); },
          [&](const schema::Exclusion& exclusion) {
            return contains(exclusion.include, column) || mentions(exclusion.where, column) ||
                   std::ranges::any_of(exclusion.elements,
                                       [&](const auto& element) { return parts_mention({element.part}, column); });
          },
          [&](const auto& key) { return contains(key.include, column) || parts_mention(key.parts, column); },
      },
      constraint);
}

bool uses_column(const schema::Index& index, const std::string& column) {
  return parts_mention(index.parts, column) || contains(index.include, column) || mentions(index.where, column);
}

}  // namespace strata::dialects::postgresql
