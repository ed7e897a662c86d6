// The one place that lists the engines: a new one is a folder and a line here.
#include "dialects/dialect.hpp"
#include "dialects/postgresql/dialect.hpp"
#include "dialects/sqlite/dialect.hpp"

#include <fmt/core.h>

namespace strata::dialects {
namespace {

std::string known_names() {
  std::string names;
  for (const Dialect* dialect : all_dialects())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", dialect->name());
  return names;
}

}  // namespace

std::vector<const Dialect*> all_dialects() {
  static const sqlite::SqliteDialect sqlite;
  static const postgresql::PostgresqlDialect postgresql;
  return {&sqlite, &postgresql};
}

const Dialect& dialect_named(std::string_view name) {
  for (const Dialect* dialect : all_dialects()) {
    if (dialect->name() == name) return *dialect;
  }
  throw Error(ErrorCode::config, fmt::format("there is no engine `{}`", name))
      .hint(fmt::format("known engines: {}", known_names()));
}

const Dialect& dialect_for(const DatabaseUrl& url) {
  for (const Dialect* dialect : all_dialects()) {
    if (dialect->serves(url.scheme)) return *dialect;
  }
  throw Error(ErrorCode::config, fmt::format("{}: no engine serves the scheme `{}`", redacted(url), url.scheme))
      .hint(fmt::format("known engines: {}", known_names()));
}

}  // namespace strata::dialects
