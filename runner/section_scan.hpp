// Finds the `-- strata:` directives of a revision file: only those between statements count, not what looks like one
// inside a string, a comment or a body. Knows no engine; what engines read differently is refused, not guessed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct DirectiveLine {
  std::string_view words;  // after "strata:", trimmed
  int line = 1;  // in the file
  std::size_t begin = 0;  // offset of the line in the text
  std::size_t end = 0;  // offset after its line end
};

// `text` has \n line ends; `first_line` is its line in the file. Throws Error(revision) without a file name for a
// string, comment, parenthesis or body that never ends, and for a directive of which it is unclear whether it is
// inside a comment.
std::vector<DirectiveLine> find_directives(std::string_view text, int first_line);

}  // namespace strata::runner
