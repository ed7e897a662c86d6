// Unified text diffs: how `schema diff` shows two schemas as SQL side by side.
#pragma once

#include <string>
#include <string_view>

namespace strata::diff {

// What turns `from` into `to`, as `diff -u` writes it and `patch` reads it, with three lines of context; empty when
// the texts are equal. The names stand in the ---/+++ lines.
std::string unified_diff(std::string_view from, std::string_view to, std::string_view from_name,
                         std::string_view to_name);

}  // namespace strata::diff
