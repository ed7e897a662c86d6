// A difference of multisets.
#include "runner/violations.hpp"

#include <algorithm>
#include <iterator>

namespace strata::runner {

std::vector<std::string> new_violations(std::vector<std::string> before, std::vector<std::string> after) {
  std::ranges::sort(before);
  std::ranges::sort(after);
  std::vector<std::string> fresh;
  std::ranges::set_difference(after, before, std::back_inserter(fresh));
  return fresh;
}

}  // namespace strata::runner
