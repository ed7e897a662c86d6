// The state of a table between what must happen before its ALTER TABLE and what waits for it. Every step that alters
// a table in its main statement rebuilds this resource; what is dropped to make way releases it, what is put back or
// built on the new columns needs it.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/make_way.hpp"

namespace strata::dialects::postgresql {

diff::Resource shape(const schema::ObjectName& table);

// Adds the shape to steps that drop or build something on a table whose shape changes, and moves what makes way to
// the beginning.
void order_around_shapes(const Expanded& expanded, std::vector<diff::Step>& steps);

// What a reviewer should know of indexes, foreign keys and materialised views that are built on rows that are there.
void add_building_hazards(const Expanded& expanded, std::vector<diff::Step>& steps);

}  // namespace strata::dialects::postgresql
