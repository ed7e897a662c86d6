// Renames that also come along with other changes.
#pragma once

#include "diff/operation.hpp"

#include <string>

namespace strata::dialects::postgresql {

// ALTER INDEX … RENAME TO …
std::string rename_index(const diff::RenameIndex& rename);

}  // namespace strata::dialects::postgresql
