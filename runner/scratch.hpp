// Where a project's scratch databases are made.
#pragma once

#include "runner/project.hpp"

#include <memory>

namespace strata::runner {

// The URL that scratch databases of this engine are made at: the project's scratch_url, else its database unless that
// is guarded; for an engine that neither is of, one of another environment. Empty for an engine that needs no server.
// Throws Error(config) that names the setting to give.
dialects::DatabaseUrl scratch_server(const Project& project, const dialects::Dialect& dialect);

// A fresh scratch database for this project.
std::unique_ptr<dialects::Session> open_scratch(const Project& project, const dialects::Dialect& dialect);

}  // namespace strata::runner
