// COMMENT ON for every kind of object that carries one; see render.hpp.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {
namespace {

using Statements = std::vector<std::string>;

void add(const std::string& what, const std::string& text, Statements& out) {
  if (!text.empty()) out.push_back(comment_on(what, text));
}

void add_columns(const schema::ObjectName& owner, const std::vector<schema::Column>& columns, Statements& out) {
  for (const schema::Column& column : columns) add(column_of(owner, column.name), column.comment, out);
}

void add_indexes(const schema::ObjectName& owner, const std::vector<schema::Index>& indexes, Statements& out) {
  for (const schema::Index& index : indexes) add("INDEX " + quote(index_name(owner, index)), index.comment, out);
}

}  // namespace

std::string comment_on(std::string_view what, std::string_view text) {
  return fmt::format("COMMENT ON {} IS {}", what, text.empty() ? "NULL" : quote_literal(text));
}

std::string constraint_on(const schema::ObjectName& table, std::string_view name) {
  return "CONSTRAINT " + quote_identifier(name) + " ON " + quote(table);
}

std::string column_of(const schema::ObjectName& table, std::string_view name) {
  return "COLUMN " + quote(table) + "." + quote_identifier(name);
}

Statements comments(const schema::Table& table) {
  Statements out;
  add("TABLE " + quote(table.name), table.comment, out);
  add_columns(table.name, table.columns, out);
  for (const diff::Constraint& constraint : constraints_of(table)) {
    add(constraint_on(table.name, constraint_name(constraint)), constraint_comment(constraint), out);
  }
  add_indexes(table.name, table.indexes, out);
  return out;
}

Statements comments(const schema::View& view) {
  Statements out;
  add((view.materialized ? "MATERIALIZED VIEW " : "VIEW ") + quote(view.name), view.comment, out);
  add_indexes(view.name, view.indexes, out);
  return out;
}

Statements comments(const schema::ObjectName& owner, const schema::Index& index) {
  Statements out;
  add_indexes(owner, {index}, out);
  return out;
}

Statements comments(const schema::ObjectName& table, const diff::Constraint& constraint) {
  Statements out;
  add(constraint_on(table, constraint_name(constraint)), constraint_comment(constraint), out);
  return out;
}

Statements comments(const schema::Sequence& sequence) {
  Statements out;
  add("SEQUENCE " + quote(sequence.name), sequence.comment, out);
  return out;
}

Statements comments(const schema::EnumType& type) {
  Statements out;
  add("TYPE " + quote(type.name), type.comment, out);
  return out;
}

Statements comments(const schema::Domain& domain) {
  Statements out;
  add("DOMAIN " + quote(domain.name), domain.comment, out);
  for (const schema::Check& check : domain.checks) {
    add("CONSTRAINT " + quote_identifier(check.name) + " ON DOMAIN " + quote(domain.name), check.comment, out);
  }
  return out;
}

Statements comments(const schema::CompositeType& type) {
  Statements out;
  add("TYPE " + quote(type.name), type.comment, out);
  add_columns(type.name, type.attributes, out);
  return out;
}

}  // namespace strata::dialects::postgresql
