// Reads what g++ and clang++ print: where the first error is, and what it says. A failed static_assert of the DSL
// stands in the DSL's header; the place that helps is the line of the project that asked for it.
#pragma once

#include "schema/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct CompilerMessage {
  Place place;  // line 0: none found
  std::string text;  // without place and "error:"
};

// `library_folders` hold headers whose places are replaced by the project's line that used them.
CompilerMessage first_error(std::string_view output, const std::vector<std::filesystem::path>& library_folders);

}  // namespace strata::runner
