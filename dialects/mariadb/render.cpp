// Tables and their columns, in the order of words that SHOW CREATE TABLE keeps to.
#include "dialects/mariadb/render.hpp"

#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::Table;

// The position of the parenthesis that closes the one at `open`, or the end.
std::size_t closing(const std::vector<Token>& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "(")) ++depth;
    if (is_symbol(tokens[i], ")") && --depth == 0) return i;
  }
  return tokens.size() - 1;
}

// What the grammar takes behind DEFAULT as it is: a literal, a call, what stands in parentheses.
bool stands_bare(std::string_view expression) {
  const std::vector<Token> tokens = tokenize(expression);
  const std::size_t count = tokens.size() - 1;
  if (count <= 1) return true;
  if (is_symbol(tokens[0], "(")) return closing(tokens, 0) == count - 1;
  if (is_symbol(tokens[0], "-") || is_symbol(tokens[0], "+")) return count == 2 && tokens[1].kind == TokenKind::number;
  if (tokens[0].kind == TokenKind::word && tokens[1].kind == TokenKind::string) return count == 2;
  return tokens[0].kind == TokenKind::word && is_symbol(tokens[1], "(") && closing(tokens, 1) == count - 1;
}

bool is_period(const schema::Generated& generated) {
  return generated.expression == "ROW START" || generated.expression == "ROW END";
}

std::string generation(const schema::Generated& generated) {
  if (is_period(generated)) return " GENERATED ALWAYS AS " + generated.expression;
  return fmt::format(" GENERATED ALWAYS AS {} {}", in_parentheses(generated.expression),
                     generated.stored ? "STORED" : "VIRTUAL");
}

// Without the word, servers of old take NOT NULL for granted.
bool is_timestamp(const Column& column) {
  return ascii::in_lower_case(column.type).starts_with("timestamp");
}

// The columns that a table's PERIOD FOR SYSTEM_TIME consists of, or nothing.
std::string period(const Table& table) {
  std::string start;
  std::string end;
  for (const Column& column : table.columns) {
    if (!column.generated) continue;
    if (column.generated->expression == "ROW START") start = quote_identifier(column.name);
    if (column.generated->expression == "ROW END") end = quote_identifier(column.name);
  }
  return start.empty() || end.empty() ? "" : fmt::format("PERIOD FOR SYSTEM_TIME ({}, {})", start, end);
}

std::vector<std::string> elements(const Table& table) {
  std::vector<std::string> out;
  for (const Column& column : table.columns) {
    out.push_back(quote_identifier(column.name) + column_definition(table, column));
  }
  if (table.primary_key) out.push_back(constraint_definition(*table.primary_key));
  for (const schema::Index& index : table.indexes) out.push_back(index_definition(index));
  if (std::string text = period(table); !text.empty()) out.push_back(std::move(text));
  for (const diff::Constraint& constraint : constraints_of(table)) {
    if (!std::holds_alternative<schema::PrimaryKey>(constraint)) out.push_back(constraint_definition(constraint));
  }
  return out;
}

}  // namespace

std::string in_parentheses(std::string_view expression) {
  const std::vector<Token> tokens = tokenize(expression);
  const std::size_t count = tokens.size() - 1;
  if (count > 1 && is_symbol(tokens[0], "(") && closing(tokens, 0) == count - 1) return std::string(expression);
  return fmt::format("({})", expression);
}

std::string default_value(std::string_view expression) {
  return stands_bare(expression) ? std::string(expression) : fmt::format("({})", expression);
}

const schema::Check* column_check(const Table& table, std::string_view column) {
  const auto found = std::ranges::find(table.checks, column, &schema::Check::name);
  return found == table.checks.end() ? nullptr : &*found;
}

std::string column_definition(const Table& table, const Column& column) {
  std::string out = " " + column.type;
  if (!column.character_set.empty()) out += " CHARACTER SET " + column.character_set;
  if (!column.collation.empty()) out += " COLLATE " + column.collation;
  if (column.generated) {
    out += generation(*column.generated);
  } else if (!column.nullable) {
    out += " NOT NULL";
  } else if (is_timestamp(column)) {
    out += " NULL";
  }
  if (column.invisible) out += " INVISIBLE";
  if (column.default_value) out += " DEFAULT " + default_value(*column.default_value);
  if (column.on_update) out += " ON UPDATE " + *column.on_update;
  if (column.identity) out += " AUTO_INCREMENT";
  if (!column.storage.empty()) out += " " + column.storage;  // WITHOUT SYSTEM VERSIONING
  if (!column.comment.empty()) out += " COMMENT " + quote_literal(column.comment);
  if (const schema::Check* check = column_check(table, column.name)) {
    out += " CHECK " + in_parentheses(check->expression);
  }
  return out;
}

std::vector<std::string> table_options(const schema::TableOptions& options, std::string_view comment) {
  std::vector<std::string> out;
  if (!options.engine.empty()) out.push_back("ENGINE=" + options.engine);
  if (!options.character_set.empty()) out.push_back("DEFAULT CHARACTER SET=" + options.character_set);
  if (!options.collation.empty()) out.push_back("COLLATE=" + options.collation);
  if (!options.row_format.empty()) out.push_back("ROW_FORMAT=" + options.row_format);
  for (const auto& [name, value] : options.storage_parameters) out.push_back(storage_parameter(name, value));
  if (!comment.empty()) out.push_back("COMMENT=" + quote_literal(comment));
  return out;
}

// An engine's own option is kept as it was first written: older servers tell its value as they were given it, newer
// ones as a text.
std::string storage_parameter(std::string_view name, std::string_view value) {
  // MariaDB: sql_yacc.yy, create_table_option and key_options; an engine may add any other.
  static constexpr auto options_of_server = std::to_array<std::string_view>({"auto_increment",   "avg_row_length",
                                                                             "checksum",         "connection",
                                                                             "data directory",   "delay_key_write",
                                                                             "index directory",  "insert_method",
                                                                             "key_block_size",   "max_rows",
                                                                             "min_rows",         "pack_keys",
                                                                             "page_checksum",    "password",
                                                                             "sequence",         "stats_auto_recalc",
                                                                             "stats_persistent", "stats_sample_pages",
                                                                             "table_checksum",   "tablespace",
                                                                             "transactional",    "union"});
  if (std::ranges::find(options_of_server, ascii::in_lower_case(name)) == options_of_server.end())
    return fmt::format("{}={}", quote_identifier(name), value);
  return fmt::format("{}={}", ascii::in_upper_case(name), value);
}

std::string create_table(const Table& table) {
  std::string out = fmt::format("CREATE {}TABLE {} (\n  {}\n)", table.temporary ? "TEMPORARY " : "", quote(table.name),
                                fmt::join(elements(table), ",\n  "));
  const std::vector<std::string> options = table_options(table.options, table.comment);
  if (!options.empty()) out += fmt::format(" {}", fmt::join(options, " "));
  if (table.options.system_versioned) out += " WITH SYSTEM VERSIONING";
  if (!table.options.partition_by.empty()) out += "\n" + table.options.partition_by;
  return out;
}

std::string drop_table(const Table& table) {
  return (table.temporary ? "DROP TEMPORARY TABLE IF EXISTS " : "DROP TABLE ") + quote(table.name);
}

std::string alter_table(const schema::ObjectName& table, const std::vector<std::string>& clauses) {
  const std::string head = "ALTER TABLE " + quote(table);
  if (clauses.size() == 1) return head + " " + clauses.front();
  return fmt::format("{}\n  {}", head, fmt::join(clauses, ",\n  "));
}

}  // namespace strata::dialects::mariadb
