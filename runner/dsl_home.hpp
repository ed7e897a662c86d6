// Where the model DSL's headers and core sources are: strata compiles them together with a project's models, with
// the project's own compiler and flags.
#pragma once

#include <filesystem>
#include <vector>

namespace strata::runner {

struct DslHome {
  std::vector<std::filesystem::path> include_folders;  // absolute; for <strata/model.hpp>, for "schema/model.hpp"
  std::vector<std::filesystem::path> sources;  // absolute, sorted; one of them has main()
};

// Looks into $STRATA_HOME (a source tree or an installation's prefix), then beside the running program
// (../share/strata), then where this strata was built from. Throws Error(models) that lists where it looked.
DslHome find_dsl();

// The DSL in one place, either a source tree or a prefix; without sources when it is not there.
DslHome dsl_in(const std::filesystem::path& place);

}  // namespace strata::runner
