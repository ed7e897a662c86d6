// Picks the writer for a format.
#include "cli/schema_text.hpp"

#include "dialects/plan.hpp"
#include "schema/generate_cpp.hpp"
#include "schema/write_json.hpp"

namespace strata::cli {

std::string script_of(const std::vector<std::string>& statements) {
  std::string script;
  for (const std::string& statement : statements) script += statement + ";\n";
  return script;
}

std::string schema_text(const dialects::Dialect& dialect, const schema::Schema& schema, SchemaFormat format) {
  switch (format) {
    case SchemaFormat::sql:
      return script_of(dialects::creation_statements(dialect, schema));
    case SchemaFormat::json:
      return schema::to_json(schema);
    case SchemaFormat::cpp:
      return schema::one_file(schema::generate_cpp(
          schema, [&](const schema::Column& column) { return dialect.cpp_type(column); },
          dialect.capabilities().unspecified_action));
  }
  return "";
}

}  // namespace strata::cli
