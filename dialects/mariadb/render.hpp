// Schema values -> MariaDB's DDL, laid out over lines as a person would write it, without closing semicolons. Texts
// that are SQL already (types, defaults, expressions, queries) are put in as they are; names are quoted only where they
// need it. Pure functions.
#pragma once

#include "diff/operation.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// ---- tables: render.cpp

// CREATE [TEMPORARY] TABLE with all that the table holds.
std::string create_table(const schema::Table& table);

// Guarded, and for temporary tables alone, where it is one.
std::string drop_table(const schema::Table& table);

// What stands behind a column's name: type, character set, NOT NULL, default, …, comment and the column's own check.
std::string column_definition(const schema::Table& table, const schema::Column& column);

// The value as it stands behind DEFAULT; an expression in parentheses, unless it is in some already.
std::string default_value(std::string_view expression);
std::string in_parentheses(std::string_view expression);

// The check that stands in the column's definition (named like it), or nullptr.
const schema::Check* column_check(const schema::Table& table, std::string_view column);

// The options behind the parenthesis but for partitions, each as MariaDB writes it: "ENGINE=InnoDB", "COMMENT='…'".
std::vector<std::string> table_options(const schema::TableOptions& options, std::string_view comment);

// "KEY_BLOCK_SIZE=8"
std::string storage_parameter(std::string_view name, std::string_view value);

// "ALTER TABLE name", and its clauses: one of them on the same line, several below.
std::string alter_table(const schema::ObjectName& table, const std::vector<std::string>& clauses);

// ---- keys and constraints: render_keys.cpp

// "(a, b(10) DESC)"
std::string key_parts(const std::vector<schema::KeyPart>& parts);
// "UNIQUE KEY name (…) USING HASH COMMENT '…'"
std::string index_definition(const schema::Index& index);
// The same in two parts: "UNIQUE KEY", "name (…) USING HASH". IF NOT EXISTS stands between them.
struct IndexText {
  std::string head;
  std::string body;
};
IndexText index_text(const schema::Index& index);
// Likewise: "CONSTRAINT name FOREIGN KEY", "(…) REFERENCES …".
std::string foreign_key_head(const schema::ForeignKey& key);
std::string foreign_key_body(const schema::ForeignKey& key);
// "CONSTRAINT name FOREIGN KEY …", "PRIMARY KEY (…)", "CONSTRAINT name CHECK (…)".
std::string constraint_definition(const diff::Constraint& constraint);
const std::string& constraint_name(const diff::Constraint& constraint);
// All but checks that stand in a column's definition, in the order in which they are written.
std::vector<diff::Constraint> constraints_of(const schema::Table& table);

// ---- everything else: render_objects.cpp

std::string create_sequence(const schema::Sequence& sequence);
// The position moves first, where the new bounds begin behind it.
std::vector<std::string> alter_sequence(const schema::Sequence& from, const schema::Sequence& to);
std::string create_view(const schema::View& view);
std::string create_or_replace_view(const schema::View& view);
std::string drop_view(const schema::View& view);

}  // namespace strata::dialects::mariadb
