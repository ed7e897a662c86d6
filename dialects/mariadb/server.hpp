// What the server is: everything that differs between versions and flavours is asked of this value.
#pragma once

#include <string_view>

namespace strata::dialects::mariadb {

struct Server {
  bool mariadb = true;  // else MySQL
  int version = 0;  // 101119 for 10.11.19

  friend bool operator==(const Server&, const Server&) = default;
};

// The oldest server that is worked with: 10.6 of MariaDB, 8.0 of MySQL.
[[nodiscard]] bool is_known(const Server& server);

// "MariaDB" or "MySQL"
[[nodiscard]] std::string_view flavour(const Server& server);

}  // namespace strata::dialects::mariadb
