// What the definitions of tables, indexes and views have in common: key parts and kept comments.
#pragma once

#include "dialects/sqlite/cursor.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

// ( part [COLLATE name] [ASC|DESC], … ). A part of one name is a column, whatever its quoting; others are
// expressions. AUTOINCREMENT after a part (PRIMARY KEY only) sets *autoincrement.
std::vector<schema::KeyPart> take_key_parts(Cursor& cursor, bool* autoincrement = nullptr);

// The text of a comment that strata keeps: a gap that is exactly one block comment; empty for any other gap.
std::string kept_comment(std::string_view gap);

}  // namespace strata::dialects::sqlite
