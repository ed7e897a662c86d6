// What the JSON files share. Included by them only, since it brings the JSON library.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace strata::cli {

using Json = nlohmann::ordered_json;

// Texts may carry bytes of a database that are no UTF-8: replaced, since output must never fail on them.
inline std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace strata::cli
