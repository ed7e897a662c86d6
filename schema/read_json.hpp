// Versioned JSON (docs/json.md) -> Model or Schema: what an exporter printed, or a saved inspection. Strict: what
// it does not know it refuses, since a key that is skipped is a part of a schema that is lost.
#pragma once

#include "schema/model.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace strata::schema {

// `source_name` is the file or program that messages name. All throw Error(models): for a syntax error with its
// line and column, for unknown and repeated keys, wrong types and a wrong version with the path of the value
// ("tables[2].columns[0].type"). The content itself is validate.hpp's to judge.
Model read_model(std::string_view text, const std::string& source_name);
Schema read_schema(std::string_view text, const std::string& source_name);

// Whichever of the two the text says it is.
std::variant<Model, Schema> read_any(std::string_view text, const std::string& source_name);

}  // namespace strata::schema
