// The header through toml11: for every spelling that the fast reader does not know, and for every error, with file,
// line and caret. The only file here that includes toml11, which costs two seconds to compile.
#include "runner/header.hpp"
#include "schema/nearest.hpp"
#include "schema/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <sstream>
#include <toml.hpp>

namespace strata::runner {
namespace {

// The header as TOML that keeps its lines and columns: comment marks become blanks, lines before it empty ones.
std::string uncommented(std::string_view header, int first_line, const std::string& file) {
  std::string text(static_cast<std::size_t>(first_line - 1), '\n');
  for (int line_number = first_line; !header.empty(); ++line_number) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    const std::string_view line = header.substr(0, end);
    const std::size_t mark = line.find_first_not_of(" \t");
    if (mark != std::string_view::npos) {
      if (!line.substr(mark).starts_with("--")) {
        throw Error(ErrorCode::revision, "a line of the header is not a comment")
            .at({file, line_number, 1})
            .hint("every line between '-- +++ strata' and '-- +++' begins with --");
      }
      text += std::string(mark + 2, ' ');
      text += line.substr(mark + 2);
    }
    text += '\n';
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return text;
}

// A diagnostic without its first line, which repeats the message.
std::string below_first_line(const std::string& diagnostic) {
  const std::size_t end = diagnostic.find('\n');
  return end == std::string::npos ? diagnostic : diagnostic.substr(end + 1);
}

// Where a syntax error is. Of a date toml11 tells the place within the date: then the line that holds it is looked up.
Place place_of(const toml::source_location& location, const std::string& text, int first_line,
               const std::string& file) {
  Place place{file, static_cast<int>(location.line()), static_cast<int>(location.column())};
  if (place.line >= first_line) return place;
  const std::size_t found = text.find(location.line_str());
  if (found == std::string::npos) return {file, first_line, 0};
  const std::string_view before = std::string_view{text}.substr(0, found);
  place.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  place.column += static_cast<int>(found - (before.rfind('\n') + 1));  // npos + 1 is 0
  return place;
}

Error error_at(const toml::value& value, const std::string& message, const std::string& note, const std::string& file) {
  const toml::source_location location = value.location();
  return Error(ErrorCode::revision, message)
      .at({file, static_cast<int>(location.line()), static_cast<int>(location.column())})
      .detail(below_first_line(toml::format_error(message, value, note)));
}

std::string_view expected(HeaderType type) {
  switch (type) {
    case HeaderType::text:
      return "a string";
    case HeaderType::texts:
      return "a list of strings";
    case HeaderType::flag:
      return "true or false";
    case HeaderType::time:
      return "a time with its offset, like 2026-11-21T04:20:31Z";
  }
  return {};
}

// In UTC, to the second. Not by system_clock, whose nanoseconds end in the year 2262; nothing where the offset leads
// out of the years that four digits have.
std::optional<std::string> utc_text(const toml::offset_datetime& time) {
  using namespace std::chrono;
  const year_month_day written{year{time.date.year}, month{static_cast<unsigned>(time.date.month + 1)},
                               day{static_cast<unsigned>(time.date.day)}};
  const sys_seconds utc = sys_days{written} + hours{time.time.hour - time.offset.hour} +
                          minutes{time.time.minute - time.offset.minute} + seconds{time.time.second};
  const sys_days midnight = floor<days>(utc);
  const year_month_day date{midnight};
  if (date.year() < year{0} || date.year() > year{9999}) return std::nullopt;
  const hh_mm_ss clock{utc - midnight};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<HeaderValue> converted(const toml::value& value, HeaderType type) {
  switch (type) {
    case HeaderType::text:
      if (!value.is_string()) return std::nullopt;
      return HeaderValue{value.as_string().str};
    case HeaderType::texts: {
      if (!value.is_array()) return std::nullopt;
      std::vector<std::string> texts;
      for (const toml::value& item : value.as_array()) {
        if (!item.is_string()) return std::nullopt;
        texts.push_back(item.as_string().str);
      }
      return HeaderValue{std::move(texts)};
    }
    case HeaderType::flag:
      if (!value.is_boolean()) return std::nullopt;
      return HeaderValue{value.as_boolean()};
    case HeaderType::time:
      if (!value.is_offset_datetime()) return std::nullopt;
      if (std::optional<std::string> text = utc_text(value.as_offset_datetime())) return HeaderValue{std::move(*text)};
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> key_names() {
  std::vector<std::string> names;
  for (const HeaderKey& key : header_keys()) names.emplace_back(key.name);
  return names;
}

void take_entry(const std::string& name, const toml::value& value, Revision& revision, const std::string& file) {
  const HeaderKey* key = find_header_key(name);
  if (key == nullptr) {
    throw error_at(value, fmt::format("unknown key '{}' in the header", name), "not a key of revision headers", file)
        .hint(schema::did_you_mean(name, key_names()));
  }
  std::optional<HeaderValue> converted_value = converted(value, key->type);
  if (!converted_value) {
    const std::string wanted{expected(key->type)};
    throw error_at(value, fmt::format("'{}' must be {}", name, wanted), "must be " + wanted, file);
  }
  const int line = static_cast<int>(value.location().line());
  const std::string problem = set_header_value(revision, key->field, std::move(*converted_value), line);
  if (!problem.empty()) throw error_at(value, fmt::format("'{}': {}", name, problem), problem, file);
}

}  // namespace

void read_toml_header(std::string_view header, int first_line, Revision& revision) {
  const std::string& file = revision.file;
  const std::string text = uncommented(header, first_line, file);
  // TOML is UTF-8, and toml11 3.7 reads past its end in some strings that are not.
  if (const std::size_t at = schema::first_invalid_utf8(text); at != std::string::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    throw Error(ErrorCode::revision, "the header is not UTF-8").at({file, static_cast<int>(line), 0});
  }
  std::istringstream stream{text};
  toml::value root;
  try {
    root = toml::parse(stream, file);
  } catch (const toml::exception& problem) {
    throw Error(ErrorCode::revision, "the header is not valid TOML")
        .at(place_of(problem.location(), text, first_line, file))
        .detail(problem.what());
  } catch (const std::exception& problem) {  // toml11 throws these for text it can't place
    throw Error(ErrorCode::revision, "the header is not valid TOML").at({file, first_line}).detail(problem.what());
  }
  for (const auto& [name, value] : root.as_table()) take_entry(name, value, revision, file);

  for (const HeaderKey& key : header_keys()) {
    if (!key.required || root.contains(std::string{key.name})) continue;
    throw Error(ErrorCode::revision, fmt::format("the header has no '{}'", key.name))
        .at({file, first_line})
        .hint(fmt::format("add a line '-- {} = …', {}", key.name, expected(key.type)));
  }
}

}  // namespace strata::runner
