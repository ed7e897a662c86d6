// Operations -> the steps that SQLite can take. What ALTER TABLE can't do to a table is gathered into one rebuild of
// it; views and triggers are re-created around what would lose them. Order is order()'s to find: a step only says
// what it needs.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::sqlite {

// Throws Error(internal) for an operation that SQLite has no use for (a sequence, an enum type, …).
Lowered lower(const Change& change);

}  // namespace strata::dialects::sqlite
