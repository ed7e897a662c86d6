// Types: what a portable type is on MariaDB, which C++ type a column reads as, and values to try a column with. Types
// are spelled as information_schema.columns.column_type spells them, so that what models say reads like what the server
// says.
#pragma once

#include "dialects/dialect.hpp"
#include "schema/model.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// "decimal(12,2)", "datetime(6)". `enum_labels` gives the labels of the enum type that the models call so.
// Throws std::invalid_argument for what no column can be (arrays, intervals): resolve() says so with file and line.
std::string native_type(const schema::PortableType& type,
                        const std::function<std::vector<std::string>(const std::string& name)>& enum_labels);

// A type as its parts: "decimal(10,2) unsigned zerofill" is decimal, {"10", "2"}, unsigned and zerofill; the arguments
// of an enum or a set are its labels, unquoted.
struct TypeParts {
  std::string base;  // in lower case
  std::vector<std::string> arguments;
  bool is_unsigned = false;
  bool zerofill = false;
};
TypeParts parse_type(std::string_view type);

CppType cpp_type(const schema::Column& column);

// Distinct literals, simplest first. None for types that are not known.
std::vector<std::string> sample_values(const schema::Schema& schema, const schema::Column& column);

// Texts and numbers in quotes, bytes that are no plain text as hex digits: written into a column of the type that they
// came from they are the same value. Of a FLOAT they are the six digits that MariaDB itself shows.
std::string literal_of(std::string_view quoted_column);

}  // namespace strata::dialects::mariadb
