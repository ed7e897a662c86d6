// Clause by clause: what stands behind the table's name, and behind each comma outside of parentheses.
#include "dialects/mariadb/column_changes.hpp"

#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// Bare words behind ADD or DROP that say that it is no column.
constexpr std::array<std::string_view, 13> other_parts{"index",      "key",    "constraint", "foreign", "primary",
                                                       "unique",     "check",  "fulltext",   "spatial", "partition",
                                                       "partitions", "period", "system"};

class Clauses {
 public:
  explicit Clauses(std::string_view statement) : tokens_(tokenize(statement)) {}

  std::vector<std::string> columns() {
    if (!take("alter")) return {};
    while (!at_end() && !take("table")) ++at_;
    take_condition();
    take_name(false);
    if (take_symbol(".")) take_name(false);
    while (!at_end()) {
      clause();
      skip_clause();
      take_symbol(")");  // of nothing: the server will say so
    }
    return std::move(columns_);
  }

 private:
  [[nodiscard]] const Token& token() const { return tokens_[std::min(at_, tokens_.size() - 1)]; }
  [[nodiscard]] bool at_end() const { return token().kind == TokenKind::end; }

  bool take(std::string_view keyword) {
    if (!is_keyword(token(), keyword)) return false;
    ++at_;
    return true;
  }
  bool take_symbol(std::string_view symbol) {
    if (!is_symbol(token(), symbol)) return false;
    ++at_;
    return true;
  }
  void take_condition() {
    if (!take("if")) return;
    take("not");
    take("exists");
  }
  void take_name(bool keep = true) {
    if (!is_name(token())) return;
    if (keep) columns_.push_back(identifier_of(token()));
    ++at_;
  }

  void clause() {
    if (take("add")) return added();
    if (take("drop")) return dropped();
    if (take("change")) {
      take("column");
      take_condition();
      take_name();
      return take_name();
    }
    if (!take("rename") || !take("column")) return;
    take_condition();
    take_name();
    if (take("to")) take_name();
  }

  [[nodiscard]] bool at_other_part() const {
    return std::ranges::any_of(other_parts, [&](std::string_view part) { return is_keyword(token(), part); });
  }

  void added() {
    if (!take("column") && at_other_part()) return;
    take_condition();
    if (!take_symbol("(")) return take_name();
    while (!at_end() && !is_symbol(token(), ")")) {
      take_name();
      skip_clause();
    }
    take_symbol(")");
  }

  void dropped() {
    if (!take("column") && at_other_part()) return;
    take_condition();
    take_name();
  }

  // To behind the comma that ends the clause, or to what closes the list that it is in.
  void skip_clause() {
    int depth = 0;
    for (; !at_end(); ++at_) {
      if (is_symbol(token(), "(")) ++depth;
      if (is_symbol(token(), ")") && --depth < 0) return;
      if (depth != 0 || !is_symbol(token(), ",")) continue;
      ++at_;
      return;
    }
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<std::string> columns_;
};

}  // namespace

std::vector<std::string> changed_columns(std::string_view statement) {
  return Clauses(statement).columns();
}

}  // namespace strata::dialects::mariadb
