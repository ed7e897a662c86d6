// Reads strata.toml with toml11 and checks it against the list of known settings. toml11 has no check of unknown
// keys, and its find_or takes a wrong type for a missing value, so each value is visited here.
#include "cli/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <toml.hpp>

#include "dialects/url.hpp"
#include "schema/nearest.hpp"
#include "schema/utf8.hpp"

namespace strata::cli {
namespace {

// The place of something in the file, with its line for the caret.
struct Spot {
  Place place;
  std::string line_text;
  std::size_t width = 1;
};

// A line of the file may hold a URL with its password, which is never shown.
std::string redacted_lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    result += dialects::redacted(text.substr(0, end));
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

std::string caret(const Spot& spot) {
  const std::string number = std::to_string(spot.place.line);
  const std::string gutter(number.size(), ' ');
  const auto indent = static_cast<std::size_t>(std::max(spot.place.column, 1) - 1);
  return fmt::format("  {} | {}\n  {} | {}^{}", number, dialects::redacted(spot.line_text), gutter,
                     std::string(indent, ' '), std::string(spot.width > 1 ? spot.width - 1 : 0, '~'));
}

Spot spot_of(const toml::source_location& location) {
  Spot spot;
  spot.place = Place{location.file_name(), static_cast<int>(location.line()), static_cast<int>(location.column())};
  spot.line_text = location.line_str();
  const std::size_t before = location.column() - 1;
  const std::size_t rest = spot.line_text.size() > before ? spot.line_text.size() - before : 1;
  spot.width = std::min<std::size_t>(location.region(), rest);
  return spot;
}

// toml11 knows where values are, not keys; a key stands on its value's line, before it, or in the table's header.
Spot spot_of_key(const std::string& key, const toml::value& value) {
  Spot spot = spot_of(value.location());
  const bool in_header = value.is_table() && spot.line_text.find('=') == std::string::npos;
  const auto value_column = static_cast<std::size_t>(spot.place.column - 1);
  const std::size_t found = in_header ? spot.line_text.find(key) : spot.line_text.rfind(key, value_column);
  if (found != std::string::npos) {
    spot.place.column = static_cast<int>(found) + 1;
    spot.width = key.size();
  }
  return spot;
}

Error config_error(const std::string& message, const Spot& spot) {
  return Error(ErrorCode::config, message).at(spot.place).detail(caret(spot));
}

std::string hint_for(const std::string& word, const std::vector<std::string>& known, std::string_view what) {
  std::string near = schema::did_you_mean(word, known);
  if (!near.empty()) return near;
  return fmt::format("known {}: {}", what, fmt::join(known, ", "));
}

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const KnownSetting& known : known_settings()) {
    if (names.empty() || names.back() != known.section) names.emplace_back(known.section);
  }
  return names;
}

std::vector<std::string> keys_of(std::string_view section) {
  std::vector<std::string> keys;
  for (const KnownSetting& known : known_settings()) {
    if (known.section == section) keys.emplace_back(known.key);
  }
  return keys;
}

const KnownSetting* find_setting(std::string_view section, std::string_view key) {
  const auto& all = known_settings();
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const KnownSetting& known) { return known.section == section && known.key == key; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view expected_of(SettingKind kind) {
  switch (kind) {
    case SettingKind::text:
      return "a string";
    case SettingKind::flag:
      return "true or false";
    case SettingKind::list:
      return "a list of strings";
    case SettingKind::duration:
      return "a duration as a string, such as \"5s\", \"500ms\" or \"2m\"";
  }
  return "";
}

std::string_view name_of_type(const toml::value& value) {
  switch (value.type()) {
    case toml::value_t::boolean:
      return "a boolean";
    case toml::value_t::integer:
      return "an integer";
    case toml::value_t::floating:
      return "a number";
    case toml::value_t::string:
      return "a string";
    case toml::value_t::array:
      return "a list";
    case toml::value_t::table:
      return "a table";
    default:
      return "a date or time";
  }
}

Error wrong_type(const std::string& name, SettingKind kind, const toml::value& value) {
  return config_error(fmt::format("{} must be {}, not {}", name, expected_of(kind), name_of_type(value)),
                      spot_of(value.location()));
}

SettingValue read_value(const std::string& name, SettingKind kind, const toml::value& value) {
  switch (kind) {
    case SettingKind::flag:
      if (!value.is_boolean()) throw wrong_type(name, kind, value);
      return value.as_boolean();
    case SettingKind::list: {
      if (!value.is_array()) throw wrong_type(name, kind, value);
      std::vector<std::string> items;
      for (const toml::value& item : value.as_array()) {
        if (!item.is_string()) throw wrong_type(name, kind, item);
        items.push_back(item.as_string().str);
      }
      return items;
    }
    case SettingKind::text:
    case SettingKind::duration:
      if (!value.is_string()) throw wrong_type(name, kind, value);
      return value.as_string().str;
  }
  throw Error(ErrorCode::internal, "a setting of no known kind");
}

// Tables are walked in the order of their lines, so that the first of several mistakes is the one shown.
using Entry = std::pair<std::string, const toml::value*>;
std::vector<Entry> in_file_order(const toml::value& table) {
  std::vector<Entry> entries;
  for (const auto& [key, value] : table.as_table()) entries.emplace_back(key, &value);
  std::sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
    const auto place = [](const Entry& entry) {
      const toml::source_location location = entry.second->location();
      return std::pair(location.line(), location.column());
    };
    return std::tuple(place(left), left.first) < std::tuple(place(right), right.first);
  });
  return entries;
}

