// Schema -> C++ models that describe the same schema: `schema inspect --format cpp`, and how a project with a
// database starts using strata. Engine-free: the dialect says which C++ type a column reads as.
#pragma once

#include "schema/model.hpp"
#include "schema/schema.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace strata::schema {

// The C++ type that the generator writes for a column. `exact`: resolving that type alone gives the same native
// type and nothing else (no extra check), so that no native override is needed.
struct CppType {
  PortableType type;
  bool exact = false;
};
using CppTypes = std::function<CppType(const Column&)>;

// In parts, so that they can be one file or two.
struct GeneratedCpp {
  std::string notice;  // an opening comment: where it comes from, and what it leaves out, by kind and name
  std::string structs;  // enums and structs with their includes: plain C++, reusable anywhere
  std::string definitions;  // what the structs are in the database
};

// Every object in the schema's own words: names are given, unnamed constraints stay unnamed, types that C++ has no
// exact match for are native ones. What models can't say stands in the notice. `unspecified`: the action of foreign
// keys that needs no word.
GeneratedCpp generate_cpp(const Schema& schema, const CppTypes& types,
                          ReferentialAction unspecified = ReferentialAction::no_action);

// All in one source file, as one prints it; or a header and a source file that includes it.
std::string one_file(const GeneratedCpp& generated);
std::string header_file(const GeneratedCpp& generated);
std::string source_file(const GeneratedCpp& generated, std::string_view header_name);

}  // namespace strata::schema
