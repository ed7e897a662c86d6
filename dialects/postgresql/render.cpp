// Tables and their columns; see render.hpp.
#include "dialects/postgresql/render.hpp"

#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/reparsable.hpp"
#include "dialects/postgresql/tokenizer.hpp"
#include "schema/utf8.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::Table;

// Operators that DEFAULT takes only in parentheses, because constraints may follow it: gram.y, b_expr.
bool needs_parentheses(std::string_view value) {
  constexpr auto words =
      std::to_array<std::string_view>({"and", "at", "between", "collate", "ilike", "in", "is", "isnull", "like", "not",
                                       "notnull", "or", "overlaps", "similar"});
  int depth = 0;
  for (const Token& token : tokenize(value)) {
    if (is_symbol(token, "(") || is_symbol(token, "[")) ++depth;
    if (is_symbol(token, ")") || is_symbol(token, "]")) --depth;
    if (depth == 0 && std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(token, word); })) {
      return true;
    }
  }
  return false;
}

bool is_serial(const Column& column) {
  return column.identity && column.identity->kind == schema::IdentityKind::serial;
}

std::string_view serial_type(std::string_view integer_type) {
  if (integer_type == "smallint") return "smallserial";
  if (integer_type == "bigint") return "bigserial";
  return "serial";
}

std::string identity_clause(const schema::Identity& identity) {
  schema::SequenceOptions options = identity.sequence;
  options.data_type.clear();  // not taken here: see column_settings()
  const std::string text = sequence_options(options);
  return fmt::format(" GENERATED {} AS IDENTITY{}",
                     identity.kind == schema::IdentityKind::always ? "ALWAYS" : "BY DEFAULT",
                     text.empty() ? "" : " (" + text + ")");
}

// A partition's columns have their parent's types, and only say what is different.
std::string partition_column(const Column& column) {
  Column untyped = column;
  untyped.type.clear();
  untyped.collation.clear();
  untyped.compression.clear();
  untyped.generated.reset();
  return quote_identifier(column.name) + column_definition(untyped);
}

// NOT VALID is for constraints that are added later: on a new table every row there is satisfies them.
bool is_validated(const diff::Constraint& constraint) {
  if (const auto* key = std::get_if<schema::ForeignKey>(&constraint)) return key->validated;
  if (const auto* check = std::get_if<schema::Check>(&constraint)) return check->validated;
  return true;
}

std::string elements(const Table& table, bool of_partition) {
  std::string out;
  const auto add = [&](const std::string& element) { out += (out.empty() ? "\n  " : ",\n  ") + element; };
  for (const Column& column : table.columns) {
    if (column.inherited) continue;
    add(of_partition ? partition_column(column) : quote_identifier(column.name) + column_definition(column));
  }
  for (const diff::Constraint& constraint : constraints_of(table)) {
    if (is_validated(constraint)) add(constraint_definition(constraint));
  }
  return out;
}

std::string create_head(const Table& table) {
  if (table.temporary) return "CREATE TEMPORARY TABLE " + quote_identifier(table.name.name);
  return (table.options.unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ") + quote(table.name);
}

std::string options_text(const schema::TableOptions& options) {
  std::string out;
  if (!options.inherits.empty()) {
    std::string parents;
    for (const schema::ObjectName& parent : options.inherits) parents += (parents.empty() ? "" : ", ") + quote(parent);
    out += "\nINHERITS (" + parents + ")";
  }
  if (!options.partition_by.empty()) out += "\nPARTITION BY " + options.partition_by;
  if (!options.access_method.empty()) out += "\nUSING " + quote_identifier(options.access_method);
  if (const std::string with = with_clause(options.storage_parameters); !with.empty()) out += "\n" + with.substr(1);
  if (!options.tablespace.empty()) out += "\nTABLESPACE " + quote_identifier(options.tablespace);
  return out;
}

// A number, or a word like "auto", stands bare.
std::string option_value(std::string_view value) {
  const std::vector<Token> tokens = tokenize(value);
  const bool bare_value =
      tokens.size() == 2 && tokens[0].text == value &&
      (tokens[0].kind == TokenKind::number || (tokens[0].kind == TokenKind::word && quote_identifier(value) == value) ||
       value == "true" || value == "false" || value == "on");
  return bare_value ? std::string(value) : quote_literal(value);
}

// Of the bytes of a UTF-8 text no more than `limit`, and no part of a character.
}  // namespace

