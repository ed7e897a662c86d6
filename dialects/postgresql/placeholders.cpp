// By tokens: only a question mark that is a token of its own is meant.
#include "dialects/postgresql/placeholders.hpp"

#include "dialects/postgresql/tokenizer.hpp"

namespace strata::dialects::postgresql {

std::string with_numbered_parameters(std::string_view statement) {
  std::string result;
  std::size_t done = 0;
  int number = 0;
  for (const Token& token : tokenize(statement)) {
    if (!is_symbol(token, "?")) continue;
    result += statement.substr(done, token.offset - done);
    result += '$' + std::to_string(++number);
    done = token.end_offset();
  }
  result += statement.substr(done);
  return result;
}

}  // namespace strata::dialects::postgresql
