// What differs in meaning between two schemas that were read back from MariaDB: the indexes that a foreign key makes
// by itself, and RESTRICT against NO ACTION, are no difference.
#pragma once

#include "diff/compare.hpp"

namespace strata::dialects::mariadb {

diff::Operations compare(const schema::Schema& from, const schema::Schema& to, const diff::CompareOptions& options);

}  // namespace strata::dialects::mariadb
