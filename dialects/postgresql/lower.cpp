// Asks each concern in turn for the operations that are its own; see lower_parts.hpp.
#include "dialects/postgresql/lower.hpp"

#include "dialects/postgresql/lower_parts.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

bool is_rename(const diff::Operation& operation) {
  return std::holds_alternative<diff::RenameTable>(operation) ||
         std::holds_alternative<diff::RenameColumn>(operation) || std::holds_alternative<diff::RenameIndex>(operation);
}

}  // namespace

Lowered lower(const Change& change) {
  if (!change.operations.empty() && std::ranges::all_of(change.operations, is_rename)) return lower_renames(change);
  Lowering lowering(change);
  lower_pairs(lowering);
  lower_type_changes(lowering);
  lower_table_changes(lowering);
  lower_view_changes(lowering);
  lower_creations(lowering);
  lower_drops(lowering);
  return lowering.take();
}

}  // namespace strata::dialects::postgresql
