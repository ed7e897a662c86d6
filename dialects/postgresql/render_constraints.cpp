// Constraints of all five kinds, and indexes; see render.hpp.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/reparsable.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {
namespace {

using schema::KeyPart;

std::string include_clause(const std::vector<std::string>& columns) {
  return columns.empty() ? "" : " INCLUDE (" + quote_list(columns) + ")";
}

std::string_view deferral_clause(schema::Deferral deferral) {
  switch (deferral) {
    case schema::Deferral::not_deferrable:
      return "";
    case schema::Deferral::initially_immediate:
      return " DEFERRABLE";
    case schema::Deferral::initially_deferred:
      return " DEFERRABLE INITIALLY DEFERRED";
  }
  return "";
}

std::string action_clause(std::string_view event, schema::ReferentialAction action) {
  switch (action) {
    case schema::ReferentialAction::no_action:
      return "";
    case schema::ReferentialAction::restrict:
      return fmt::format(" {} RESTRICT", event);
    case schema::ReferentialAction::cascade:
      return fmt::format(" {} CASCADE", event);
    case schema::ReferentialAction::set_null:
      return fmt::format(" {} SET NULL", event);
    case schema::ReferentialAction::set_default:
      return fmt::format(" {} SET DEFAULT", event);
  }
  return "";
}

// An expression in parentheses, unless it is one call.
std::string key_part(const KeyPart& part) {
  std::string out;
  if (!part.column.empty()) {
    out = quote_identifier(part.column);
  } else {
    const std::string text = reparsable(part.expression);
    out = is_call(text) ? text : "(" + std::string(bare(text)) + ")";
  }
  if (!part.collation.empty()) out += " COLLATE " + part.collation;
  if (!part.operator_class.empty()) out += " " + part.operator_class;
  if (part.descending) out += " DESC";
  if (part.nulls) out += *part.nulls == schema::NullsOrder::first ? " NULLS FIRST" : " NULLS LAST";
  return out;
}

std::string definition(const schema::PrimaryKey& key) {
  return "PRIMARY KEY " + key_parts(key.parts) + include_clause(key.include) + with_clause(key.storage_parameters) +
         std::string(deferral_clause(key.deferral));
}

std::string definition(const schema::UniqueConstraint& unique) {
  return (unique.nulls_not_distinct ? "UNIQUE NULLS NOT DISTINCT " : "UNIQUE ") + key_parts(unique.parts) +
         include_clause(unique.include) + with_clause(unique.storage_parameters) +
         std::string(deferral_clause(unique.deferral));
}

std::string definition(const schema::ForeignKey& key) {
  std::string out = "FOREIGN KEY (" + quote_list(key.columns) + ") REFERENCES " + quote(key.referenced_table);
  if (!key.referenced_columns.empty()) out += " (" + quote_list(key.referenced_columns) + ")";
  if (key.match == schema::MatchType::full) out += " MATCH FULL";
  if (key.match == schema::MatchType::partial) out += " MATCH PARTIAL";
  out += action_clause("ON UPDATE", key.on_update) + action_clause("ON DELETE", key.on_delete);
  if (!key.on_delete_columns.empty()) out += " (" + quote_list(key.on_delete_columns) + ")";
  out += deferral_clause(key.deferral);
  return key.validated ? out : out + " NOT VALID";
}

std::string definition(const schema::Check& check) {
  return "CHECK (" + std::string(bare(reparsable(check.expression))) + ")" + (check.no_inherit ? " NO INHERIT" : "") +
         (check.validated ? "" : " NOT VALID");
}

std::string definition(const schema::Exclusion& exclusion) {
  std::string out = "EXCLUDE";
  if (!exclusion.method.empty()) out += " USING " + quote_identifier(exclusion.method);
  std::string_view separator = " (";
  for (const schema::ExclusionElement& element : exclusion.elements) {
    out.append(separator).append(key_part(element.part)).append(" WITH ").append(element.operator_name);
    separator = ", ";
  }
  out += ")" + include_clause(exclusion.include) + with_clause(exclusion.storage_parameters);
  if (!exclusion.where.empty()) out += " WHERE (" + std::string(bare(reparsable(exclusion.where))) + ")";
  return out + std::string(deferral_clause(exclusion.deferral));
}

}  // namespace

std::string key_parts(const std::vector<KeyPart>& parts) {
  std::string out;
  for (const KeyPart& part : parts) out += (out.empty() ? "(" : ", ") + key_part(part);
  return out + ")";
}

const std::string& constraint_name(const diff::Constraint& constraint) {
  return std::visit([](const auto& c) -> const std::string& { return c.name; }, constraint);
}

const std::string& constraint_comment(const diff::Constraint& constraint) {
  return std::visit([](const auto& c) -> const std::string& { return c.comment; }, constraint);
}

std::string constraint_definition(const diff::Constraint& constraint) {
  const std::string& name = constraint_name(constraint);
  return (name.empty() ? "" : "CONSTRAINT " + quote_identifier(name) + " ") +
         std::visit([](const auto& c) { return definition(c); }, constraint);
}

std::string add_constraint(const schema::ObjectName& table, const diff::Constraint& constraint) {
  return "ALTER TABLE " + quote(table) + "\n  ADD " + constraint_definition(constraint);
}

std::string drop_constraint(const schema::ObjectName& table, const std::string& name) {
  return "ALTER TABLE " + quote(table) + " DROP CONSTRAINT " + quote_identifier(name);
}

std::vector<diff::Constraint> constraints_of(const schema::Table& table) {
  std::vector<diff::Constraint> out;
  if (table.primary_key) out.emplace_back(*table.primary_key);
  out.insert(out.end(), table.uniques.begin(), table.uniques.end());
  out.insert(out.end(), table.foreign_keys.begin(), table.foreign_keys.end());
  out.insert(out.end(), table.checks.begin(), table.checks.end());
  out.insert(out.end(), table.exclusions.begin(), table.exclusions.end());
  return out;
}

std::string create_index(const schema::ObjectName& owner, const schema::Index& index) {
  std::string out = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  if (!index.name.empty()) out += quote_identifier(index.name) + " ";
  out += "ON " + quote(owner);
  if (!index.method.empty()) out += " USING " + quote_identifier(index.method);
  out += " " + key_parts(index.parts) + include_clause(index.include);
  if (index.nulls_not_distinct) out += " NULLS NOT DISTINCT";
  out += with_clause(index.storage_parameters);
  if (!index.tablespace.empty()) out += " TABLESPACE " + quote_identifier(index.tablespace);
  if (!index.where.empty()) out += "\n  WHERE " + std::string(bare(reparsable(index.where)));
  return out;
}

schema::ObjectName index_name(const schema::ObjectName& owner, const schema::Index& index) {
  return {owner.schema, index.name};
}

}  // namespace strata::dialects::postgresql
