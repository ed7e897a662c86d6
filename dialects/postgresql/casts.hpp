// What becomes of a column's values when its type changes: whether the server converts them by itself, what must be
// written where it does not, whether every row is written anew, and what values may lose (pg_cast, ALTER TABLE's
// notes on when a rewrite is spared).
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

inline bool is_one_of(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::ranges::find(types, type) != types.end();
}

// `character varying(20)[]` in its parts.
struct TypeParts {
  std::string base;  // "character varying", as the server spells it, without modifiers
  std::vector<int> modifiers;
  bool array = false;
};
TypeParts parse_type(std::string_view type);

struct Conversion {
  std::string value;  // an expression of the new type's values; empty: assignment does it
  bool rewrites = true;  // false: the values are stored alike, only the catalog changes
  std::string loses;  // "digits after the point", what silently goes; empty: nothing
  std::string fails;  // "out of range", values that make the statement fail; empty: none
  bool needs_review = false;  // what the values mean may change, or the cast is a proposal
};

// How a column of that quoted name goes from one type to the other. The types are base types or names that have no
// known cast: these go through text.
Conversion conversion(std::string_view quoted_column, std::string_view from, std::string_view to);

// Whether foreign keys may stay between columns of these types: one family of comparison.
bool comparable(std::string_view a, std::string_view b);

// PLAIN, MAIN or EXTENDED: how values of the type are stored unless the column says otherwise.
std::string_view default_storage(std::string_view type);

}  // namespace strata::dialects::postgresql