void require_table(const std::string& name, const toml::value& value) {
  if (value.is_table()) return;
  throw config_error(fmt::format("[{}] must be a table, not {}", name, name_of_type(value)), spot_of(value.location()));
}

void read_section(ConfigFile& file, const std::string& environment, const std::string& section,
                  const toml::value& table) {
  const std::string header = environment.empty() ? section : fmt::format("env.{}.{}", environment, section);
  require_table(header, table);
  for (const auto& [key, value] : in_file_order(table)) {
    const KnownSetting* known = find_setting(section, key);
    if (known == nullptr) {
      throw config_error(fmt::format("unknown key '{}' in [{}]", key, header), spot_of_key(key, *value))
          .hint(hint_for(key, keys_of(section), "keys"));
    }
    const Place place = spot_of(value->location()).place;
    file.settings.push_back(
        Setting{environment, *known, read_value(fmt::format("{}.{}", header, key), known->kind, *value), place});
  }
}

// The sections of the file itself, or those of one environment.
void read_sections(ConfigFile& file, const std::string& environment, const toml::value& table) {
  std::vector<std::string> known = section_names();
  if (environment.empty()) known.emplace_back("env");
  for (const auto& [section, value] : in_file_order(table)) {
    if (environment.empty() && section == "env") continue;
    if (std::find(known.begin(), known.end(), section) == known.end()) {
      const std::string_view what = value->is_table() ? "section" : "key outside of a section,";
      const std::string where = environment.empty() ? "" : fmt::format(" in [env.{}]", environment);
      throw config_error(fmt::format("unknown {} '{}'{}", what, section, where), spot_of_key(section, *value))
          .hint(hint_for(section, known, "sections"));
    }
    read_section(file, environment, section, *value);
  }
}

toml::value parse(const std::filesystem::path& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    throw Error(ErrorCode::config, fmt::format("{} is a directory, not a file", path.string()));
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error(ErrorCode::config, fmt::format("can't read {}", path.string()));
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  // TOML is UTF-8, and toml11 3.7 reads past its end in some strings that are not.
  if (const std::size_t at = schema::first_invalid_utf8(content); at != std::string::npos) {
    const auto line = 1 + std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    throw Error(ErrorCode::config, "the file is not UTF-8").at({path.string(), static_cast<int>(line), 0});
  }
  std::istringstream checked(content);
  try {
    return toml::parse(checked, path.string());
  } catch (const toml::syntax_error& error) {
    // "[error] toml::parse_key: an invalid key appeared.\n --> file\n<caret>"
    const std::string text = error.what();
    const std::size_t line_end = text.find('\n');
    const std::size_t caret_start = text.find('\n', line_end + 1);
    std::string message = text.substr(0, line_end);
    if (const std::size_t colon = message.find(": "); colon != std::string::npos) message.erase(0, colon + 2);
    while (message.ends_with('.')) message.pop_back();
    throw Error(ErrorCode::config, fmt::format("not valid TOML: {}", message))
        .at(spot_of(error.location()).place)
        .detail(caret_start == std::string::npos ? "" : redacted_lines(text.substr(caret_start + 1)));
  }
}

}  // namespace

const std::vector<KnownSetting>& known_settings() {
  using enum SettingKind;
  static const std::vector<KnownSetting> settings{
      {"project", "name", text},          {"project", "migrations", text},     {"project", "engines", list},
      {"models", "sources", list},        {"models", "compiler", text},        {"models", "flags", list},
      {"models", "build", text},          {"models", "command", text},         {"models", "file", text},
      {"models", "timeout", duration},    {"database", "url", text},           {"database", "scratch_url", text},
      {"database", "guarded", flag},      {"database", "extensions", list},    {"scope", "schemas", list},
      {"scope", "include", list},         {"scope", "exclude", list},          {"migrate", "lock_timeout", duration},
      {"migrate", "lock_wait", duration}, {"migrate", "history_schema", text}, {"migrate", "history_prefix", text},
      {"migrate", "online", flag},
  };
  return settings;
}

ConfigFile read_config_file(const std::filesystem::path& path) {
  const toml::value document = parse(path);
  ConfigFile file;
  read_sections(file, "", document);
  if (!document.contains("env")) return file;
  const toml::value& environments = document.at("env");
  require_table("env", environments);
  for (const auto& [name, table] : in_file_order(environments)) {
    require_table("env." + name, *table);
    file.environments.push_back(name);
    read_sections(file, name, *table);
  }
  return file;
}

}  // namespace strata::cli
