// What the models say to tune other engines, and SQLite does without: storage, character sets, comments where it has
// no place for them. Nothing of it changes what the database means; resolve() refuses what would. It is reported all
// the same, since nothing of a model may vanish without a word.
#pragma once

#include "schema/model.hpp"
#include "schema/validate.hpp"

#include <vector>

namespace strata::dialects::sqlite {

// One finding per object, in the order of the models; objects that are limited to other engines are none.
std::vector<schema::Finding> left_out(const schema::Model& model);

}  // namespace strata::dialects::sqlite
