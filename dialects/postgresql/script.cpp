// Splitting; see script.hpp. What a statement does is in script_effects.cpp.
#include "dialects/postgresql/script.hpp"

#include "dialects/line_counter.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <fmt/format.h>
#include <pg_query.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace strata::dialects::postgresql {
namespace {

[[noreturn]] void refuse(const std::string& message, int line, const std::string& hint) {
  throw Error(ErrorCode::revision, message).at({"", line, 0}).hint(hint);
}

[[noreturn]] void refuse_open(const Token& token, int line) {
  const char first = token.text.front();
  if (first == '/') refuse("a comment is not closed", line, "close it with */; inside a comment each /* opens another");
  if (first == '$') {
    const std::string_view tag = token.text.substr(0, token.text.find('$', 1) + 1);
    refuse(fmt::format("a {} string is not closed", tag), line, fmt::format("close it with {}", tag));
  }
  if (token.text.find('"') < token.text.find('\'')) refuse("a quoted name is not closed", line, "close it with \"");
  refuse("a string is not closed", line, "close it with '");
}

struct MetaCommand {
  std::string_view name;
  std::string_view way_out;
};

[[noreturn]] void refuse_meta_command(std::string_view rest, int line) {
  static constexpr auto known = std::to_array<MetaCommand>({
      {"c", "strata connects to the database that its URL names: take the line out"},
      {"connect", "strata connects to the database that its URL names: take the line out"},
      {"restrict", "pg_dump writes this line for psql: take it and its \\unrestrict out"},
      {"unrestrict", "pg_dump writes this line for psql: take it and its \\restrict out"},
      {"i", "put the SQL of that file here"},
      {"ir", "put the SQL of that file here"},
      {"include", "put the SQL of that file here"},
      {"copy", "write INSERT statements, or load the data with psql outside of the revisions"},
      {".", "this ends the data of a COPY … FROM stdin: write INSERT statements (pg_dump --inserts does)"},
  });
  const std::string_view name = rest.substr(0, std::min(rest.find_first_of(" \t\r\n;"), rest.size()));
  const auto* const command = std::ranges::find(known, name, &MetaCommand::name);
  refuse(fmt::format("\\{} is a command of psql, not SQL", name), line,
         command != known.end() ? std::string(command->way_out)
                                : "a revision is SQL that any client could run: take the line out");
}

// Whether libpg_query's parser takes this text as one statement.
bool parses_as_one(std::string_view text) {
  const PgQuerySplitResult result = pg_query_split_with_parser(std::string(text).c_str());
  const bool one = result.error == nullptr && result.n_stmts == 1;
  pg_query_free_split_result(result);
  return one;
}

// CREATE [OR REPLACE] FUNCTION|PROCEDURE: only these have a body that is no string.
bool creates_routine(std::string_view script, const Token& first) {
  if (!is_keyword(first, "create")) return false;
  Token token = next_token(script, first.end_offset());
  if (is_keyword(token, "or")) token = next_token(script, token.end_offset());
  if (is_keyword(token, "replace")) token = next_token(script, token.end_offset());
  return is_keyword(token, "function") || is_keyword(token, "procedure");
}

// Where the statement from `begin` ends whose BEGIN ATOMIC ends at `body`: after the END before a semicolon with
// which the parser takes it as one statement (there is but one). Where the parser takes none of them, since it does
// not know a newer server's words, the nesting of CASE and END decides. Nothing: the body is not closed.
std::optional<std::size_t> body_end(std::string_view script, std::size_t begin, std::size_t body) {
  constexpr int most_closing = 4;  // an END may be a column's alias
  constexpr std::size_t most_others = 64;
  std::optional<std::size_t> first_closing;
  std::vector<std::size_t> others;
  int depth = 1;
  int parentheses = 0;
  int closing = 0;
  for (Token token = next_token(script, body); token.kind != TokenKind::end && closing < most_closing;) {
    if (token.kind == TokenKind::unterminated || token.kind == TokenKind::illegal) break;
    const Token after = next_token(script, token.end_offset());
    if (is_symbol(token, "(")) ++parentheses;
    if (is_symbol(token, ")")) --parentheses;
    if (is_keyword(token, "case")) ++depth;
    if (is_keyword(token, "end")) --depth;
    const bool may_end = is_keyword(token, "end") && (is_symbol(after, ";") || after.kind == TokenKind::end);
    if (may_end && parentheses <= 0 && depth <= 0) {
      if (parses_as_one(script.substr(begin, token.end_offset() - begin))) return token.end_offset();
      if (!first_closing) first_closing = token.end_offset();
      ++closing;
    } else if (may_end && others.size() < most_others) {
      others.push_back(token.end_offset());
    }
    token = after;
  }
  for (const std::size_t end : others) {
    if (parses_as_one(script.substr(begin, end - begin))) return end;
  }
  return first_closing;
}

class Splitter {
 public:
  Splitter(std::string_view script, int first_line) : script_(script), lines_(script, first_line) {}

