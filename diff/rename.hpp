// Renames: what was asked for by a hint in the models or on the command line, and what looks like one.
// They are applied before the comparison (on a scratch database, by the engine itself), so that everything that
// mentions the old name is compared as the engine rewrites it.
#pragma once

#include "diff/operation.hpp"

#include <string>
#include <vector>

namespace strata::diff {

enum class RenameKind { table, column, index };

// `table` is the table's new name for columns and indexes; for tables only its schema counts (both names are in it).
struct Rename {
  RenameKind kind = RenameKind::table;
  ObjectName table;
  std::string from;
  std::string to;

  friend auto operator<=>(const Rename&, const Rename&) = default;
};

// Parses the command line's "table:old=new", "column:table.old=new", "index:table.old=new". A table may be given as
// schema.table, and a name with a dot or another special character in double quotes, "" standing for one of them.
// Throws Error(usage) that shows the form.
Rename parse_rename(const std::string& text);

// The form that parse_rename reads.
std::string to_string(const Rename& rename);

// Hints whose old name is still there and whose new name is not yet, as operations in an order that works (tables
// first; chains from their far end, swaps through a temporary name). Hints that no longer apply are left out: a
// `renamed_from` may stay in the model for good. For the same reason a swap is only made when it is required: once
// made it looks like one that is still to do. `required` ones (from the command line) that name nothing, or that
// the result could not hold, throw Error(usage); two hints that claim one old name throw Error(models).
Operations rename_operations(const schema::Schema& from, const schema::Schema& to, const std::vector<Rename>& hints,
                             const std::vector<Rename>& required);

// Pairs of a dropped and an added table, column or index that resemble each other (`operations` come from
// compare): same type and attributes for a column, most columns in common for a table, same parts for an index.
// Each old and each new name appears at most once: the best match is taken first. Tables come first, then columns,
// then indexes. Where more than a million pairs would have to be looked at, none of them is.
std::vector<Rename> likely_renames(const Operations& operations);

}  // namespace strata::diff
