// From MariaDB 10.6 on (MDEV-17567, "Atomic DDL") a DDL statement takes effect wholly or not at all, whatever is
// killed, but for DROP of several objects, which goes one by one, and CREATE OR REPLACE TABLE, which may end after the
// drop.
#include "dialects/mariadb/settle.hpp"

#include "dialects/mariadb/column_changes.hpp"
#include "dialects/mariadb/lost_foreign_keys.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/session.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "dialects/mariadb/written_tables.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

using schema::ObjectName;

// Unknown database, table, routine, trigger, event, sequence; a table that is none.
constexpr std::array<std::string_view, 6> codes_of_missing{"1049", "1146", "1305", "1360", "1539", "4091"};
constexpr std::string_view not_a_sequence = "4089";

// Behind "ENGINE=", in the last line of a table's definition. Rows of all others stay as they are on ROLLBACK.
constexpr std::array<std::string_view, 3> engines_with_transactions{"InnoDB", "ROCKSDB", "TokuDB"};

constexpr std::string_view any_table_without_transactions = R"sql(
  SELECT 1 FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
    AND engine NOT IN ('InnoDB', 'ROCKSDB', 'TokuDB') LIMIT 1
)sql";

constexpr std::string_view any_trigger_on = R"sql(
  SELECT 1 FROM information_schema.triggers
  WHERE event_object_schema = coalesce(nullif(?, ''), DATABASE()) AND event_object_table = ? LIMIT 1
)sql";

constexpr std::string_view any_function =
    "SELECT 1 FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION' LIMIT 1";

// What may be run once more without harm when it has, or may have, run already.
constexpr std::array<std::string_view, 7> repeatable{"truncate", "analyze", "optimize", "check",
                                                     "repair",   "flush",   "grant"};

bool is_one_of(const Token& token, const std::vector<std::string_view>& keywords) {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is_keyword(token, keyword); });
}

// The first tokens of a statement.
struct Opening {
  explicit Opening(std::string_view statement) : tokens(tokenize(inner_statement(statement))) {}

  [[nodiscard]] const Token& at(std::size_t index) const { return tokens[std::min(index, tokens.size() - 1)]; }
  // "create or replace" and the like: these keywords, one after the other.
  [[nodiscard]] bool is(const std::vector<std::string_view>& keywords) const {
    for (std::size_t i = 0; i < keywords.size(); ++i) {
      if (!is_keyword(at(i), keywords[i])) return false;
    }
    return true;
  }
  [[nodiscard]] bool has(std::string_view keyword) const {
    return std::ranges::any_of(tokens, [&](const Token& token) { return is_keyword(token, keyword); });
  }
  // These keywords, one after the other, anywhere.
  [[nodiscard]] bool has_in_a_row(const std::vector<std::string_view>& keywords) const {
    const auto same = [](const Token& token, std::string_view keyword) { return is_keyword(token, keyword); };
    return std::search(tokens.begin(), tokens.end(), keywords.begin(), keywords.end(), same) != tokens.end();
  }

  std::vector<Token> tokens;
};

// SHOW CREATE's answer; absent when there is no such object.
std::optional<Row> ask(Session& session, const std::string& statement) {
  try {
    const std::vector<Row> rows = session.query(statement);
    return rows.empty() ? std::nullopt : std::optional{rows.front()};
  } catch (const SqlError& error) {
    if (std::ranges::find(codes_of_missing, error.engine_code()) != codes_of_missing.end()) return std::nullopt;
    throw;
  }
}

// The same, asked once for what is looked at before a statement runs.
std::optional<Row> ask_once(Session& session, std::string statement) {
  auto* const own = dynamic_cast<MariadbSession*>(&session);
  if (own == nullptr) return ask(session, statement);
  if (const auto known = own->shown().find(statement); known != own->shown().end()) return known->second;
  std::optional<Row> row = ask(session, statement);
  return own->shown().emplace(std::move(statement), std::move(row)).first->second;
}

std::optional<Row> shown(Session& session, std::string_view kind, const ObjectName& name) {
  try {
    return ask_once(session, fmt::format("SHOW CREATE {} {}", kind, quote(name)));
  } catch (const SqlError& error) {
    if (error.engine_code() == not_a_sequence) return shown(session, "TABLE", name);
    throw;
  }
}

// Of the line that closes a table's definition: the counter is data.
std::string without_counter(std::string text) {
  const std::size_t last = text.rfind("\n) ENGINE=");
  const std::size_t counter = text.find(" AUTO_INCREMENT=", std::min(last, text.size()));
  if (counter == std::string::npos) return text;
  const std::size_t end = text.find_first_not_of("0123456789", counter + std::string_view(" AUTO_INCREMENT=").size());
  return text.erase(counter, std::min(end, text.size()) - counter);
}

