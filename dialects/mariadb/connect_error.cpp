// The error's number chooses the hint. MariaDB: mariadb-error-codes, and errmsg.h for those of the client library.
#include "dialects/mariadb/connect_error.hpp"

#include "dialects/mariadb/names.hpp"

#include <array>
#include <string_view>

#include <fmt/core.h>

namespace strata::dialects::mariadb {
namespace {

struct Kind {
  unsigned number;
  std::string_view hint;
};

constexpr auto kinds = std::to_array<Kind>({
    {1040, "wait until connections are free, or raise max_connections"},
    {1129, "the server blocks this host after too many failures: FLUSH HOSTS on the server lets it in again"},
    {1130, "the server lets nobody in from this host: CREATE USER 'name'@'host' makes a user that may"},
    {1203, "wait until connections are free, or raise the user's MAX_USER_CONNECTIONS"},
    {1226, "the user has used up what it may: see its limits by SHOW CREATE USER"},
    {1251,
     "this libmariadb does not know how the user proves who it is: another plugin for the user, or a newer client"},
    {1524, "the plugin by which this user proves who it is isn't loaded on the server"},
    {1820, "the user's password must be changed: SET PASSWORD"},
    {1862, "the user's password has expired: ALTER USER … IDENTIFIED BY sets a new one"},
    {2002, "is the server running there, and are host and port right?"},
    {2003, "is the server running there, and are host and port right?"},
    {2005, "check the host's name in the URL"},
    {2012, "the server ended the connection while it was being made: see its error log"},
    {2013, "the server ended the connection while it was being made: see its error log"},
    {2026, "check ssl-mode, ssl-ca, ssl-cert and ssl-key in the URL"},
    {2054, "the server wants a way of authentication that this libmariadb does not have"},
    {2058, "the server wants a way of authentication that this libmariadb does not have"},
    {2059, "the server wants a way of authentication that this libmariadb does not have"},
});

void mask(std::string& text, const std::string& secret) {
  if (secret.empty()) return;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3)) {
    text.replace(at, secret.size(), "***");
  }
}

// libmariadb names the system's error by its number: ETIMEDOUT.
bool timed_out(std::string_view reason) {
  return reason.find("(110)") != std::string_view::npos || reason.find("system error: 110") != std::string_view::npos;
}

std::string_view hint_for_denied(bool with_password) {
  if (!with_password) {
    return "check the user, and give its password: in the URL, in MYSQL_PWD or in ~/.my.cnf; a user of unix_socket "
           "authentication is let in as the system's user of that name only";
  }
  return "check the user and the password (in the URL, in MYSQL_PWD or in ~/.my.cnf), and that the user may come from "
         "this host";
}

std::string hint_for(const DatabaseUrl& url, unsigned number, std::string_view reason) {
  constexpr unsigned no_right_to_database = 1044;
  constexpr unsigned access_denied = 1045;
  constexpr unsigned no_database = 1049;
  constexpr unsigned not_that_system_user = 1698;
  constexpr unsigned first_of_client = 2000;
  const auto says = [&](std::string_view part) { return reason.find(part) != std::string_view::npos; };
  if (number == no_database) {
    return fmt::format("create it: CREATE DATABASE {}, or correct the database's name in the URL",
                       quote_identifier(url.path));
  }
  if (number == no_right_to_database) {
    return fmt::format(
        "an administrator gives the right: GRANT ALL ON {}.* TO the user; or correct the database's name",
        quote_identifier(url.path));
  }
  if (number == access_denied) return std::string(hint_for_denied(says("using password: YES")));
  if (number == not_that_system_user) return std::string(hint_for_denied(false));
  if (number >= first_of_client && timed_out(reason)) {
    return "the host does not answer: check its name, the network and the firewall; ?connect-timeout= says how many "
           "seconds to wait";
  }
  if (number >= first_of_client && says("through socket")) {
    return "is the server running on this host, and is its socket there? ?socket=/path names another one, and with a "
           "port the URL goes by TCP";
  }
  for (const Kind& kind : kinds) {
    if (kind.number == number) return std::string(kind.hint);
  }
  return "check the URL, and that the `mariadb` client connects with the same";
}

}  // namespace

Error connect_error(const DatabaseUrl& url, unsigned number, const std::string& reason) {
  std::string shown = reason;
  mask(shown, url.password);
  while (!shown.empty() && (shown.back() == '\n' || shown.back() == ' ')) shown.pop_back();
  return Error(ErrorCode::database, fmt::format("can't connect to {}", redacted(url)))
      .detail(fmt::format("    {} ({})", shown, number))
      .hint(hint_for(url, number, shown));
}

}  // namespace strata::dialects::mariadb
