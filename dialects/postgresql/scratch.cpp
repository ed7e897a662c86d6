// A second connection, to the database that the URL names, makes and drops the scratch database, and holds an advisory
// lock all the while whose key is part of the scratch database's name. So a scratch database without its lock belongs
// to a run that was killed, whoever looks and however many runs there are.
#include "dialects/postgresql/scratch.hpp"

#include "dialects/postgresql/connect.hpp"
#include "dialects/postgresql/lock.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/session.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <unistd.h>

namespace strata::dialects::postgresql {
namespace {

// What a scratch database takes over. The names of the ICU columns are newer than the oldest servers.
struct Likeness {
  std::string encoding;
  std::string collate;
  std::string ctype;
  std::string provider;  // "c", "i" or "b"
  std::string locale;  // of the provider
  std::string rules;
  std::string default_schema;
  std::vector<std::string> settings;  // of session_settings
};

// What a database may have as its own (ALTER DATABASE … SET) that decides where objects lie and how texts are read and
// printed.
constexpr auto session_settings = std::to_array<std::string_view>(
    {"search_path", "DateStyle", "IntervalStyle", "TimeZone", "default_text_search_config", "default_tablespace",
     "default_table_access_method", "quote_all_identifiers", "default_toast_compression"});

// Of a server that does not know it, an absent value.
std::string settings_columns() {
  std::string columns;
  for (const std::string_view name : session_settings) columns += fmt::format(", current_setting('{}', true)", name);
  return columns;
}

std::string locale_columns(int version) {
  if (version < 150'000) return "'c', '', ''";
  if (version < 160'000) return "datlocprovider::text, coalesce(daticulocale, ''), ''";
  if (version < 170'000) return "datlocprovider::text, coalesce(daticulocale, ''), coalesce(daticurules, '')";
  return "datlocprovider::text, coalesce(datlocale, ''), coalesce(daticurules, '')";
}

Likeness read_likeness(PostgresqlSession& session) {
  const std::vector<Row> rows =
      session.query(fmt::format(R"sql(
    SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, {}, coalesce(current_schema(), '') {}
    FROM pg_catalog.pg_database
    WHERE datname = current_database()
  )sql",
                                locale_columns(session.server_version()), settings_columns()));
  const Row& row = rows.at(0);
  const auto text = [&](std::size_t column) { return row.at(column).value_or(""); };
  Likeness like{text(0), text(1), text(2), text(3), text(4), text(5), text(6), {}};
  constexpr std::size_t first_setting = 7;
  for (std::size_t i = 0; i < session_settings.size(); ++i) like.settings.push_back(text(first_setting + i));
  return like;
}

// Visible are the locks of all databases, whoever holds them. The databases are listed as of the query's beginning and
// the locks later, so that none is missing.
constexpr std::string_view left_behind = R"sql(
  SELECT datname
  FROM pg_catalog.pg_database
  WHERE datname ~ '^strata_scratch_[0-9a-f]{16}$' AND pg_catalog.pg_has_role(datdba, 'USAGE')
    AND ('x' || right(datname, 16))::bit(64)::bigint NOT IN (
      SELECT classid::bigint << 32 | objid::bigint
      FROM pg_catalog.pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted)
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE datid = pg_database.oid)
)sql";

// Gone meanwhile, in use again, or about to go.
bool is_for_others_to_drop(const SqlError& error) {
  static constexpr auto codes = std::to_array<std::string_view>({"3D000", "55006", "42501", "XX000"});
  return std::ranges::find(codes, error.engine_code()) != codes.end();
}

// Without FORCE, and not where anybody is connected: its maker may have lost one connection of two.
void drop_leftovers(PostgresqlSession& session) {
  for (const Row& row : session.query(left_behind)) {
    try {
      session.execute(fmt::format("DROP DATABASE IF EXISTS {}", quote_identifier(row[0].value_or(""))));
    } catch (const SqlError& error) {
      if (!is_for_others_to_drop(error)) throw;
    }
  }
}

std::int64_t random_key() {
  std::random_device device;
  return static_cast<std::int64_t>(std::uint64_t{device()} << 32U | device());
}

std::string create_statement(const std::string& name, const Likeness& like, int version) {
  std::string statement =
      fmt::format("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}", quote_identifier(name),
                  quote_literal(like.encoding), quote_literal(like.collate), quote_literal(like.ctype));
  if (version < 150'000) return statement;
  if (like.provider == "i") statement += " LOCALE_PROVIDER icu ICU_LOCALE " + quote_literal(like.locale);
  if (like.provider == "b") statement += " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + quote_literal(like.locale);
  if (like.provider == "c") statement += " LOCALE_PROVIDER libc";
  if (!like.rules.empty()) statement += " ICU_RULES " + quote_literal(like.rules);
  return statement;
}

Error can_t_make(const DatabaseUrl& server, const std::string& user, const SqlError& error) {
  Error refused(error.code(), fmt::format("no scratch database can be made on the server of {}", redacted(server)));
  refused.detail(fmt::format("    {}", error.what()));
  if (error.engine_code() == "42501") {
    refused.hint(
        fmt::format("an administrator lets this role make databases by ALTER ROLE {} CREATEDB; or give "
                    "[database] scratch_url, another server where it may",
                    quote_identifier(user)));
  } else if (error.engine_code() == "25006") {
    refused.hint("this server only follows another one: give [database] scratch_url, a server that takes writes");
  } else {
    refused.hint("[database] scratch_url names another server for scratch databases");
  }
  return refused;
}

// Drops the database when it goes. If that fails, nobody is there to be told: the next run drops it.
class ScratchDatabase {
 public:
  ScratchDatabase(const DatabaseUrl& server, std::unique_ptr<PostgresqlSession> maintenance, const Likeness& like)
      : maintenance_(std::move(maintenance)) {
    std::int64_t key = random_key();
    while (!try_lock(*maintenance_, key)) key = random_key();
    name_ = fmt::format("strata_scratch_{:016x}", static_cast<std::uint64_t>(key));
    try {
      maintenance_->execute(create_statement(name_, like, maintenance_->server_version()));
    } catch (const SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      throw can_t_make(server, maintenance_->query("SELECT current_user").at(0).at(0).value_or(""), error);
    }
  }
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase() {
    const bool can_force = maintenance_->server_version() >= 130'000;
    try {
      maintenance_->execute(fmt::format("DROP DATABASE IF EXISTS {}{}", name_, can_force ? " WITH (FORCE)" : ""));
    } catch (const Error&) {
      return;
    }
  }

  [[nodiscard]] const std::string& name() const { return name_; }

  // For administrators who find it.
  void say_whose_it_is() {
    std::array<char, 256> host{};
    const bool known = ::gethostname(host.data(), host.size() - 1) == 0;
    maintenance_->execute(
        fmt::format("COMMENT ON DATABASE {} IS {}", name_,
                    quote_literal(fmt::format("made by strata, process {} on {}; may be dropped once that has ended",
                                              ::getpid(), known ? host.data() : "an unknown host"))));
  }

 private:
  std::unique_ptr<PostgresqlSession> maintenance_;
  std::string name_;
};

DatabaseUrl with_database(DatabaseUrl url, const std::string& name) {
  std::erase_if(url.parameters, [](const auto& parameter) { return parameter.first == "dbname"; });
  url.path = name;
  return url;
}

ConnectOptions writable(ConnectOptions options) {
  options.read_only = false;
  return options;
}

// So that objects come to lie, and texts read, as they do in the database that it stands for.
void prepare(PostgresqlSession& session, const Likeness& like) {
  if (!like.default_schema.empty() && like.default_schema != "public") {
    session.execute(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", quote_identifier(like.default_schema)));
  }
  std::string settings = "SET check_function_bodies = off; SET synchronous_commit = off";
  for (std::size_t i = 0; i < session_settings.size(); ++i) {
    if (like.settings[i].empty() && session_settings[i] != "search_path") continue;
    settings += fmt::format("; SELECT pg_catalog.set_config('{}', {}, false)", session_settings[i],
                            quote_literal(like.settings[i]));
  }
  session.keep_settings(settings);
}

std::string text_of(const Likeness& like, int version) {
  return fmt::format("{} {} {} {} {} {} {} {} {}", version, like.encoding, like.collate, like.ctype, like.provider,
                     like.locale, like.rules, like.default_schema, fmt::join(like.settings, " "));
}

}  // namespace

std::unique_ptr<Session> scratch(const DatabaseUrl& server, const ConnectOptions& options) {
  std::unique_ptr<PostgresqlSession> maintenance = open(server, writable(options));
  drop_leftovers(*maintenance);
  const Likeness like = read_likeness(*maintenance);
  const auto database = std::make_shared<ScratchDatabase>(server, std::move(maintenance), like);
  database->say_whose_it_is();
  std::unique_ptr<PostgresqlSession> session = open(with_database(server, database->name()), writable(options));
  session->own(database);
  prepare(*session, like);
  return session;
}

std::string likeness(const DatabaseUrl& server, const ConnectOptions& options) {
  ConnectOptions reading = options;
  reading.read_only = true;
  const std::unique_ptr<PostgresqlSession> session = open(server, reading);
  return text_of(read_likeness(*session), session->server_version());
}

}  // namespace strata::dialects::postgresql
