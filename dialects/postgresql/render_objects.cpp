// Schemas, extensions, types, sequences and views; see render.hpp.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/reparsable.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {

std::string create_schema(std::string_view name) {
  return "CREATE SCHEMA " + quote_identifier(name);
}

std::string create_extension(const schema::Extension& extension) {
  std::string out = "CREATE EXTENSION " + quote_identifier(extension.name);
  if (!extension.schema.empty()) out += " SCHEMA " + quote_identifier(extension.schema);
  if (!extension.version.empty()) out += " VERSION " + quote_literal(extension.version);
  return out;
}

std::string create_enum(const schema::EnumType& type) {
  std::string labels;
  bool one_line = true;
  for (const std::string& label : type.labels) labels += (labels.empty() ? "" : ", ") + quote_literal(label);
  if (labels.size() > 80) {
    one_line = false;
    labels.clear();
    for (const std::string& label : type.labels) labels += (labels.empty() ? "\n  " : ",\n  ") + quote_literal(label);
  }
  return "CREATE TYPE " + quote(type.name) + " AS ENUM (" + labels + (one_line ? ")" : "\n)");
}

std::string create_domain(const schema::Domain& domain) {
  std::string out = "CREATE DOMAIN " + quote(domain.name) + " AS " + domain.type;
  if (!domain.collation.empty()) out += " COLLATE " + domain.collation;
  if (domain.default_value) out += "\n  " + default_clause(*domain.default_value);
  if (!domain.nullable) out += "\n  NOT NULL";
  for (const schema::Check& check : domain.checks) {
    if (check.validated) out += "\n  " + constraint_definition(check);
  }
  return out;
}

std::string add_check(const schema::Domain& domain, const schema::Check& check) {
  return "ALTER DOMAIN " + quote(domain.name) + " ADD " + constraint_definition(check);
}

std::string create_composite_type(const schema::CompositeType& type) {
  std::string attributes;
  for (const schema::Column& attribute : type.attributes) {
    attributes += (attributes.empty() ? "\n  " : ",\n  ") + quote_identifier(attribute.name) + " " + attribute.type;
    if (!attribute.collation.empty()) attributes += " COLLATE " + attribute.collation;
  }
  return "CREATE TYPE " + quote(type.name) + " AS (" + attributes + (attributes.empty() ? ")" : "\n)");
}

std::string sequence_options(const schema::SequenceOptions& options) {
  std::string out;
  const auto add = [&](const std::string& clause) { out += (out.empty() ? "" : " ") + clause; };
  if (!options.data_type.empty()) add("AS " + options.data_type);
  if (options.increment) add(fmt::format("INCREMENT BY {}", *options.increment));
  if (options.minimum) add(fmt::format("MINVALUE {}", *options.minimum));
  if (options.maximum) add(fmt::format("MAXVALUE {}", *options.maximum));
  if (options.start) add(fmt::format("START WITH {}", *options.start));
  if (options.cache) add(fmt::format("CACHE {}", *options.cache));
  if (options.cycle) add("CYCLE");
  return out;
}

std::string create_sequence(const schema::Sequence& sequence) {
  const std::string options = sequence_options(sequence.options);
  return "CREATE SEQUENCE " + quote(sequence.name) + (options.empty() ? "" : " " + options);
}

std::string sequence_owner(const schema::Sequence& sequence) {
  const schema::ColumnName owner = owned_by(sequence.owned_by);
  return fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", quote(sequence.name), quote(owner.table),
                     quote_identifier(owner.column));
}

schema::ColumnName owned_by(std::string_view text) {
  const std::size_t last = text.rfind('.');
  if (last == std::string_view::npos) return {{"", ""}, std::string(text)};
  const std::string_view table = text.substr(0, last);
  const std::size_t dot = table.find('.');
  schema::ColumnName out{{"", std::string(table)}, std::string(text.substr(last + 1))};
  if (dot != std::string_view::npos)
    out.table = {std::string(table.substr(0, dot)), std::string(table.substr(dot + 1))};
  return out;
}

std::string create_view(const schema::View& view) {
  std::string out = "CREATE ";
  if (view.temporary) out += "TEMPORARY ";
  out += view.materialized ? "MATERIALIZED VIEW " : "VIEW ";
  out += view.temporary ? quote_identifier(view.name.name) : quote(view.name);
  if (!view.columns.empty()) out += " (" + quote_list(view.columns) + ")";
  out += with_clause(view.options) + " AS\n" + reparsable_query(view.definition);
  if (view.check_option == "local") out += "\nWITH LOCAL CHECK OPTION";
  if (view.check_option == "cascaded") out += "\nWITH CASCADED CHECK OPTION";
  return out;
}

std::string drop_view(const schema::View& view) {
  if (view.temporary) return "DROP VIEW IF EXISTS pg_temp." + quote_identifier(view.name.name);
  return (view.materialized ? "DROP MATERIALIZED VIEW " : "DROP VIEW ") + quote(view.name);
}

}  // namespace strata::dialects::postgresql
