// Operations -> JSON, for `schema diff --json` and whoever reads it with a program.
#pragma once

#include "diff/operation.hpp"

#include <string>

namespace strata::diff {

// An array with one object per operation: "operation" (kind), "subject", "description", and "destroys" where
// something is lost for good. Two-space indented, with a final newline; bytes that are not UTF-8 become U+FFFD.
std::string to_json(const Operations& operations);

}  // namespace strata::diff
