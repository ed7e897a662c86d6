// Operations -> more operations: what stands in the way of a change is dropped before it and put back after it, so
// that the rest of the lowering knows nothing but plain operations.
#pragma once

#include "dialects/postgresql/disturbance.hpp"
#include "dialects/postgresql/expanded.hpp"

namespace strata::dialects::postgresql {

// In the list
// - a type that is replaced is an AlterEnum, AlterDomain or AlterCompositeType whose `from` has the name that the old
//   type bears meanwhile; columns of it have that name for their old type;
// - a column that is made anew is a DropColumn and an AddColumn of the same name;
// - a view that can't be replaced in place is a DropView and a CreateView.
// Throws Error(refused) that names what strata can't put back.
Expanded make_way(const Lowering& lowering, const Disturbed& disturbed);

}  // namespace strata::dialects::postgresql
