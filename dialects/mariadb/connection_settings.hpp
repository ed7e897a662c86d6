// A DatabaseUrl -> the settings of a connection -> the connection string that SOCI takes, and back. SOCI knows neither
// the modes of TLS nor a wait for the connection: everything travels in its one word for the host, and the
// mysql_real_connect that SOCI calls, which is ours, takes it apart.
#pragma once

#include "dialects/url.hpp"

#include <string>
#include <string_view>

struct st_mysql;

namespace strata::dialects::mariadb {

// In the words of the mariadb client's --ssl-… options; preferred: encrypted if the server can.
enum class Tls { disabled, preferred, required, verify_ca, verify_identity };

// What is empty or 0 is left to the client's option files, MYSQL_PWD and libmariadb.
struct ConnectionSettings {
  std::string host;
  unsigned port = 0;
  std::string socket;
  std::string user;
  std::string password;
  std::string database;
  Tls tls = Tls::preferred;
  std::string ssl_ca;
  std::string ssl_cert;
  std::string ssl_key;
  unsigned connect_timeout = 10;  // seconds
  std::string defaults_file;  // instead of ~/.my.cnf and its kind

  friend bool operator==(const ConnectionSettings&, const ConnectionSettings&) = default;
};

// Throws Error(config) for a parameter that is not known, with the nearest or all of them, and for values that can't
// be meant.
ConnectionSettings settings_of(const DatabaseUrl& url);

// One word without quotes or spaces, whatever the values hold.
std::string encoded_settings(const ConnectionSettings& settings);
ConnectionSettings decoded_settings(std::string_view text);

// Sets them as options of a connection that is not open yet.
void apply(const ConnectionSettings& settings, st_mysql* connection);

}  // namespace strata::dialects::mariadb
