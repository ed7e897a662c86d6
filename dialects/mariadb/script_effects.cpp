// What a statement would do to its transaction, by its first words; see script.hpp. Which ones commit was asked of the
// server: each was run in a transaction that was then rolled back.
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/statement_words.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// SET autocommit = 0, SET @@session.autocommit = 1, SET a = 1, autocommit = 0.
bool sets_autocommit(const Words& words) {
  if (!words.is(0, "set")) return false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Token& token = words.at(i);
    if (is_keyword(token, "autocommit")) return true;
    if (token.kind != TokenKind::variable || !token.text.starts_with("@@")) continue;
    const std::string_view name = token.text.substr(token.text.find_last_of("@.") + 1);
    if (is_keyword({TokenKind::word, name, 0}, "autocommit")) return true;
  }
  return false;
}

bool locks_tables(const Words& words) {
  return words.one_of(0, {"lock", "unlock"}) && words.one_of(1, {"table", "tables"});
}

bool begins_transaction(const Words& words) {
  if (words.is(0, "begin")) return !words.is(1, "not");
  return words.begins({"start", "transaction"});
}

bool controls(const Words& words) {
  return begins_transaction(words) || words.one_of(0, {"commit", "rollback", "savepoint", "xa"}) ||
         words.begins({"release", "savepoint"}) || sets_autocommit(words) || locks_tables(words);
}

// Where the name stands in CREATE [OR REPLACE] TEMPORARY TABLE [IF NOT EXISTS] name, or 0.
std::size_t created_temporary(const Words& words) {
  const std::size_t word = words.begins({"create", "or", "replace"}) ? 3 : 1;
  if (!words.is(0, "create") || !words.is(word, "temporary") || !words.one_of(word + 1, {"table", "sequence"})) {
    return 0;
  }
  return words.from(word + 2).begins({"if", "not", "exists"}) ? word + 5 : word + 2;
}

std::optional<schema::ObjectName> name_at(const Words& words, std::size_t index) {
  if (index == 0 || !is_name(words.at(index))) return std::nullopt;
  if (words.is_sign(index + 1, ".") && is_name(words.at(index + 2))) index += 2;
  return schema::ObjectName{"", identifier_of(words.at(index))};
}

// A temporary sequence is made without a transaction of its own all the same; dropping one is not.
bool commits(const Words& words) {
  if (begins_transaction(words)) return true;
  if (words.is(0, "create")) return created_temporary(words) == 0 || words.has({"temporary", "sequence"});
  if (words.is(0, "drop")) return !words.one_of(1, {"temporary", "prepare"});
  if (words.is(0, "set")) return words.one_of(1, {"password"}) || words.begins({"set", "default", "role"});
  if (words.one_of(0, {"analyze", "check", "optimize", "repair"})) {
    const std::size_t object = words.one_of(1, {"local", "no_write_to_binlog"}) ? 2 : 1;
    return words.one_of(object, {"table", "tables", "view"});
  }
  if (words.begins({"cache", "index"}) || words.begins({"load", "index"})) return true;
  if (words.one_of(0, {"start", "stop"})) return words.one_of(1, {"slave", "replica", "all"});
  return locks_tables(words) || words.one_of(0, {"alter", "backup", "change", "flush", "grant", "install", "rename",
                                                 "reset", "revoke", "shutdown", "truncate", "uninstall"});
}

}  // namespace

bool controls_transaction(std::string_view statement) {
  const Token first = next_token(statement, 0);
  constexpr auto words = std::to_array<std::string_view>(
      {"begin", "start", "commit", "rollback", "savepoint", "xa", "release", "set", "lock", "unlock"});
  if (std::ranges::none_of(words, [&](std::string_view word) { return is_keyword(first, word); })) return false;
  const std::vector<Token> tokens = tokenize(statement);
  return controls(Words(Tokens(tokens).first(tokens.size() - 1)));
}

bool commits_implicitly(std::string_view statement) {
  return std::ranges::any_of(Pieces(statement).all(), commits);
}

std::optional<schema::ObjectName> drops_temporary(std::string_view statement) {
  if (!is_keyword(next_token(statement, 0), "drop")) return std::nullopt;
  const std::vector<Token> tokens = tokenize(statement);
  const Words words(tokens);
  if (!words.is(1, "temporary") || !words.one_of(2, {"table", "tables", "sequence"})) return std::nullopt;
  return name_at(words, words.from(3).begins({"if", "exists"}) ? 5 : 3);
}

std::optional<schema::ObjectName> creates_temporary(std::string_view statement) {
  if (!is_keyword(next_token(statement, 0), "create")) return std::nullopt;
  const std::vector<Token> tokens = tokenize(statement);
  const Words words(tokens);
  return name_at(words, created_temporary(words));
}

OutsideTransaction outside_transaction(std::string_view statement) {
  const Pieces pieces(statement);
  for (const Words& words : pieces.all()) {
    if (pieces.block() && controls(words)) {
      return {"this block begins or ends a transaction, which strata would not know of",
              "put transaction = false into the header"};
    }
    if (words.begins({"set", "transaction"})) {
      return {"SET TRANSACTION can't run inside a transaction", "put transaction = false into the header"};
    }
    if (words.is(0, "flush") && words.has({"with", "read", "lock"})) {
      return {"FLUSH TABLES WITH READ LOCK would keep strata from its own history", "take it out"};
    }
    if (words.has({"release_all_locks"})) return {"RELEASE_ALL_LOCKS() would give up strata's lock", "take it out"};
  }
  return {};
}

}  // namespace strata::dialects::mariadb
