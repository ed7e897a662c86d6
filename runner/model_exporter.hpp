// What an exporter printed becomes a model. It is taken at its word for nothing: it may have crashed, hung, failed
// or printed anything. In: how it ended. Out: the model and its JSON (docs/json.md), or an Error that shows why not.
#pragma once

#include "runner/subprocess.hpp"
#include "schema/model.hpp"

#include <string>

namespace strata::runner {

struct Exported {
  schema::Model model;
  std::string json;
};

// `name` is how messages call it: "build/app_models". Throws Error(models) for whatever is not a model, with what the
// exporter printed.
Exported take_model(Outcome outcome, const Command& command, const std::string& name);

}  // namespace strata::runner
