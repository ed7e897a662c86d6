// What every session of strata sets, and what of it scripts may change for a while.
#pragma once

#include "dialects/mariadb/server.hpp"
#include "dialects/session.hpp"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::dialects::mariadb {

using Settings = std::vector<std::pair<std::string, std::string>>;  // name, SQL expression

// Besides SET NAMES utf8mb4. `sql_mode` is the one that the server gave to the session.
Settings settings_of_every_session(std::string_view sql_mode);

// For a session that only reads.
std::pair<std::string, std::string> read_only_setting(const Server& server);

// The same mode without what changes how SQL is read and printed (ANSI_QUOTES, NO_BACKSLASH_ESCAPES, NO_TABLE_OPTIONS
// and the modes that hold them), so that texts mean the same in every session.
std::string readable_sql_mode(std::string_view sql_mode);

// "a = 1, b = 2", as in SET.
std::string assignments(const Settings& settings);

// Whole seconds where the server counts in them: rounded up.
std::string limit_assignments(const Server& server, const Limits& limits);

// Those names of variables that neither `settings` nor SET NAMES nor USE set.
std::vector<std::string> foreign_settings(const std::set<std::string>& names, const Settings& settings);

}  // namespace strata::dialects::mariadb
