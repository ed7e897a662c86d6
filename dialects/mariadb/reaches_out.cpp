// What a statement would do outside of its database, by its first words and by the names in it; see script.hpp. The
// bodies of stored programs count: a trigger runs when the proof writes its rows.
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/statement_words.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// CREATE, ALTER, DROP or RENAME of what is the server's, not a database's.
std::string reaching_definition(const Words& words) {
  if (!words.one_of(0, {"create", "alter", "drop", "rename"})) return {};
  const std::size_t kind = words.begins({"create", "or", "replace"}) ? 3 : 1;
  if (words.one_of(kind, {"user", "role", "server"})) {
    return fmt::format("{} {} changes the server, not this database", ascii::in_upper_case(words.at(0).text),
                       ascii::in_upper_case(words.at(kind).text));
  }
  if (words.one_of(kind, {"database", "schema"})) {
    const bool own =
        words.is(0, "alter") &&
        (words.one_of(2, {"character", "charset", "collate", "comment", "default"}) || words.is_sign(3, "="));
    return own ? "" : fmt::format("{} DATABASE is about a whole database", ascii::in_upper_case(words.at(0).text));
  }
  if (words.is(0, "create") && words.has({"soname"})) return "a function of a library is the whole server's";
  return {};
}

// SET GLOBAL x = 1, SET @@global.x = 1, SET a = 1, GLOBAL b = 2, SET PASSWORD, SET DEFAULT ROLE.
std::string reaching_setting(const Words& words) {
  if (words.is(1, "password") || words.begins({"set", "default", "role"})) return "it changes a user of the server";
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool begins = i == 1 || words.is_sign(i - 1, ",");
    const bool keyword = begins && words.one_of(i, {"global", "persist"}) && !words.is_sign(i + 1, "=");
    const Token& token = words.at(i);
    const bool variable =
        begins && token.kind == TokenKind::variable && ascii::in_upper_case(token.text).starts_with("@@GLOBAL.");
    if (keyword || variable) return "it sets a variable of the whole server";
  }
  return {};
}

std::string reaching_command(const Words& words) {
  if (words.is(0, "use")) return "USE leaves this database";
  if (words.is(0, "set")) return reaching_setting(words);
  if (words.one_of(0, {"grant", "revoke"})) return "rights belong to users of the server";
  if (words.begins({"load", "data"}) || words.begins({"load", "xml"})) return "LOAD reads a file";
  if (words.one_of(0, {"start", "stop"}) && words.one_of(1, {"slave", "replica", "all"})) {
    return "it is about the server's replication";
  }
  constexpr auto commands = std::to_array<std::string_view>(
      {"backup", "binlog", "cache", "change", "flush", "install", "kill", "purge", "reset", "shutdown", "uninstall"});
  for (const std::string_view command : commands) {
    if (words.is(0, command)) return fmt::format("{} acts on the whole server", ascii::in_upper_case(command));
  }
  return {};
}

// Engines whose tables are somewhere else.
std::string reaching_engine(const Words& words) {
  constexpr auto engines = std::to_array<std::string_view>({"FEDERATED", "FEDERATEDX", "CONNECT", "SPIDER", "S3"});
  if (!words.one_of(0, {"create", "alter"})) return {};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!words.is(i, "engine")) continue;
    const Token& token = words.at(words.is_sign(i + 1, "=") ? i + 2 : i + 1);
    const std::string engine =
        ascii::in_upper_case(token.kind == TokenKind::string ? string_of(token) : identifier_of(token));
    if (std::ranges::find(engines, engine) != engines.end()) {
      return fmt::format("a table of the engine {} is somewhere else", engine);
    }
  }
  return {};
}

// Databases that are the server's account of itself: to read them is no harm.
bool is_catalog(const std::string& database) {
  const std::string name = ascii::in_upper_case(database);
  return name == "INFORMATION_SCHEMA" || name == "PERFORMANCE_SCHEMA";
}

// Whether a table's name stands behind these words. FROM is also part of EXTRACT(… FROM t.c), TRIM and SUBSTRING, and
// UPDATE of ON DUPLICATE KEY UPDATE t.c.
class TableNames {
 public:
  explicit TableNames(const Words& words) : words_(words) {}

