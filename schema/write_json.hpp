// Model or Schema -> versioned JSON (docs/json.md). The exporter prints a Model with it, `schema inspect --format
// json` a Schema. Standard library only, because a user's own compiler builds it into the exporter.
#pragma once

#include "schema/model.hpp"
#include "schema/schema.hpp"

#include <string>

namespace strata::schema {

// Two-space indented JSON with keys in a fixed order, values that hold their default left out, and a final newline.
// Throws Error(models) for a text that is not UTF-8.
std::string to_json(const Model& model);
std::string to_json(const Schema& schema);

}  // namespace strata::schema
