// MariaDB: server-system-variables, sql-mode.
#include "dialects/mariadb/session_settings.hpp"

#include "dialects/mariadb/names.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace strata::dialects::mariadb {

std::string readable_sql_mode(std::string_view sql_mode) {
  static constexpr auto dropped = std::to_array<std::string_view>(
      {"ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "NO_KEY_OPTIONS", "NO_TABLE_OPTIONS", "NO_FIELD_OPTIONS", "ANSI", "DB2",
       "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL", "MYSQL323", "MYSQL40"});
  std::string kept;
  while (!sql_mode.empty()) {
    const std::size_t end = std::min(sql_mode.find(','), sql_mode.size());
    const std::string_view mode = sql_mode.substr(0, end);
    if (std::ranges::find(dropped, mode) == dropped.end()) kept += fmt::format("{}{}", kept.empty() ? "" : ",", mode);
    sql_mode.remove_prefix(std::min(end + 1, sql_mode.size()));
  }
  return kept;
}

// Whoever waits for a proof on a scratch database keeps the runner's lock by a connection that is idle: hence the wait.
Settings settings_of_every_session(std::string_view sql_mode) {
  return {{"sql_mode", quote_literal(readable_sql_mode(sql_mode))},
          {"autocommit", "1"},
          {"completion_type", "0"},
          {"foreign_key_checks", "1"},
          {"unique_checks", "1"},
          {"sql_quote_show_create", "1"},
          {"wait_timeout", "GREATEST(@@wait_timeout, 86400)"},
          {"session_track_schema", "1"},
          {"session_track_system_variables", "'*'"}};
}

std::pair<std::string, std::string> read_only_setting(const Server& server) {
  constexpr int of_one_name = 110'100;
  const bool old_name = server.mariadb && server.version < of_one_name;
  return {old_name ? "SESSION tx_read_only" : "SESSION transaction_read_only", "1"};
}

std::string assignments(const Settings& settings) {
  std::string text;
  for (const auto& [name, value] : settings) text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, value);
  return text;
}

std::string limit_assignments(const Server& server, const Limits& limits) {
  using std::chrono::milliseconds;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.lock.value_or(milliseconds{0})).count();
  const std::string_view longest = server.mariadb ? "max_statement_time" : "max_execution_time";
  std::string statement = "DEFAULT";
  if (limits.statement) {
    statement = server.mariadb ? fmt::format("{:.3f}", static_cast<double>(limits.statement->count()) / 1000)
                               : std::to_string(limits.statement->count());
  }
  return fmt::format("lock_wait_timeout = {0}, innodb_lock_wait_timeout = {0}, {1} = {2}", seconds, longest, statement);
}

std::vector<std::string> foreign_settings(const std::set<std::string>& names, const Settings& settings) {
  static constexpr auto by_names =
      std::to_array<std::string_view>({"character_set_client", "character_set_connection", "character_set_results",
                                       "collation_connection", "character_set_database", "collation_database"});
  std::vector<std::string> foreign;
  for (const std::string& name : names) {
    if (std::ranges::find(by_names, name) != by_names.end()) continue;
    if (std::ranges::find(settings, name, &Settings::value_type::first) != settings.end()) continue;
    foreign.push_back(name);
  }
  return foreign;
}

}  // namespace strata::dialects::mariadb
