// Types: what a portable type is on SQLite, which C++ type a declared one reads as, and values to try a column with.
#pragma once

#include "dialects/dialect.hpp"
#include "schema/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

// SQLite: datatype3.html, section 3.1.
enum class Affinity { integer, text, blob, real, numeric };
Affinity affinity_of(std::string_view declared_type);

// A declared type, and the condition that keeps a column to what the portable type holds ({} is the column).
struct NativeType {
  std::string type;  // empty: SQLite has nothing for it (arrays)
  std::string check;  // empty: none
  std::string check_kind;  // for the naming convention's {kind}
};

// `labels` are those of an enumeration.
NativeType native_type(const schema::PortableType& type, const std::vector<std::string>& labels, bool nullable);

CppType cpp_type(const schema::Column& column);
std::vector<std::string> sample_values(const schema::Column& column);
std::string literal_of(std::string_view quoted_column);

// A literal for rows that get a column nobody gave a value for.
std::string placeholder(const schema::Column& column);

}  // namespace strata::dialects::sqlite
