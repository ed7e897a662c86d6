// Reads the heads of statements token by token. PostgreSQL: sql-createindex.html, sql-dropindex.html, sql-reindex.html,
// sql-altertable.html
#include "dialects/postgresql/concurrent_statement.hpp"

#include "dialects/postgresql/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace strata::dialects::postgresql {
namespace {

class Head {
 public:
  // A statement may be long, and what it is shows at its beginning.
  explicit Head(std::string_view statement) {
    constexpr std::size_t enough = 64;
    std::size_t offset = 0;
    do {
      tokens_.push_back(next_token(statement, offset));
      offset = tokens_.back().end_offset();
    } while (tokens_.back().kind != TokenKind::end && tokens_.size() < enough);
    if (tokens_.back().kind != TokenKind::end) tokens_.push_back({});
  }

  // Steps over the words if they come next.
  template <class... Words>
  bool take(Words... words) {
    std::size_t at = at_;
    for (const std::string_view word : {std::string_view(words)...}) {
      if (!is_keyword(tokens_[at], word)) return false;
      ++at;
    }
    at_ = at;
    return true;
  }
  [[nodiscard]] bool next_is(std::string_view word) const { return is_keyword(tokens_[at_], word); }

  schema::ObjectName take_name() {
    schema::ObjectName name;
    while (tokens_[at_].kind == TokenKind::word || tokens_[at_].kind == TokenKind::quoted) {
      name.schema = name.name;  // of database.schema.name the last two
      name.name = identifier_of(tokens_[at_++]);
      if (!is_symbol(tokens_[at_], ".")) break;
      ++at_;
    }
    return name;
  }

  // Steps over ( … ) if that comes next; true if it holds the word.
  bool take_options(std::string_view word) {
    if (!is_symbol(tokens_[at_], "(")) return false;
    bool found = false;
    while (tokens_[at_].kind != TokenKind::end && !is_symbol(tokens_[at_], ")")) {
      found = found || is_keyword(tokens_[at_], word);
      ++at_;
    }
    if (tokens_[at_].kind != TokenKind::end) ++at_;
    return found;
  }

 private:
  std::vector<Token> tokens_;  // closed by TokenKind::end, which no word is
  std::size_t at_ = 0;
};

std::optional<ConcurrentStatement> rest_of_index(Head& head) {
  ConcurrentStatement statement;
  if (!head.next_is("on")) statement.object = head.take_name();
  if (!head.take("on")) return std::nullopt;
  head.take("only");
  statement.table = head.take_name();
  statement.object.schema = statement.table.schema;
  return statement;
}

std::optional<ConcurrentStatement> create_index(Head& head) {
  head.take("unique");
  if (!head.take("index", "concurrently")) return std::nullopt;
  head.take("if", "not", "exists");
  return rest_of_index(head);
}

std::optional<ConcurrentStatement> drop_index(Head& head) {
  if (!head.take("index", "concurrently")) return std::nullopt;
  head.take("if", "exists");
  return ConcurrentStatement{ConcurrentWork::drop_index, {}, head.take_name()};
}

std::optional<ConcurrentStatement> reindex(Head& head) {
  const bool option = head.take_options("concurrently");
  const bool table = head.take("table");
  if (!table && !head.take("index")) return std::nullopt;
  if (!head.take("concurrently") && !option) return std::nullopt;
  const schema::ObjectName name = head.take_name();
  if (table) return ConcurrentStatement{ConcurrentWork::reindex_table, name, {}};
  return ConcurrentStatement{ConcurrentWork::reindex_index, {}, name};
}

std::optional<ConcurrentStatement> detach_partition(Head& head) {
  if (!head.take("table")) return std::nullopt;
  head.take("if", "exists");
  head.take("only");
  const schema::ObjectName parent = head.take_name();
  if (!head.take("detach", "partition")) return std::nullopt;
  const schema::ObjectName partition = head.take_name();
  if (!head.take("concurrently")) return std::nullopt;
  return ConcurrentStatement{ConcurrentWork::detach_partition, parent, partition};
}

}  // namespace

std::optional<ConcurrentStatement> concurrent_statement(std::string_view statement) {
  Head head(statement);
  if (head.take("create")) return create_index(head);
  if (head.take("drop")) return drop_index(head);
  if (head.take("reindex")) return reindex(head);
  if (head.take("alter")) return detach_partition(head);
  return std::nullopt;
}

std::optional<ConcurrentStatement> index_unless_there(std::string_view statement) {
  const Token first = next_token(statement, 0);
  const Token second = next_token(statement, first.end_offset());
  if (!is_keyword(first, "create") || !(is_keyword(second, "unique") || is_keyword(second, "index")))
    return std::nullopt;
  Head head(statement);
  head.take("create");
  head.take("unique");
  if (!head.take("index")) return std::nullopt;
  head.take("concurrently");
  return head.take("if", "not", "exists") ? rest_of_index(head) : std::nullopt;
}

bool is_repeatable(std::string_view statement) {
  static constexpr auto words =
      std::to_array<std::string_view>({"vacuum", "analyze", "reindex", "cluster", "checkpoint"});
  const Token first = next_token(statement, 0);
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(first, word); })) return true;
  return is_keyword(first, "refresh") && is_keyword(next_token(statement, first.end_offset()), "materialized");
}

}  // namespace strata::dialects::postgresql
