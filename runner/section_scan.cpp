// One pass over the text: '…', "…" and `…` with doubled quotes, E'…' with backslashes, $tag$…$tag$, -- and /* */
// comments, parentheses, and BEGIN … END of stored programs; for Lexis::escapes backslashes in '…' and "…", # comments
// and DELIMITER. Engines of the standard Lexis disagree on nested comments: a directive that is inside one only by one
// of the two readings is an error.
#include "runner/section_scan.hpp"

#include "schema/ascii.hpp"
#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::runner {
namespace {

using dialects::Lexis;

constexpr std::string_view directive_mark = "strata:";

// What a character may begin, between statements' parts; one look into a table, since a file holds thousands.
enum class Kind : unsigned char {
  other,
  word,
  line_end,
  dash,
  hash,
  slash,
  quote,
  dollar,
  opening,
  closing,
  semicolon
};

constexpr std::array<Kind, 256> kinds = [] {
  std::array<Kind, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char letter = ascii::upper(static_cast<char>(i));
    const bool word = (letter >= 'A' && letter <= 'Z') || ascii::is_digit(letter) || letter == '_' || i >= 0x80;
    if (word) table[i] = Kind::word;
  }
  table['\n'] = Kind::line_end;
  table['-'] = Kind::dash;
  table['#'] = Kind::hash;
  table['/'] = Kind::slash;
  table['\''] = table['"'] = table['`'] = Kind::quote;
  table['$'] = Kind::dollar;
  table['('] = Kind::opening;
  table[')'] = Kind::closing;
  table[';'] = Kind::semicolon;
  return table;
}();

Kind kind_of(char c) {
  return kinds[static_cast<unsigned char>(c)];
}

bool is_word_char(char c) {
  return kind_of(c) == Kind::word;
}

// Words are compared where they stand, without regard to case: a file holds thousands. Most differ in length.
inline bool is(std::string_view word, std::string_view keyword) {
  return word.size() == keyword.size() &&
         std::equal(word.begin(), word.end(), keyword.begin(), [](char a, char b) { return ascii::upper(a) == b; });
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// By loops: what is cut off is short, and find_first_not_of is a call for each character.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& keywords) {
  return std::ranges::any_of(keywords, [&](std::string_view keyword) { return is(word, keyword); });
}

class Scanner {
 public:
  Scanner(std::string_view text, int first_line, const Reading& reading)
      : text_(text),
        reading_(reading),
        line_(first_line),
        escapes_(reading.plain == Lexis::escapes),
        known_(reading.plain_is_known) {}

  Directives run() {
    found_.lines.reserve(2);  // mostly an up and a down
    try {
      while (at_ < text_.size()) step();
      require_ends();
    } catch (const Error& error) {
      found_.problem = error;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\0';
  }

  void advance(std::size_t count = 1) {
    for (; count > 0 && at_ < text_.size(); --count, ++at_) {
      if (text_[at_] == '\n') ++line_;
    }
  }

  void require_ends() const {
    if (swallowed_line_ > 0) {
      throw Error(ErrorCode::revision,
                  fmt::format("the statement before this is not ended by its delimiter {}", delimiter_))
          .at({"", swallowed_line_, 0});
    }
    if (parentheses_ > 0) throw never_closed("parenthesis", parenthesis_line_);
    if (blocks_ > 0) throw never_closed("BEGIN … END body", block_line_);
  }

  // Here the other Lexis reads on differently.
  void differ() { found_.unsure = found_.unsure || (!escapes_ && !known_); }

  static Error never_closed(std::string_view what, int line) {
    return Error(ErrorCode::revision, fmt::format("this {} is never closed", what)).at({"", line, 0});
  }

  void step() {
    if (!delimiter_.empty() && text_.substr(at_).starts_with(delimiter_)) return end_delimited();
    switch (kind_of(text_[at_])) {
      case Kind::word:
        return word();
      case Kind::dash:
        if (peek(1) == '-') return dashes();
        break;
      case Kind::hash:
        if (escapes_) return skip_line();
        differ();
        break;
      case Kind::slash:
        if (peek(1) == '*') return escapes_ ? flat_comment() : block_comment();
        break;
      case Kind::quote:
        return quoted(text_[at_], escapes_ && text_[at_] != '`');
      case Kind::dollar:
        if (!escapes_ && dollar_quoted()) return;
        break;
      case Kind::opening:
        if (delimiter_.empty() && parentheses_++ == 0) parenthesis_line_ = line_;
        break;
      case Kind::closing:
        if (parentheses_ > 0) --parentheses_;
        break;
      case Kind::semicolon:
        if (parentheses_ == 0 && blocks_ == 0 && delimiter_.empty()) statement_words_ = 0;
        break;
      case Kind::line_end:
        ++line_;
        break;
      case Kind::other:
        break;
    }
    ++at_;
  }

  [[nodiscard]] bool at_line_begin() const {
    std::size_t begin = at_;
    while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t')) --begin;
    return begin == 0 || text_[begin - 1] == '\n';
  }

  // The words of a directive when the comment here is one.
  [[nodiscard]] bool looks_like_directive(std::size_t comment) const {
    std::size_t begin = comment + 2;
    while (begin < text_.size() && is_blank(text_[begin])) ++begin;
    return text_.substr(begin).starts_with(directive_mark);  // which holds no line end
  }

  void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  // A comment, unless it needs a space behind the dashes: 5--1 is 6 then.
  void dashes() {
    const char next = peek(2);
    const bool spaced = next == ' ' || static_cast<unsigned char>(next) < ' ';
    if (!spaced && !looks_like_directive(at_)) {
      if (escapes_) return advance(2);
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      if (text_.substr(at_, end - at_).find_first_of("'\"`()/#") != std::string_view::npos) differ();
    }
    line_comment();
  }

  void line_comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    if (parentheses_ == 0 && blocks_ == 0 && at_line_begin() && looks_like_directive(at_)) directive(end);
    at_ = end;  // it holds no line end
  }

