// What information_schema leaves out without a word, since the connected user has no right to see it: triggers, events,
// routines. By the user's grants, those of its roles included, so that it can be said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

class MariadbSession;

struct Hidden {
  std::string objects;  // "events"
  std::string right;  // that is missing

  friend bool operator==(const Hidden&, const Hidden&) = default;
};

// What somebody with these grants (the lines of SHOW GRANTS) may not be shown of a database. Grants on single tables
// and routines do not count.
std::vector<Hidden> hidden_kinds(const std::vector<std::string>& grants, std::string_view database);

// Tells whoever listens to the session's notices. One query.
void tell_what_is_hidden(MariadbSession& session);

}  // namespace strata::dialects::mariadb
