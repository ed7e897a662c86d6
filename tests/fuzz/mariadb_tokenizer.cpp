// Any bytes -> tokens: they cover the text in order, only blanks, comments and the marks of versioned comments lie
// between them, and each token read by itself is the same token again.
#include "dialects/mariadb/tokenizer.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>

using namespace strata::dialects::mariadb;
using strata::fuzz::require;

namespace {

constexpr std::string_view spaces = " \t\n\r\f\v";

// How much of the text is one thing that may lie between two tokens, by an independent reading; 0: nothing is.
std::size_t blank_length(std::string_view text) {
  if (spaces.find(text.front()) != std::string_view::npos) return 1;
  const bool dashes =
      text.starts_with("--") && (text.size() == 2 || static_cast<unsigned char>(text[2]) <= ' ' || text[2] == '\x7F');
  if (text.front() == '#' || dashes) return std::min(text.find('\n'), text.size());
  if (text.starts_with("*/")) return 2;
  if (!text.starts_with("/*")) return 0;
  const std::size_t close = text.find("*/", 2);
  const std::size_t mark = text.starts_with("/*!") ? 3 : text.starts_with("/*M!") ? 4 : 0;
  if (mark == 0) return close == std::string_view::npos ? 0 : close + 2;
  const std::string_view behind = text.substr(mark);
  const std::size_t digits = std::min({behind.find_first_not_of("0123456789"), behind.size(), std::size_t{6}});
  if (behind.starts_with("999999")) return close == std::string_view::npos ? 0 : close + 2;
  return mark + (digits >= 5 ? digits : 0);
}

bool is_blank(std::string_view gap) {
  while (!gap.empty()) {
    const std::size_t length = blank_length(gap);
    if (length == 0) return false;
    gap.remove_prefix(std::min(length, gap.size()));
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view sql = strata::fuzz::text_of(data, size);
  std::size_t covered = 0;
  for (const Token& token : tokenize(sql)) {
    require(token.offset >= covered && token.end_offset() <= sql.size(), "tokens are in order and in the text");
    require(token.text == sql.substr(token.offset, token.text.size()), "a token's text is that of its place");
    const bool last = token.kind == TokenKind::end;
    require(is_blank(sql.substr(covered, token.offset - covered)), "only blanks and comments are left out");
    require(last == token.text.empty(), "all tokens but the last have text");
    if (!last) {
      const Token again = next_token(token.text, 0);
      require(again.kind == token.kind && again.text == token.text, "a token by itself is the same token");
      identifier_of(token);
      string_of(token);
    }
    covered = token.end_offset();
  }
  require(covered == sql.size(), "tokens cover the text");
  return 0;
}
