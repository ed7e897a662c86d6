// A schema in words: SQL, C++ models or JSON.
#pragma once

#include "cli/arguments.hpp"
#include "dialects/dialect.hpp"
#include "schema/schema.hpp"

#include <string>

namespace strata::cli {

// Statements as a script: each with its semicolon and line end.
std::string script_of(const std::vector<std::string>& statements);

// The whole schema, as a file of that format would hold it.
std::string schema_text(const dialects::Dialect& dialect, const schema::Schema& schema, SchemaFormat format);

}  // namespace strata::cli
