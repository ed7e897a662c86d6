// Connections of the server, for people: who holds what somebody waits for.
#pragma once

#include "dialects/session.hpp"

#include <string>

namespace strata::dialects::mariadb {

// "connection 4711 (user anna, from 10.0.0.5:4242, idle for 12 s)"; only its number where the user may see no more.
// Of its statement no more than the first words: the rest may hold values.
std::string describe_connection(Session& session, const std::string& id);

}  // namespace strata::dialects::mariadb