  // Of a statement with a delimiter of its own it is a part, which is told where that never comes.
  void directive(std::size_t end) {
    if (!delimiter_.empty() && statement_words_ > 0) {
      if (swallowed_line_ == 0) swallowed_line_ = line_;
      return;
    }
    DirectiveLine directive;
    directive.words = trimmed(trimmed(text_.substr(at_ + 2, end - at_ - 2)).substr(directive_mark.size()));
    directive.line = line_;
    directive.begin = text_.rfind('\n', at_) + 1;
    directive.end = std::min(end + 1, text_.size());
    found_.lines.push_back(directive);
    statement_words_ = 0;
    delimiter_ = {};
    enter_section(directive.words);
  }

  // "up mariadb": read as that engine does.
  void enter_section(std::string_view words) {
    const std::size_t space = words.find_first_of(" \t");
    const std::string_view engine = space == std::string_view::npos ? "" : trimmed(words.substr(space));
    std::optional<Lexis> own;
    if (!engine.empty() && reading_.lexis_of != nullptr) own = reading_.lexis_of(engine);
    known_ = own.has_value() || reading_.plain_is_known;
    escapes_ = own.value_or(reading_.plain) == Lexis::escapes;
  }

  // DELIMITER //; what else stands on the line is nothing.
  void set_delimiter() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view rest = trimmed(text_.substr(at_, end - at_));
    delimiter_ = rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()));
    if (delimiter_ == ";") delimiter_ = {};
    statement_words_ = 0;
    at_ = end;
  }

  void end_delimited() {
    statement_words_ = 0;
    swallowed_line_ = 0;
    advance(delimiter_.size());
  }

  // Comments that hold code for some versions (/*!50003 … */, /*M! … */) are passed as code.
  void flat_comment() {
    if (peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!')) return advance(3);
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos) throw never_closed("comment", line_);
    advance(close + 2 - at_);
  }

  void block_comment() {
    const int begin_line = line_;
    int depth = 0;
    bool closed_if_flat = false;
    std::size_t flat_end = 0;
    int flat_end_line = 0;
    while (at_ < text_.size()) {
      if (peek() == '/' && peek(1) == '*') {
        ++depth;
        advance(2);
      } else if (peek() == '*' && peek(1) == '/') {
        advance(2);
        if (!closed_if_flat) {
          flat_end = at_;
          flat_end_line = line_;
        }
        closed_if_flat = true;
        if (--depth == 0) return;
      } else {
        if (closed_if_flat && peek() == '-' && peek(1) == '-' && at_line_begin() && looks_like_directive(at_)) {
          throw Error(ErrorCode::revision, "it is unclear whether this directive is inside a comment")
              .at({"", line_, 0})
              .hint(fmt::format("engines read the nested comment of line {} differently: take the inner /* out",
                                begin_line));
        }
        advance();
      }
    }
    if (!closed_if_flat) throw never_closed("comment", begin_line);
    at_ = flat_end;  // no engine can read it as nested
    line_ = flat_end_line;
  }

  // Whether the character here is escaped where backslashes escape.
  [[nodiscard]] bool behind_backslash() const {
    std::size_t count = 0;
    while (text_[at_ - 1 - count] == '\\') ++count;  // it ends at the opening quote
    return count % 2 == 1;
  }

  void quoted(char quote, bool backslashes) {
    const int begin_line = line_;
    advance();
    while (at_ < text_.size()) {
      if (backslashes && peek() == '\\') {
        advance(2);
      } else if (peek() != quote) {
        advance();
      } else {
        if (!backslashes && quote != '`' && behind_backslash()) differ();
        const bool doubled = peek(1) == quote;
        advance(doubled ? 2 : 1);
        if (!doubled && (!backslashes || escapes_ || !goes_on(quote))) return;
      }
    }
    throw never_closed("string", begin_line);
  }

  // A string with backslashes goes on, with backslashes, where another begins on a later line; one without does so
  // as well, but reads the same as two.
  bool goes_on(char quote) {
    const std::size_t next = text_.find_first_not_of(" \t\n", at_);
    if (next == std::string_view::npos || text_[next] != quote) return false;
    if (text_.substr(at_, next - at_).find('\n') == std::string_view::npos) return false;
    advance(next + 1 - at_);
    return true;
  }

  // $tag$ … $tag$; a $ inside a word (t$1) or before a digit ($1) is none.
  bool dollar_quoted() {
    std::size_t tag_end = at_ + 1;
    while (tag_end < text_.size() && is_word_char(text_[tag_end])) ++tag_end;
    if (tag_end >= text_.size() || text_[tag_end] != '$') return false;
    if (ascii::is_digit(peek(1))) return false;
    differ();
    const std::string_view tag = text_.substr(at_, tag_end + 1 - at_);
    const std::size_t close = text_.find(tag, tag_end + 1);
    if (close == std::string_view::npos) throw never_closed(fmt::format("{} string", tag), line_);
    advance(close + tag.size() - at_);
    return true;
  }

  // Words hold no line ends.
  std::string_view take_word() {
    const std::size_t begin = at_;
    std::size_t next = begin;  // a member would be written back for each character
    while (next < text_.size() && (is_word_char(text_[next]) || text_[next] == '$')) ++next;
    at_ = next;
    const std::string_view word = text_.substr(begin, next - begin);
    const std::size_t end = delimiter_.empty() ? std::string_view::npos : word.find(delimiter_);  // END$$
    if (end == std::string_view::npos) return word;
    at_ = begin + end;
    return word.substr(0, end);
  }

  void word() {
    const int word_line = line_;
    const std::string_view word = take_word();
    if (is(word, "E") && peek() == '\'' && !escapes_) return quoted('\'', true);
    if (statement_words_ == 0 && is(word, "DELIMITER")) {
      if (escapes_) return set_delimiter();
      differ();
    }
    if (statement_words_++ == 0) {
      creates_ = is(word, "CREATE") || is(word, "ALTER") || is(word, "REPLACE");
      has_program_ = false;
      opens_with_begin_ = is(word, "BEGIN");
    }
    if (delimiter_.empty()) follow_program(word, word_line);
  }

  // Counts BEGIN, CASE and END of stored programs. END IF, END LOOP … close what was not counted.
  void follow_program(std::string_view word, int word_line) {
    static constexpr std::array<std::string_view, 5> programs{"TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"};
    static constexpr std::array<std::string_view, 5> uncounted{"IF", "LOOP", "WHILE", "REPEAT", "FOR"};
    const bool in_program = creates_ || has_program_ || opens_with_begin_ || blocks_ > 0 || after_end_;
    if (!in_program) return;  // as most statements
    if (after_end_) {
      after_end_ = false;
      if (is_one_of(word, uncounted)) ++blocks_;
      if (is_one_of(word, uncounted) || is(word, "CASE")) return;
    }
    if (creates_ && blocks_ == 0 && is_one_of(word, programs)) has_program_ = true;
    const bool anonymous_block = opens_with_begin_ && statement_words_ == 2 && is(word, "NOT");
    const bool in_body = blocks_ > 0;
    const bool opens = ((has_program_ || in_body) && is(word, "BEGIN") && begins_body()) || anonymous_block ||
                       (in_body && is(word, "CASE"));
    if (opens && blocks_++ == 0) block_line_ = word_line;
    if (is(word, "END") && blocks_ > 0) {
      --blocks_;
      after_end_ = next_is_word();
    }
  }

  // False for a column that is called so: CREATE TABLE event (begin date), UPDATE OF begin, other ON event.
  [[nodiscard]] bool begins_body() const {
    if (parentheses_ > 0) return false;
    const std::size_t next = std::min(text_.find_first_not_of(" \t\n", at_), text_.size());
    const std::string_view rest = text_.substr(next, 3);
    return !rest.starts_with(',') && !(rest.size() > 2 && is(rest.substr(0, 2), "ON") && !is_word_char(rest[2]));
  }

  // Whether END is followed, on the same statement, by a word that says what it ends.
  [[nodiscard]] bool next_is_word() const {
    const std::size_t next = text_.find_first_not_of(" \t\n", at_);
    return next != std::string_view::npos && is_word_char(text_[next]);
  }

  std::string_view text_;
  const Reading& reading_;
  int line_;
  std::size_t at_ = 0;
  Directives found_;

  bool escapes_;  // in the section that is passed
  bool known_;  // its Lexis
  std::string_view delimiter_;  // where it is not a semicolon
  int swallowed_line_ = 0;  // of a directive inside a statement whose delimiter has not come

  int parentheses_ = 0;
  int parenthesis_line_ = 0;
  int blocks_ = 0;
  int block_line_ = 0;
  int statement_words_ = 0;
  bool creates_ = false;
  bool has_program_ = false;
  bool opens_with_begin_ = false;
  bool after_end_ = false;
};

}  // namespace

Directives find_directives(std::string_view text, int first_line, const Reading& reading) {
  return Scanner{text, first_line, reading}.run();
}

}  // namespace strata::runner
