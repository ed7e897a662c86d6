// One function per form of token; each gets the offset of its first character and gives that after its last, or
// `npos` where the text ends first. See tokenizer.hpp.
#include "dialects/mariadb/tokenizer.hpp"

#include "schema/ascii.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_binary_digit(char c) {
  return c == '0' || c == '1';
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// Names may begin with a digit and hold a $.
bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || ascii::is_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Longest first, since each is looked for at the same place.
constexpr auto operators =
    std::to_array<std::string_view>({"<=>", "->>", "->", "<=", ">=", "<>", "!=", "<<", ">>", "||", "&&", ":=", ".."});

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  [[nodiscard]] Token next_part(std::size_t offset) const {
    std::size_t at = offset;
    while (at < sql_.size()) {
      if (is_space(sql_[at])) {
        ++at;
      } else if (sql_[at] == '#' || begins_dashes(at)) {
        at = std::min(sql_.find('\n', at), sql_.size());
      } else if ((looking_at(at, "/*!") || looking_at(at, "/*M!")) && !is_never_code(at)) {
        return token(TokenKind::version_open, at, after_version(at));
      } else if (looking_at(at, "/*")) {
        const std::size_t close = sql_.find("*/", at + 2);
        if (close == npos) return token(TokenKind::unterminated, at, sql_.size());
        at = close + 2;
      } else if (looking_at(at, "*/")) {
        return token(TokenKind::version_close, at, at + 2);
      } else {
        return read(at);
      }
    }
    return {TokenKind::end, sql_.substr(sql_.size()), sql_.size()};
  }

  [[nodiscard]] Token next(std::size_t offset) const {
    Token token = next_part(offset);
    while (token.kind == TokenKind::version_open || token.kind == TokenKind::version_close) {
      token = next_part(token.end_offset());
    }
    return token;
  }

 private:
  [[nodiscard]] char peek(std::size_t at) const { return at < sql_.size() ? sql_[at] : '\0'; }
  [[nodiscard]] bool looking_at(std::size_t at, std::string_view text) const {
    return sql_.substr(at, text.size()) == text;
  }
  // `5--1` is 6: only what a space or control character follows, or nothing, is a comment.
  [[nodiscard]] bool begins_dashes(std::size_t at) const {
    return looking_at(at, "--") && (at + 2 >= sql_.size() || sql_[at + 2] == ' ' || is_control(sql_[at + 2]));
  }

  [[nodiscard]] Token token(TokenKind kind, std::size_t begin, std::size_t end) const {
    return {kind, sql_.substr(begin, end - begin), begin};
  }
  [[nodiscard]] Token closed(TokenKind kind, std::size_t begin, std::size_t end) const {
    return end == npos ? token(TokenKind::unterminated, begin, sql_.size()) : token(kind, begin, end);
  }

  [[nodiscard]] Token read(std::size_t at) const {
    const char c = sql_[at];
    if (c == '\'' || c == '"') return closed(TokenKind::string, at, after_quoted(at, true));
    if (c == '`') return closed(TokenKind::quoted, at, after_quoted(at, false));
    if (peek(at + 1) == '\'' && (ascii::lower(c) == 'n' || ascii::lower(c) == 'x' || ascii::lower(c) == 'b')) {
      return closed(TokenKind::string, at, after_quoted(at + 1, ascii::lower(c) == 'n'));
    }
    if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(peek(at + 1)) && !follows_name(at))) return number(at);
    if (is_word_char(c)) return token(TokenKind::word, at, after_word(at));
    if (c == '@') return variable(at);
    if (looking_at(at, "\\N")) return token(TokenKind::word, at, at + 2);  // NULL
    for (const std::string_view sign : operators) {
      if (looking_at(at, sign)) return token(TokenKind::symbol, at, at + sign.size());
    }
    const bool known = c != '\0' && std::string_view("()[]{},;.:?+-*/%=<>!~^&|").find(c) != npos;
    return token(known ? TokenKind::symbol : TokenKind::illegal, at, at + 1);
  }

  // In `t.1st` the dot belongs to the names.
  [[nodiscard]] bool follows_name(std::size_t at) const {
    return at > 0 && (is_word_char(sql_[at - 1]) || sql_[at - 1] == '`');
  }

  // mariadb-dump begins with /*M!999999\- enable the sandbox mode */, which its client reads, and no server.
  [[nodiscard]] bool is_never_code(std::size_t at) const {
    return sql_.substr(at, after_version(at) - at).ends_with("999999");
  }

  // /*!, /*M! and the five or six digits of a version.
  [[nodiscard]] std::size_t after_version(std::size_t at) const {
    at = sql_.find('!', at) + 1;
    const std::size_t digits = at;
    while (ascii::is_digit(peek(at)) && at < digits + 6) ++at;
    return at - digits >= 5 ? at : digits;
  }

  // Past a text in quotes; the opening one is at `at`.
  [[nodiscard]] std::size_t after_quoted(std::size_t at, bool backslashes) const {
    const char quote = sql_[at];
    for (++at; at < sql_.size(); ++at) {
      if (backslashes && sql_[at] == '\\') {
        ++at;
      } else if (sql_[at] == quote) {
        if (peek(at + 1) != quote) return at + 1;
        ++at;
      }
    }
    return npos;
  }

  [[nodiscard]] std::size_t after_word(std::size_t at) const {
    while (is_word_char(peek(at))) ++at;
    return at;
  }

  [[nodiscard]] std::size_t after_digits(std::size_t at) const {
    while (ascii::is_digit(peek(at))) ++at;
    return at;
  }

  // 0xF0 and 0b01, whose letters are ascii::lower case; nothing else of them may follow.
  [[nodiscard]] std::size_t after_prefixed(std::size_t at) const {
    const char form = peek(at + 1);
    if (sql_[at] != '0' || (form != 'x' && form != 'b')) return npos;
    std::size_t end = at + 2;
    while (form == 'x' ? ascii::is_hex_digit(peek(end)) : is_binary_digit(peek(end))) ++end;
    return end > at + 2 && !is_word_char(peek(end)) ? end : npos;
  }

  // 1, 1., .5, 1.5e-3. Digits that go on with letters are a word (1st), and so are they after a name's dot; the dots
  // of `1..9` are not the number's.
  [[nodiscard]] Token number(std::size_t at) const {
    if (const std::size_t end = after_prefixed(at); end != npos) return token(TokenKind::number, at, end);
    std::size_t end = after_digits(at);
    const bool fraction = peek(end) == '.' && peek(end + 1) != '.';
    if (fraction) end = after_digits(end + 1);
    if (ascii::lower(peek(end)) == 'e') {
      const std::size_t digits = end + (peek(end + 1) == '+' || peek(end + 1) == '-' ? 2 : 1);
      if (ascii::is_digit(peek(digits))) end = after_digits(digits);
    }
    if (!fraction && sql_[at] != '.' && is_word_char(peek(end))) return token(TokenKind::word, at, after_word(end));
    return token(TokenKind::number, at, end);
  }

  // @name, @`name`, @'name', @@global.name.
  [[nodiscard]] Token variable(std::size_t at) const {
    std::size_t end = at + (peek(at + 1) == '@' ? 2 : 1);
    const char quote = peek(end);
    if (quote == '`' || quote == '\'' || quote == '"') {
      return closed(TokenKind::variable, at, after_quoted(end, quote != '`'));
    }
    while (is_word_char(peek(end)) || (peek(end) == '.' && is_word_char(peek(end + 1)))) ++end;
    return token(TokenKind::variable, at, end);
  }

  std::string_view sql_;
};

