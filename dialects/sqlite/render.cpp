// DDL texts, one function per clause; see render.hpp.
#include "dialects/sqlite/render.hpp"

#include "dialects/sqlite/mentions.hpp"
#include "dialects/sqlite/names.hpp"
#include "schema/ascii.hpp"

#include <sqlite3.h>
#include <algorithm>

namespace strata::dialects::sqlite {
namespace {

using schema::Column;
using schema::ConflictAction;
using schema::KeyPart;
using schema::Table;

constexpr std::string_view indent = "  ";

// TRUE and FALSE are no keywords, but they are read as values wherever no column of that name is in sight.
bool needs_quotes(std::string_view name) {
  if (name.empty() || ascii::is_digit(name.front())) return true;
  if (!std::all_of(name.begin(), name.end(),
                   [](char c) { return ascii::is_lower(c) || ascii::is_digit(c) || c == '_'; }))
    return true;
  if (name == "true" || name == "false") return true;
  return sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) != 0;
}

std::string doubled(std::string_view text, char quote_mark) {
  std::string out(1, quote_mark);
  for (char c : text) {
    if (c == quote_mark) out += c;
    out += c;
  }
  return out += quote_mark;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string_view conflict_word(ConflictAction action) {
  switch (action) {
    case ConflictAction::none:
      return "";
    case ConflictAction::rollback:
      return " ON CONFLICT ROLLBACK";
    case ConflictAction::abort:
      return " ON CONFLICT ABORT";
    case ConflictAction::fail:
      return " ON CONFLICT FAIL";
    case ConflictAction::ignore:
      return " ON CONFLICT IGNORE";
    case ConflictAction::replace:
      return " ON CONFLICT REPLACE";
  }
  return "";
}

std::string_view action_word(schema::ReferentialAction action) {
  switch (action) {
    case schema::ReferentialAction::no_action:
      return "NO ACTION";
    case schema::ReferentialAction::restrict:
      return "RESTRICT";
    case schema::ReferentialAction::cascade:
      return "CASCADE";
    case schema::ReferentialAction::set_null:
      return "SET NULL";
    case schema::ReferentialAction::set_default:
      return "SET DEFAULT";
  }
  return "";
}

// People write collations in capitals, and SQLite finds them in any letters.
std::string collate_clause(std::string_view collation) {
  const bool bare = !needs_quotes(fold(collation));
  return " COLLATE " + (bare ? std::string(collation) : doubled(collation, '"'));
}

// True for "(…)" whose first parenthesis closes at the very end, so that "(a) + (b)" is not taken for one.
bool is_parenthesized(const std::vector<Token>& tokens) {  // closed by TokenKind::end
  if (!is_symbol(tokens.front(), "(")) return false;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return i + 2 == tokens.size();
  }
  return false;
}

// An expression with a collation stands in parentheses: COLLATE binds closer than any other operator.
std::string key_part(const KeyPart& part) {
  std::string out = part.column.empty() ? part.expression : quote_identifier(part.column);
  if (part.column.empty() && !part.collation.empty() && !is_parenthesized(tokenize(out))) out = "(" + out + ")";
  if (!part.collation.empty()) out += collate_clause(part.collation);
  if (part.descending) out += " DESC";
  return out;
}

std::string key_parts(const std::vector<KeyPart>& parts) {
  std::string out;
  for (const KeyPart& part : parts) out += (out.empty() ? "" : ", ") + key_part(part);
  return out;
}

// Only there does SQLite take AUTOINCREMENT, and only there is DESC no part of a rowid alias.
bool is_inline_key(const Table& table) {
  return table.primary_key && (table.primary_key->on_column_descending || is_rowid_alias_key(table));
}

std::string inline_key(const Table& table, const Column& column) {
  if (!is_inline_key(table) || table.primary_key->parts.front().column != column.name) return "";
  const schema::PrimaryKey& key = *table.primary_key;
  std::string out = " " + constraint_name(key.name) + "PRIMARY KEY";
  if (key.on_column_descending) out += " DESC";
  out += conflict_word(key.on_conflict);
  if (column.identity && column.identity->kind == schema::IdentityKind::auto_increment) out += " AUTOINCREMENT";
  return out;
}

std::vector<std::string> table_constraints(const Table& table) {
  std::vector<std::string> out;
  if (table.primary_key && !is_inline_key(table)) {
    const schema::PrimaryKey& key = *table.primary_key;
    out.push_back(constraint_name(key.name) + "PRIMARY KEY (" + key_parts(key.parts) + ")" +
                  std::string(conflict_word(key.on_conflict)));
  }
  for (const schema::UniqueConstraint& unique : table.uniques) {
    out.push_back(constraint_name(unique.name) + "UNIQUE (" + key_parts(unique.parts) + ")" +
                  std::string(conflict_word(unique.on_conflict)));
  }
  for (const schema::ForeignKey& key : table.foreign_keys) {
    out.push_back(constraint_name(key.name) + "FOREIGN KEY (" + quote_list(key.columns) + ") " +
                  references_clause(key));
  }
  for (const schema::Check& check : table.checks) {
    out.push_back(constraint_name(check.name) + "CHECK (" + check.expression + ")");
  }
  return out;
}

std::string table_options(const schema::TableOptions& options) {
  std::string out;
  if (options.strict) out += " STRICT";
  if (options.without_rowid) out += out.empty() ? " WITHOUT ROWID" : ", WITHOUT ROWID";
  return out;
}

std::string create_table_text(const Table& table, const schema::ObjectName& name) {
  std::string out = table.temporary ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ";
  out += quote(name) + comment_clause(table.comment) + " (";
  std::string_view separator = "\n";
  for (const Column& column : table.columns) {
    out.append(separator).append(indent).append(quote_identifier(column.name)).append(column_definition(column));
    out.append(inline_key(table, column)).append(comment_clause(column.comment));
    separator = ",\n";
  }
  for (const std::string& constraint : table_constraints(table)) {
    out.append(separator).append(indent).append(constraint);
  }
  return out + "\n)" + table_options(table.options);
}

// A type as SQLite takes it: words, then up to two signed numbers. Anything else stands in quotes.
std::string type_clause(std::string_view type) {
  const std::vector<Token> tokens = tokenize(type);
  const auto open = std::ranges::find_if(tokens, [](const Token& token) { return is_symbol(token, "("); });
  const bool words_first = std::all_of(tokens.begin(), open, [](const Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::quoted || token.kind == TokenKind::string ||
           token.kind == TokenKind::end;
  });
  const bool closed = open == tokens.end() || type.ends_with(')');
  return words_first && closed && open != tokens.begin() ? std::string(type) : quote_identifier(type);
}

// What SQLite takes behind DEFAULT without parentheses. SQLite: lang_createtable.html, section 3.2.
bool is_plain_default(const std::vector<Token>& tokens) {  // closed by TokenKind::end
  if (tokens.size() == 2) return tokens[0].kind != TokenKind::symbol;
  const bool is_signed = tokens.size() == 3 && (is_symbol(tokens[0], "-") || is_symbol(tokens[0], "+"));
  return is_signed && tokens[1].kind == TokenKind::number;
}

}  // namespace