  std::vector<ScriptStatement> run() {
    for (Token token = next_token(script_, 0); token.kind != TokenKind::end;) {
      require_legal(token);
      if (is_symbol(token, ";") && open_.parentheses <= 0 && !open_.body_open) {
        close();
      } else {
        if (!open_.any) begin(token);
        follow(token);
      }
      token = next_token(script_, std::max(token.end_offset(), open_.end));
    }
    if (open_.body_open) {
      refuse("a BEGIN ATOMIC body is not closed", open_.line,
             "it ends with `END;` after the last statement's semicolon");
    }
    close();
    return std::move(statements_);
  }

 private:
  // One statement's span while its tokens go by.
  struct Open {
    bool any = false;
    std::size_t begin = 0;
    std::size_t end = 0;
    int line = 0;
    int parentheses = 0;
    bool routine = false;
    bool copy = false;
    bool body_open = false;
    Token before;
  };

  void require_legal(const Token& token) {
    if (token.kind == TokenKind::unterminated) refuse_open(token, lines_.line_of(token.offset));
    if (token.kind != TokenKind::illegal) return;
    const int line = lines_.line_of(token.offset);
    if (token.text == "\\") refuse_meta_command(script_.substr(token.end_offset()), line);
    refuse("PostgreSQL does not know what begins here", line, "");
  }

  void begin(const Token& token) {
    open_.any = true;
    open_.begin = token.offset;
    open_.line = lines_.line_of(token.offset);
    open_.routine = creates_routine(script_, token);
    open_.copy = is_keyword(token, "copy");
  }

  void follow(const Token& token) {
    open_.end = token.end_offset();
    if (is_symbol(token, "(")) ++open_.parentheses;
    if (is_symbol(token, ")")) --open_.parentheses;
    if (open_.parentheses <= 0) {
      if (open_.copy) require_no_client(token);
      if (open_.routine && is_keyword(open_.before, "begin") && is_keyword(token, "atomic")) {
        const auto end = body_end(script_, open_.begin, token.end_offset());
        open_.body_open = !end;
        open_.end = end.value_or(open_.end);
      }
    }
    open_.before = token;
  }

  // Before the data is read as SQL, which would find open strings in it.
  void require_no_client(const Token& token) {
    const bool client = is_keyword(token, "stdin") || is_keyword(token, "stdout");
    if (!client) return;
    if (is_keyword(open_.before, "from")) {
      refuse("COPY … FROM stdin takes its data from psql, not from a revision", open_.line,
             "write INSERT statements (pg_dump --inserts does), or load the data with psql outside of the revisions");
    }
    if (is_keyword(open_.before, "to")) {
      refuse("COPY … TO stdout has nobody to write to in a revision", open_.line, "run it with psql");
    }
  }

  void close() {
    if (open_.any) {
      statements_.push_back({std::string(script_.substr(open_.begin, open_.end - open_.begin)), open_.line});
    }
    open_ = {};
  }

  std::string_view script_;
  LineCounter lines_;
  Open open_;
  std::vector<ScriptStatement> statements_;
};

}  // namespace

std::vector<ScriptStatement> split(std::string_view script, int first_line) {
  if (const std::size_t nul = script.find('\0'); nul != std::string_view::npos) {
    const auto lines = std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
    refuse("a NUL character can't be part of SQL", first_line + static_cast<int>(lines), "");
  }
  return Splitter(script, first_line).run();
}

}  // namespace strata::dialects::postgresql
