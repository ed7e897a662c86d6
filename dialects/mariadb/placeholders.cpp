// By tokens: only a question mark that is a token of its own is meant. What is not plain ASCII, and what a backslash is
// in, goes as hexadecimal digits, in which nothing can be misread.
#include "dialects/mariadb/placeholders.hpp"

#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

// Reads the same in every session once its quotes are doubled.
bool is_printable(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= ' ' && c <= '~' && c != '\\') || c == '\n' || c == '\t' || c == '\r'; });
}

std::string quoted(std::string_view text) {
  std::string literal = "'";
  literal.reserve(text.size() + 2);
  for (const char c : text) {
    if (c == '\'') literal += c;
    literal += c;
  }
  return literal + "'";
}

// Bytes that the sequence which begins with this one has, 0 if none begins so.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

// As the server checks it: neither longer forms than needed, nor halves of surrogates, nor more than U+10FFFF.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t length = sequence_length(byte(i));
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    }
    if (byte(i) == 0xE0 && byte(i + 1) < 0xA0) return false;
    if (byte(i) == 0xED && byte(i + 1) > 0x9F) return false;
    if (byte(i) == 0xF0 && byte(i + 1) < 0x90) return false;
    if (byte(i) == 0xF4 && byte(i + 1) > 0x8F) return false;
    i += length;
  }
  return true;
}

}  // namespace

std::string literal_of_value(const Value& value) {
  if (!value) return "NULL";
  if (is_printable(*value)) return quoted(*value);
  std::string literal = is_utf8(*value) ? "_utf8mb4 X'" : "X'";
  literal.reserve(literal.size() + 2 * value->size() + 1);
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : *value) {
    literal += digits[static_cast<unsigned char>(c) >> 4U];
    literal += digits[static_cast<unsigned char>(c) & 0xFU];
  }
  return literal + "'";
}

std::string with_values(std::string_view statement, const std::vector<Value>& values) {
  std::string result;
  std::size_t done = 0;
  std::size_t next = 0;
  for (const Token& token : tokenize(statement)) {
    if (!is_symbol(token, "?")) continue;
    result += statement.substr(done, token.offset - done);
    if (next < values.size()) result += literal_of_value(values[next]);
    ++next;
    done = token.end_offset();
  }
  if (next != values.size()) {
    throw SqlError(ErrorCode::internal, fmt::format("a statement with {} places for {} values", next, values.size()),
                   "");
  }
  result += statement.substr(done);
  return result;
}

}  // namespace strata::dialects::mariadb
