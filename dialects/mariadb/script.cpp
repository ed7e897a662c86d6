// Splitting; see script.hpp. What a statement does is in script_effects.cpp.
#include "dialects/mariadb/script.hpp"

#include "dialects/line_counter.hpp"
#include "dialects/mariadb/stored_program.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace strata::dialects::mariadb {
namespace {

[[noreturn]] void refuse(const std::string& message, int line, const std::string& hint) {
  throw Error(ErrorCode::revision, message).at({"", line, 0}).hint(hint);
}

[[noreturn]] void refuse_open(const Token& token, int line) {
  if (token.text.starts_with('/')) refuse("a comment is not closed", line, "close it with */");
  const char quote = token.text[token.text.find_first_of("'\"`")];
  refuse(quote == '`' ? "a quoted name is not closed" : "a string is not closed", line,
         fmt::format("close it with {}{}", quote,
                     quote == '`' ? "" : "; a backslash in a string takes the character after it along"));
}

struct ClientCommand {
  std::string_view name;
  std::string_view way_out;
};

constexpr std::string_view take_out = "a revision is SQL that any client could run: take the line out";
constexpr std::string_view put_here = "put the SQL of that file here";
constexpr std::string_view ends = "end the statement with ; and take it out";

// Commands of the mariadb client (mysql-command-line-client, "commands"), by name and by backslash and letter.
constexpr auto client_commands = std::to_array<ClientCommand>({
    {"source", put_here},  {"\\.", put_here},    {"\\g", ends},          {"\\G", ends},
    {"go", ends},          {"ego", ends},        {"system", take_out},   {"connect", take_out},
    {"tee", take_out},     {"notee", take_out},  {"pager", take_out},    {"nopager", take_out},
    {"prompt", take_out},  {"print", take_out},  {"edit", take_out},     {"rehash", take_out},
    {"charset", take_out}, {"status", take_out}, {"warnings", take_out}, {"nowarning", take_out},
    {"quit", take_out},    {"exit", take_out},   {"clear", take_out},    {"\\d", "write DELIMITER"},
});

[[noreturn]] void refuse_command(std::string_view name, std::string_view way_out, int line) {
  refuse(fmt::format("{} is a command of the mariadb client, not SQL", name), line, std::string(way_out));
}

class Splitter {
 public:
  Splitter(std::string_view script, int first_line) : script_(script), lines_(script, first_line) {}

  std::vector<ScriptStatement> run() {
    for (std::size_t at = 0;;) {
      const Token token = next_part(script_, at);
      if (token.kind == TokenKind::end) break;
      at = follow(token);
    }
    if (open_.versioned > 0) {
      refuse("a versioned comment (/*! or /*M!) is not closed", open_.version_line, "close it with */");
    }
    if (open_.program.inside_block()) {
      refuse("a block of a stored program is not closed", open_.block_line,
             "close it with END (END IF, END LOOP, …) and a semicolon, or put the statement between DELIMITER // and "
             "//");
    }
    close();
    return std::move(statements_);
  }

 private:
  // One statement's span while its tokens go by.
  struct Open {
    bool any = false;  // a token besides the marks of versioned comments
    bool spans = false;
    std::size_t begin = 0;
    std::size_t end = 0;
    int line = 0;
    int versioned = 0;  // comments that are open: a semicolon in them ends nothing
    int version_line = 0;
    int block_line = 0;
    bool sets = false;  // SET …
    StoredProgram program;
  };

  // Gives where to read on.
  std::size_t follow(const Token& token) {
    if (const std::size_t at = delimiter_in(token);
        at != std::string_view::npos && open_.versioned == 0 && !inside_body()) {
      if (at > token.offset) take({token.kind, script_.substr(token.offset, at - token.offset), token.offset});
      close();
      return at + delimiter_.size();
    }
    if (token.kind == TokenKind::unterminated) refuse_open(token, lines_.line_of(token.offset));
    if (token.kind == TokenKind::illegal) refuse_illegal(token);
    if (!open_.any && token.kind == TokenKind::word && open_.versioned == 0) {
      if (is_keyword(token, "delimiter")) return set_delimiter(token);
      require_no_command(token);
    }
    take(token);
    return token.end_offset();
  }

  [[nodiscard]] bool inside_body() const { return delimiter_ == ";" && open_.program.inside_block(); }

