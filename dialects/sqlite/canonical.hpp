// A Schema in SQLite's one spelling, for comparison: two are equal in meaning if and only if they are equal.
#pragma once

#include "schema/schema.hpp"

namespace strata::dialects::sqlite {

// Same objects, same order. What SQLite does anyway is made explicit or left out: ON CONFLICT ABORT, COLLATE BINARY,
// DEFAULT NULL, MATCH, DEFERRABLE without INITIALLY DEFERRED, NOT NULL where a key implies it, the columns of a
// foreign key that names none. Names keep their case; names of constraints count. Opaque definitions stay as they are.
schema::Schema canonical(schema::Schema schema);

}  // namespace strata::dialects::sqlite
