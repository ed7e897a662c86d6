// Connects by SOCI, with the settings of connection_settings.hpp.
#include "dialects/mariadb/connect.hpp"

#include "dialects/mariadb/connect_error.hpp"
#include "dialects/mariadb/connection_settings.hpp"
#include "dialects/mariadb/libmariadb.hpp"
#include "dialects/mariadb/session.hpp"
#include "dialects/soci.hpp"

#include <fmt/core.h>

namespace strata::dialects::mariadb {
namespace {

std::unique_ptr<soci::session> connection(const std::string& settings) {
  return std::make_unique<soci::session>(soci::mysql, "host=" + settings);
}

MYSQL* handle_of(soci::session& session) {
  return static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
}

// libmariadb goes on without encryption where the server has none, unless it is to check a certificate.
void require_encryption(const DatabaseUrl& url, Tls wanted, soci::session& session) {
  if (wanted == Tls::disabled || wanted == Tls::preferred) return;
  if (mysql_get_ssl_cipher(handle_of(session)) != nullptr) return;
  throw Error(ErrorCode::database, fmt::format("can't connect to {} with encryption", redacted(url)))
      .detail("    the server offers no TLS")
      .hint("switch it on there, or leave ssl-mode out");
}

void require_known_version(const DatabaseUrl& url, const Server& server) {
  if (is_known(server)) return;
  constexpr int major = 10'000;
  constexpr int minor = 100;
  throw Error(ErrorCode::database,
              fmt::format("{} is a server of {} {}.{}: strata knows MariaDB 10.6, MySQL 8.0 and newer ones",
                          redacted(url), flavour(server), server.version / major, server.version % major / minor));
}

void require_database(const DatabaseUrl& url, const MariadbSession& session) {
  if (!session.database().empty()) return;
  throw Error(ErrorCode::config, fmt::format("{} names no database", redacted(url)))
      .hint("its name follows the host: mariadb://user@host/database, or mariadb:///database");
}

}  // namespace

std::unique_ptr<MariadbSession> open(const DatabaseUrl& url, const ConnectOptions& options) {
  require_libmariadb();
  const ConnectionSettings settings = settings_of(url);
  const std::string text = encoded_settings(settings);
  std::unique_ptr<soci::session> opened;
  try {
    opened = connection(text);
  } catch (const soci::mysql_soci_error& error) {
    throw connect_error(url, error.err_num_, error.what());
  }
  require_encryption(url, settings.tls, *opened);
  auto session = std::make_unique<MariadbSession>(std::move(opened), options, [text] { return connection(text); });
  require_known_version(url, session->server());
  require_database(url, *session);
  return session;
}

std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) {
  return open(url, options);
}

}  // namespace strata::dialects::mariadb
