// Database URLs: parsed by us, because SOCI's own reading of them loses parts (see docs/decisions).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::dialects {

// scheme://user:password@host:port/path?name=value, or scheme:path. Percent-encoding is resolved.
struct DatabaseUrl {
  std::string scheme;
  bool has_authority = false;  // written with "//": then a file's path is absolute
  std::string user;
  std::string password;
  std::string host;
  std::string port;
  std::string path;  // database name without the leading slash, or the file
  std::vector<std::pair<std::string, std::string>> parameters;
};

// Throws Error(config) that shows the URL without its password.
DatabaseUrl parse_url(std::string_view text);

// The URL with "***" in place of a password: the only form that may be shown.
std::string redacted(const DatabaseUrl& url);
std::string redacted(std::string_view text);

}  // namespace strata::dialects
