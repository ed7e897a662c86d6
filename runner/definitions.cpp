// A line that is not indented names an object. No name ends like these lines do: one that holds more than letters and
// digits is quoted.
#include "runner/definitions.hpp"

#include <algorithm>

namespace strata::runner {
namespace {

constexpr std::string_view none = ": none";
constexpr std::string_view indent = "  ";

std::string on_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// Takes the first line off.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string text_of(const std::vector<dialects::Definition>& definitions) {
  std::string text;
  for (const dialects::Definition& definition : definitions) {
    text += on_one_line(definition.object);
    if (!definition.text) {
      text += std::string(none) + "\n";
      continue;
    }
    text += ":\n" + std::string(indent);
    for (const char c : *definition.text) text += c == '\n' ? "\n" + std::string(indent) : std::string(1, c);
    text += "\n";
  }
  return text;
}

std::vector<dialects::Definition> definitions_from(std::string_view text) {
  std::vector<dialects::Definition> definitions;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.starts_with(indent) && !definitions.empty()) {
      std::optional<std::string>& into = definitions.back().text;
      into = (into ? *into + "\n" : "") + std::string(line.substr(indent.size()));
    } else if (line.ends_with(none)) {
      definitions.push_back({std::string(line.substr(0, line.size() - none.size())), std::nullopt});
    } else {
      definitions.push_back({std::string(line.substr(0, line.size() - 1)), std::nullopt});
    }
  }
  return definitions;
}

}  // namespace strata::runner
