// Whether a list has a value: std::ranges::contains, which comes with C++23.
#pragma once

#include <algorithm>

namespace strata {

bool contains(const auto& list, const auto& value) {
  return std::ranges::find(list, value) != list.end();
}

}  // namespace strata
