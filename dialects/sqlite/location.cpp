// Reads SQLite's own URI form and ours, which is the same without `file:`.
#include "dialects/sqlite/location.hpp"

#include "schema/error.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace strata::dialects::sqlite {
namespace {

constexpr std::string_view in_memory = ":memory:";
constexpr std::string_view uri_scheme = "file:";

[[noreturn]] void refuse(const DatabaseUrl& url, const std::string& problem) {
  throw Error(ErrorCode::config, fmt::format("{}: {}", redacted(url), problem))
      .hint("write sqlite:relative.db, sqlite:/absolute.db or sqlite::memory:");
}

[[noreturn]] void refuse_parameter(const DatabaseUrl& url, const std::string& name, const std::string& value) {
  throw Error(ErrorCode::config, fmt::format("{} has an unknown parameter `{}={}`", redacted(url), name, value))
      .hint(
          "SQLite URLs know mode=ro, rw, rwc and memory, cache=shared and private, and immutable=1; write %3F for a ? "
          "in a file's name");
}

void read_parameter(const DatabaseUrl& url, const std::string& name, const std::string& value, Location& location) {
  if (name == "mode" && value == "ro") {
    location.mode = OpenMode::read_only;
  } else if (name == "mode" && value == "rw") {
    location.mode = OpenMode::read_write;
  } else if (name == "mode" && value == "rwc") {
    location.mode = OpenMode::create;
  } else if (name == "mode" && value == "memory") {
    location.in_memory = true;
  } else if (name == "cache" && (value == "shared" || value == "private")) {
    location.shared_cache = value == "shared";
  } else if (name == "immutable" && (value == "1" || value == "0")) {
    location.immutable = value == "1";
  } else {
    refuse_parameter(url, name, value);
  }
}

// `file:name`, `file:///name` and `file://localhost/name` -> the name.
std::string name_of(const DatabaseUrl& url) {
  if (url.has_authority) return "/" + url.path;
  std::string_view name = url.path;
  if (!name.starts_with(uri_scheme)) return url.path;
  name.remove_prefix(uri_scheme.size());
  if (!name.starts_with("//")) return std::string(name);
  name.remove_prefix(2);
  const std::size_t end = name.find('/');
  const std::string_view host = name.substr(0, end);
  if (end == std::string_view::npos || (!host.empty() && host != "localhost")) {
    refuse(url, "an SQLite database has no host");
  }
  return std::string(name.substr(end));
}

std::string percent_encoded(std::string_view path) {
  std::string result;
  for (const char character : path) {
    if (character == '%' || character == '?' || character == '#') {
      result += fmt::format("%{:02X}", static_cast<unsigned>(character));
    } else {
      result += character;
    }
  }
  return result;
}

bool has_parameter(std::string_view query, std::string_view parameter) {
  return fmt::format("&{}&", query).find(fmt::format("&{}&", parameter)) != std::string::npos;
}

}  // namespace

Location read_location(const DatabaseUrl& url) {
  if (!url.host.empty() || !url.user.empty() || !url.port.empty())
    refuse(url, "an SQLite database has no host or user");
  Location location;
  for (const auto& [name, value] : url.parameters) read_parameter(url, name, value, location);
  location.name = name_of(url);
  if (location.name == in_memory) location.in_memory = true;
  if (location.in_memory && location.mode != OpenMode::unsaid) refuse(url, "a database in memory has no other mode");
  if (location.in_memory && location.immutable) refuse(url, "a database in memory is not immutable");
  if (location.name.empty() && !location.in_memory) refuse(url, "the file's name is missing");
  return location;
}

std::string shown(const Location& location) {
  if (!location.in_memory || location.name == in_memory) return location.name;
  return location.name.empty() ? std::string(in_memory) : location.name + " (in memory)";
}

// A path that begins with a slash is told from a host by the empty one before it.
std::string uri_of(const Location& location) {
  return fmt::format("{}{}{}{}", uri_scheme, location.name.starts_with('/') ? "//" : "", percent_encoded(location.name),
                     location.immutable ? "?immutable=1" : "");
}

std::string first_url(std::string_view project) {
  return fmt::format("sqlite:{}.db", percent_encoded(project));
}

std::string anchored(std::string_view url, std::string_view folder) {
  const std::size_t query = std::min(url.find('?'), url.size());
  if (has_parameter(url.substr(std::min(query + 1, url.size())), "mode=memory")) return std::string(url);
  std::size_t begin = std::min(url.find(':'), query) + 1;
  if (begin < query && url.substr(begin).starts_with(uri_scheme)) begin += uri_scheme.size();
  if (begin >= query || url[begin] == '/' || url[begin] == ':') return std::string(url);
  return fmt::format("{}{}{}", url.substr(0, begin), percent_encoded(folder), url.substr(begin));
}

}  // namespace strata::dialects::sqlite
