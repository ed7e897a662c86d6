// The one place that lists the engines: a new one is a folder and a line here.
#include "dialects/dialect.hpp"
#include "dialects/mariadb/dialect.hpp"
#include "dialects/postgresql/dialect.hpp"
#include "dialects/sqlite/dialect.hpp"
#include "schema/nearest.hpp"

#include <fmt/format.h>

namespace strata::dialects {
namespace {

std::string hint_for(std::string_view wrong) {
  std::vector<std::string> names;
  for (const Dialect* dialect : all_dialects()) names.emplace_back(dialect->name());
  const std::string meant = schema::did_you_mean(wrong, names);
  return meant.empty() ? fmt::format("known engines: {}", fmt::join(names, ", ")) : meant;
}

}  // namespace

std::vector<const Dialect*> all_dialects() {
  static const sqlite::SqliteDialect sqlite;
  static const postgresql::PostgresqlDialect postgresql;
  static const mariadb::MariadbDialect mariadb;
  return {&sqlite, &postgresql, &mariadb};
}

const Dialect& dialect_named(std::string_view name) {
  for (const Dialect* dialect : all_dialects()) {
    if (dialect->name() == name) return *dialect;
  }
  throw Error(ErrorCode::config, fmt::format("there is no engine `{}`", name)).hint(hint_for(name));
}

const Dialect& dialect_for(const DatabaseUrl& url) {
  for (const Dialect* dialect : all_dialects()) {
    if (dialect->serves(url.scheme)) return *dialect;
  }
  throw Error(ErrorCode::config, fmt::format("{}: no engine serves the scheme `{}`", redacted(url), url.scheme))
      .hint(hint_for(url.scheme));
}

std::optional<Lexis> lexis_of(std::string_view engine) {
  for (const Dialect* dialect : all_dialects()) {
    if (dialect->name() == engine) return dialect->capabilities().lexis;
  }
  return std::nullopt;
}

}  // namespace strata::dialects
