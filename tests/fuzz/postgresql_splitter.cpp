// Any bytes -> statements: they lie in the text in order, on the lines they tell, nothing but blanks, comments and
// semicolons is left out, and where PostgreSQL's own parser (libpg_query) takes the text its statements are ours.
#include "dialects/postgresql/script.hpp"
#include "dialects/postgresql/tokenizer.hpp"
#include "schema/error.hpp"
#include "tests/fuzz/check.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cstdint>
#include <optional>

using namespace strata::dialects;
using strata::fuzz::require;

namespace {

constexpr int first_line = 7;

bool holds_tokens(std::string_view text, std::string_view besides) {
  for (std::size_t offset = 0;;) {
    const postgresql::Token token = postgresql::next_token(text, offset);
    if (token.kind == postgresql::TokenKind::end) return false;
    if (token.text != besides) return true;
    offset = token.end_offset();
  }
}

void check_places(std::string_view script, const std::vector<ScriptStatement>& statements) {
  std::size_t covered = 0;
  for (const ScriptStatement& statement : statements) {
    require(!statement.text.empty(), "a statement has text");
    require(postgresql::next_token(statement.text, 0).offset == 0, "a statement begins with its first token");
    std::size_t begin = covered;
    while (true) {  // past the semicolons before it
      const postgresql::Token token = postgresql::next_token(script, begin);
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

void check_with_parser(const std::string& script, const std::vector<ScriptStatement>& statements) {
  const PgQuerySplitResult result = pg_query_split_with_parser(script.c_str());
  if (result.error == nullptr) {
    require(static_cast<std::size_t>(result.n_stmts) == statements.size(), "as many statements as the parser finds");
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const PgQuerySplitStmt& theirs = *result.stmts[i];
      const std::string text =
          script.substr(static_cast<std::size_t>(theirs.stmt_location), static_cast<std::size_t>(theirs.stmt_len));
      const auto tokens = postgresql::tokenize(text);
      require(tokens.size() > 1, "the parser's statements have tokens");
      const std::size_t begin = tokens.front().offset;
      require(text.substr(begin, tokens[tokens.size() - 2].end_offset() - begin) == statements[i].text,
              "statements are the parser's");
    }
  }
  pg_query_free_split_result(result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string script(strata::fuzz::text_of(data, size));
  std::optional<std::vector<ScriptStatement>> statements;
  try {
    statements = postgresql::split(script, first_line);
  } catch (const strata::Error& error) {
    const auto lines = std::count(script.begin(), script.end(), '\n');
    require(error.code() == strata::ErrorCode::revision, "the splitter refuses with a revision error");
    require(error.place().line >= first_line && error.place().line <= first_line + static_cast<int>(lines),
            "a refusal names a line of the text");
  }
  if (statements) {
    check_places(script, *statements);
    check_with_parser(script, *statements);
    for (const ScriptStatement& statement : *statements) {
      postgresql::controls_transaction(statement.text);
      postgresql::outside_transaction(statement.text);
      postgresql::drops_temporary(statement.text);
      postgresql::reaches_out(statement.text);
    }
  }
  // Statements may come from elsewhere than split().
  postgresql::outside_transaction(script);
  postgresql::drops_temporary(script);
  postgresql::reaches_out(script);
  return 0;
}
