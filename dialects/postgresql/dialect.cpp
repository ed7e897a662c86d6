// Forwards; and says what PostgreSQL can do.
#include "dialects/postgresql/dialect.hpp"

#include "dialects/postgresql/connect.hpp"
#include "dialects/postgresql/introspect.hpp"
#include "dialects/postgresql/left_out.hpp"
#include "dialects/postgresql/lower.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/resolve.hpp"
#include "dialects/postgresql/scratch.hpp"
#include "dialects/postgresql/script.hpp"
#include "dialects/postgresql/session.hpp"
#include "dialects/postgresql/settle.hpp"
#include "dialects/postgresql/type_change.hpp"
#include "dialects/postgresql/types.hpp"

namespace strata::dialects::postgresql {

Capabilities PostgresqlDialect::make_capabilities() {
  Capabilities capabilities;
  capabilities.schemas = true;
  capabilities.scratch_needs_server = true;
  capabilities.lock_spans_run = true;
  return capabilities;
}

bool PostgresqlDialect::serves(std::string_view url_scheme) const {
  return url_scheme == "postgresql" || url_scheme == "postgres";
}

std::unique_ptr<Session> PostgresqlDialect::connect(const DatabaseUrl& url, const ConnectOptions& options) const {
  return postgresql::connect(url, options);
}

std::unique_ptr<Session> PostgresqlDialect::scratch(const DatabaseUrl& server, const ConnectOptions& options) const {
  return postgresql::scratch(server, options);
}

std::string PostgresqlDialect::likeness(const DatabaseUrl& server, const ConnectOptions& options) const {
  return postgresql::likeness(server, options);
}

schema::Schema PostgresqlDialect::introspect(Session& session, const Scope& scope) const {
  return postgresql::introspect(session, scope);
}

schema::Schema PostgresqlDialect::resolve(const schema::Model& model) const {
  return postgresql::resolve(model);
}

std::vector<schema::Finding> PostgresqlDialect::left_out(const schema::Model& model) const {
  return postgresql::left_out(model);
}

Lowered PostgresqlDialect::lower(const Change& change) const {
  return postgresql::lower(change);
}

std::vector<ScriptStatement> PostgresqlDialect::split(std::string_view script, int first_line) const {
  return postgresql::split(script, first_line);
}

bool PostgresqlDialect::controls_transaction(std::string_view statement) const {
  return postgresql::controls_transaction(statement);
}

std::optional<schema::ObjectName> PostgresqlDialect::drops_temporary(std::string_view statement) const {
  return postgresql::drops_temporary(statement);
}

OutsideTransaction PostgresqlDialect::outside_transaction(std::string_view statement) const {
  return postgresql::outside_transaction(statement);
}

std::string PostgresqlDialect::reaches_out(std::string_view statement) const {
  return postgresql::reaches_out(statement);
}

Effect PostgresqlDialect::settle(Session& session, std::string_view statement,
                                 const std::vector<Definition>& /*before*/) const {
  return postgresql::settle(static_cast<PostgresqlSession&>(session), statement);
}

std::string PostgresqlDialect::misfit(const schema::Table& /*from*/, const schema::Column& old_column,
                                      const schema::Table& /*to*/, const schema::Column& column) const {
  return postgresql::misfit(old_column, column);
}

std::string PostgresqlDialect::relabelled(std::string_view quoted_column, const schema::Column& column,
                                          const schema::ObjectName& type, const schema::Options& labels) const {
  return postgresql::relabelled(quoted_column, column, type, labels);
}

std::string PostgresqlDialect::converted(std::string_view quoted_column, const schema::Schema& from,
                                         const schema::Column& old_column, const schema::Schema& to,
                                         const schema::Column& column) const {
  return postgresql::converted(quoted_column, from, old_column, to, column);
}

std::string PostgresqlDialect::own_rows(const schema::ObjectName& table) const {
  return "ONLY " + postgresql::quote(table);
}

CppType PostgresqlDialect::cpp_type(const schema::Column& column) const {
  return postgresql::cpp_type(column);
}

std::string PostgresqlDialect::quote_identifier(std::string_view name) const {
  return postgresql::quote_identifier(name);
}

std::string PostgresqlDialect::quote(const schema::ObjectName& name) const {
  return postgresql::quote(name);
}

std::string PostgresqlDialect::quote_literal(std::string_view text) const {
  return postgresql::quote_literal(text);
}

std::vector<std::string> PostgresqlDialect::sample_values(const schema::Schema& schema,
                                                          const schema::Column& column) const {
  return postgresql::sample_values(schema, column);
}

std::string PostgresqlDialect::literal_of(std::string_view quoted_column) const {
  return postgresql::literal_of(quoted_column);
}

}  // namespace strata::dialects::postgresql
