// What a statement would do, by its first words; see script.hpp. The code of a DO is looked into as well, statement
// by statement, since a migration that makes a role only where it is missing is written with one.
#include "dialects/postgresql/script.hpp"
#include "dialects/postgresql/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

namespace strata::dialects::postgresql {
namespace {

using Tokens = std::span<const Token>;

constexpr std::string_view own_way_out = "put transaction = false into the header";

// A statement's tokens, read by keywords; past the end there is TokenKind::end.
class Words {
 public:
  explicit Words(Tokens tokens) : tokens_(tokens) {}

  [[nodiscard]] const Token& at(std::size_t index) const {
    static const Token none;
    return index < tokens_.size() ? tokens_[index] : none;
  }
  [[nodiscard]] bool is(std::size_t index, std::string_view keyword) const { return is_keyword(at(index), keyword); }
  [[nodiscard]] bool one_of(std::size_t index, std::initializer_list<std::string_view> keywords) const {
    return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(index, keyword); });
  }
  [[nodiscard]] bool begins(std::initializer_list<std::string_view> keywords) const {
    std::size_t index = 0;
    return std::ranges::all_of(keywords, [&](std::string_view keyword) { return is(index++, keyword); });
  }
  // Anywhere outside of parentheses, which hold the options, columns and queries of a statement.
  [[nodiscard]] bool has(std::initializer_list<std::string_view> keywords) const {
    int depth = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is_symbol(tokens_[i], "(")) ++depth;
      if (is_symbol(tokens_[i], ")")) --depth;
      std::size_t index = i;
      if (depth <= 0 && std::ranges::all_of(keywords, [&](std::string_view keyword) { return is(index++, keyword); })) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool has_anywhere(std::string_view keyword) const {
    return std::ranges::any_of(tokens_, [&](const Token& token) { return is_keyword(token, keyword); });
  }
  [[nodiscard]] Tokens tokens() const { return tokens_; }

 private:
  Tokens tokens_;
};

