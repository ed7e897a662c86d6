// Any bytes -> statements: they lie in the text in order, on the lines they tell, nothing but blanks, comments and
// semicolons is left out, and where SQLite itself compiles the first statement it ends where ours does.
#include "dialects/sqlite/script.hpp"
#include "dialects/sqlite/tokenizer.hpp"
#include "schema/error.hpp"
#include "tests/fuzz/engine.hpp"

#include <algorithm>
#include <optional>

using namespace strata::dialects;
using strata::fuzz::require;

namespace {

constexpr int first_line = 7;

// Pragmas take effect when they are compiled.
int allow(void*, int action, const char*, const char*, const char*, const char*) {
  return action == SQLITE_PRAGMA ? SQLITE_DENY : SQLITE_OK;
}

bool holds_tokens(std::string_view text, std::string_view besides) {
  for (std::size_t offset = 0;;) {
    const sqlite::Token token = sqlite::next_token(text, offset);
    if (token.kind == sqlite::TokenKind::end) return false;
    if (token.text != besides) return true;
    offset = token.end_offset();
  }
}

void check_places(std::string_view script, const std::vector<ScriptStatement>& statements) {
  std::size_t covered = 0;
  for (const ScriptStatement& statement : statements) {
    require(!statement.text.empty(), "a statement has text");
    const std::size_t first = sqlite::next_token(statement.text, 0).offset;
    require(first == 0, "a statement begins with its first token");
    std::size_t begin = covered;
    while (true) {  // past the semicolons before it
      const sqlite::Token token = sqlite::next_token(script, begin);
      begin = token.offset;
      if (token.text != ";") break;
      begin = token.end_offset();
    }
    require(script.substr(begin).starts_with(statement.text), "statements are in the text, in order");
    const auto lines = std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
    require(statement.line == first_line + static_cast<int>(lines), "a statement's line is that of its first token");
    covered = begin + statement.text.size();
  }
  require(!holds_tokens(script.substr(covered), ";"), "nothing but semicolons is left out");
}

// Where SQLite's first statement ends, if it compiles: after its semicolon, or at the end of the text.
std::optional<std::size_t> first_end(sqlite3* database, const std::string& script) {
  sqlite3_stmt* prepared = nullptr;
  const char* tail = nullptr;
  const int result = sqlite3_prepare_v2(database, script.data(), static_cast<int>(script.size()) + 1, &prepared, &tail);
  const strata::fuzz::Statement statement(prepared);
  if (result != SQLITE_OK || prepared == nullptr) return std::nullopt;
  return static_cast<std::size_t>(tail - script.data());
}

void check_with_engine(const std::string& script, const std::vector<ScriptStatement>* statements) {
  static const strata::fuzz::Database database = strata::fuzz::open_database(
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c); CREATE VIEW v AS SELECT a, b FROM t;", allow);
  const std::optional<std::size_t> end = first_end(database.get(), script);
  if (!end) return;
  const std::string_view consumed = std::string_view(script).substr(0, *end);
  std::vector<ScriptStatement> alone;
  try {
    alone = sqlite::split(consumed, first_line);
  } catch (const strata::Error& error) {
    require(false, std::string("SQLite compiles what the splitter refuses: ") + error.what());
  }
  require(alone.size() == 1, "what SQLite takes as one statement is one");
  if (statements != nullptr)
    require(!statements->empty() && statements->front() == alone.front(),
            "the first statement ends where SQLite's does");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string script(strata::fuzz::text_of(data, size));
  std::optional<std::vector<ScriptStatement>> statements;
  try {
    statements = sqlite::split(script, first_line);
  } catch (const strata::Error& error) {
    const auto lines = std::count(script.begin(), script.end(), '\n');
    require(error.code() == strata::ErrorCode::revision, "the splitter refuses with a revision error");
    require(error.place().line >= first_line && error.place().line <= first_line + static_cast<int>(lines),
            "a refusal names a line of the text");
  }
  if (statements) {
    check_places(script, *statements);
    for (const ScriptStatement& statement : *statements) {
      sqlite::controls_transaction(statement.text);
      sqlite::reaches_out(statement.text);
    }
  }
  if (script.find('\0') == std::string::npos) check_with_engine(script, statements ? &*statements : nullptr);
  return 0;
}