  // Where the delimiter begins in the token, or npos. `END$$` is one word to the server, but the client cuts first.
  [[nodiscard]] std::size_t delimiter_in(const Token& token) const {
    const bool quoted = token.text.find_first_of("'\"`") != std::string_view::npos;
    const bool mark = token.kind == TokenKind::version_open || token.kind == TokenKind::version_close;
    if (quoted || mark || token.kind == TokenKind::unterminated) return std::string_view::npos;
    const std::size_t found = script_.substr(token.offset, token.text.size() + delimiter_.size() - 1).find(delimiter_);
    return found == std::string_view::npos ? std::string_view::npos : token.offset + found;
  }

  void take(const Token& token) {
    const bool semicolon = is_symbol(token, ";");  // of a body, or before another delimiter: it is no statement's end
    if (semicolon && delimiter_ != ";") return;
    if (!open_.spans) {
      open_.spans = true;
      open_.begin = token.offset;
      open_.line = lines_.line_of(token.offset);
    }
    open_.end = token.end_offset();
    if (token.kind == TokenKind::version_open) {
      if (open_.versioned++ == 0) open_.version_line = lines_.line_of(token.offset);
    } else if (token.kind == TokenKind::version_close) {
      if (open_.versioned > 0) --open_.versioned;
    } else {
      if (!open_.any) open_.sets = is_keyword(token, "set");
      open_.any = true;
      if (open_.sets) require_same_strings(token);
      if (delimiter_ == ";") follow_program(token);
    }
  }

  void follow_program(const Token& token) {
    const bool inside = open_.program.inside_block();
    open_.program.follow(token);
    if (!inside && open_.program.inside_block()) open_.block_line = lines_.line_of(token.offset);
    if (!open_.program.oracle()) return;
    refuse("this looks like a block that needs sql_mode=ORACLE, whose end strata does not find", open_.line,
           "put the statement between DELIMITER // and //; outside of a stored program a block of MariaDB's own "
           "begins with BEGIN NOT ATOMIC");
  }

  void close() {
    if (open_.any) {
      statements_.push_back({std::string(script_.substr(open_.begin, open_.end - open_.begin)), open_.line});
    }
    open_ = {};
  }

  // The next word of the line becomes the delimiter; what follows it is nothing to the client either.
  std::size_t set_delimiter(const Token& token) {
    const std::size_t line_end = std::min(script_.find('\n', token.offset), script_.size());
    const std::string_view rest = script_.substr(token.end_offset(), line_end - token.end_offset());
    const std::size_t begin = std::min(rest.find_first_not_of(" \t\r"), rest.size());
    delimiter_ = rest.substr(begin, std::min(rest.find_first_of(" \t\r", begin), rest.size()) - begin);
    const int line = lines_.line_of(token.offset);
    if (delimiter_.empty()) refuse("DELIMITER names no delimiter", line, "write DELIMITER // or DELIMITER ;");
    const bool comment = delimiter_.find("--") != std::string_view::npos ||
                         delimiter_.find("/*") != std::string_view::npos ||
                         delimiter_.find("*/") != std::string_view::npos;
    if (comment || delimiter_.find_first_of("'\"`\\#") != std::string_view::npos) {
      refuse(fmt::format("{} can't be a delimiter: strings, names and comments are written with it", delimiter_), line,
             "write DELIMITER // or DELIMITER $$");
    }
    return line_end;
  }

  void require_no_command(const Token& token) {
    if (is_keyword(token, "use")) {
      refuse("USE would leave the database that strata works in and keeps its history in", lines_.line_of(token.offset),
             "strata connects to the database that its URL names: take the line out");
    }
    for (const ClientCommand& command : client_commands) {
      if (is_keyword(token, command.name)) refuse_command(token.text, command.way_out, lines_.line_of(token.offset));
    }
  }

  [[noreturn]] void refuse_illegal(const Token& token) {
    const int line = lines_.line_of(token.offset);
    if (token.text != "\\") refuse("MariaDB does not know what begins here", line, "");
    const std::string_view name = script_.substr(token.offset, 2);
    const auto* const command = std::ranges::find(client_commands, name, &ClientCommand::name);
    refuse_command(name, command != client_commands.end() ? command->way_out : take_out, line);
  }

  // After SET sql_mode = '…,NO_BACKSLASH_ESCAPES' strings end elsewhere.
  void require_same_strings(const Token& token) {
    if (token.kind != TokenKind::string) return;
    std::string modes = string_of(token);
    std::ranges::transform(modes, modes.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (modes.find("NO_BACKSLASH_ESCAPES") == std::string::npos) return;
    refuse("after this a backslash in a string is no escape, and strata would find other ends of strings than MariaDB",
           lines_.line_of(token.offset), "leave NO_BACKSLASH_ESCAPES out, and double each backslash in the strings");
  }

  std::string_view script_;
  LineCounter lines_;
  std::string_view delimiter_ = ";";
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

}  // namespace strata::dialects::mariadb
