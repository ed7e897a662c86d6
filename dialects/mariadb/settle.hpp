// DDL commits by itself on MariaDB, statement by statement: what becomes of a statement when its run ends early, and
// what became of it. All is judged by what SHOW CREATE says of the objects that the statement touches, before and now.
#pragma once

#include "dialects/dialect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

class MariadbSession;

// `transaction` for rows of tables whose engine has transactions, as far as triggers and functions let it be known;
// `session` for SET, USE and what concerns temporary tables only; `alone` for everything else.
Footing footing(Session& session, std::string_view statement);

// The objects that the statement makes, changes, drops or renames: "table `t`" and its SHOW CREATE without
// AUTO_INCREMENT, which rows change; "column `t`.`c`" of those that an ALTER adds, drops or renames; "rows of table
// `t`" where it writes rows. Not those that end with the session.
std::vector<Definition> touched(Session& session, std::string_view statement);

// `done` where the definitions are others than before, `none` where they are the same or the statement can be run again
// without harm. `unknown` for what shows in no definition (CALL, rows of tables without transactions, EXCHANGE
// PARTITION) or only in part (CREATE … SELECT, a DROP of several of which some are gone). What the server itself has
// lost is put back.
Effect settle(MariadbSession& session, std::string_view statement, const std::vector<Definition>& before);

// Between two DELIMITERs where semicolons are part of the statement.
std::string terminated(std::string_view statement);

}  // namespace strata::dialects::mariadb
