// Renames: what was asked for by a hint in the models or on the command line, and what looks like one.
// They are applied before the comparison (on a scratch database, by the engine itself), so that everything that
// mentions the old name is compared as the engine rewrites it.
#pragma once

#include "diff/operation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace strata::diff {

enum class RenameKind { table, column, index, enum_label };

// `table` is the table's new name for columns and indexes, and the type's for labels; for tables only its schema
// counts: the new one, which is the old one too unless `from_schema` says that the table comes from another.
struct Rename {
  RenameKind kind = RenameKind::table;
  ObjectName table;
  std::string from;
  std::string to;
  std::optional<std::string> from_schema = {};

  friend auto operator<=>(const Rename&, const Rename&) = default;
};

// Parses the command line's "table:old=new", "column:table.old=new", "index:table.old=new", "enum:type.old=new". A
// table or type may be given as schema.table, and a name with a dot or another special character in double quotes, ""
// standing for one of them. A table's new name with a schema moves it there, and .new to the default one. Throws
// Error(usage) that shows the form.
Rename parse_rename(const std::string& text);

// What a model's `renamed_from` says: the old name, or schema.old where the table was in another schema ("" as above).
Rename table_rename(const ObjectName& table, const std::string& renamed_from);

// The form that parse_rename reads.
std::string to_string(const Rename& rename);

// Hints whose old name is still there and whose new name is not yet, as operations in an order that works (tables
// first, with the schemas that they move to; chains from their far end, swaps through a temporary name). Hints that no
// longer apply are left out: a `renamed_from` may stay in the model for good. For the same reason a swap is only made
// when it is required: once made it looks like one that is still to do. `required` ones (from the command line) that
// name nothing, or that the result could not hold, throw Error(usage); two hints that claim one old name throw
// Error(models).
Operations rename_operations(const schema::Schema& from, const schema::Schema& to, const std::vector<Rename>& hints,
                             const std::vector<Rename>& required);

// Pairs of a dropped and an added table, column, index or label that resemble each other (`operations` come from
// compare): same type and attributes for a column, most columns in common for a table (and the same name, where it is
// in another schema), same parts for an index, the same neighbours for a label. Each old and each new name appears at
// most once: the best match is taken first. Tables come first, then columns, indexes and labels. Where more than a
// million pairs would have to be looked at, none of them is.
std::vector<Rename> likely_renames(const Operations& operations);

}  // namespace strata::diff
