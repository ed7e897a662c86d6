// One connection makes the database, works in it and drops it, and holds a user-level lock of the database's name all
// the while. So a scratch database without its lock belongs to a run that was killed, whoever looks and however many
// runs there are.
#include "dialects/mariadb/scratch.hpp"

#include "dialects/mariadb/connect.hpp"
#include "dialects/mariadb/lock.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/session.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <unistd.h>

namespace strata::dialects::mariadb {
namespace {

// What a scratch database takes over.
struct Likeness {
  std::string character_set;
  std::string collation;
  bool logged = false;  // whether what the session does would go to the replicas
};

Likeness read_likeness(MariadbSession& session) {
  const Row row = session
                      .query(R"sql(
    SELECT default_character_set_name, default_collation_name, @@sql_log_bin AND @@log_bin
    FROM information_schema.schemata
    WHERE schema_name = DATABASE()
  )sql")
                      .at(0);
  return {row[0].value_or(""), row[1].value_or(""), row[2] == "1"};
}

// What else of the server decides what becomes of a definition and how it is printed.
constexpr auto deciding_variables = std::to_array<std::string_view>(
    {"version", "character_set_database", "collation_database", "character_set_server", "collation_server", "sql_mode",
     "default_storage_engine", "lower_case_table_names", "explicit_defaults_for_timestamp", "innodb_strict_mode",
     "innodb_default_row_format", "old_mode", "time_zone", "system_versioning_alter_history",
     "character_set_collations", "mysql56_temporal_format", "default_regex_flags"});

// The databases are listed as of the query's beginning, and their locks are asked for later, so that none is missed.
constexpr std::string_view left_behind = R"sql(
  SELECT schema_name
  FROM information_schema.schemata
  WHERE schema_name REGEXP '^strata_scratch_[0-9a-f]{16}$'
)sql";

// Gone meanwhile, or somebody else's.
bool is_for_others_to_drop(const SqlError& error) {
  static constexpr auto codes = std::to_array<std::string_view>({"1008", "1044", "1205"});
  return std::ranges::find(codes, error.engine_code()) != codes.end();
}

void drop_leftovers(MariadbSession& session) {
  for (const Row& row : session.query(left_behind)) {
    const std::string name = row[0].value_or("");
    if (!try_lock(session, name)) continue;
    try {
      session.execute(fmt::format("DROP DATABASE IF EXISTS {}", quote_identifier(name)));
    } catch (const SqlError& error) {
      if (!is_for_others_to_drop(error)) throw;
    }
    session.query("SELECT RELEASE_LOCK(?)", {name});
  }
}

std::string random_name() {
  std::random_device device;
  return fmt::format("strata_scratch_{:08x}{:08x}", device(), device());
}

// For administrators who find it.
std::string whose_it_is() {
  std::array<char, 256> host{};
  const bool known = ::gethostname(host.data(), host.size() - 1) == 0;
  return fmt::format("made by strata, process {} on {}; may be dropped once that has ended", ::getpid(),
                     known ? host.data() : "an unknown host");
}

std::string create_statement(const std::string& name, const Likeness& like, const Server& server) {
  std::string statement = fmt::format("CREATE DATABASE {} CHARACTER SET {} COLLATE {}", quote_identifier(name),
                                      like.character_set, like.collation);
  if (server.mariadb) statement += " COMMENT " + quote_literal(whose_it_is());
  return statement;
}

// 'anna'@'%' of anna@%.
std::string quoted_user(const std::string& user) {
  const std::size_t at = std::min(user.rfind('@'), user.size());
  return quote_literal(user.substr(0, at)) + "@" + quote_literal(at < user.size() ? user.substr(at + 1) : "%");
}

Error can_t_make(const DatabaseUrl& server, const std::string& user, const SqlError& error) {
  Error refused(error.code(), fmt::format("no scratch database can be made on the server of {}", redacted(server)));
  refused.detail(fmt::format("    {}", error.what()));
  if (error.engine_code() == "1044" || error.engine_code() == "1227") {
    refused.hint(
        fmt::format("an administrator lets this user make them by GRANT ALL ON `strata\\_scratch\\_%`.* TO {}; or give "
                    "[database] scratch_url, another server where it may",
                    quoted_user(user)));
  } else if (error.engine_code() == "1290") {
    refused.hint("this server takes no writes: give [database] scratch_url, a server that does");
  } else {
    refused.hint("[database] scratch_url names another server for scratch databases");
  }
  return refused;
}

// Replicas have no use for it. Where the right to leave it out is missing, they get it.
void keep_out_of_the_binary_log(MariadbSession& session) {
  try {
    session.keep_setting("SESSION sql_log_bin", "0");
  } catch (const SqlError& error) {
    constexpr std::string_view no_right = "1227";
    if (error.engine_code() != no_right) throw;
  }
}

ConnectOptions writable(ConnectOptions options) {
  options.read_only = false;
  return options;
}

}  // namespace

std::unique_ptr<Session> scratch(const DatabaseUrl& server, const ConnectOptions& options) {
  std::unique_ptr<MariadbSession> session = open(server, writable(options));
  drop_leftovers(*session);
  const Likeness like = read_likeness(*session);
  if (like.logged) keep_out_of_the_binary_log(*session);
  std::string name = random_name();
  while (!try_lock(*session, name)) name = random_name();
  try {
    session->execute(create_statement(name, like, session->server()));
  } catch (const SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
    throw can_t_make(server, session->user(), error);
  }
  session->own(name);
  return session;
}

std::string likeness(const DatabaseUrl& server, const ConnectOptions& options) {
  ConnectOptions reading = options;
  reading.read_only = true;
  const std::unique_ptr<MariadbSession> session = open(server, reading);
  std::string text;
  for (const Row& row : session->query(
           fmt::format("SHOW VARIABLES WHERE variable_name IN ('{}')", fmt::join(deciding_variables, "', '")))) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", row[0].value_or(""), row[1].value_or(""));
  }
  return text;
}

}  // namespace strata::dialects::mariadb
