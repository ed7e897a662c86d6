// What the C++ models say -> the schema that SQLite gets: portable types become declared types and checks, fragments
// become SQL, names come from the convention. What SQLite can't have is refused with the model's file and line; what it
// does without and means the same is told by left_out().
#pragma once

#include "schema/model.hpp"

namespace strata::dialects::sqlite {

// Throws Error(models) that lists everything SQLite can't have, with the ways out.
schema::Schema resolve(const schema::Model& model);

}  // namespace strata::dialects::sqlite
