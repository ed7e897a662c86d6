// Foreign keys that a revision left without their row: what was so before is not its doing.
#pragma once

#include <string>
#include <vector>

namespace strata::runner {

// Those of `after` that are not in `before`, each as often as there are more of it; in order.
std::vector<std::string> new_violations(std::vector<std::string> before, std::vector<std::string> after);

}  // namespace strata::runner
