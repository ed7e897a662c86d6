// The --json form of what commands say (docs/json-output.md). Each function gives one whole JSON text.
#pragma once

#include "schema/error.hpp"

#include <string>

namespace strata::cli {

// {"error": {"code", "message", "place", "detail", "hint", "exit_code"}}
std::string error_json(const Error& error);

}  // namespace strata::cli
