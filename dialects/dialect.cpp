// What most engines have in common.
#include "dialects/dialect.hpp"

namespace strata::dialects {

// The semicolon on a line of its own where a comment would swallow it.
std::string Dialect::terminated(std::string_view statement) const {
  const std::string_view last_line = statement.substr(statement.rfind('\n') + 1);  // npos + 1 is 0
  const bool may_end_in_comment =
      last_line.find("--") != std::string_view::npos || last_line.find('#') != std::string_view::npos;
  return std::string(statement) + (may_end_in_comment ? "\n;\n" : ";\n");
}

}  // namespace strata::dialects
