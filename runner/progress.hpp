// How long work tells what it is doing; given down from the CLI, which shows it on standard error.
#pragma once

#include <functional>
#include <string_view>

namespace strata::runner {

// Told what long work is going on ("compiling models/user.cpp"); may be empty.
using Progress = std::function<void(std::string_view)>;

}  // namespace strata::runner
