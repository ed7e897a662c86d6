// Any bytes -> tokens: they cover the text in order, only blanks and comments lie between them, and each token read
// by itself is the same token again.
#include "dialects/sqlite/tokenizer.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>

using namespace strata::dialects::sqlite;
using strata::fuzz::require;

namespace {

// An independent reading of what may lie between two tokens.
bool is_blank(std::string_view gap, bool at_end) {
  while (!gap.empty()) {
    std::size_t length = 0;
    if (std::string_view(" \t\n\r\f").find(gap.front()) != std::string_view::npos) {
      length = std::min(gap.find_first_not_of(" \t\n\r\f\v"), gap.size());
    } else if (gap.starts_with("\xEF\xBB\xBF")) {
      length = 3;
    } else if (gap.starts_with("--")) {
      const std::size_t end = gap.find('\n');
      if (end == std::string_view::npos && !at_end) return false;
      length = end == std::string_view::npos ? gap.size() : end + 1;
    } else if (gap.starts_with("/*")) {
      const std::size_t end = gap.find("*/", 2);
      if (end == std::string_view::npos && !at_end) return false;
      length = end == std::string_view::npos ? gap.size() : end + 2;
    } else {
      return false;
    }
    gap.remove_prefix(length);
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
    require(is_blank(sql.substr(covered, token.offset - covered), last), "only blanks and comments are left out");
    require(last == token.text.empty(), "all tokens but the last have text");
    if (!last) {
      const Token again = next_token(token.text, 0);
      require(again.kind == token.kind && again.text == token.text, "a token by itself is the same token");
    }
    covered = token.end_offset();
  }
  require(covered == sql.size(), "tokens cover the text");
  return 0;
}