std::string quote_identifier(std::string_view name) {
  return needs_quotes(name) ? doubled(name, '"') : std::string(name);
}

std::string quote(const schema::ObjectName& name) {
  if (name.schema.empty()) return quote_identifier(name.name);
  // "temp" and "main" are the engine's own words for its databases, and read better bare.
  const bool builtin = name.schema == "temp" || name.schema == "main";
  return (builtin ? name.schema : quote_identifier(name.schema)) + "." + quote_identifier(name.name);
}

std::string quote_literal(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return doubled(text, '\'');
  return "CAST(x'" + hex(text) + "' AS TEXT)";  // a literal ends at NUL
}

std::string quote_list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quote_identifier(name);
  return out;
}

bool is_rowid_alias_key(const Table& table) {
  if (!table.primary_key || table.options.without_rowid) return false;
  const schema::PrimaryKey& key = *table.primary_key;
  if (key.on_column_descending || key.parts.size() != 1) return false;
  const KeyPart& part = key.parts.front();
  if (part.descending || !part.collation.empty()) return false;
  const Column* column = find_column(table, part.column);
  return column != nullptr && same_name(column->type, "INTEGER");
}

std::string default_clause(std::string_view value) {
  const std::vector<Token> tokens = tokenize(value);
  const bool bare = is_plain_default(tokens) || is_parenthesized(tokens);
  return "DEFAULT " + (bare ? std::string(value) : "(" + std::string(value) + ")");
}

