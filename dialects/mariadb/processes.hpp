// Connections of the server, for people: who holds what somebody waits for.
#pragma once

#include "dialects/session.hpp"

#include <string>

namespace strata::dialects::mariadb {

// "connection 4711 (user anna, from 10.0.0.5:4242, idle for 12 s)"; only its number where the user may see no more.
// Of its statement no more than the first words: the rest may hold values.
std::string describe_connection(Session& session, const std::string& id);

// All others that run a statement or have a transaction open in this database, joined by commas: one of them may hold
// what is waited for. MariaDB tells no closer who holds a table.
std::string connections_at_work(Session& session);

}  // namespace strata::dialects::mariadb
