// Two schemas of one engine -> the operations that turn the first into the second.
#pragma once

#include "diff/operation.hpp"

namespace strata::diff {

// A schema with the same schema in the dialect's canonical spelling (Dialect::canonical), object for object in the
// same order. Equality is judged on the canonical side; operations hold the definitions as written.
struct Side {
  const schema::Schema& written;
  const schema::Schema& canonical;
};

struct CompareOptions {
  bool opaque_objects = false;  // also create and drop opaque objects (for scratch databases)
  bool column_order = false;  // also put the columns of tables in the order of `to`
};

// Objects are matched by name; unnamed constraints by what they say. The order of constraints
// and indexes within a table is no difference, that of columns only when asked for. Renames are not guessed here: apply
// them first.
Operations compare(const Side& from, const Side& to, const CompareOptions& options = {});

}  // namespace strata::diff
