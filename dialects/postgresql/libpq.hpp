// libpq, loaded when the first connection is asked for instead of with the program: see docs/decisions/0010.
#pragma once

namespace strata::dialects::postgresql {

// Loads libpq unless it is there already. Throws Error(database) that says what to install. To be called before
// anything of libpq or of SOCI's PostgreSQL backend is.
void require_libpq();

}  // namespace strata::dialects::postgresql