std::string default_clause(std::string_view value) {
  const std::string text = reparsable(value);
  return "DEFAULT " + (needs_parentheses(text) ? "(" + text + ")" : text);
}

std::string column_definition(const Column& column) {
  std::string out;
  if (is_serial(column)) {
    out.append(" ").append(serial_type(column.type));  // implies NOT NULL
  } else if (!column.type.empty()) {
    out += " " + column.type;
  }
  if (!column.compression.empty()) out += " COMPRESSION " + quote_identifier(column.compression);
  if (!column.collation.empty()) out += " COLLATE " + column.collation;
  if (!column.nullable && !is_serial(column)) out += " NOT NULL";
  if (column.default_value) out += " " + default_clause(*column.default_value);
  if (column.identity && !is_serial(column)) out += identity_clause(*column.identity);
  if (column.generated) {
    out += " GENERATED ALWAYS AS (" + std::string(bare(reparsable(column.generated->expression))) + ") STORED";
  }
  return out;
}

std::string create_table(const Table& table) {
  const schema::TableOptions& options = table.options;
  const std::string inside = elements(table, options.partition_of.has_value());
  std::string out = create_head(table);
  if (options.partition_of) {
    out += " PARTITION OF " + quote(*options.partition_of);
    if (!inside.empty()) out += " (" + inside + "\n)";
    out += (inside.empty() ? "\n" : " ") + options.partition_bound;
  } else {
    out += inside.empty() ? " (\n)" : " (" + inside + "\n)";
  }
  return out + options_text(options);
}

std::vector<std::string> column_settings(const Table& table) {
  std::string clauses;
  const auto add = [&](const std::string& clause) { clauses += (clauses.empty() ? "\n  " : ",\n  ") + clause; };
  for (const Column& column : table.columns) {
    const std::string name = quote_identifier(column.name);
    if (column.inherited && column.default_value) {
      add(fmt::format("ALTER COLUMN {} SET {}", name, default_clause(*column.default_value)));
    }
    if (column.inherited && !column.nullable) add(fmt::format("ALTER COLUMN {} SET NOT NULL", name));
    if (column.inherited && !column.compression.empty()) {
      add(fmt::format("ALTER COLUMN {} SET COMPRESSION {}", name, quote_identifier(column.compression)));
    }
    if (!column.storage.empty()) add(fmt::format("ALTER COLUMN {} SET STORAGE {}", name, column.storage));
    if (column.statistics_target) {
      add(fmt::format("ALTER COLUMN {} SET STATISTICS {}", name, *column.statistics_target));
    }
  }
  std::vector<std::string> out;
  if (!clauses.empty()) out.push_back("ALTER TABLE " + quote(table.name) + clauses);
  for (const Column& column : table.columns) {
    if (!column.identity) continue;
    schema::SequenceOptions options;
    if (is_serial(column)) options = column.identity->sequence;
    options.data_type = column.identity->sequence.data_type;
    const std::string text = sequence_options(options);
    if (!text.empty()) out.push_back("ALTER SEQUENCE " + quote(sequence_of(table.name, column.name)) + " " + text);
  }
  return out;
}

std::string drop_table(const Table& table) {
  if (table.temporary) return "DROP TABLE IF EXISTS pg_temp." + quote_identifier(table.name.name);
  return "DROP TABLE " + quote(table.name);
}

std::string with_clause(const schema::Options& options) {
  std::string out;
  for (const auto& [name, value] : options) {
    out += (out.empty() ? " WITH (" : ", ") + name + " = " + option_value(value);
  }
  return out.empty() ? out : out + ")";
}

// indexcmds.c and parse_utilcmd.c, makeObjectName: the longer of both parts is shortened first.
schema::ObjectName sequence_of(const schema::ObjectName& table, std::string_view column) {
  constexpr std::size_t available = 63 - std::string_view("__seq").size();
  std::size_t first = table.name.size();
  std::size_t second = column.size();
  while (first + second > available) --(first > second ? first : second);
  return {table.schema, fmt::format("{}_{}_seq", schema::clipped(table.name, first), schema::clipped(column, second))};
}

}  // namespace strata::dialects::postgresql
