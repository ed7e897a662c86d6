// What views, defaults and stored programs use, by the names in their texts: what is to be created first. MariaDB keeps
// no record of it before a view is opened.
#pragma once

#include "schema/schema.hpp"

namespace strata::dialects::mariadb {

// Sets depends_on of views, and adds to that of opaque objects: every table, view, sequence, function or procedure of
// the schema whose name stands in the text where a name of one could stand. Too many rather than too few. Of tables:
// the sequences of their defaults (nextval(…), NEXT VALUE FOR …), and opaque tables that they refer to.
void find_dependencies(schema::Schema& schema);

}  // namespace strata::dialects::mariadb