  // At `index`, tokens in order.
  bool begins_at(std::size_t index) {
    if (words_.is_sign(index, "(")) open_.push_back(takes_from(index));
    if (words_.is_sign(index, ")") && !open_.empty()) open_.pop_back();
    const Token& before = words_.at(index - 1);
    constexpr auto starters = std::to_array<std::string_view>({"join", "straight_join", "table", "tables", "references",
                                                               "truncate", "call", "describe", "insert", "replace"});
    const bool starts = std::ranges::any_of(starters, [&](std::string_view word) { return is_keyword(before, word); });
    const bool from = is_keyword(before, "from") && (open_.empty() || !open_.back());
    const bool update = is_keyword(before, "update") && !words_.is(index - 2, "key");
    const bool into = is_keyword(before, "into") && inserts(index);
    const bool more = is_symbol(before, ",") && in_list_ == open_.size() + 1;
    if (from || update) in_list_ = open_.size() + 1;
    if (words_.one_of(index, {"where", "set", "group", "order", "limit", "having", "union", "select"}) ||
        words_.is_sign(index, ";")) {
      in_list_ = 0;
    }
    const bool sequence = (is_symbol(before, "(") && words_.one_of(index - 2, {"nextval", "lastval", "setval"})) ||
                          (is_keyword(before, "for") && words_.is(index - 2, "value"));
    return starts || from || update || into || more || sequence;
  }

 private:
  [[nodiscard]] bool takes_from(std::size_t index) const {
    return index > 0 && words_.one_of(index - 1, {"extract", "trim", "substring", "substr", "mid", "position"});
  }
  // INTO also takes the variables of a SELECT, which may be fields of a row.
  [[nodiscard]] bool inserts(std::size_t index) const {
    return index > 1 &&
           words_.one_of(index - 2, {"insert", "replace", "ignore", "low_priority", "high_priority", "delayed"});
  }

  const Words& words_;
  std::vector<bool> open_;  // per parenthesis: whether a FROM in it is a function's
  std::size_t in_list_ = 0;  // one more than the depth at which FROM a, b or UPDATE a, b goes on; 0: nowhere
};

std::string reaching_name(const Words& words) {
  TableNames tables(words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool table = i > 0 && tables.begins_at(i);
    const bool qualified = is_name(words.at(i)) && words.is_sign(i + 1, ".") && is_name(words.at(i + 2)) &&
                           !(i > 0 && words.is_sign(i - 1, "."));
    if (!qualified) continue;
    const bool column_of_database = words.is_sign(i + 3, ".") && is_name(words.at(i + 4));
    const bool function = words.is_sign(i + 3, "(");
    if (!table && !column_of_database && !function) continue;
    const std::string database = identifier_of(words.at(i));
    if (!is_catalog(database)) return fmt::format("it names the database {}", database);
  }
  return {};
}

std::string reaching_call(const Words& words) {
  if (words.has({"into", "outfile"}) || words.has({"into", "dumpfile"})) return "it writes a file of the server";
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words.is(i, "load_file") && words.is_sign(i + 1, "(")) return "LOAD_FILE() reads a file of the server";
  }
  return {};
}

std::string reaching(const Words& words) {
  if (std::string reason = reaching_command(words); !reason.empty()) return reason;
  if (std::string reason = reaching_definition(words); !reason.empty()) return reason;
  if (std::string reason = reaching_engine(words); !reason.empty()) return reason;
  if (std::string reason = reaching_call(words); !reason.empty()) return reason;
  return reaching_name(words);
}

}  // namespace

std::string reaches_out(std::string_view statement) {
  for (const TouchedObject& object : touched_objects(statement)) {
    if (!object.name.schema.empty()) return fmt::format("it names the database {}", object.name.schema);
  }
  const Pieces pieces(statement, Pieces::Bodies::divided);
  for (const Words& words : pieces.all()) {
    if (std::string reason = reaching(words); !reason.empty()) return reason;
  }
  return {};
}

}  // namespace strata::dialects::mariadb
