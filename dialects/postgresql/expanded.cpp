// Where operations came from, so that steps and people are told of what was asked for.
#include "dialects/postgresql/expanded.hpp"

#include <set>
#include <string>
#include <string_view>

namespace strata::dialects::postgresql {
namespace {

// "drop view v" makes way, "create view v" brings it back.
std::string reworded(const diff::Step& step) {
  for (const std::string_view verb : {"create ", "add "}) {
    if (step.summary.starts_with(verb)) return "put back " + step.summary.substr(verb.size());
  }
  if (step.summary.starts_with("drop ")) return step.summary + ", to be put back";
  return step.summary;
}

}  // namespace

void Expanded::add(diff::Operation operation, std::optional<std::size_t> origin) {
  operations.push_back(std::move(operation));
  origins.push_back(origin);
}

void compose_origins(const Expanded& first, Expanded& expanded) {
  for (std::optional<std::size_t>& origin : expanded.origins) {
    if (origin) origin = first.origins[*origin];
  }
}

void restore_origins(const Expanded& expanded, std::vector<diff::Step>& steps) {
  for (diff::Step& step : steps) {
    std::set<std::size_t> origins;
    for (const std::size_t i : step.operations) {
      if (expanded.origins[i]) origins.insert(*expanded.origins[i]);
    }
    if (origins.empty() && !step.operations.empty()) step.summary = reworded(step);
    step.operations.assign(origins.begin(), origins.end());
  }
}

}  // namespace strata::dialects::postgresql
