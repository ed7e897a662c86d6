// The string is itself a URI, with everything in its query: SOCI cuts a connection string at its white space and adds a
// `=` to words without one, which breaks quoted values. In a percent-encoded URI there is no space to cut at.
#include "dialects/postgresql/conninfo.hpp"

#include "dialects/postgresql/libpq.hpp"
#include "dialects/soci.hpp"
#include "schema/error.hpp"
#include "schema/nearest.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

// The parameters that the libpq at hand knows.
std::vector<std::string> known_parameters() {
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconndefaults());
  std::vector<std::string> names;
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    names.emplace_back(option->keyword);
  }
  return names;
}

// Last one wins, as in libpq.
void set(Settings& settings, const std::string& name, const std::string& value) {
  const auto found = std::ranges::find(settings, name, &Settings::value_type::first);
  if (found == settings.end()) {
    settings.emplace_back(name, value);
  } else {
    found->second = value;
  }
}

bool has(const Settings& settings, const std::string& name) {
  return std::ranges::find(settings, name, &Settings::value_type::first) != settings.end();
}

// A service file may say how long to wait, and what the string says would win over it.
bool says_how_long_to_wait(const Settings& settings) {
  return has(settings, "connect_timeout") || has(settings, "service") || std::getenv("PGCONNECT_TIMEOUT") != nullptr ||
         std::getenv("PGSERVICE") != nullptr;
}

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '-' || c == '.' || c == '/';
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

[[noreturn]] void refuse_parameter(const DatabaseUrl& url, const std::string& name,
                                   const std::vector<std::string>& known) {
  std::string hint = schema::did_you_mean(name, known);
  if (hint.empty()) hint = "the parameters are those of libpq: sslmode, options, connect_timeout, service, …";
  throw Error(ErrorCode::config,
              fmt::format("{}: PostgreSQL's connections have no parameter `{}`", redacted(url), name))
      .hint(std::move(hint));
}

void set_parameters(Settings& settings, const DatabaseUrl& url) {
  const std::vector<std::string> known = known_parameters();
  for (const auto& [name, value] : url.parameters) {
    if (name == "ssl" && value == "true") {  // as JDBC writes it, and libpq takes it in URIs
      set(settings, "sslmode", "require");
      continue;
    }
    if (!known.empty() && std::ranges::find(known, name) == known.end()) refuse_parameter(url, name, known);
    set(settings, name, value);
  }
}

}  // namespace

std::string conninfo(const DatabaseUrl& url) {
  require_libpq();
  Settings settings;
  if (!url.host.empty()) settings.emplace_back("host", url.host);
  if (!url.port.empty()) settings.emplace_back("port", url.port);
  if (!url.user.empty()) settings.emplace_back("user", url.user);
  if (!url.password.empty()) settings.emplace_back("password", url.password);
  if (!url.path.empty()) settings.emplace_back("dbname", url.path);
  set_parameters(settings, url);
  if (!says_how_long_to_wait(settings)) settings.emplace_back("connect_timeout", "10");
  if (!has(settings, "fallback_application_name")) settings.emplace_back("fallback_application_name", "strata");
  // Offsets and texts are counted and shown as UTF-8, whatever PGCLIENTENCODING says.
  set(settings, "client_encoding", "UTF8");
  std::string text = "postgresql://";
  char mark = '?';
  for (const auto& [name, value] : settings) {
    text += fmt::format("{}{}={}", mark, name, percent_encoded(value));
    mark = '&';
  }
  return text;
}

}  // namespace strata::dialects::postgresql
