// A DatabaseUrl -> the connection string that SOCI hands to libpq.
#pragma once

#include "dialects/url.hpp"

#include <string>

namespace strata::dialects::postgresql {

// Everything that the URL says, with strata's defaults for what it leaves open; PG* variables, ~/.pgpass and service
// files fill in the rest, by libpq. Throws Error(config) for a parameter that libpq does not know, with the nearest.
std::string conninfo(const DatabaseUrl& url);

}  // namespace strata::dialects::postgresql