// The statements of a piece of PL/pgSQL: what follows a semicolon or a word after which one begins.
std::vector<Tokens> statements_in(Tokens tokens) {
  std::vector<Tokens> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    const bool ends = i == tokens.size() || is_symbol(tokens[i], ";");
    const bool opens =
        !ends && std::ranges::any_of(std::to_array<std::string_view>({"begin", "then", "else", "loop", "declare"}),
                                     [&](std::string_view word) { return is_keyword(tokens[i], word); });
    if (!ends && !opens) continue;
    if (i > begin) out.push_back(tokens.subspan(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

std::vector<Token> body_tokens(std::string_view body) {
  std::vector<Token> tokens = tokenize(body);
  tokens.pop_back();
  return tokens;
}

// The code of a DO statement: its only strings are that and, with LANGUAGE, a language's name.
std::vector<std::string> do_bodies(const Words& words) {
  std::vector<std::string> out;
  if (!words.is(0, "do")) return out;
  for (std::size_t i = 1; words.at(i).kind != TokenKind::end; ++i) {
    if (words.at(i).kind == TokenKind::string) out.push_back(string_of(words.at(i)));
  }
  return out;
}

bool ends_transaction_inside(const Words& words) {
  for (const std::string& body : do_bodies(words)) {
    const std::vector<Token> tokens = body_tokens(body);
    for (const Tokens statement : statements_in(tokens)) {
      const Words inner(statement);
      if (inner.one_of(0, {"commit", "rollback"})) return true;
    }
  }
  return false;
}

// "CREATE INDEX CONCURRENTLY", for a message; empty where the statement may run inside a transaction block.
std::string refused_in_block(const Words& words) {
  if (words.begins({"create", "index", "concurrently"}) ||
      words.begins({"create", "unique", "index", "concurrently"})) {
    return "CREATE INDEX CONCURRENTLY";
  }
  if (words.begins({"drop", "index", "concurrently"})) return "DROP INDEX CONCURRENTLY";
  if (words.is(0, "reindex")) {
    if (words.has_anywhere("concurrently")) return "REINDEX CONCURRENTLY";
    for (const std::string_view whole : {"schema", "database", "system"}) {
      if (words.has({whole})) return "REINDEX " + ascii::in_upper_case(whole);
    }
  }
  if (words.is(0, "vacuum")) return "VACUUM";
  if (words.one_of(0, {"create", "drop"}) && words.one_of(1, {"database", "tablespace"})) {
    return ascii::in_upper_case(words.at(0).text) + " " + ascii::in_upper_case(words.at(1).text);
  }
  if (words.begins({"alter", "database"}) && words.has({"set", "tablespace"})) return "ALTER DATABASE … SET TABLESPACE";
  if (words.begins({"alter", "system"})) return "ALTER SYSTEM";
  if (words.begins({"alter", "table"}) && words.has({"detach", "partition"}) && words.has({"concurrently"})) {
    return "DETACH PARTITION … CONCURRENTLY";
  }
  if (words.begins({"create", "subscription"}) && !words.has_anywhere("create_slot") &&
      !words.has_anywhere("connect")) {
    return "CREATE SUBSCRIPTION with a slot to create";
  }
  if (words.begins({"drop", "subscription"})) return "DROP SUBSCRIPTION";
  const bool all = words.at(1).kind == TokenKind::end || (words.at(2).kind == TokenKind::end && words.is(1, "verbose"));
  if (words.is(0, "cluster") && all) return "CLUSTER of all tables";
  return {};
}

// Functions that act on the server, its files or other servers; a * at the end stands for any ending.
constexpr auto reaching_functions = std::to_array<std::string_view>({
    "dblink*",
    "lo_import",
    "lo_export",
    "pg_read_file",
    "pg_read_binary_file",
    "pg_file_*",
    "pg_stat_file",
    "pg_ls_*",
    "pg_terminate_backend",
    "pg_cancel_backend",
    "pg_reload_conf",
    "pg_rotate_logfile",
    "pg_promote",
    "pg_switch_wal",
    "pg_wal_replay_*",
    "pg_backup_start",
    "pg_backup_stop",
    "pg_create_restore_point",
    "pg_create_physical_replication_slot",
    "pg_create_logical_replication_slot",
    "pg_copy_physical_replication_slot",
    "pg_copy_logical_replication_slot",
    "pg_drop_replication_slot",
    "pg_replication_slot_advance",
    "pg_replication_origin_*",
});

bool reaches(std::string_view function) {
  return std::ranges::any_of(reaching_functions, [&](std::string_view each) {
    return each.ends_with('*') ? function.starts_with(each.substr(0, each.size() - 1)) : function == each;
  });
}

// A definition names functions without calling them; CREATE TABLE … AS and materialised views run their query.
bool only_defines(const Words& words) {
  if (words.one_of(0, {"alter", "drop", "grant", "revoke", "comment", "security"})) return true;
  return words.is(0, "create") && !words.has_anywhere("table") && !words.begins({"create", "materialized"});
}

std::string reaching_call(const Words& words) {
  if (only_defines(words)) return {};
  for (std::size_t i = 0; words.at(i).kind != TokenKind::end; ++i) {
    const bool name = words.at(i).kind == TokenKind::word || words.at(i).kind == TokenKind::quoted;
    if (!name || !is_symbol(words.at(i + 1), "(")) continue;
    if (const std::string function = identifier_of(words.at(i)); reaches(function)) {
      return fmt::format("{}() reaches beyond the database", function);
    }
  }
  return {};
}

bool names_server_object(const Words& words, std::size_t index) {
  return words.one_of(index, {"database", "tablespace", "role", "parameter"});
}

// Statements on what all databases of a server share.
std::string reaching_definition(const Words& words) {
  if (words.begins({"alter", "system"})) return "ALTER SYSTEM changes the server's settings";
  const bool defines = words.one_of(0, {"create", "alter", "drop"});
  if (defines && words.one_of(1, {"database", "tablespace"})) {
    return fmt::format("{} {} changes the server, not this database", ascii::in_upper_case(words.at(0).text),
                       ascii::in_upper_case(words.at(1).text));
  }
  const bool user = words.is(1, "user") && !words.is(2, "mapping");
  if (defines && (user || words.one_of(1, {"role", "group"}))) {
    return fmt::format("{} {} changes a role, which all databases of the server share",
                       ascii::in_upper_case(words.at(0).text), ascii::in_upper_case(words.at(1).text));
  }
  if (defines && words.is(1, "subscription")) return "a subscription reaches another server";
  if (words.begins({"import", "foreign", "schema"})) return "IMPORT FOREIGN SCHEMA asks another server";
  if (words.one_of(0, {"reassign", "drop"}) && words.is(1, "owned")) {
    return fmt::format("{} OWNED touches what all databases of the server share",
                       ascii::in_upper_case(words.at(0).text));
  }
  if (words.one_of(0, {"grant", "revoke"})) {
    if (!words.has({"on"})) return "membership in a role is shared by all databases of the server";
    for (const std::string_view object : {"database", "tablespace", "parameter"}) {
      if (words.has({"on", object})) return fmt::format("rights on a {} are the server's", object);
    }
  }
  const bool describes = words.begins({"comment", "on"}) && names_server_object(words, 2);
  const bool labels = words.begins({"security", "label"}) &&
                      (words.has({"on", "database"}) || words.has({"on", "role"}) || words.has({"on", "tablespace"}));
  if (describes || labels) return "it describes an object of the server, not of this database";
  return {};
}

std::string reaching_statement(const Words& words, int depth);

// In PL/pgSQL, also what EXECUTE is given as a string.
std::string reaching_body(std::string_view body, int depth) {
  const std::vector<Token> tokens = body_tokens(body);
  for (const Tokens statement : statements_in(tokens)) {
    const Words words(statement);
    if (std::string reason = reaching_statement(words, depth); !reason.empty()) return reason;
    if (!words.is(0, "execute") || depth <= 0) continue;
    for (const Token& token : statement) {
      if (token.kind != TokenKind::string) continue;
      if (std::string reason = reaching_body(string_of(token), depth - 1); !reason.empty()) return reason;
    }
  }
  return {};
}

std::string reaching_statement(const Words& words, int depth) {
  if (words.is(0, "explain") && !words.has_anywhere("analyze")) return {};
  // What goes to and comes from the client was refused by split().
  if (words.is(0, "copy") && !words.has({"stdin"}) && !words.has({"stdout"})) {
    return "COPY reads and writes files and programs of the server";
  }
  if (words.is(0, "load")) return "LOAD loads code into the server";
  if (std::string reason = reaching_definition(words); !reason.empty()) return reason;
  if (depth > 0) {
    for (const std::string& body : do_bodies(words)) {
      if (std::string reason = reaching_body(body, depth - 1); !reason.empty()) return reason;
    }
  }
  return reaching_call(words);
}

}  // namespace

bool controls_transaction(std::string_view statement) {
  static constexpr auto words =
      std::to_array<std::string_view>({"begin", "commit", "end", "rollback", "abort", "savepoint", "release"});
  const Token first = next_token(statement, 0);
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(first, word); })) return true;
  return (is_keyword(first, "start") || is_keyword(first, "prepare")) &&
         is_keyword(next_token(statement, first.end_offset()), "transaction");
}

