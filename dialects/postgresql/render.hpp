// Schema values -> PostgreSQL's DDL, laid out over lines as a person would write it, without closing semicolons. Texts
// that are SQL already (types, defaults, expressions, queries) are put in as they are but for reparsable(); names are
// quoted only where they need it. Pure functions.
#pragma once

#include "diff/operation.hpp"
#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

// ---- tables: render.cpp

// What stands behind a column's name: type, compression, collation, NOT NULL, default, identity, generation.
std::string column_definition(const schema::Column& column);

// "DEFAULT …", with the parentheses that some expressions need there.
std::string default_clause(std::string_view value);

// CREATE [TEMPORARY | UNLOGGED] TABLE with all constraints that one can be created with: not those NOT VALID.
std::string create_table(const schema::Table& table);

// What CREATE TABLE has no clause for: storage, statistics targets, options of a serial column's sequence, and what an
// inherited column has for itself.
std::vector<std::string> column_settings(const schema::Table& table);

// Guarded, and qualified by pg_temp, for a temporary object.
std::string drop_table(const schema::Table& table);

// "WITH (fillfactor = 70)" behind a space, or nothing.
std::string with_clause(const schema::Options& options);

// The sequence behind a serial or identity column, as the server names it.
schema::ObjectName sequence_of(const schema::ObjectName& table, std::string_view column);

// ---- constraints and indexes: render_constraints.cpp

// "CONSTRAINT name PRIMARY KEY (…)", without the name where it has none.
std::string constraint_definition(const diff::Constraint& constraint);
const std::string& constraint_name(const diff::Constraint& constraint);
const std::string& constraint_comment(const diff::Constraint& constraint);

// ALTER TABLE … ADD / DROP CONSTRAINT.
std::string add_constraint(const schema::ObjectName& table, const diff::Constraint& constraint);
std::string drop_constraint(const schema::ObjectName& table, const std::string& name);

// The constraints of a table, in the order in which they are written.
std::vector<diff::Constraint> constraints_of(const schema::Table& table);

// "(a, lower(b) DESC)"
std::string key_parts(const std::vector<schema::KeyPart>& parts);

std::string create_index(const schema::ObjectName& owner, const schema::Index& index);
// The index's own name: it lives in the schema of its owner.
schema::ObjectName index_name(const schema::ObjectName& owner, const schema::Index& index);

// ---- everything else: render_objects.cpp

std::string create_schema(std::string_view name);
std::string create_extension(const schema::Extension& extension);
std::string create_enum(const schema::EnumType& type);
std::string create_domain(const schema::Domain& domain);  // without checks that are NOT VALID
// ALTER DOMAIN … ADD CONSTRAINT
std::string add_check(const schema::Domain& domain, const schema::Check& check);
std::string create_composite_type(const schema::CompositeType& type);
std::string create_sequence(const schema::Sequence& sequence);
// ALTER SEQUENCE … OWNED BY, for one that is owned.
std::string sequence_owner(const schema::Sequence& sequence);
// "INCREMENT BY 5 START WITH 100", or nothing.
std::string sequence_options(const schema::SequenceOptions& options);
std::string create_view(const schema::View& view);
std::string drop_view(const schema::View& view);  // guarded where temporary

// The table and the column that "schema.table.column" names; the table's schema may be left out.
schema::ColumnName owned_by(std::string_view text);

// ---- comments: render_comments.cpp

// COMMENT ON what IS …, where an empty text takes the comment away: comment_on("TABLE users", "").
std::string comment_on(std::string_view what, std::string_view text);
// "CONSTRAINT name ON table"
std::string constraint_on(const schema::ObjectName& table, std::string_view name);
// "COLUMN table.name"
std::string column_of(const schema::ObjectName& table, std::string_view name);

// The COMMENT ON statements for an object and all that it holds: its columns, constraints and indexes.
std::vector<std::string> comments(const schema::Table& table);
std::vector<std::string> comments(const schema::View& view);
std::vector<std::string> comments(const schema::ObjectName& owner, const schema::Index& index);
std::vector<std::string> comments(const schema::ObjectName& table, const diff::Constraint& constraint);
std::vector<std::string> comments(const schema::Sequence& sequence);
std::vector<std::string> comments(const schema::EnumType& type);
std::vector<std::string> comments(const schema::Domain& domain);
std::vector<std::string> comments(const schema::CompositeType& type);

}  // namespace strata::dialects::postgresql
