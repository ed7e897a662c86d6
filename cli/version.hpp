// What this strata is called; the number comes from the project() of CMakeLists.txt.
#pragma once

#include <string>

namespace strata::cli {

inline std::string version_text() {
  return "strata " STRATA_VERSION;
}

}  // namespace strata::cli
