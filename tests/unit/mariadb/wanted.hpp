// What the unit tests make schemas of, and how they read what is written for a change of them.
#pragma once

#include "dialects/mariadb/compare.hpp"
#include "dialects/mariadb/lower.hpp"

#include <string>
#include <utility>

namespace strata::test {

inline schema::Column column(std::string name, std::string type, bool nullable = true) {
  schema::Column made;
  made.name = std::move(name);
  made.type = std::move(type);
  made.nullable = nullable;
  return made;
}

inline schema::KeyPart part(std::string name) {
  schema::KeyPart made;
  made.column = std::move(name);
  return made;
}

inline schema::Index index_on(std::string name, std::string column_name) {
  schema::Index made;
  made.name = std::move(name);
  made.parts = {part(std::move(column_name))};
  return made;
}

inline schema::ForeignKey key_to(std::string name, std::string column_name, std::string table) {
  schema::ForeignKey made;
  made.name = std::move(name);
  made.columns = {std::move(column_name)};
  made.referenced_table = {"", std::move(table)};
  made.referenced_columns = {"id"};
  made.on_delete = made.on_update = schema::ReferentialAction::restrict;
  return made;
}

inline schema::Check check(std::string name, std::string expression) {
  schema::Check made;
  made.name = std::move(name);
  made.expression = std::move(expression);
  return made;
}

// (id int primary key, a int, b varchar(20))
inline schema::Table table_named(std::string name) {
  schema::Table made;
  made.name = {"", std::move(name)};
  made.columns = {column("id", "int(11)", false), column("a", "int(11)"), column("b", "varchar(20)")};
  made.primary_key = schema::PrimaryKey{};
  made.primary_key->parts = {part("id")};
  return made;
}

inline schema::Schema schema_of(std::vector<schema::Table> tables) {
  schema::Schema made;
  made.engine = "mariadb";
  made.tables = std::move(tables);
  return made;
}

inline std::string script_of(const dialects::Lowered& lowered) {
  std::string text;
  for (const diff::Step& step : diff::order(lowered.steps)) {
    for (const std::string& statement : step.statements) text += statement + ";\n";
  }
  return text;
}

struct Asked {
  bool online = false;
  bool column_order = false;
  dialects::Fills fills = {};
};

inline dialects::Lowered lowered(const schema::Schema& from, const schema::Schema& to, const Asked& asked = {}) {
  const diff::Operations operations =
      dialects::mariadb::compare(from, to, {.opaque_objects = true, .column_order = asked.column_order});
  return dialects::mariadb::lower({operations, from, to, asked.fills, asked.online});
}

inline std::string script(const schema::Schema& from, const schema::Schema& to, const Asked& asked = {}) {
  return script_of(lowered(from, to, asked));
}

}  // namespace strata::test
