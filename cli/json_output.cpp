// The only file of the command line that knows the JSON library.
#include "cli/json_output.hpp"

#include <nlohmann/json.hpp>

#include "cli/exit_code.hpp"

namespace strata::cli {
namespace {

using Json = nlohmann::ordered_json;

// Messages may carry bytes of a database that are no UTF-8: replaced, since an error must never fail to print.
std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string error_json(const Error& error) {
  Json object{{"code", name_of(error.code())}, {"message", error.what()}};
  if (!error.place().file.empty()) {
    Json place{{"file", error.place().file}};
    if (error.place().line > 0) place["line"] = error.place().line;
    if (error.place().column > 0) place["column"] = error.place().column;
    object["place"] = place;
  }
  if (!error.detail().empty()) object["detail"] = error.detail();
  if (!error.hint().empty()) object["hint"] = error.hint();
  object["exit_code"] = static_cast<int>(exit_code_of(error.code()));
  return text_of(Json{{"error", object}});
}

}  // namespace strata::cli
