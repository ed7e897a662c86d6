// Which objects are the project's: globs over names, and strata's own tables never.
#include "dialects/dialect.hpp"

#include <algorithm>

namespace strata::dialects {
namespace {

// * is any run of characters, ? any one. Goes back to the last star only: linear but for pathological patterns.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after_star = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++after_star;
    } else {
      return false;
    }
  }
  return std::ranges::all_of(pattern.substr(p), [](char c) { return c == '*'; });
}

bool any_matches(const std::vector<std::string>& patterns, const schema::ObjectName& name) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return matches(pattern, name.name) || (!name.schema.empty() && matches(pattern, to_string(name)));
  });
}

}  // namespace

bool Scope::contains(const schema::ObjectName& name) const {
  for (const std::string_view own : {"_applied", "_history", "_schema"}) {
    if (name.name == history_prefix + std::string(own)) return false;
  }
  if (name.schema.empty() && !default_schema) return false;
  const bool foreign_schema =
      !schemas.empty() && !name.schema.empty() && std::ranges::find(schemas, name.schema) == schemas.end();
  if (foreign_schema) return false;
  return (include.empty() || any_matches(include, name)) && !any_matches(exclude, name);
}

}  // namespace strata::dialects
