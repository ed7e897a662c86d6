// Why a connection could not be made, for people.
#pragma once

#include "dialects/url.hpp"
#include "schema/error.hpp"

#include <string>

namespace strata::dialects::mariadb {

// `number` and `reason` are what libmariadb says. Error(database) with the redacted URL and the way out; no password
// in it.
Error connect_error(const DatabaseUrl& url, unsigned number, const std::string& reason);

}  // namespace strata::dialects::mariadb