std::optional<schema::ObjectName> drops_temporary(std::string_view statement) {
  if (!is_keyword(next_token(statement, 0), "drop")) return std::nullopt;
  const std::vector<Token> tokens = tokenize(statement);
  const Words words(tokens);
  if (!words.one_of(1, {"table", "view"})) return std::nullopt;
  const std::size_t name = words.is(2, "if") && words.is(3, "exists") ? 4 : 2;
  const Token& dropped = words.at(name + 2);
  const bool qualified = identifier_of(words.at(name)) == "pg_temp" && is_symbol(words.at(name + 1), ".");
  if (!qualified || (dropped.kind != TokenKind::word && dropped.kind != TokenKind::quoted)) return std::nullopt;
  return schema::ObjectName{"", identifier_of(dropped)};
}

OutsideTransaction outside_transaction(std::string_view statement) {
  static constexpr auto first_words =
      std::to_array<std::string_view>({"create", "drop", "reindex", "vacuum", "alter", "cluster", "discard", "do"});
  const Token first = next_token(statement, 0);
  if (std::ranges::none_of(first_words, [&](std::string_view word) { return is_keyword(first, word); })) return {};
  const std::vector<Token> tokens = tokenize(statement);
  const Words words(tokens);
  if (const std::string what = refused_in_block(words); !what.empty()) {
    return {what + " can't run inside a transaction", std::string(own_way_out)};
  }
  if (words.begins({"discard", "all"})) {
    return {"DISCARD ALL can't run inside a transaction, and would give up strata's lock",
            "take it out, or discard only PLANS, SEQUENCES or TEMP"};
  }
  if (ends_transaction_inside(words)) {
    return {"this DO ends the transaction, which it can't do inside of another", std::string(own_way_out)};
  }
  return {};
}

std::string reaches_out(std::string_view statement) {
  constexpr int deepest = 3;  // DO in DO in EXECUTE: nobody writes more
  const std::vector<Token> tokens = tokenize(statement);
  return reaching_statement(Words(tokens), deepest);
}

}  // namespace strata::dialects::postgresql
