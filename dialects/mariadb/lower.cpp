// Each concern in turn takes the operations that are its own, see lower_parts.hpp.
#include "dialects/mariadb/lower.hpp"

#include "dialects/mariadb/lower_parts.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {

Lowered lower(const Change& change) {
  if (!change.operations.empty() && std::ranges::all_of(change.operations, is_rename)) return lower_renames(change);
  Lowering lowering(change);
  lower_table_changes(lowering);
  lower_creations(lowering);
  lower_drops(lowering);
  return lowering.take();
}

}  // namespace strata::dialects::mariadb
