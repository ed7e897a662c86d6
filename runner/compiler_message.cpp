#include "runner/compiler_message.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace strata::runner {
namespace {

struct Line {
  Place place;
  std::string_view kind_and_text;  // "error: …", "required from here"
};

// The number before `end`, which then stands on the colon before it.
std::optional<int> number_before(std::string_view text, std::size_t& end) {
  const auto colon = text.rfind(':', end - 1);
  if (end == 0 || colon == std::string_view::npos || colon + 1 == end) return std::nullopt;
  int number = 0;
  const auto [last, failed] = std::from_chars(text.data() + colon + 1, text.data() + end, number);
  if (failed != std::errc() || last != text.data() + end) return std::nullopt;
  end = colon;
  return number;
}

// "file:line:column: kind: text" or "file:line: kind: text".
std::optional<Line> read_line(std::string_view text) {
  auto end = text.find(": ");
  std::string_view rest;
  if (end == std::string_view::npos) return std::nullopt;
  rest = text.substr(end + 2);
  const auto last = number_before(text, end);
  if (!last) return std::nullopt;
  const auto before = number_before(text, end);
  Line line;
  line.place = {std::string(text.substr(0, end)), before ? *before : *last, before ? *last : 0};
  const auto start = rest.find_first_not_of(' ');
  line.kind_and_text = start == std::string_view::npos ? std::string_view() : rest.substr(start);
  return line;
}

bool in_library(const Place& place, const std::vector<std::filesystem::path>& folders) {
  if (place.file.starts_with("/usr/")) return true;
  return std::any_of(folders.begin(), folders.end(), [&](const std::filesystem::path& folder) {
    return place.file.starts_with(folder.native() + "/");
  });
}

// The text after "error: ", or empty.
std::string_view error_text(std::string_view text) {
  for (const std::string_view kind : {"fatal error: ", "error: "}) {
    if (text.starts_with(kind)) return text.substr(kind.size());
  }
  return {};
}

bool asks_for_template(std::string_view text) {
  return text.starts_with("required from here") || text.find("requested here") != std::string_view::npos;
}

}  // namespace

CompilerMessage first_error(std::string_view output, const std::vector<std::filesystem::path>& library_folders) {
  CompilerMessage result;
  std::optional<Place> asked;  // g++ tells who asked before the error, clang++ after it
  while (!output.empty()) {
    const auto end = output.find('\n');
    const auto line = read_line(output.substr(0, end));
    output.remove_prefix(end == std::string_view::npos ? output.size() : end + 1);
    if (!line) continue;
    const bool ours = !in_library(line->place, library_folders);
    if (asks_for_template(line->kind_and_text) && ours) {
      asked = line->place;
      if (!result.text.empty()) break;
    }
    const auto text = error_text(line->kind_and_text);
    if (text.empty()) continue;
    if (!result.text.empty()) break;
    result = {line->place, std::string(text)};
    if (ours) return result;
    if (asked) break;
  }
  if (asked && !result.text.empty()) result.place = *asked;
  return result;
}

}  // namespace strata::runner
