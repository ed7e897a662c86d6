// Connects by SOCI, in the words of conninfo.hpp.
#include "dialects/postgresql/connect.hpp"

#include "dialects/postgresql/connect_error.hpp"
#include "dialects/postgresql/conninfo.hpp"
#include "dialects/postgresql/libpq.hpp"
#include "dialects/postgresql/session.hpp"
#include "dialects/soci.hpp"

namespace strata::dialects::postgresql {

std::unique_ptr<PostgresqlSession> open(const DatabaseUrl& url, const ConnectOptions& options) {
  require_libpq();
  const std::string text = conninfo(url);
  std::unique_ptr<soci::session> connection;
  try {
    connection = std::make_unique<soci::session>(soci::postgresql, text);
  } catch (const soci::soci_error& error) {
    throw connect_error(url, error.what());
  }
  auto session = std::make_unique<PostgresqlSession>(std::move(connection), options);
  ConnectOptions looking = options;
  looking.read_only = true;
  session->watch_by([url, looking] { return open(url, looking); });
  return session;
}

std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) {
  return open(url, options);
}

}  // namespace strata::dialects::postgresql
