// Forwards; and says what SQLite can do.
#include "dialects/sqlite/dialect.hpp"

#include "dialects/sqlite/canonical.hpp"
#include "dialects/sqlite/compare.hpp"
#include "dialects/sqlite/connect.hpp"
#include "dialects/sqlite/introspect.hpp"
#include "dialects/sqlite/left_out.hpp"
#include "dialects/sqlite/location.hpp"
#include "dialects/sqlite/lower.hpp"
#include "dialects/sqlite/render.hpp"
#include "dialects/sqlite/resolve.hpp"
#include "dialects/sqlite/rowid.hpp"
#include "dialects/sqlite/script.hpp"
#include "dialects/sqlite/type_change.hpp"
#include "dialects/sqlite/types.hpp"

namespace strata::dialects::sqlite {

Capabilities SqliteDialect::make_capabilities() {
  Capabilities capabilities;
  capabilities.foreign_keys_need_suspending = true;
  capabilities.keeps_texts = true;
  capabilities.suspend_foreign_keys = "PRAGMA foreign_keys = OFF";
  capabilities.resume_foreign_keys = "PRAGMA foreign_keys = ON";
  return capabilities;
}

bool SqliteDialect::serves(std::string_view url_scheme) const {
  return url_scheme == "sqlite" || url_scheme == "sqlite3";
}

std::string SqliteDialect::first_url(std::string_view project) const {
  return sqlite::first_url(project);
}

bool SqliteDialect::exists(const DatabaseUrl& url) const {
  return database_exists(url);
}

bool SqliteDialect::vanishes(const DatabaseUrl& url) const {
  return database_vanishes(url);
}

std::string SqliteDialect::anchored(std::string_view url, std::string_view folder) const {
  return sqlite::anchored(url, folder);
}

std::unique_ptr<Session> SqliteDialect::connect(const DatabaseUrl& url, const ConnectOptions& options) const {
  return sqlite::connect(url, options);
}

std::unique_ptr<Session> SqliteDialect::scratch(const DatabaseUrl& /*server*/, const ConnectOptions& options) const {
  return sqlite::scratch(options);
}

std::string SqliteDialect::likeness(const DatabaseUrl& /*server*/, const ConnectOptions& /*options*/) const {
  return library_version();
}

schema::Schema SqliteDialect::introspect(Session& session, const Scope& scope) const {
  return sqlite::introspect(session, scope);
}

schema::Schema SqliteDialect::resolve(const schema::Model& model) const {
  return sqlite::resolve(model);
}

std::vector<schema::Finding> SqliteDialect::left_out(const schema::Model& model) const {
  return sqlite::left_out(model);
}

schema::Schema SqliteDialect::canonical(schema::Schema schema) const {
  return sqlite::canonical(std::move(schema));
}

diff::Operations SqliteDialect::compare(const schema::Schema& from, const schema::Schema& to,
                                        const diff::CompareOptions& options) const {
  return sqlite::compare(from, to, options);
}

Lowered SqliteDialect::lower(const Change& change) const {
  return sqlite::lower(change);
}

std::vector<ScriptStatement> SqliteDialect::split(std::string_view script, int first_line) const {
  return sqlite::split(script, first_line);
}

bool SqliteDialect::controls_transaction(std::string_view statement) const {
  return sqlite::controls_transaction(statement);
}

std::optional<schema::ObjectName> SqliteDialect::drops_temporary(std::string_view statement) const {
  return sqlite::drops_temporary(statement);
}

OutsideTransaction SqliteDialect::outside_transaction(std::string_view statement) const {
  return sqlite::outside_transaction(statement);
}

std::string SqliteDialect::reaches_out(std::string_view statement) const {
  return sqlite::reaches_out(statement);
}

std::string SqliteDialect::misfit(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                                  const schema::Column& column) const {
  return sqlite::misfit(from, old_column, to, column);
}

std::string SqliteDialect::row_number(const schema::Table& table) const {
  return std::string(hidden_rowid(table));
}

CppType SqliteDialect::cpp_type(const schema::Column& column) const {
  return sqlite::cpp_type(column);
}

std::string SqliteDialect::quote_identifier(std::string_view name) const {
  return sqlite::quote_identifier(name);
}

std::string SqliteDialect::quote(const schema::ObjectName& name) const {
  return sqlite::quote(name);
}

std::string SqliteDialect::quote_literal(std::string_view text) const {
  return sqlite::quote_literal(text);
}

std::vector<std::string> SqliteDialect::sample_values(const schema::Schema& /*schema*/,
                                                      const schema::Column& column) const {
  return sqlite::sample_values(column);
}

std::string SqliteDialect::literal_of(std::string_view quoted_column) const {
  return sqlite::literal_of(quoted_column);
}

}  // namespace strata::dialects::sqlite
