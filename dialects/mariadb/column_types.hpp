// What a column's type is when it changes: its family, how much it holds, and in which character set. Asked by what
// foretells the fate of values and by what tells changes that MariaDB makes in place from those that copy the table.
#pragma once

#include "dialects/mariadb/types.hpp"
#include "schema/schema.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace strata::dialects::mariadb {

enum class TypeFamily {
  integer,
  decimal,
  real,
  bit,
  year,
  date,
  datetime,
  timestamp,
  time,
  text,
  bytes,
  enumeration,
  set,
  json,
  uuid,
  address,
  other,
};

struct ColumnType {
  TypeFamily family = TypeFamily::other;
  TypeParts parts;
  // A number: digits, and those behind the point. A text: characters, or bytes of a *text. A time: its fraction.
  std::int64_t size = 0;
  int scale = 0;
  bool in_bytes = false;  // `size` is of bytes
  bool fixed = false;  // padded to `size`: char, binary
};

ColumnType column_type(const std::string& type);

// The column's own, else the table's; empty for the database's.
std::string character_set_of(const schema::Table& table, const schema::Column& column);
std::string collation_of(const schema::Table& table, const schema::Column& column);

// Whether its values are characters in a character set that can be chosen: char, varchar, text, enum, set.
bool has_character_set(const schema::Column& column);

// Type, character set and collation, as they are in effect.
bool same_storage(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                  const schema::Column& column);

}  // namespace strata::dialects::mariadb
