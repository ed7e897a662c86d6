// The models on MariaDB: portable types become native ones, `{}` fragments become SQL, names come from the
// convention, unique constraints become unique indexes. Expressions stay as people wrote them: the server spells them
// its own way when the schema is created on a scratch database and read back. What MariaDB can't have is refused with
// the model's file and line; what it does without and means the same is told by left_out().
#pragma once

#include "schema/model.hpp"

namespace strata::dialects::mariadb {

// Throws Error(models) that lists everything MariaDB can't have, with the ways out.
schema::Schema resolve(const schema::Model& model);

}  // namespace strata::dialects::mariadb
