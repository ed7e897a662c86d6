// Who holds the lock on a database file, as far as the system tells: SQLite itself only says that it is locked.
#pragma once

#include <string>

namespace strata::dialects::sqlite {

// "process 4711 (python3)", several with commas between; empty when it can't be known.
std::string lock_holders(const std::string& file);

}  // namespace strata::dialects::sqlite
