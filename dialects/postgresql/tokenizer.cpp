// One function per form of token; each gets the offset of its first character and gives that after its last, or
// `npos` where the text ends first. See tokenizer.hpp.
#include "dialects/postgresql/tokenizer.hpp"

#include "schema/ascii.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_newline(char c) {
  return c == '\n' || c == '\r';
}

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_word(char c) {
  return starts_word(c) || ascii::is_digit(c) || c == '$';
}

bool is_operator(char c) {
  return c != '\0' && std::string_view("~!@#^&|`?+-*/%<>=").find(c) != npos;
}

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  Token next(std::size_t offset) const {
    std::size_t at = offset;
    while (at < sql_.size()) {
      if (is_space(sql_[at])) {
        ++at;
      } else if (looking_at(at, "--")) {
        at = line_end(at);
      } else if (looking_at(at, "/*")) {
        const std::size_t end = after_comment(at);
        if (end == npos) return token(TokenKind::unterminated, at, sql_.size());
        at = end;
      } else {
        return read(at);
      }
    }
    return {TokenKind::end, sql_.substr(sql_.size()), sql_.size()};
  }

 private:
  [[nodiscard]] char peek(std::size_t at) const { return at < sql_.size() ? sql_[at] : '\0'; }
  [[nodiscard]] bool looking_at(std::size_t at, std::string_view text) const {
    return sql_.substr(at, text.size()) == text;
  }

  [[nodiscard]] Token token(TokenKind kind, std::size_t begin, std::size_t end) const {
    return {kind, sql_.substr(begin, end - begin), begin};
  }
  [[nodiscard]] Token closed(TokenKind kind, std::size_t begin, std::size_t end) const {
    return end == npos ? token(TokenKind::unterminated, begin, sql_.size()) : token(kind, begin, end);
  }

  [[nodiscard]] Token read(std::size_t at) const {
    const char c = sql_[at];
    const char after = peek(at + 1);
    if (c == '\'') return closed(TokenKind::string, at, after_string(at + 1, false));
    if (c == '"') return closed(TokenKind::quoted, at, after_identifier(at + 1));
    if (after == '\'') {
      if (ascii::lower(c) == 'e') return closed(TokenKind::string, at, after_string(at + 2, true));
      if (ascii::lower(c) == 'b' || ascii::lower(c) == 'x' || ascii::lower(c) == 'n') {
        return closed(TokenKind::string, at, after_string(at + 2, false));
      }
    }
    if (ascii::lower(c) == 'u' && after == '&') {
      if (peek(at + 2) == '\'') return closed(TokenKind::string, at, after_string(at + 3, false));
      if (peek(at + 2) == '"') return closed(TokenKind::quoted, at, after_identifier(at + 3));
    }
    if (starts_word(c)) return token(TokenKind::word, at, after_word(at));
    if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(after)))
      return token(TokenKind::number, at, after_number(at));
    if (c == '$') return dollar(at);
    if (is_operator(c)) return token(TokenKind::symbol, at, after_operator(at));
    if (looking_at(at, "::") || looking_at(at, ":=") || looking_at(at, ".."))
      return token(TokenKind::symbol, at, at + 2);
    const bool known = c != '\0' && std::string_view("()[],;.:").find(c) != npos;
    return token(known ? TokenKind::symbol : TokenKind::illegal, at, at + 1);
  }

  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    while (at < sql_.size() && !is_newline(sql_[at])) ++at;
    return at;
  }

  [[nodiscard]] std::size_t after_comment(std::size_t at) const {
    for (int depth = 0; at < sql_.size();) {
      if (looking_at(at, "/*")) {
        ++depth;
        at += 2;
      } else if (looking_at(at, "*/")) {
        at += 2;
        if (--depth == 0) return at;
      } else {
        ++at;
      }
    }
    return npos;
  }

  // Past a string whose quote has been read. It goes on where, after at least one line end, another quote follows.
  [[nodiscard]] std::size_t after_string(std::size_t at, bool backslashes) const {
    while (at < sql_.size()) {
      const bool quote = sql_[at] == '\'';
      if ((backslashes && sql_[at] == '\\') || (quote && peek(at + 1) == '\'')) {
        at += 2;
      } else if (!quote) {
        ++at;
      } else if (const std::size_t more = continuation(at + 1); more != npos) {
        at = more;
      } else {
        return at + 1;
      }
    }
    return npos;
  }

  [[nodiscard]] std::size_t continuation(std::size_t at) const {
    bool newline = false;
    while (at < sql_.size()) {
      if (is_space(sql_[at])) {
        newline = newline || is_newline(sql_[at]);
        ++at;
      } else if (looking_at(at, "--")) {
        at = line_end(at);
      } else {
        return newline && sql_[at] == '\'' ? at + 1 : npos;
      }
    }
    return npos;
  }

  [[nodiscard]] std::size_t after_identifier(std::size_t at) const {
    while (at < sql_.size()) {
      if (sql_[at] != '"') {
        ++at;
      } else if (peek(at + 1) == '"') {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return npos;
  }

  [[nodiscard]] std::size_t after_word(std::size_t at) const {
    while (continues_word(peek(at))) ++at;
    return at;
  }

  // 1, 1., .5, 1.5e-3; the dots of `1..2` are not the number's.
  [[nodiscard]] std::size_t after_number(std::size_t at) const {
    while (ascii::is_digit(peek(at))) ++at;
    if (peek(at) == '.' && peek(at + 1) != '.') {
      ++at;
      while (ascii::is_digit(peek(at))) ++at;
    }
    if (ascii::lower(peek(at)) != 'e') return at;
    const std::size_t digits = at + (peek(at + 1) == '+' || peek(at + 1) == '-' ? 2 : 1);
    if (!ascii::is_digit(peek(digits))) return at;
    at = digits;
    while (ascii::is_digit(peek(at))) ++at;
    return at;
  }

  // $1, or $tag$…$tag$.
  [[nodiscard]] Token dollar(std::size_t at) const {
    std::size_t end = at + 1;
    if (ascii::is_digit(peek(end))) {
      while (ascii::is_digit(peek(end))) ++end;
      return token(TokenKind::parameter, at, end);
    }
    while (starts_word(peek(end)) || ascii::is_digit(peek(end))) ++end;
    if (peek(end) != '$') return token(TokenKind::illegal, at, at + 1);
    const std::string_view tag = sql_.substr(at, end + 1 - at);
    const std::size_t close = sql_.find(tag, end + 1);
    return closed(TokenKind::string, at, close == npos ? npos : close + tag.size());
  }

  // The longest run of operator characters before a comment; a + or - at its end belongs to it only where one of
  // the characters that SQL's own operators don't have stands in it.
  [[nodiscard]] std::size_t after_operator(std::size_t at) const {
    std::size_t end = at;
    while (is_operator(peek(end)) && !looking_at(end, "--") && !looking_at(end, "/*")) ++end;
    const std::string_view run = sql_.substr(at, end - at);
    if (run.find_first_of("~!@#^&|`?%") != npos) return end;
    while (end > at + 1 && (sql_[end - 1] == '+' || sql_[end - 1] == '-')) --end;
    return end;
  }

  std::string_view sql_;
};

// The text without doubled quotes, and for E'…' without the commonest escapes.
std::string undoubled(std::string_view text, char quote, bool backslashes) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (backslashes && text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      out += text[i] == 'n' ? '\n' : text[i];
    } else {
      out += text[i];
      if (text[i] == quote && i + 1 < text.size() && text[i + 1] == quote) ++i;
    }
  }
  return out;
}

}  // namespace

