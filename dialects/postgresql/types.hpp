// Types: what a portable type is on PostgreSQL, which C++ type a column reads as, and values to try a column with.
// Types are spelled as format_type() spells them, so that what models say reads like what the catalog says.
#pragma once

#include "dialects/dialect.hpp"
#include "schema/model.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// "numeric(12,2)", "app.colour[]". `enum_type` gives the enum type that the models call so, quoted.
std::string native_type(const schema::PortableType& type,
                        const std::function<std::string(const std::string& name)>& enum_type);

// The name of a type that is no built-in one: of an enum, a domain, a composite type or an extension's; without
// array brackets. Nothing for built-in types.
std::optional<schema::ObjectName> named_type(std::string_view type);

CppType cpp_type(const schema::Column& column);

// Enum types, domains and composite types are looked up in `schema`. No values for types that are not known.
std::vector<std::string> sample_values(const schema::Schema& schema, const schema::Column& column);

// Exact for every type: numbers that are read back are the same bits, bytes are hex digits.
std::string literal_of(std::string_view quoted_column);

}  // namespace strata::dialects::postgresql
