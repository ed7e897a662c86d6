// Operations -> more operations: what stands in the way of a change is dropped before it and put back after it, so
// that the rest of the lowering knows nothing but plain operations.
#pragma once

#include "dialects/postgresql/disturbance.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace strata::dialects::postgresql {

// In the expanded list
// - a type that is replaced is an AlterEnum, AlterDomain or AlterCompositeType whose `from` has the name that the old
//   type bears meanwhile; columns of it have that name for their old type;
// - a column that is made anew is a DropColumn and an AddColumn of the same name;
// - a view that can't be replaced in place is a DropView and a CreateView.
struct Expanded {
  diff::Operations operations;
  std::vector<std::optional<std::size_t>> origins;  // beside them: the operation asked for, none where it makes way
};

// Throws Error(refused) that names what strata can't put back.
Expanded make_way(const Lowering& lowering, const Disturbed& disturbed);

// The steps of an expanded list as steps of the list asked for: what makes way says so.
void restore_origins(const Expanded& expanded, std::vector<diff::Step>& steps);

}  // namespace strata::dialects::postgresql
