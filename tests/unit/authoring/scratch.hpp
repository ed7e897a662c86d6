// What the tests of the authoring side share: a schema given as SQL, on a real scratch database.
#pragma once

#include "dialects/dialect.hpp"

#include <memory>
#include <string>

namespace strata::test {

inline const dialects::Dialect& sqlite() {
  return dialects::dialect_named("sqlite");
}

inline std::unique_ptr<dialects::Session> scratch(const std::string& script) {
  auto session = sqlite().scratch({}, {});
  for (const auto& statement : sqlite().split(script, 1)) session->execute(statement.text);
  return session;
}

inline schema::Schema schema_of(const std::string& script) {
  return sqlite().introspect(*scratch(script), {});
}

}  // namespace strata::test
