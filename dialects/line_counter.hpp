// The lines of a script, counted as its tokens go by, so that it is passed once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace strata::dialects {

class LineCounter {
 public:
  LineCounter(std::string_view script, int first_line) : script_(script), line_(first_line) {}

  // Offsets must not go back.
  int line_of(std::size_t offset) {
    line_ += static_cast<int>(std::count(script_.begin() + static_cast<std::ptrdiff_t>(position_),
                                         script_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    position_ = offset;
    return line_;
  }

 private:
  std::string_view script_;
  std::size_t position_ = 0;
  int line_;
};

}  // namespace strata::dialects