// Tables, views and sequences share their names, and SHOW CREATE TABLE shows what it finds.
bool is_relation(std::string_view kind) {
  return kind == "table" || kind == "view";
}

// SHOW CREATE has the bytes of a binary default as they are, which no journal could hold.
std::string with_readable_bytes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = schema::utf8_length(text, at);
    out += length == 0 ? fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at])) : text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::optional<std::string> definition_of(Session& session, std::string_view kind, const ObjectName& name) {
  const std::optional<Row> row = shown(session, is_relation(kind) ? "TABLE" : kind, name);
  if (!row) return std::nullopt;
  if (is_relation(kind) || kind == "sequence") {
    return with_readable_bytes(without_counter(row->at(1).value_or("")));
  }
  // name, sql_mode, [time zone,] text, …
  const std::size_t text = kind == "event" ? 3 : 2;
  return fmt::format("{}\n{}", row->at(1).value_or(""), row->at(text).value_or(""));
}

bool is_temporary(const std::optional<std::string>& definition) {
  return definition && definition->starts_with("CREATE TEMPORARY ");
}

bool has_transactions(const std::string& definition) {
  const std::size_t at = definition.rfind(") ENGINE=");
  if (at == std::string::npos) return false;
  const std::string_view engine = std::string_view{definition}.substr(at + std::string_view(") ENGINE=").size());
  return std::ranges::any_of(engines_with_transactions,
                             [&](std::string_view known) { return engine.starts_with(known); });
}

bool is_view(const std::string& definition) {
  return definition.starts_with("CREATE ALGORITHM=");
}

bool finds(Session& session, std::string_view query, const std::vector<Value>& parameters = {}) {
  return !session.query(query, parameters).empty();
}

// Triggers, functions and views may write to tables that the statement does not name.
bool may_write_elsewhere(Session& session, const std::vector<ObjectName>& tables) {
  if (finds(session, any_function)) return true;
  return std::ranges::any_of(tables, [&](const ObjectName& table) {
    return finds(session, any_trigger_on, {table.schema, table.name});
  });
}

Footing footing_of_rows(Session& session, const std::vector<ObjectName>& tables) {
  bool only_temporary = !tables.empty();
  bool views = false;
  for (const ObjectName& table : tables) {
    const std::optional<std::string> definition = definition_of(session, "table", table);
    if (is_temporary(definition)) continue;
    only_temporary = false;
    if (!definition) continue;  // an alias, or the server will say so
    if (is_view(*definition))
      views = true;
    else if (!has_transactions(*definition))
      return Footing::alone;
  }
  if (only_temporary) return Footing::session;
  const bool elsewhere = views || may_write_elsewhere(session, tables);
  return elsewhere && finds(session, any_table_without_transactions) ? Footing::alone : Footing::transaction;
}

bool concerns_session(Session& session, const Opening& opening, const std::vector<TouchedObject>& objects) {
  if (!objects.empty()) {
    return std::ranges::all_of(objects, [&](const TouchedObject& object) {
      return object.temporary || (object.kind == "table" && is_temporary(definition_of(session, "table", object.name)));
    });
  }
  // A global variable may as well be set once more.
  return is_one_of(opening.at(0), {"set", "use", "prepare", "deallocate", "help", "describe", "desc"});
}

std::size_t renames_in(const Opening& opening) {
  return static_cast<std::size_t>(
      std::ranges::count_if(opening.tokens, [](const Token& token) { return is_keyword(token, "to"); }));
}

// a to x, b to a, x to b: every name that goes comes back, so nothing need look different.
bool renames_in_a_circle(const Opening& opening, const std::vector<Definition>& objects) {
  return opening.is({"rename", "table"}) && renames_in(opening) >= objects.size();
}

Effect effect_of_drop(const Opening& opening, const std::vector<Definition>& before,
                      const std::vector<Definition>& now) {
  if (now == before) return Effect::none;
  const bool left = std::ranges::any_of(now, [](const Definition& object) { return object.text.has_value(); });
  if (!left) return Effect::done;
  return opening.has_in_a_row({"if", "exists"}) ? Effect::none : Effect::unknown;
}

bool creates_table(const Opening& opening) {
  return opening.is({"create", "table"}) || opening.is({"create", "or", "replace", "table"});
}

Effect effect_of_creation(const Opening& opening, bool changed, bool there) {
  const bool replaces = opening.is({"create", "or", "replace"});
  if (!there) return Effect::none;
  if (creates_table(opening) && opening.has("select")) return changed || replaces ? Effect::unknown : Effect::none;
  return changed ? Effect::done : Effect::none;
}

bool is_repeatable(const Opening& opening) {
  if (std::ranges::any_of(repeatable, [&](std::string_view word) { return is_keyword(opening.at(0), word); }))
    return true;
  if (opening.is({"alter", "database"}) || opening.is({"alter", "schema"})) return true;
  const bool careful = opening.has_in_a_row({"if", "exists"}) || opening.has_in_a_row({"if", "not", "exists"});
  return careful && is_one_of(opening.at(0), {"create", "drop"});
}

