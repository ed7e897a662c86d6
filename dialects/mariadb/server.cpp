// Versions are numbered as mysql_get_server_version does it: major * 10000 + minor * 100 + patch.
#include "dialects/mariadb/server.hpp"

namespace strata::dialects::mariadb {

bool is_known(const Server& server) {
  constexpr int oldest_mariadb = 100'600;
  constexpr int oldest_mysql = 80'000;
  return server.version >= (server.mariadb ? oldest_mariadb : oldest_mysql);
}

std::string_view flavour(const Server& server) {
  return server.mariadb ? "MariaDB" : "MySQL";
}

}  // namespace strata::dialects::mariadb
