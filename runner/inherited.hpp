// Tables of a schema with all that they have from others: what a partition or an inheriting table takes over is said
// once, with its parent, while rows stand in the children.
#pragma once

#include "schema/schema.hpp"

namespace strata::runner {

// The same tables in the same order; one that is a partition or inherits also has its ancestors' columns (before its
// own), keys and checks. As it is where none does.
schema::Schema with_inherited(schema::Schema schema);

}  // namespace strata::runner
