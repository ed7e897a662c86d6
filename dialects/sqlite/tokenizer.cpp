// The lexer. One function per kind of token gives its length; next_token chooses by the first character.
#include "dialects/sqlite/tokenizer.hpp"

#include "schema/ascii.hpp"

namespace strata::dialects::sqlite {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) {
  return is_word_start(c) || ascii::is_digit(c) || c == '$';
}

// The character at a position, NUL past the end: so that looking ahead needs no checks.
char at(std::string_view sql, std::size_t position) {
  return position < sql.size() ? sql[position] : '\0';
}

struct Piece {
  TokenKind kind;
  std::size_t length;
};

// Spaces and comments. An open block comment ends with the text, and a vertical tab is a blank after another one only,
// as in SQLite.
std::size_t skip_blanks(std::string_view sql, std::size_t position) {
  while (position < sql.size()) {
    const char c = sql[position];
    if (is_space(c)) {
      do ++position;
      while (is_space(at(sql, position)) || at(sql, position) == '\v');
    } else if (c == '-' && at(sql, position + 1) == '-') {
      const std::size_t end = sql.find('\n', position);
      position = end == std::string_view::npos ? sql.size() : end + 1;
    } else if (c == '/' && at(sql, position + 1) == '*' && position + 2 < sql.size()) {
      const std::size_t end = sql.find("*/", position + 2);
      position = end == std::string_view::npos ? sql.size() : end + 2;
    } else if (sql.substr(position, 3) == "\xEF\xBB\xBF") {
      position += 3;
    } else {
      break;
    }
  }
  return position;
}

// A quote is doubled to stand for itself; [ ] knows no such escape.
Piece read_quoted(std::string_view sql, std::size_t start) {
  const char open = sql[start];
  const char close = open == '[' ? ']' : open;
  std::size_t position = start + 1;
  while (position < sql.size()) {
    if (sql[position] != close) {
      ++position;
    } else if (open != '[' && at(sql, position + 1) == close) {
      position += 2;
    } else {
      return {open == '\'' ? TokenKind::string : TokenKind::quoted, position + 1 - start};
    }
  }
  return {TokenKind::unterminated, sql.size() - start};
}

Piece read_blob(std::string_view sql, std::size_t start) {
  std::size_t position = start + 2;
  while (ascii::is_hex_digit(at(sql, position))) ++position;
  const bool whole_bytes = (position - start) % 2 == 0;
  if (at(sql, position) == '\'') return {whole_bytes ? TokenKind::blob : TokenKind::illegal, position + 1 - start};
  const std::size_t end = sql.find('\'', position);
  if (end == std::string_view::npos) return {TokenKind::unterminated, sql.size() - start};
  return {TokenKind::illegal, end + 1 - start};
}

Piece read_number(std::string_view sql, std::size_t start) {
  std::size_t position = start;
  if (sql[position] == '0' && (at(sql, position + 1) == 'x' || at(sql, position + 1) == 'X') &&
      ascii::is_hex_digit(at(sql, position + 2))) {
    position += 3;
    while (ascii::is_hex_digit(at(sql, position))) ++position;
    return {TokenKind::number, position - start};  // what follows is a word of its own: 0x1fat is 0x1fa t
  }
  const auto digits = [&] {
    while (ascii::is_digit(at(sql, position))) ++position;
  };
  digits();
  if (at(sql, position) == '.') {
    ++position;
    digits();
  }
  if (at(sql, position) == 'e' || at(sql, position) == 'E') {
    const bool sign = at(sql, position + 1) == '+' || at(sql, position + 1) == '-';
    if (ascii::is_digit(at(sql, position + (sign ? 2 : 1)))) {
      position += sign ? 2 : 1;
      digits();
    }
  }
  TokenKind kind = TokenKind::number;
  while (is_word(at(sql, position))) {
    kind = TokenKind::illegal;
    ++position;
  }
  return {kind, position - start};
}

// :name, @name, $name, and Tcl's $a::b(c), which SQLite knows too.
Piece read_variable(std::string_view sql, std::size_t start) {
  std::size_t position = start + 1;
  std::size_t name = 0;
  while (position < sql.size()) {
    if (is_word(sql[position])) {
      ++position;
      ++name;
    } else if (sql[position] == '(' && name > 0) {
      do ++position;
      while (position < sql.size() && !is_space(sql[position]) && sql[position] != ')');
      if (at(sql, position) == ')') ++position;
      break;
    } else if (sql[position] == ':' && at(sql, position + 1) == ':') {
      position += 2;
    } else {
      break;
    }
  }
  return {name > 0 ? TokenKind::variable : TokenKind::illegal, position - start};
}

Piece read_symbol(std::string_view sql, std::size_t start) {
  const char second = at(sql, start + 1);
  const auto symbol = [](std::size_t length) { return Piece{TokenKind::symbol, length}; };
  switch (sql[start]) {
    case '-':
      if (second == '>') return symbol(at(sql, start + 2) == '>' ? 3 : 2);
      return symbol(1);
    case '<':
      return symbol(second == '=' || second == '>' || second == '<' ? 2 : 1);
    case '>':
      return symbol(second == '=' || second == '>' ? 2 : 1);
    case '=':
      return symbol(second == '=' ? 2 : 1);
    case '|':
      return symbol(second == '|' ? 2 : 1);
    case '!':
      return second == '=' ? symbol(2) : Piece{TokenKind::illegal, 1};
    case '(':
    case ')':
    case ',':
    case ';':
    case '.':
    case '+':
    case '*':
    case '/':
    case '%':
    case '&':
    case '~':
      return symbol(1);
    default:
      return {TokenKind::illegal, 1};
  }
}

Piece read_piece(std::string_view sql, std::size_t start) {
  const char c = sql[start];
  const char second = at(sql, start + 1);
  if ((c == 'x' || c == 'X') && second == '\'') return read_blob(sql, start);
  if (is_word_start(c)) {
    std::size_t position = start + 1;
    while (is_word(at(sql, position))) ++position;
    return {TokenKind::word, position - start};
  }
  if (c == '\'' || c == '"' || c == '`' || c == '[') return read_quoted(sql, start);
  if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(second))) return read_number(sql, start);
  if (c == '?') {
    std::size_t position = start + 1;
    while (ascii::is_digit(at(sql, position))) ++position;
    return {TokenKind::variable, position - start};
  }
  if (c == ':' || c == '@' || c == '$' || c == '#') return read_variable(sql, start);
  return read_symbol(sql, start);
}

}  // namespace

Token next_token(std::string_view sql, std::size_t offset) {
  const std::size_t start = skip_blanks(sql, offset);
  if (start >= sql.size()) return {TokenKind::end, {}, sql.size()};
  const Piece piece = read_piece(sql, start);
  return {piece.kind, sql.substr(start, piece.length), start};
}

void tokenize(std::string_view sql, std::vector<Token>& tokens) {
  tokens.clear();
  std::size_t offset = 0;
  do {
    tokens.push_back(next_token(sql, offset));
    offset = tokens.back().end_offset();
  } while (tokens.back().kind != TokenKind::end);
}

std::vector<Token> tokenize(std::string_view sql) {
  std::vector<Token> tokens;
  tokenize(sql, tokens);
  return tokens;
}

}  // namespace strata::dialects::sqlite
