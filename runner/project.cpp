// What a project says, as the dialects take it.
#include "runner/project.hpp"

namespace strata::runner {

dialects::ConnectOptions connect_options(const Project& project, bool create) {
  dialects::ConnectOptions options;
  options.lock_wait = project.lock_wait;
  options.lock_timeout = project.lock_timeout;
  options.extensions = project.extensions;
  options.create = create;
  options.lock_name = project.history_schema + "." + project.history_prefix;
  return options;
}

}  // namespace strata::runner
