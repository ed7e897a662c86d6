// Any bytes -> statements: they lie in the text in order, on the lines they tell, and each of them between delimiters
// of another kind, where no blocks are followed, is the same one statement again.
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/error.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

using namespace strata::dialects;
using strata::fuzz::require;

namespace {

constexpr int first_line = 7;

void check_places(std::string_view script, const std::vector<ScriptStatement>& statements) {
  std::size_t covered = 0;
  for (const ScriptStatement& statement : statements) {
    require(!statement.text.empty(), "a statement has text");
    require(mariadb::next_part(statement.text, 0).offset == 0, "a statement begins with its first token");
    const std::size_t begin = script.find(statement.text, covered);
    require(begin != std::string_view::npos, "statements are in the text, in order");
    const auto lines = std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
    require(statement.line >= first_line + static_cast<int>(lines), "a statement's line is not before it");
    covered = begin + statement.text.size();
  }
}

void check_alone(const ScriptStatement& statement) {
  constexpr std::string_view delimiter = "\xC2\xA7\xC2\xA7";
  if (statement.text.find(delimiter) != std::string::npos) return;
  const std::string script =
      "delimiter " + std::string(delimiter) + "\n" + statement.text + "\n" + std::string(delimiter);
  const auto again = mariadb::split(script, 1);
  require(again.size() == 1 && again.front().text == statement.text && again.front().line == 2,
          "a statement by itself is the same statement");
}

void ask(std::string_view statement) {
  mariadb::controls_transaction(statement);
  mariadb::commits_implicitly(statement);
  mariadb::touched_objects(statement);
  mariadb::drops_temporary(statement);
  mariadb::creates_temporary(statement);
  mariadb::outside_transaction(statement);
  mariadb::reaches_out(statement);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string script(strata::fuzz::text_of(data, size));
  std::optional<std::vector<ScriptStatement>> statements;
  try {
    statements = mariadb::split(script, first_line);
  } catch (const strata::Error& error) {
    const auto lines = std::count(script.begin(), script.end(), '\n');
    require(error.code() == strata::ErrorCode::revision, "the splitter refuses with a revision error");
    require(error.place().line >= first_line && error.place().line <= first_line + static_cast<int>(lines),
            "a refusal names a line of the text");
  }
  if (statements) {
    check_places(script, *statements);
    for (const ScriptStatement& statement : *statements) {
      check_alone(statement);
      ask(statement.text);
    }
  }
  ask(script);  // statements may come from elsewhere than split()
  return 0;
}
