// Reading URLs by RFC 3986's general form, with what database URLs add: several hosts, a scheme with only a path.
// Showing them never shows a password, also of a text that is no proper URL.
#include "dialects/url.hpp"

#include "schema/ascii.hpp"
#include "schema/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/core.h>

namespace strata::dialects {
namespace {

[[noreturn]] void refuse(std::string_view url, std::string_view problem) {
  throw Error(ErrorCode::config, fmt::format("{} is no database URL: {}", redacted(url), problem))
      .hint(
          "a URL is scheme:file or scheme://user:password@host:port/database?name=value; "
          "write characters that mean something there as %XX");
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view part, std::string_view url) {
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] != '%') {
      text += part[i];
      continue;
    }
    const int high = i + 1 < part.size() ? hex_value(part[i + 1]) : -1;
    const int low = i + 2 < part.size() ? hex_value(part[i + 2]) : -1;
    if (high < 0 || low < 0) refuse(url, "a % stands before something that is not two hex digits");
    const int byte = high * 16 + low;
    if (byte == 0) refuse(url, "%00 stands for no character");
    text += static_cast<char>(byte);
    i += 2;
  }
  return text;
}

// Cuts `text` at the first `mark`; what follows it is given back, or nothing if there is no mark.
std::optional<std::string_view> cut_after(std::string_view& text, char mark) {
  const std::size_t position = text.find(mark);
  if (position == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(position + 1);
  text = text.substr(0, position);
  return rest;
}

// host, host:port, [::1]:port, or several of them with commas between, as libpq takes them.
void read_hosts(std::string_view hosts, std::string_view url, DatabaseUrl& result) {
  bool first = true;
  for (std::optional<std::string_view> next = hosts; next;) {
    std::string_view host = *next;
    next = cut_after(host, ',');
    std::string_view port;
    if (host.starts_with('[')) {
      const std::size_t close = host.find(']');
      if (close == std::string_view::npos) refuse(url, "the ] after an IPv6 address is missing");
      port = host.substr(close + 1);
      if (!port.empty() && port.front() != ':') refuse(url, "only :port may follow the ] of an IPv6 address");
      if (!port.empty()) port.remove_prefix(1);
      host = host.substr(1, close - 1);
    } else {
      port = cut_after(host, ':').value_or("");
    }
    if (!std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) refuse(url, "a port is a number");
    result.host += (first ? "" : ",") + decoded(host, url);
    result.port += (first ? "" : ",") + std::string(port);
    first = false;
  }
  if (std::ranges::all_of(result.port, [](char c) { return c == ','; })) result.port.clear();
}

void read_parameters(std::string_view query, std::string_view url, DatabaseUrl& result) {
  for (std::optional<std::string_view> next = query; next;) {
    std::string_view name = *next;
    next = cut_after(name, '&');
    if (name.empty()) continue;
    const std::optional<std::string_view> value = cut_after(name, '=');
    result.parameters.emplace_back(decoded(name, url), decoded(value.value_or(""), url));
  }
}

bool is_secret(std::string_view parameter) {
  static constexpr auto words = std::to_array<std::string_view>({"pass", "pwd", "secret", "token"});
  const std::string folded = ascii::in_lower_case(parameter);
  return std::ranges::any_of(words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

// Masks the values of secret parameters in "name=value&name=value".
std::string redacted_query(std::string_view query) {
  std::string shown;
  for (std::optional<std::string_view> next = query; next;) {
    std::string_view pair = *next;
    next = cut_after(pair, '&');
    const std::string_view name = pair.substr(0, pair.find('='));
    shown += is_secret(name) && name.size() < pair.size() ? std::string(name) + "=***" : std::string(pair);
    if (next) shown += '&';
  }
  return shown;
}

// "a:1,b:2" of "a,b" and "1,2".
std::string shown_hosts(std::string_view hosts, std::string_view ports) {
  std::string shown;
  for (std::optional<std::string_view> next_host = hosts, next_port = ports; next_host;) {
    std::string_view host = *next_host;
    std::string_view port = next_port.value_or("");
    next_host = cut_after(host, ',');
    next_port = cut_after(port, ',');
    const bool address = host.find(':') != std::string_view::npos;
    shown += address ? fmt::format("[{}]", host) : std::string(host);
    if (!port.empty()) shown += fmt::format(":{}", port);
    if (next_host) shown += ',';
  }
  return shown;
}

}  // namespace

DatabaseUrl parse_url(std::string_view text) {
  DatabaseUrl url;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) refuse(text, "the scheme before the colon is missing");
  const std::string_view scheme = text.substr(0, colon);
  const auto scheme_character = [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '+' || c == '-' || c == '.';
  };
  if (!std::ranges::all_of(scheme, scheme_character)) refuse(text, "the scheme has letters, digits, +, - and . only");
  url.scheme = ascii::in_lower_case(scheme);

  std::string_view rest = text.substr(colon + 1);
  const std::optional<std::string_view> query = cut_after(rest, '?');
  if (query) read_parameters(*query, text, url);
  url.has_authority = rest.starts_with("//");
  if (!url.has_authority) {
    url.path = decoded(rest, text);
    return url;
  }
  std::string_view authority = rest.substr(2);
  const std::optional<std::string_view> path = cut_after(authority, '/');
  url.path = decoded(path.value_or(""), text);
  // The last @ ends the user: a password with an @ in it that was not encoded is read as meant.
  if (const std::size_t end = authority.rfind('@'); end != std::string_view::npos) {
    std::string_view user = authority.substr(0, end);
    const std::optional<std::string_view> password = cut_after(user, ':');
    url.user = decoded(user, text);
    url.password = decoded(password.value_or(""), text);
    authority = authority.substr(end + 1);
  }
  read_hosts(authority, text, url);
  return url;
}

std::string redacted(const DatabaseUrl& url) {
  std::string shown = url.scheme + ":";
  if (url.has_authority) shown += "//";
  shown += url.user;
  if (!url.password.empty()) shown += ":***";
  if (!url.user.empty() || !url.password.empty()) shown += "@";
  shown += shown_hosts(url.host, url.port);
  if (url.has_authority && !url.path.empty()) shown += "/";
  shown += url.path;
  char mark = '?';
  for (const auto& [name, value] : url.parameters) {
    shown += fmt::format("{}{}={}", mark, name, is_secret(name) ? "***" : value);
    mark = '&';
  }
  return shown;
}

// Works on any text: whatever stands between the first colon after "//" and the last @ could be a password.
std::string redacted(std::string_view text) {
  std::string shown(text);
  std::size_t begin = shown.find("//");
  begin = begin == std::string::npos ? 0 : begin + 2;
  if (const std::size_t end = shown.rfind('@'); end != std::string::npos && end > begin && begin > 0) {
    const std::size_t colon = shown.find(':', begin);
    if (colon != std::string::npos && colon < end) shown.replace(colon + 1, end - colon - 1, "***");
  }
  const std::size_t query = shown.find('?', begin);
  if (query == std::string::npos) return shown;
  return shown.substr(0, query + 1) + redacted_query(std::string_view(shown).substr(query + 1));
}

}  // namespace strata::dialects
