// Names of what a step says about itself.
#include "diff/step.hpp"

namespace strata::diff {

std::string to_string(HazardKind kind) {
  switch (kind) {
    case HazardKind::data_loss:
      return "data loss";
    case HazardKind::rewrite:
      return "rewrite";
    case HazardKind::scan:
      return "scan";
    case HazardKind::lock:
      return "lock";
    case HazardKind::not_transactional:
      return "not transactional";
    case HazardKind::irreversible:
      return "irreversible";
    case HazardKind::value_change:
      return "value change";
    case HazardKind::breaks:
      return "breaks";
  }
  return "unknown";
}

}  // namespace strata::diff
