// What the models say for other engines, and MariaDB does without: what happens on a conflict, storage parameters,
// comments that have no place. Nothing of it changes what the schema means; resolve() refuses what would. It is
// reported all the same, since nothing of a model may vanish without a word.
#pragma once

#include "schema/model.hpp"
#include "schema/validate.hpp"

#include <vector>

namespace strata::dialects::mariadb {

// One finding per object, in the order of the models; objects that are limited to other engines are none.
std::vector<schema::Finding> left_out(const schema::Model& model);

}  // namespace strata::dialects::mariadb
