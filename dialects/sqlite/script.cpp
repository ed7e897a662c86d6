// Splitting follows SQLite's own rule for complete statements (sqlite3_complete): in a CREATE TRIGGER only
// "; END ;" ends the statement, which needs no understanding of CASE … END.
#include "dialects/sqlite/script.hpp"

#include "dialects/line_counter.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/tokenizer.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace strata::dialects::sqlite {
namespace {

// Follows one statement's first words: [EXPLAIN [QUERY PLAN]] CREATE [TEMP|TEMPORARY] TRIGGER.
class TriggerDetector {
 public:
  void feed(const Token& token) {
    if (decided_) return;
    if (is_keyword(token, "explain") || is_keyword(token, "query") || is_keyword(token, "plan")) return;
    if (!created_ && is_keyword(token, "create")) {
      created_ = true;
      return;
    }
    if (created_ && (is_keyword(token, "temp") || is_keyword(token, "temporary"))) return;
    decided_ = true;
    trigger_ = created_ && is_keyword(token, "trigger");
  }
  [[nodiscard]] bool is_trigger() const { return trigger_; }

 private:
  bool created_ = false;
  bool decided_ = false;
  bool trigger_ = false;
};

[[noreturn]] void refuse(const std::string& message, int line, const std::string& hint) {
  throw Error(ErrorCode::revision, message).at({"", line, 0}).hint(hint);
}

void require_legal(const Token& token, LineCounter& lines) {
  if (token.kind == TokenKind::unterminated) {
    refuse(token.text.front() == '\'' ? "a string is not closed" : "a quoted name is not closed",
           lines.line_of(token.offset),
           fmt::format("close it with {}", token.text.front() == '[' ? ']' : token.text.front()));
  }
  if (token.kind == TokenKind::illegal) {
    refuse("SQLite does not know what begins here", lines.line_of(token.offset), "");
  }
}

// One statement's span while its tokens go by.
struct Open {
  std::size_t begin = 0;
  std::size_t end = 0;
  int line = 0;
  bool any = false;
  TriggerDetector trigger;
  bool after_semicolon = false;  // in a trigger: the token before was ";"
  bool body_closed = false;  // in a trigger: "; END" was seen
};

}  // namespace

std::vector<ScriptStatement> split(std::string_view script, int first_line) {
  std::vector<ScriptStatement> statements;
  LineCounter lines(script, first_line);
  Open open;
  const auto close = [&] {
    if (open.any) statements.push_back({std::string(script.substr(open.begin, open.end - open.begin)), open.line});
    open = {};
  };

  for (Token token = next_token(script, 0); token.kind != TokenKind::end;
       token = next_token(script, token.end_offset())) {
    require_legal(token, lines);
    const bool semicolon = is_symbol(token, ";");
    if (semicolon && (!open.trigger.is_trigger() || open.body_closed)) {
      close();
      continue;
    }
    if (!open.any) {
      open.any = true;
      open.begin = token.offset;
      open.line = lines.line_of(token.offset);
    }
    open.trigger.feed(token);
    open.body_closed = open.after_semicolon && is_keyword(token, "end");
    open.after_semicolon = semicolon;
    open.end = token.end_offset();
  }
  if (open.any && open.trigger.is_trigger() && !open.body_closed) {
    refuse("a trigger's body is not closed", open.line,
           "a trigger ends with `END;` after the last statement's semicolon");
  }
  close();
  return statements;
}

bool controls_transaction(std::string_view statement) {
  static constexpr auto words =
      std::to_array<std::string_view>({"begin", "commit", "end", "rollback", "savepoint", "release"});
  const Token first = next_token(statement, 0);
  return std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(first, word); });
}

namespace {

// Pragmas that write other files, change how the file is kept, or change the whole process. foreign_keys and
// legacy_alter_table are none of these: revisions use them.
bool reaching_pragma(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"journal_mode", "temp_store_directory", "data_store_directory", "key", "rekey", "hexkey", "hexrekey"});
  return std::ranges::any_of(names, [&](std::string_view each) { return same_name(each, name); });
}

// PRAGMA [schema.]name …: the name.
std::string pragma_name(const std::vector<Token>& tokens) {
  if (tokens.size() < 3) return {};
  const bool qualified = tokens.size() > 4 && is_symbol(tokens[2], ".");
  return unquoted(tokens[qualified ? 3 : 1]);
}

bool calls(const std::vector<Token>& tokens, std::string_view function) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool name = tokens[i].kind == TokenKind::word || tokens[i].kind == TokenKind::quoted;
    if (name && is_symbol(tokens[i + 1], "(") && same_name(unquoted(tokens[i]), function)) return true;
  }
  return false;
}

}  // namespace

std::optional<schema::ObjectName> drops_temporary(std::string_view statement) {
  if (!is_keyword(next_token(statement, 0), "drop")) return std::nullopt;
  const std::vector<Token> tokens = tokenize(statement);
  std::size_t i = 1;
  if (!is_keyword(tokens[i], "table") && !is_keyword(tokens[i], "view")) return std::nullopt;
  ++i;
  if (is_keyword(tokens[i], "if") && is_keyword(tokens[i + 1], "exists")) i += 2;
  const bool qualified =
      i + 2 < tokens.size() && same_name(unquoted(tokens[i]), "temp") && is_symbol(tokens[i + 1], ".");
  if (!qualified || tokens[i + 2].kind == TokenKind::end) return std::nullopt;
  return schema::ObjectName{"", unquoted(tokens[i + 2])};
}

OutsideTransaction outside_transaction(std::string_view statement) {
  const Token first = next_token(statement, 0);
  if (is_keyword(first, "vacuum")) {
    return {"VACUUM can't run inside a transaction", "put transaction = false into the header"};
  }
  if (!is_keyword(first, "pragma")) return {};
  const std::vector<Token> tokens = tokenize(statement);
  const bool sets =
      std::ranges::any_of(tokens, [](const Token& token) { return is_symbol(token, "=") || is_symbol(token, "("); });
  if (!sets || !same_name(pragma_name(tokens), "foreign_keys")) return {};
  return {"PRAGMA foreign_keys does nothing inside a transaction",
          "put foreign_keys = \"off\" into the header and take the pragma out: strata switches enforcement around the "
          "transaction"};
}

std::string reaches_out(std::string_view statement) {
  const std::vector<Token> tokens = tokenize(statement);
  const Token& first = tokens.front();
  if (is_keyword(first, "explain")) return {};
  if (is_keyword(first, "attach")) return "ATTACH opens another database";
  if (is_keyword(first, "detach")) return "DETACH closes another database";
  if (is_keyword(first, "vacuum") &&
      std::ranges::any_of(tokens, [](const Token& token) { return is_keyword(token, "into"); })) {
    return "VACUUM INTO writes another file";
  }
  if (is_keyword(first, "pragma") && reaching_pragma(pragma_name(tokens))) {
    return fmt::format("PRAGMA {} reaches beyond the schema", pragma_name(tokens));
  }
  for (const std::string_view function : {"load_extension", "writefile", "readfile"}) {
    if (calls(tokens, function)) return fmt::format("{}() reaches beyond the database", function);
  }
  return {};
}

}  // namespace strata::dialects::sqlite