Token next_token(std::string_view sql, std::size_t offset) {
  return Lexer(sql).next(offset);
}

std::vector<Token> tokenize(std::string_view sql) {
  const Lexer lexer(sql);
  std::vector<Token> tokens;
  tokens.push_back(lexer.next(0));
  while (tokens.back().kind != TokenKind::end) tokens.push_back(lexer.next(tokens.back().end_offset()));
  return tokens;
}

bool is_name(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
}

bool is_keyword(const Token& token, std::string_view keyword) {
  return token.kind == TokenKind::word && std::ranges::equal(token.text, keyword, {}, ascii::lower);
}

bool is_symbol(const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::symbol && token.text == symbol;
}

std::string identifier_of(const Token& token) {
  if (token.kind == TokenKind::quoted) {
    const std::size_t begin = token.text.find('"') + 1;
    return undoubled(token.text.substr(begin, token.text.size() - begin - 1), '"', false);
  }
  std::string out(token.text);
  if (token.kind == TokenKind::word) std::ranges::transform(out, out.begin(), ascii::lower);
  return out;
}

std::string string_of(const Token& token) {
  const std::string_view text = token.text;
  if (token.kind != TokenKind::string) return std::string(text);
  if (text.front() == '$') {
    const std::size_t tag = text.find('$', 1) + 1;
    return std::string(text.substr(tag, text.size() - 2 * tag));
  }
  const std::size_t begin = text.find('\'') + 1;
  return undoubled(text.substr(begin, text.size() - begin - 1), '\'', ascii::lower(text.front()) == 'e');
}

}  // namespace strata::dialects::postgresql
