// A statement read by its keywords: what the questions about statements (script.hpp) have in common.
#pragma once

#include "dialects/mariadb/tokenizer.hpp"

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

using Tokens = std::span<const Token>;

// A statement's tokens; past the end there is TokenKind::end.
class Words {
 public:
  explicit Words(Tokens tokens) : tokens_(tokens) {}

  [[nodiscard]] const Token& at(std::size_t index) const;
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] bool is(std::size_t index, std::string_view keyword) const { return is_keyword(at(index), keyword); }
  [[nodiscard]] bool is_sign(std::size_t index, std::string_view symbol) const { return is_symbol(at(index), symbol); }
  [[nodiscard]] bool one_of(std::size_t index, std::initializer_list<std::string_view> keywords) const;
  [[nodiscard]] bool begins(std::initializer_list<std::string_view> keywords) const;
  // The keywords one after the other, anywhere.
  [[nodiscard]] bool has(std::initializer_list<std::string_view> keywords) const;
  // The same words from `index` on.
  [[nodiscard]] Words from(std::size_t index) const;
  [[nodiscard]] Tokens tokens() const { return tokens_; }

 private:
  Tokens tokens_;
};

// The statements that a statement holds: itself, with SET STATEMENT … FOR taken off; those of a block that runs at
// once (BEGIN NOT ATOMIC, IF, …); and what EXECUTE IMMEDIATE and PREPARE are given as a string. Bodies that are only
// stored are part of their statement, unless they are to be looked into.
class Pieces {
 public:
  enum class Bodies { kept, divided };
  explicit Pieces(std::string_view statement, Bodies bodies = Bodies::kept);

  [[nodiscard]] const std::vector<Words>& all() const { return pieces_; }
  // Whether the statement is a block.
  [[nodiscard]] bool block() const { return block_; }

 private:
  void add(std::string_view statement, int depth);

  // What pieces_ looks at; a deque leaves its elements where they are.
  std::deque<std::vector<Token>> tokens_;
  std::deque<std::string> strings_;
  std::vector<Words> pieces_;
  Bodies bodies_;
  bool block_ = false;
};

}  // namespace strata::dialects::mariadb
