// Keys, indexes, foreign keys and checks, as they stand within CREATE TABLE and behind ADD.
#include "dialects/mariadb/render.hpp"

#include "dialects/mariadb/names.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace strata::dialects::mariadb {
namespace {

using schema::ReferentialAction;

// RESTRICT is what MariaDB does where nothing is said, and what it does not print.
std::string_view action(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action:
      return "NO ACTION";
    case ReferentialAction::restrict:
      return "";
    case ReferentialAction::cascade:
      return "CASCADE";
    case ReferentialAction::set_null:
      return "SET NULL";
    case ReferentialAction::set_default:
      return "SET DEFAULT";
  }
  return "";
}

std::string named(const std::string& name) {
  return name.empty() ? "" : "CONSTRAINT " + quote_identifier(name) + " ";
}

}  // namespace

std::string key_parts(const std::vector<schema::KeyPart>& parts) {
  std::string out;
  for (const schema::KeyPart& part : parts) {
    out += out.empty() ? "(" : ", ";
    out += quote_identifier(part.column);
    if (part.prefix_length) out += fmt::format("({})", *part.prefix_length);
    if (part.descending) out += " DESC";
  }
  return out + ")";
}

IndexText index_text(const schema::Index& index) {
  const bool is_sort = index.method == "fulltext" || index.method == "spatial";
  IndexText text;
  text.head =
      fmt::format("{}{}KEY", index.unique ? "UNIQUE " : "", is_sort ? ascii::in_upper_case(index.method) + " " : "");
  text.body = fmt::format("{} {}", quote_identifier(index.name), key_parts(index.parts));
  if (!index.method.empty() && !is_sort) text.body += " USING " + ascii::in_upper_case(index.method);
  for (const auto& [name, value] : index.storage_parameters) {
    text.body += name == "parser" ? " WITH PARSER " + value : " " + storage_parameter(name, value);
  }
  if (!index.comment.empty()) text.body += " COMMENT " + quote_literal(index.comment);
  if (index.ignored) text.body += " IGNORED";
  return text;
}

std::string index_definition(const schema::Index& index) {
  const IndexText text = index_text(index);
  return text.head + " " + text.body;
}

std::string foreign_key_head(const schema::ForeignKey& key) {
  return named(key.name) + "FOREIGN KEY";
}

std::string foreign_key_body(const schema::ForeignKey& key) {
  std::string out = fmt::format("({}) REFERENCES {}", quote_list(key.columns), quote(key.referenced_table));
  if (!key.referenced_columns.empty()) out += fmt::format(" ({})", quote_list(key.referenced_columns));
  if (const auto words = action(key.on_delete); !words.empty()) out.append(" ON DELETE ").append(words);
  if (const auto words = action(key.on_update); !words.empty()) out.append(" ON UPDATE ").append(words);
  return out;
}

std::string constraint_definition(const diff::Constraint& constraint) {
  return std::visit(
      diff::overloaded{
          [](const schema::PrimaryKey& key) {
            std::string out = "PRIMARY KEY " + key_parts(key.parts);
            for (const auto& [name, value] : key.storage_parameters) out += " " + storage_parameter(name, value);
            return out + (key.comment.empty() ? "" : " COMMENT " + quote_literal(key.comment));
          },
          [](const schema::UniqueConstraint& unique) {
            return fmt::format("UNIQUE KEY {}{}", unique.name.empty() ? "" : quote_identifier(unique.name) + " ",
                               key_parts(unique.parts));
          },
          [](const schema::ForeignKey& key) { return foreign_key_head(key) + " " + foreign_key_body(key); },
          [](const schema::Check& check) { return named(check.name) + "CHECK " + in_parentheses(check.expression); },
          // resolve() refuses them.
          [](const schema::Exclusion& exclusion) { return named(exclusion.name) + "EXCLUDE"; },
      },
      constraint);
}

const std::string& constraint_name(const diff::Constraint& constraint) {
  return std::visit([](const auto& c) -> const std::string& { return c.name; }, constraint);
}

std::vector<diff::Constraint> constraints_of(const schema::Table& table) {
  std::vector<diff::Constraint> out;
  if (table.primary_key) out.emplace_back(*table.primary_key);
  out.insert(out.end(), table.uniques.begin(), table.uniques.end());
  out.insert(out.end(), table.foreign_keys.begin(), table.foreign_keys.end());
  for (const schema::Check& check : table.checks) {
    if (check.name.empty() || find_column(table, check.name) == nullptr) out.emplace_back(check);
  }
  return out;
}

}  // namespace strata::dialects::mariadb
