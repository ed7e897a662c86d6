// Operations -> PostgreSQL's steps: what is to be executed, what each step needs and provides, and its hazards.
// Pure: looks at the change only.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::postgresql {

// Steps for the change, not yet in order. A change holds renames only, or none.
Lowered lower(const Change& change);

}  // namespace strata::dialects::postgresql
