// Schema values -> SQLite's DDL, laid out over lines as a person would write it. Texts that are SQL already (types,
// defaults, expressions, queries) are put in as they are; names are quoted only where they need it. Comments, which
// SQLite stores nowhere else, stand behind a table's name and behind a column's definition.
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

// The name itself when it is plain lower case and no keyword, else "quoted".
std::string quote_identifier(std::string_view name);

// With its schema, if it has one.
std::string quote(const schema::ObjectName& name);

// 'text', also where the text holds quotes or NUL characters.
std::string quote_literal(std::string_view text);

// "a, b" of quoted names.
std::string quote_list(const std::vector<std::string>& names);

// True where this key makes its only column an alias of the rowid. SQLite: lang_createtable.html, section 5.
bool is_rowid_alias_key(const schema::Table& table);

// What stands behind a column's name: the type, NOT NULL, collation, default or expression; no keys, no comment.
std::string column_definition(const schema::Column& column);

// "DEFAULT …", with the parentheses that an expression needs.
std::string default_clause(std::string_view value);

// " /* text */", or nothing for an empty text.
std::string comment_clause(std::string_view text);

// "CONSTRAINT name ", or nothing for an unnamed one.
std::string constraint_name(std::string_view name);

// "REFERENCES …" with its actions.
std::string references_clause(const schema::ForeignKey& key);

// CREATE [TEMPORARY] TABLE, without its indexes; under another name for the copy that a rebuild fills. There checks
// lose the table's own name before a column, which would be an unknown one.
std::string create_table(const schema::Table& table);
std::string create_table_as(const schema::Table& table, const schema::ObjectName& name);

std::string create_index(const schema::Table& table, const schema::Index& index);
std::string create_view(const schema::View& view);

// DROP statements; of a temporary object guarded, and qualified so that no permanent one can be hit.
std::string drop_table(const schema::Table& table);
std::string drop_view(const schema::View& view);

}  // namespace strata::dialects::sqlite
