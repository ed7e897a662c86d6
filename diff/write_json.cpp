// Operations as JSON: what they are, not how an engine carries them out.
#include "diff/write_json.hpp"

#include <nlohmann/json.hpp>

namespace strata::diff {

std::string to_json(const Operations& operations) {
  using Json = nlohmann::ordered_json;
  Json array = Json::array();
  for (const Operation& operation : operations) {
    Json object{{"operation", kind(operation)}, {"subject", subject(operation)}, {"description", describe(operation)}};
    if (std::string lost = destroys(operation); !lost.empty()) object["destroys"] = std::move(lost);
    array.push_back(std::move(object));
  }
  return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace strata::diff
