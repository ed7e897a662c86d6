// A connection that fails has no error code in libpq's interface, only a text: its English form chooses the hint, and
// any other language gets the general one.
#include "dialects/postgresql/connect_error.hpp"

#include <array>
#include <cctype>
#include <string_view>

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

struct Kind {
  std::string_view mark;
  std::string_view hint;
};

constexpr auto kinds = std::to_array<Kind>({
    {"Connection refused", "is the server running there, and is the port right?"},
    {"No such file or directory",
     "is the server running on this host, and is its socket's directory right? "
     "?host=/run/postgresql names another one, a host in the URL goes by TCP"},
    {"could not translate host name", "check the host's name in the URL"},
    {"timeout expired",
     "the host does not answer: check its name, the network and the firewall; ?connect_timeout= "
     "says how many seconds to wait"},
    {"Network is unreachable", "check the network, and the host in the URL"},
    {"No route to host", "check the network, and the host in the URL"},
    {"password authentication failed", "check the user and the password (in the URL, PGPASSWORD or ~/.pgpass)"},
    {"no password supplied", "give a password: in the URL, in PGPASSWORD or in ~/.pgpass"},
    {"Peer authentication failed",
     "the server wants the system's user of that name: name another user, or connect by "
     "TCP with a host in the URL"},
    {"no pg_hba.conf entry",
     "the server's pg_hba.conf lets nobody in from here as this user; if it says `no "
     "encryption`, add ?sslmode=require"},
    {"invalid sslmode value", "it is one of disable, allow, prefer, require, verify-ca and verify-full"},
    {"certificate", "check sslmode, sslrootcert, sslcert and sslkey in the URL"},
    {"does not support SSL", "the server has no TLS: ?sslmode=disable, or switch it on there"},
    {"SSL", "check sslmode, sslrootcert, sslcert and sslkey in the URL"},
    {"too many clients", "wait until connections are free, or raise max_connections"},
    {"too many connections", "wait until connections are free, or raise the limit of the role or database"},
    {"remaining connection slots", "wait until connections are free, or raise max_connections"},
    {"starting up", "the server is starting: try again in a moment"},
    {"shutting down", "the server is stopping: start it, then try again"},
    {"in recovery mode", "the server is recovering: try again when it is done"},
    {"definition of service", "check the service's name, and PGSERVICEFILE or ~/.pg_service.conf"},
});

// The name in the last pair of double quotes.
std::string last_quoted(std::string_view text) {
  const std::size_t end = text.rfind('"');
  if (end == std::string_view::npos || end == 0) return "";
  const std::size_t begin = text.rfind('"', end - 1);
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin + 1, end - begin - 1));
}

// As a word of a shell command.
std::string shell_word(const std::string& name) {
  bool plain = !name.empty();
  for (const char c : name) plain = plain && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-');
  if (plain) return name;
  std::string quoted = "'";
  for (const char c : name) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string named_between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = text.find(after, begin + before.size());
  return end == std::string_view::npos ? "" : last_quoted(text.substr(begin, end - begin));
}

std::string hint_for(std::string_view reason) {
  if (const std::string name = named_between(reason, "database \"", " does not exist"); !name.empty()) {
    return fmt::format("create it: createdb {} (or CREATE DATABASE), or correct the database's name in the URL",
                       shell_word(name));
  }
  if (const std::string name = named_between(reason, "role \"", " does not exist"); !name.empty()) {
    return fmt::format(
        "create the role: createuser {}, or correct the user in the URL; without one it is PGUSER, then "
        "the system's user",
        shell_word(name));
  }
  for (const Kind& kind : kinds) {
    if (reason.find(kind.mark) != std::string_view::npos) return std::string(kind.hint);
  }
  return "check the URL, and that `psql` connects with it";
}

void mask(std::string& text, const std::string& secret) {
  if (secret.empty()) return;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3)) {
    text.replace(at, secret.size(), "***");
  }
}

// Indented, without SOCI's own first line and the empty ones.
std::string indented_attempts(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0 && !text.starts_with("Cannot establish connection")) {
      lines += fmt::format("{}    {}", lines.empty() ? "" : "\n", text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

Error connect_error(const DatabaseUrl& url, const std::string& reason) {
  std::string shown = reason;
  mask(shown, url.password);
  for (const auto& [name, value] : url.parameters) {
    if (name.find("pass") != std::string::npos) mask(shown, value);
  }
  return Error(ErrorCode::database, fmt::format("can't connect to {}", redacted(url)))
      .detail(indented_attempts(shown))
      .hint(hint_for(shown));
}

}  // namespace strata::dialects::postgresql
