// The parameters are named as the options of the mariadb client are, with _ as good as -.
#include "dialects/mariadb/connection_settings.hpp"

#include "dialects/soci.hpp"
#include "schema/ascii.hpp"
#include "schema/error.hpp"
#include "schema/nearest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

constexpr auto modes = std::to_array<std::pair<std::string_view, Tls>>({{"disabled", Tls::disabled},
                                                                        {"preferred", Tls::preferred},
                                                                        {"required", Tls::required},
                                                                        {"verify_ca", Tls::verify_ca},
                                                                        {"verify_identity", Tls::verify_identity}});

const std::vector<std::string> known_parameters = {"socket",  "ssl-mode",        "ssl-ca",        "ssl-cert",
                                                   "ssl-key", "connect-timeout", "defaults-file", "charset"};

[[noreturn]] void refuse(const DatabaseUrl& url, const std::string& problem, std::string hint) {
  throw Error(ErrorCode::config, fmt::format("{}: {}", redacted(url), problem)).hint(std::move(hint));
}

// Of a name or a word as the values of ssl-mode, which people write with either.
std::string with(char mark, std::string text) {
  for (char& c : text) {
    if (c == '-' || c == '_') c = mark;
    c = ascii::lower(c);
  }
  return text;
}

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Tls mode_of(const DatabaseUrl& url, const std::string& value) {
  const auto* const found = std::ranges::find(modes, with('_', value), &decltype(modes)::value_type::first);
  if (found != modes.end()) return found->second;
  refuse(url, fmt::format("ssl-mode can't be `{}`", value),
         "it is one of disabled, preferred, required, verify_ca and verify_identity");
}

unsigned port_of(const DatabaseUrl& url) {
  constexpr unsigned highest = 65'535;
  if (url.port.empty()) return 0;
  const std::optional<unsigned> port = number(url.port);
  if (!port || *port == 0 || *port > highest) {
    refuse(url, fmt::format("there is no port {}", url.port),
           "a port is a number from 1 to 65535; the usual one is 3306");
  }
  return *port;
}

unsigned seconds_of(const DatabaseUrl& url, const std::string& value) {
  const std::optional<unsigned> seconds = number(value);
  if (!seconds || *seconds == 0)
    refuse(url, fmt::format("connect-timeout can't be `{}`", value), "it is a number of seconds");
  return *seconds;
}

void require_utf8(const DatabaseUrl& url, const std::string& value) {
  if (value == "utf8mb4") return;
  refuse(url, fmt::format("charset can't be `{}`", value),
         "a connection of strata speaks utf8mb4 always: leave it out");
}

[[noreturn]] void refuse_parameter(const DatabaseUrl& url, const std::string& name) {
  std::string hint = schema::did_you_mean(with('-', name), known_parameters);
  if (hint.empty()) hint = fmt::format("the parameters are {}", fmt::join(known_parameters, ", "));
  refuse(url, fmt::format("MariaDB's connections have no parameter `{}`", name), std::move(hint));
}

// Whether it said how to encrypt.
void set_parameter(ConnectionSettings& settings, const DatabaseUrl& url, const std::string& name,
                   const std::string& value) {
  const std::string known = with('-', name);
  if (known == "socket") {
    settings.socket = value;
  } else if (known == "ssl-mode") {
    settings.tls = mode_of(url, value);
  } else if (known == "ssl-ca") {
    settings.ssl_ca = value;
  } else if (known == "ssl-cert") {
    settings.ssl_cert = value;
  } else if (known == "ssl-key") {
    settings.ssl_key = value;
  } else if (known == "connect-timeout") {
    settings.connect_timeout = seconds_of(url, value);
  } else if (known == "defaults-file") {
    settings.defaults_file = value;
  } else if (known == "charset") {
    require_utf8(url, value);
  } else {
    refuse_parameter(url, name);
  }
}

bool goes_by_socket(const ConnectionSettings& settings) {
  return settings.host.empty() || settings.host == "localhost";
}

bool has_parameter(const DatabaseUrl& url, std::string_view name) {
  return std::ranges::any_of(url.parameters, [&](const auto& parameter) { return with('-', parameter.first) == name; });
}

