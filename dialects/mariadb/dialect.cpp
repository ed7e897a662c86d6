// Forwards; and says what MariaDB can do.
#include "dialects/mariadb/dialect.hpp"

#include "dialects/mariadb/compare.hpp"
#include "dialects/mariadb/connect.hpp"
#include "dialects/mariadb/introspect.hpp"
#include "dialects/mariadb/left_out.hpp"
#include "dialects/mariadb/lower.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/resolve.hpp"
#include "dialects/mariadb/scratch.hpp"
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/session.hpp"
#include "dialects/mariadb/settle.hpp"
#include "dialects/mariadb/type_change.hpp"
#include "dialects/mariadb/types.hpp"

namespace strata::dialects::mariadb {

Capabilities MariadbDialect::make_capabilities() {
  Capabilities capabilities;
  capabilities.lexis = Lexis::escapes;
  capabilities.transactional_ddl = false;
  capabilities.unspecified_action = schema::ReferentialAction::restrict;
  capabilities.scratch_needs_server = true;
  capabilities.lock_spans_run = true;
  capabilities.column_order = true;
  capabilities.long_text = "LONGTEXT";
  capabilities.table_options = "ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
  capabilities.suspend_foreign_keys = "SET foreign_key_checks = 0";
  capabilities.resume_foreign_keys = "SET foreign_key_checks = 1";
  return capabilities;
}

bool MariadbDialect::serves(std::string_view url_scheme) const {
  return url_scheme == "mariadb" || url_scheme == "mysql";
}

std::unique_ptr<Session> MariadbDialect::connect(const DatabaseUrl& url, const ConnectOptions& options) const {
  return mariadb::connect(url, options);
}

std::unique_ptr<Session> MariadbDialect::scratch(const DatabaseUrl& server, const ConnectOptions& options) const {
  return mariadb::scratch(server, options);
}

std::string MariadbDialect::likeness(const DatabaseUrl& server, const ConnectOptions& options) const {
  return mariadb::likeness(server, options);
}

schema::Schema MariadbDialect::introspect(Session& session, const Scope& scope) const {
  return mariadb::introspect(session, scope);
}

schema::Schema MariadbDialect::resolve(const schema::Model& model) const {
  return mariadb::resolve(model);
}

std::vector<schema::Finding> MariadbDialect::left_out(const schema::Model& model) const {
  return mariadb::left_out(model);
}

diff::Operations MariadbDialect::compare(const schema::Schema& from, const schema::Schema& to,
                                         const diff::CompareOptions& options) const {
  return mariadb::compare(from, to, options);
}

Lowered MariadbDialect::lower(const Change& change) const {
  return mariadb::lower(change);
}

std::vector<ScriptStatement> MariadbDialect::split(std::string_view script, int first_line) const {
  return mariadb::split(script, first_line);
}

std::string MariadbDialect::terminated(std::string_view statement) const {
  return mariadb::terminated(statement);
}

bool MariadbDialect::controls_transaction(std::string_view statement) const {
  return mariadb::controls_transaction(statement);
}

std::optional<schema::ObjectName> MariadbDialect::drops_temporary(std::string_view statement) const {
  return mariadb::drops_temporary(statement);
}

OutsideTransaction MariadbDialect::outside_transaction(std::string_view statement) const {
  return mariadb::outside_transaction(statement);
}

std::string MariadbDialect::reaches_out(std::string_view statement) const {
  return mariadb::reaches_out(statement);
}

Footing MariadbDialect::footing(Session& session, std::string_view statement) const {
  return mariadb::footing(session, statement);
}

std::vector<Definition> MariadbDialect::touched(Session& session, std::string_view statement) const {
  return mariadb::touched(session, statement);
}

Effect MariadbDialect::settle(Session& session, std::string_view statement,
                              const std::vector<Definition>& before) const {
  return mariadb::settle(static_cast<MariadbSession&>(session), statement, before);
}

std::string MariadbDialect::misfit(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                                   const schema::Column& column) const {
  return mariadb::misfit(from, old_column, to, column);
}

std::string MariadbDialect::converted(std::string_view quoted_column, const schema::Schema& /*from*/,
                                      const schema::Column& old_column, const schema::Schema& /*to*/,
                                      const schema::Column& column) const {
  return mariadb::converted(quoted_column, old_column, column);
}

CppType MariadbDialect::cpp_type(const schema::Column& column) const {
  return mariadb::cpp_type(column);
}

std::string MariadbDialect::quote_identifier(std::string_view name) const {
  return mariadb::quote_identifier(name);
}

std::string MariadbDialect::quote(const schema::ObjectName& name) const {
  return mariadb::quote(name);
}

std::string MariadbDialect::quote_literal(std::string_view text) const {
  return mariadb::quote_literal(text);
}

std::vector<std::string> MariadbDialect::sample_values(const schema::Schema& schema,
                                                       const schema::Column& column) const {
  return mariadb::sample_values(schema, column);
}

std::string MariadbDialect::literal_of(std::string_view quoted_column) const {
  return mariadb::literal_of(quoted_column);
}

}  // namespace strata::dialects::mariadb
