// What differs in meaning between two schemas that were read back from MariaDB: the indexes that a foreign key makes
// by itself, and RESTRICT against NO ACTION, are no difference. Throws Error(refused) where a table, view or sequence
// is modelled on one side and an opaque object on the other.
#pragma once

#include "diff/compare.hpp"

namespace strata::dialects::mariadb {

diff::Operations compare(const schema::Schema& from, const schema::Schema& to, const diff::CompareOptions& options);

}  // namespace strata::dialects::mariadb
