// strata.toml as a list of settings with their places: the only thing the rest of the program sees of TOML.
#pragma once

#include "schema/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strata::cli {

enum class SettingKind { text, flag, list, duration };

struct KnownSetting {
  std::string_view section;
  std::string_view key;
  SettingKind kind;
};

// Every key that strata.toml may hold, by section, in the order of docs/configuration.md.
const std::vector<KnownSetting>& known_settings();

using SettingValue = std::variant<std::string, bool, std::vector<std::string>>;

struct Setting {
  std::string environment;  // of [env.NAME.…]; empty: the file's own
  KnownSetting known;
  SettingValue value;  // as written: ${VAR} not expanded
  Place place;  // of the value
};

struct ConfigFile {
  std::vector<std::string> environments;  // the names of [env.NAME]
  std::vector<Setting> settings;  // in no particular order
};

// Reads and checks the whole file, so that a mistake in any environment shows at once. Throws Error(config) with
// file, line, column and caret.
ConfigFile read_config_file(const std::filesystem::path& file);

}  // namespace strata::cli
