// SQLite behind the Dialect interface. Each virtual forwards to the file that does the work.
#pragma once

#include "dialects/dialect.hpp"

namespace strata::dialects::sqlite {

class SqliteDialect : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const override { return "sqlite"; }
  [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
  [[nodiscard]] bool serves(std::string_view url_scheme) const override;

  [[nodiscard]] std::string first_url(std::string_view project) const override;
  [[nodiscard]] bool exists(const DatabaseUrl& url) const override;
  [[nodiscard]] bool vanishes(const DatabaseUrl& url) const override;
  [[nodiscard]] std::string anchored(std::string_view url, std::string_view folder) const override;
  [[nodiscard]] std::unique_ptr<Session> connect(const DatabaseUrl& url, const ConnectOptions& options) const override;
  [[nodiscard]] std::unique_ptr<Session> scratch(const DatabaseUrl& server,
                                                 const ConnectOptions& options) const override;
  [[nodiscard]] std::string likeness(const DatabaseUrl& server, const ConnectOptions& options) const override;
  [[nodiscard]] schema::Schema introspect(Session& session, const Scope& scope) const override;
  [[nodiscard]] schema::Schema resolve(const schema::Model& model) const override;
  [[nodiscard]] std::vector<schema::Finding> left_out(const schema::Model& model) const override;
  [[nodiscard]] schema::Schema canonical(schema::Schema schema) const override;
  [[nodiscard]] diff::Operations compare(const schema::Schema& from, const schema::Schema& to,
                                         const diff::CompareOptions& options) const override;
  [[nodiscard]] Lowered lower(const Change& change) const override;

  [[nodiscard]] std::vector<ScriptStatement> split(std::string_view script, int first_line) const override;
  [[nodiscard]] bool controls_transaction(std::string_view statement) const override;
  [[nodiscard]] std::optional<schema::ObjectName> drops_temporary(std::string_view statement) const override;
  [[nodiscard]] OutsideTransaction outside_transaction(std::string_view statement) const override;
  [[nodiscard]] std::string reaches_out(std::string_view statement) const override;

  [[nodiscard]] std::string misfit(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                                   const schema::Column& column) const override;
  [[nodiscard]] std::string row_number(const schema::Table& table) const override;
  [[nodiscard]] CppType cpp_type(const schema::Column& column) const override;
  [[nodiscard]] std::string quote_identifier(std::string_view name) const override;
  [[nodiscard]] std::string quote(const schema::ObjectName& name) const override;
  [[nodiscard]] std::string quote_literal(std::string_view text) const override;
  [[nodiscard]] std::vector<std::string> sample_values(const schema::Schema& schema,
                                                       const schema::Column& column) const override;
  [[nodiscard]] std::string literal_of(std::string_view quoted_column) const override;

 private:
  Capabilities capabilities_ = make_capabilities();

  static Capabilities make_capabilities();
};

}  // namespace strata::dialects::sqlite
