// Definitions register themselves in a list when the program starts, and are run in order of file name and line,
// so that the order in which files were linked makes no difference.
#include "models_state.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace strata {
namespace {

// The one list of all definitions; a static initialiser has nowhere else to announce itself.
Definition*& first_definition() {
  static Definition* first = nullptr;
  return first;
}

std::vector<const Definition*> definitions_in_order() {
  std::vector<const Definition*> all;
  for (const Definition* at = first_definition(); at != nullptr; at = at->next()) all.push_back(at);
  std::sort(all.begin(), all.end(), [](const Definition* a, const Definition* b) {
    return std::tuple(std::string_view(a->here().file), a->here().line) <
           std::tuple(std::string_view(b->here().file), b->here().line);
  });
  return all;
}

}  // namespace

Definition::Definition(Function define, Here here) : define_(define), here_(here), next_(first_definition()) {
  first_definition() = this;
}

Definition::~Definition() {
  Definition** at = &first_definition();
  while (*at != this) at = &(*at)->next_;
  *at = next_;
}

Loaded load_definitions() {
  std::vector<Definition::Function> functions;
  for (const Definition* definition : definitions_in_order()) functions.push_back(definition->function());
  return load_definitions(functions);
}

Loaded load_definitions(const std::vector<Definition::Function>& definitions) {
  Models models;
  for (const Definition::Function define : definitions) define(models);
  return detail::resolve(models.state());
}

}  // namespace strata