void check(const ConnectionSettings& settings, const DatabaseUrl& url) {
  if (settings.host.find(',') != std::string::npos) {
    refuse(url, "a connection goes to one host", "name one of them");
  }
  if (!settings.socket.empty() && !goes_by_socket(settings)) {
    refuse(url, fmt::format("a socket is of this host, and {} is named", settings.host),
           "leave the host out, as in mariadb:///shop?socket=/run/mysqld/mysqld.sock");
  }
  if (!settings.socket.empty() && settings.port != 0) {
    refuse(url, "there is a port or a socket, not both", "leave one of them out");
  }
  if (settings.tls == Tls::verify_ca && settings.ssl_ca.empty()) {
    refuse(url, "ssl-mode=verify_ca needs to know the authority", "ssl-ca=/path/to/ca.pem names its certificate");
  }
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = ascii::is_letter(c) || ascii::is_digit(c);
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

// What percent_encoded() wrote.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    unsigned char byte = 0;
    std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
    decoded += static_cast<char>(byte);
    i += 2;
  }
  return decoded;
}

void set(st_mysql* connection, mysql_option option, const std::string& value) {
  if (!value.empty()) mysql_options(connection, option, value.c_str());
}

void set_tls(const ConnectionSettings& settings, st_mysql* connection) {
  const auto enforce = static_cast<my_bool>(settings.tls != Tls::disabled);
  const auto verify = static_cast<my_bool>(settings.tls == Tls::verify_identity);
  mysql_options(connection, MYSQL_OPT_SSL_ENFORCE, &enforce);
  mysql_options(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
  set(connection, MYSQL_OPT_SSL_CA, settings.ssl_ca);
  set(connection, MYSQL_OPT_SSL_CERT, settings.ssl_cert);
  set(connection, MYSQL_OPT_SSL_KEY, settings.ssl_key);
}

}  // namespace

ConnectionSettings settings_of(const DatabaseUrl& url) {
  ConnectionSettings settings;
  settings.host = url.host;
  settings.port = port_of(url);
  settings.user = url.user;
  settings.password = url.password;
  settings.database = url.path;
  for (const auto& [name, value] : url.parameters) set_parameter(settings, url, name, value);
  const bool encrypts = !settings.ssl_ca.empty() || !settings.ssl_cert.empty() || !settings.ssl_key.empty();
  if (!has_parameter(url, "ssl-mode")) {
    // What stays on this host is only encrypted when asked for; who names an authority wants it asked.
    if (goes_by_socket(settings) && settings.port == 0 && !encrypts) settings.tls = Tls::disabled;
    if (!settings.ssl_ca.empty()) settings.tls = Tls::verify_identity;
  }
  check(settings, url);
  return settings;
}

std::string encoded_settings(const ConnectionSettings& settings) {
  const auto tls = static_cast<unsigned>(settings.tls);
  return fmt::format(
      "{}&{}&{}&{}&{}&{}&{}&{}&{}&{}&{}&{}", percent_encoded(settings.host), settings.port,
      percent_encoded(settings.socket), percent_encoded(settings.user), percent_encoded(settings.password),
      percent_encoded(settings.database), tls, percent_encoded(settings.ssl_ca), percent_encoded(settings.ssl_cert),
      percent_encoded(settings.ssl_key), settings.connect_timeout, percent_encoded(settings.defaults_file));
}

ConnectionSettings decoded_settings(std::string_view text) {
  const auto next = [&] {
    const std::size_t end = std::min(text.find('&'), text.size());
    std::string value = percent_decoded(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return value;
  };
  ConnectionSettings settings;
  settings.host = next();
  settings.port = number(next()).value_or(0);
  settings.socket = next();
  settings.user = next();
  settings.password = next();
  settings.database = next();
  settings.tls = static_cast<Tls>(number(next()).value_or(0));
  settings.ssl_ca = next();
  settings.ssl_cert = next();
  settings.ssl_key = next();
  settings.connect_timeout = number(next()).value_or(0);
  settings.defaults_file = next();
  return settings;
}

// MariaDB: mysql_optionsv. What the option files say of the same is read later, and wins only over what is not given to
// mysql_real_connect itself.
void apply(const ConnectionSettings& settings, st_mysql* connection) {
  set(connection, MYSQL_READ_DEFAULT_FILE, settings.defaults_file);
  mysql_options(connection, MYSQL_READ_DEFAULT_GROUP, "strata");  // besides [client]
  mysql_options(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &settings.connect_timeout);
  // The server's word alone would make the client send any file.
  const unsigned no = 0;
  mysql_options(connection, MYSQL_OPT_LOCAL_INFILE, &no);
  // With a port, this host is meant by TCP, where libmariadb would take the socket.
  const unsigned tcp = MYSQL_PROTOCOL_TCP;
  if (settings.port != 0) mysql_options(connection, MYSQL_OPT_PROTOCOL, &tcp);
  mysql_options4(connection, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "strata");
  set_tls(settings, connection);
}

}  // namespace strata::dialects::mariadb