// What a backslash and this character stand for in a string (string-literals).
char escaped(char c) {
  switch (c) {
    case '0':
      return '\0';
    case 'b':
      return '\b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'Z':
      return '\x1A';
    default:
      return c;
  }
}

// The text between the quotes, the first of which is at `begin`.
std::string unquoted(std::string_view text, std::size_t begin, bool backslashes) {
  const char quote = text[begin];
  std::string out;
  for (std::size_t i = begin + 1; i + 1 < text.size(); ++i) {
    if (backslashes && text[i] == '\\') {
      ++i;
      // LIKE's own escapes keep their backslash.
      if (text[i] == '%' || text[i] == '_') out += '\\';
      out += escaped(text[i]);
    } else {
      out += text[i];
      if (text[i] == quote) ++i;
    }
  }
  return out;
}

}  // namespace

Token next_token(std::string_view sql, std::size_t offset) {
  return Lexer(sql).next(offset);
}

Token next_part(std::string_view sql, std::size_t offset) {
  return Lexer(sql).next_part(offset);
}

std::vector<Token> tokenize(std::string_view sql) {
  const Lexer lexer(sql);
  std::vector<Token> tokens;
  tokens.push_back(lexer.next(0));
  while (tokens.back().kind != TokenKind::end) tokens.push_back(lexer.next(tokens.back().end_offset()));
  return tokens;
}

bool is_keyword(const Token& token, std::string_view keyword) {
  return token.kind == TokenKind::word && std::ranges::equal(token.text, keyword, {}, ascii::lower);
}

bool is_symbol(const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::symbol && token.text == symbol;
}

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
}

std::string identifier_of(const Token& token) {
  return token.kind == TokenKind::quoted ? unquoted(token.text, 0, false) : std::string(token.text);
}

std::string string_of(const Token& token) {
  if (token.kind != TokenKind::string) return std::string(token.text);
  const std::size_t begin = token.text.find_first_of("'\"");
  const bool backslashes = begin == 0 || ascii::lower(token.text.front()) == 'n';
  return unquoted(token.text, begin, backslashes);
}

}  // namespace strata::dialects::mariadb
