// Names and texts in PostgreSQL's SQL: quoted where the server would quote them, bare where they read as themselves.
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// The name itself when it is plain lower case and no keyword with a meaning of its own, else "quoted".
std::string quote_identifier(std::string_view name);

// With its schema, if it has one.
std::string quote(const schema::ObjectName& name);

// 'text'; E'text' where the text holds a backslash, so that it reads the same whatever the session's settings.
std::string quote_literal(std::string_view text);

// "a, b" of quoted names.
std::string quote_list(const std::vector<std::string>& names);

// What an old thing is called until the new one of its name has taken its place.
schema::ObjectName meanwhile(const schema::ObjectName& name);

}  // namespace strata::dialects::postgresql
