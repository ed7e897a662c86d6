// libmariadb, loaded when the first connection is asked for instead of with the program: see docs/decisions/0010.
#pragma once

namespace strata::dialects::mariadb {

// Loads libmariadb unless it is there already. Throws Error(database) that says what to install. To be called before
// anything of libmariadb or of SOCI's MySQL backend is.
void require_libmariadb();

}  // namespace strata::dialects::mariadb
