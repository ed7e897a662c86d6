// What every command gets besides its own arguments.
#pragma once

#include "cli/arguments.hpp"
#include "cli/output.hpp"
#include "runner/project.hpp"
#include "runner/state.hpp"

namespace strata::cli {

struct Context {
  GlobalOptions options;
  Output output;
};

// strata.toml, the environment and the flags of this call.
runner::Project project_of(const Context& context);

// What long work says it is doing, for those who want to see it.
runner::Progress progress_of(const Context& context);

}  // namespace strata::cli