bool has_column(const std::string& definition, const std::string& column) {
  std::string quoted = "\n  `";
  for (const char c : column) quoted += c == '`' ? "``" : std::string(1, c);
  return definition.find(quoted + "` ") != std::string::npos;
}

// Gathers definitions, each object once, those of the session left out.
class Touched {
 public:
  explicit Touched(Session& session) : session_(session) {}

  void add(const TouchedObject& object, const std::vector<std::string>& columns) {
    if (object.temporary) return;
    // A view or sequence has its name among those of tables.
    const std::string kind = is_relation(object.kind) || object.kind == "sequence" ? "table" : object.kind;
    std::string title = fmt::format("{} {}", kind, quote(object.name));
    if (!seen_.insert(title).second) return;
    std::optional<std::string> text = definition_of(session_, object.kind, object.name);
    if (is_temporary(text)) return;
    const bool first = definitions_.empty();
    definitions_.push_back({std::move(title), text});
    if (!first) return;  // what an ALTER renames its table to
    for (const std::string& column : columns) add_column(object.name, column, text);
  }

  void add_rows(const ObjectName& table) {
    std::string title = fmt::format("rows of table {}", quote(table));
    if (is_temporary(definition_of(session_, "table", table)) || !seen_.insert(title).second) return;
    definitions_.push_back({std::move(title), ""});
  }

  [[nodiscard]] std::vector<Definition> definitions() && { return std::move(definitions_); }

 private:
  void add_column(const ObjectName& table, const std::string& column, const std::optional<std::string>& definition) {
    std::string title = fmt::format("column {}.{}", quote(table), quote_identifier(column));
    if (!seen_.insert(title).second) return;
    const bool there = definition && has_column(*definition, column);
    definitions_.push_back({std::move(title), there ? std::optional<std::string>("") : std::nullopt});
  }

  Session& session_;
  std::vector<Definition> definitions_;
  std::set<std::string> seen_;
};

}  // namespace

Footing footing(Session& session, std::string_view statement) {
  const Opening opening{statement};
  if (concerns_session(session, opening, touched_objects(inner_statement(statement)))) return Footing::session;
  const auto tables = written_tables(statement);
  if (!tables) return Footing::alone;
  return tables->empty() && sets_variables(statement) ? Footing::session : footing_of_rows(session, *tables);
}

std::vector<Definition> touched(Session& session, std::string_view statement) {
  const std::string_view inner = inner_statement(statement);
  Touched found{session};
  if (Opening(statement).is({"truncate"})) {
    for (const TouchedObject& object : touched_objects(inner)) found.add_rows(object.name);
    return std::move(found).definitions();
  }
  for (const TouchedObject& object : touched_objects(inner)) found.add(object, changed_columns(inner));
  for (const ObjectName& table : written_tables(statement).value_or(std::vector<ObjectName>{})) found.add_rows(table);
  return std::move(found).definitions();
}

Effect settle(MariadbSession& session, std::string_view statement, const std::vector<Definition>& before) {
  const Opening opening{statement};
  if (touched_objects(inner_statement(statement)).empty()) {
    return is_repeatable(opening) ? Effect::none : Effect::unknown;
  }
  const std::vector<Definition> now = touched(session, statement);
  if (before.size() != now.size() || before.empty()) return Effect::unknown;
  const bool changed = now != before;
  if (opening.is({"drop"}) && !opening.is({"drop", "index"})) return effect_of_drop(opening, before, now);
  if (opening.is({"create"})) return effect_of_creation(opening, changed, now.front().text.has_value());
  if (changed) {
    put_back_foreign_keys(session, statement, before, now);
    return Effect::done;
  }
  const bool may_hide = opening.has_in_a_row({"exchange", "partition"}) || renames_in_a_circle(opening, now);
  return may_hide ? Effect::unknown : Effect::none;
}

std::string terminated(std::string_view statement) {
  const std::vector<Token> tokens = tokenize(statement);
  const bool has_semicolons = std::ranges::any_of(tokens, [](const Token& token) { return is_symbol(token, ";"); });
  if (!has_semicolons) {
    const std::string_view last_line = statement.substr(statement.rfind('\n') + 1);
    const bool may_end_in_comment =
        last_line.find("--") != std::string_view::npos || last_line.find('#') != std::string_view::npos;
    return std::string(statement) + (may_end_in_comment ? "\n;\n" : ";\n");
  }
  std::string delimiter = "$$";
  while (statement.find(delimiter) != std::string_view::npos) delimiter += "$";
  return fmt::format("DELIMITER {0}\n{1}\n{0}\nDELIMITER ;\n", delimiter, statement);
}

}  // namespace strata::dialects::mariadb