std::string comment_clause(std::string_view text) {
  if (text.empty()) return "";
  std::string body(text);
  for (std::size_t at = body.find("*/"); at != std::string::npos; at = body.find("*/", at + 3))
    body.insert(at + 1, " ");
  return " /* " + body + " */";
}

std::string constraint_name(std::string_view name) {
  return name.empty() ? "" : "CONSTRAINT " + quote_identifier(name) + " ";
}

std::string references_clause(const schema::ForeignKey& key) {
  std::string out = "REFERENCES " + quote_identifier(key.referenced_table.name);
  if (!key.referenced_columns.empty()) out += " (" + quote_list(key.referenced_columns) + ")";
  if (key.on_delete != schema::ReferentialAction::no_action)
    out.append(" ON DELETE ").append(action_word(key.on_delete));
  if (key.on_update != schema::ReferentialAction::no_action)
    out.append(" ON UPDATE ").append(action_word(key.on_update));
  if (key.match == schema::MatchType::full) out += " MATCH FULL";
  if (key.match == schema::MatchType::partial) out += " MATCH PARTIAL";
  if (key.deferral == schema::Deferral::initially_immediate) out += " DEFERRABLE INITIALLY IMMEDIATE";
  if (key.deferral == schema::Deferral::initially_deferred) out += " DEFERRABLE INITIALLY DEFERRED";
  return out;
}

std::string column_definition(const Column& column) {
  std::string out;
  if (!column.type.empty()) out += " " + type_clause(column.type);
  if (!column.nullable) out.append(" NOT NULL").append(conflict_word(column.not_null_conflict));
  if (!column.collation.empty()) out += collate_clause(column.collation);
  if (column.default_value) out += " " + default_clause(*column.default_value);
  if (column.generated) {
    out += " GENERATED ALWAYS AS (" + column.generated->expression + ")";
    out += column.generated->stored ? " STORED" : " VIRTUAL";
  }
  return out;
}

std::string create_table(const Table& table) {
  return create_table_text(table, {"", table.name.name});
}

std::string create_table_as(const Table& table, const schema::ObjectName& name) {
  Table renamed = table;
  for (schema::Check& check : renamed.checks) check.expression = without_qualifier(check.expression, table.name.name);
  return create_table_text(renamed, name);
}

std::string create_index(const Table& table, const schema::Index& index) {
  std::string out = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  out += quote({table.temporary ? "temp" : "", index.name}) + " ON " + quote_identifier(table.name.name);
  out += " (" + key_parts(index.parts) + ")";
  if (!index.where.empty()) out += " WHERE " + index.where;
  return out;
}

std::string create_view(const schema::View& view) {
  std::string out = view.temporary ? "CREATE TEMPORARY VIEW " : "CREATE VIEW ";
  out += quote_identifier(view.name.name);
  if (!view.columns.empty()) out += " (" + quote_list(view.columns) + ")";
  return out + " AS\n" + view.definition;
}

std::string drop_table(const Table& table) {
  if (table.temporary) return "DROP TABLE IF EXISTS " + quote({"temp", table.name.name});
  return "DROP TABLE " + quote_identifier(table.name.name);
}

std::string drop_view(const schema::View& view) {
  if (view.temporary) return "DROP VIEW IF EXISTS " + quote({"temp", view.name.name});
  return "DROP VIEW " + quote_identifier(view.name.name);
}

}  // namespace strata::dialects::sqlite
