// A schema that has every kind of object and names that C++ can't have: what generated models must describe again.
#pragma once

#include "schema/generate_cpp.hpp"
#include "schema/schema.hpp"

namespace strata::schema::testing {

Schema sample_schema();

// "bigint", "text" and the enum are exact, all else needs its native type.
CppType sample_type(const Column& column);

}  // namespace strata::schema::testing
