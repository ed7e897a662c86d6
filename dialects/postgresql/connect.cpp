// Connects by SOCI, in the words of conninfo.hpp.
#include "dialects/postgresql/connect.hpp"

#include "dialects/postgresql/connect_error.hpp"
#include "dialects/postgresql/conninfo.hpp"
#include "dialects/postgresql/libpq.hpp"
#include "dialects/postgresql/session.hpp"
#include "dialects/soci.hpp"

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

// The queries ask each server for what it has (Catalog::rows), back to what those of 13 have.
void require_known_version(const PostgresqlSession& session, const DatabaseUrl& url) {
  constexpr int oldest = 13;
  constexpr int major = 10'000;
  if (session.server_version() >= oldest * major) return;
  throw Error(ErrorCode::database, fmt::format("{} is a server of PostgreSQL {}: strata knows {} and newer ones",
                                               redacted(url), session.server_version() / major, oldest));
}

}  // namespace

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
  require_known_version(*session, url);
  ConnectOptions looking = options;
  looking.read_only = true;
  session->watch_by([url, looking] { return open(url, looking); });
  return session;
}

std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) {
  return open(url, options);
}

}  // namespace strata::dialects::postgresql
