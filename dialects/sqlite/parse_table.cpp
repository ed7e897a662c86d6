// A recursive-descent reader of CREATE TABLE, in the order of SQLite's grammar (parse.y): columns with their
// constraints, table constraints with or without commas between them, options.
#include "dialects/sqlite/parse_table.hpp"

#include "dialects/sqlite/parse_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace strata::dialects::sqlite {
namespace {

using schema::Column;
using schema::ConflictAction;
using schema::Deferral;
using schema::ForeignKey;
using schema::Table;

class TableParser {
 public:
  explicit TableParser(std::string_view sql) : cursor_(sql) {}

  Table parse();

 private:
  void parse_head();
  bool at_table_constraint() const;
  void parse_column();
  std::string take_type();
  bool parse_column_constraint(Column& column);
  bool parse_value_constraint(Column& column);
  void parse_column_primary_key(Column& column);
  std::string take_default();
  void parse_generated(Column& column);
  void parse_table_constraint();
  void parse_table_primary_key();
  void parse_table_foreign_key();
  void parse_check(bool allow_conflict);
  void set_primary_key(schema::PrimaryKey key);
  ForeignKey take_references();
  schema::ReferentialAction take_action();
  std::vector<std::string> take_column_names();
  bool parse_deferral(ForeignKey& key);
  ConflictAction take_conflict();
  std::string take_constraint_name() { return std::exchange(constraint_name_, {}); }
  void parse_options();

  Cursor cursor_;
  Table table_;
  std::string constraint_name_;  // of a CONSTRAINT whose constraint is still to come
};

Table TableParser::parse() {
  parse_head();
  do {
    parse_column();
  } while (cursor_.take_symbol(",") && !at_table_constraint());
  while (!cursor_.at_symbol(")")) {
    if (cursor_.take_symbol(",")) constraint_name_.clear();
    parse_table_constraint();
  }
  cursor_.expect_symbol(")");
  parse_options();
  if (!cursor_.at_end()) cursor_.fail("the end");
  table_.columns.shrink_to_fit();  // with ten thousand tables the spare room is a third of all memory
  return std::move(table_);
}

void TableParser::parse_head() {
  cursor_.expect_keyword("create");
  table_.temporary = cursor_.take_keyword("temp") || cursor_.take_keyword("temporary");
  cursor_.expect_keyword("table");
  if (cursor_.take_keywords("if", "not")) cursor_.expect_keyword("exists");
  table_.name.name = cursor_.take_qualified_name();
  table_.comment = kept_comment(cursor_.gap());
  cursor_.expect_symbol("(");
}

// These words are reserved: no column has them unquoted.
bool TableParser::at_table_constraint() const {
  static constexpr auto words =
      std::to_array<std::string_view>({"constraint", "primary", "unique", "check", "foreign"});
  return std::ranges::any_of(words, [this](std::string_view word) { return cursor_.at_keyword(word); });
}

void TableParser::parse_column() {
  Column column;
  column.name = cursor_.take_name();
  column.type = take_type();
  constraint_name_.clear();
  // Pushed first: the constraints lifted to the table (AUTOINCREMENT on the table, too) look it up.
  table_.columns.push_back(std::move(column));
  while (parse_column_constraint(table_.columns.back())) {
  }
  if (!cursor_.at_symbol(",") && !cursor_.at_symbol(")")) cursor_.fail("a column constraint");
  table_.columns.back().comment = kept_comment(cursor_.gap());
}

// Any number of words and quoted words, then arguments. Ends at the reserved words that begin a constraint, and at
// GENERATED ALWAYS AS, which is none.
std::string TableParser::take_type() {
  static constexpr auto ends =
      std::to_array<std::string_view>({"constraint", "default", "not", "null", "primary", "unique", "check",
                                       "references", "collate", "as", "deferrable"});
  const std::size_t first = cursor_.index();
  while (cursor_.peek().kind == TokenKind::word || cursor_.peek().kind == TokenKind::quoted ||
         cursor_.peek().kind == TokenKind::string) {
    if (std::ranges::any_of(ends, [this](std::string_view word) { return cursor_.at_keyword(word); })) break;
    if (cursor_.at_keyword("generated") && cursor_.at_keyword("always", 1) && cursor_.at_keyword("as", 2)) break;
    cursor_.take();
  }
  if (cursor_.index() > first && cursor_.at_symbol("(")) cursor_.take_parenthesised();
  return std::string(cursor_.source(first, cursor_.index()));
}

// True if there was one.
bool TableParser::parse_column_constraint(Column& column) {
  if (cursor_.take_keyword("constraint")) {
    constraint_name_ = cursor_.take_name();
    return true;
  }
  if (parse_value_constraint(column)) return true;
  if (cursor_.take_keyword("primary")) {
    parse_column_primary_key(column);
  } else if (cursor_.take_keyword("unique")) {
    schema::UniqueConstraint unique;
    unique.name = take_constraint_name();
    unique.parts.resize(1);
    unique.parts[0].column = column.name;
    unique.on_conflict = take_conflict();
    table_.uniques.push_back(std::move(unique));
  } else if (cursor_.at_keyword("check")) {
    parse_check(false);
  } else if (cursor_.at_keyword("references")) {
    ForeignKey key = take_references();
    key.columns = {column.name};
    table_.foreign_keys.push_back(std::move(key));
  } else {
    // Belongs to the foreign key before it; without one it says nothing.
    ForeignKey none;
    return parse_deferral(table_.foreign_keys.empty() ? none : table_.foreign_keys.back());
  }
  return true;
}

// The constraints that stay with the column.
bool TableParser::parse_value_constraint(Column& column) {
  if (cursor_.take_keyword("default")) {
    column.default_value = take_default();
  } else if (cursor_.take_keywords("not", "null")) {
    column.nullable = false;
    column.not_null_conflict = take_conflict();
  } else if (cursor_.take_keyword("null")) {
    take_conflict();
  } else if (cursor_.take_keyword("collate")) {
    column.collation = cursor_.take_name();
    return true;  // no constraint in the grammar: a name before it is for the next
  } else if (cursor_.at_keyword("as") || cursor_.at_keyword("generated")) {
    parse_generated(column);
  } else {
    return false;
  }
  constraint_name_.clear();
  return true;
}

void TableParser::parse_column_primary_key(Column& column) {
  cursor_.expect_keyword("key");
  schema::PrimaryKey key;
  key.name = take_constraint_name();
  key.parts.resize(1);
  key.parts[0].column = column.name;
  key.parts[0].descending = cursor_.take_keyword("desc");
  key.on_column_descending = key.parts[0].descending;
  if (!key.parts[0].descending) cursor_.take_keyword("asc");
  key.on_conflict = take_conflict();
  if (cursor_.take_keyword("autoincrement"))
    column.identity = schema::Identity{schema::IdentityKind::auto_increment, {}};
  set_primary_key(std::move(key));
}

std::string TableParser::take_default() {
  if (cursor_.at_symbol("(")) return cursor_.take_parenthesised();
  const std::size_t first = cursor_.index();
  if (cursor_.at_symbol("+") || cursor_.at_symbol("-")) cursor_.take();
  const Token& value = cursor_.take();
  static constexpr auto constants =
      std::to_array<std::string_view>({"null", "true", "false", "current_time", "current_date", "current_timestamp"});
  const bool constant = std::ranges::any_of(constants, [&](std::string_view word) { return is_keyword(value, word); });
  if (!constant && (value.kind == TokenKind::word || value.kind == TokenKind::quoted)) {
    return string_literal(unquoted(value));
  }
  if (!constant && value.kind != TokenKind::number && value.kind != TokenKind::string &&
      value.kind != TokenKind::blob) {
    cursor_.fail("a default value");
  }
  return std::string(cursor_.source(first, cursor_.index()));
}

void TableParser::parse_generated(Column& column) {
  if (cursor_.take_keyword("generated")) cursor_.expect_keyword("always");
  cursor_.expect_keyword("as");
  schema::Generated generated;
  generated.expression = cursor_.take_parenthesised();
  generated.stored = cursor_.take_keyword("stored");
  if (!generated.stored) cursor_.take_keyword("virtual");
  column.generated = std::move(generated);
}

void TableParser::parse_table_constraint() {
  if (cursor_.take_keyword("constraint")) {
    constraint_name_ = cursor_.take_name();
  } else if (cursor_.take_keyword("primary")) {
    parse_table_primary_key();
  } else if (cursor_.take_keyword("unique")) {
    schema::UniqueConstraint unique;
    unique.name = take_constraint_name();
    unique.parts = take_key_parts(cursor_);
    unique.on_conflict = take_conflict();
    table_.uniques.push_back(std::move(unique));
  } else if (cursor_.at_keyword("check")) {
    parse_check(true);
  } else if (cursor_.take_keyword("foreign")) {
    parse_table_foreign_key();
  } else {
    cursor_.fail("a table constraint");
  }
}

void TableParser::parse_table_primary_key() {
  cursor_.expect_keyword("key");
  schema::PrimaryKey key;
  key.name = take_constraint_name();
  bool autoincrement = false;
  key.parts = take_key_parts(cursor_, &autoincrement);
  key.on_conflict = take_conflict();
  if (autoincrement) {
    for (Column& column : table_.columns) {
      if (!same_name(column.name, key.parts.front().column)) continue;
      column.identity = schema::Identity{schema::IdentityKind::auto_increment, {}};
    }
  }
  set_primary_key(std::move(key));
}

void TableParser::parse_table_foreign_key() {
  cursor_.expect_keyword("key");
  std::vector<std::string> columns = take_column_names();
  ForeignKey key = take_references();
  key.columns = std::move(columns);
  parse_deferral(key);
  table_.foreign_keys.push_back(std::move(key));
}

void TableParser::parse_check(bool allow_conflict) {
  cursor_.expect_keyword("check");
  schema::Check check;
  check.name = take_constraint_name();
  check.expression = cursor_.take_parenthesised();
  if (allow_conflict) take_conflict();
  table_.checks.push_back(std::move(check));
}

void TableParser::set_primary_key(schema::PrimaryKey key) {
  if (table_.primary_key) cursor_.fail("no second primary key");
  table_.primary_key = std::move(key);
}

// REFERENCES table [(columns)] and its actions; the deferral is left to the caller.
ForeignKey TableParser::take_references() {
  ForeignKey key;
  key.name = take_constraint_name();
  cursor_.expect_keyword("references");
  key.referenced_table.name = cursor_.take_name();
  if (cursor_.at_symbol("(")) key.referenced_columns = take_column_names();
  while (true) {
    if (cursor_.take_keywords("on", "delete")) {
      key.on_delete = take_action();
    } else if (cursor_.take_keywords("on", "update")) {
      key.on_update = take_action();
    } else if (cursor_.take_keywords("on", "insert")) {
      take_action();  // in the grammar, without any effect
    } else if (cursor_.take_keyword("match")) {
      const std::string match = fold(cursor_.take_name());
      if (match == "full") key.match = schema::MatchType::full;
      if (match == "partial") key.match = schema::MatchType::partial;
    } else {
      return key;
    }
  }
}

schema::ReferentialAction TableParser::take_action() {
  if (cursor_.take_keywords("set", "null")) return schema::ReferentialAction::set_null;
  if (cursor_.take_keywords("set", "default")) return schema::ReferentialAction::set_default;
  if (cursor_.take_keywords("no", "action")) return schema::ReferentialAction::no_action;
  if (cursor_.take_keyword("cascade")) return schema::ReferentialAction::cascade;
  if (cursor_.take_keyword("restrict")) return schema::ReferentialAction::restrict;
  cursor_.fail("a referential action");
}

std::vector<std::string> TableParser::take_column_names() {
  std::vector<std::string> names;
  for (const schema::KeyPart& part : take_key_parts(cursor_)) {
    if (part.column.empty()) cursor_.fail("a column name");
    names.push_back(part.column);
  }
  return names;
}

// [NOT] DEFERRABLE [INITIALLY DEFERRED|IMMEDIATE]; true if there was one.
bool TableParser::parse_deferral(ForeignKey& key) {
  const bool negated = cursor_.take_keywords("not", "deferrable");
  if (!negated && !cursor_.take_keyword("deferrable")) return false;
  const bool deferred = cursor_.take_keywords("initially", "deferred");
  if (!deferred) cursor_.take_keywords("initially", "immediate");
  key.deferral = negated    ? Deferral::not_deferrable
                 : deferred ? Deferral::initially_deferred
                            : Deferral::initially_immediate;
  return true;
}

ConflictAction TableParser::take_conflict() {
  if (!cursor_.take_keywords("on", "conflict")) return ConflictAction::none;
  if (cursor_.take_keyword("rollback")) return ConflictAction::rollback;
  if (cursor_.take_keyword("abort")) return ConflictAction::abort;
  if (cursor_.take_keyword("fail")) return ConflictAction::fail;
  if (cursor_.take_keyword("ignore")) return ConflictAction::ignore;
  if (cursor_.take_keyword("replace")) return ConflictAction::replace;
  cursor_.fail("a conflict action");
}

void TableParser::parse_options() {
  if (cursor_.at_end()) return;
  cursor_.take_symbol(",");  // SQLite's grammar lets a list of options begin with one
  do {
    if (cursor_.take_keywords("without", "rowid")) {
      table_.options.without_rowid = true;
    } else if (cursor_.take_keyword("strict")) {
      table_.options.strict = true;
    } else {
      cursor_.fail("a table option");
    }
  } while (cursor_.take_symbol(","));
}

}  // namespace

Table parse_table(std::string_view sql) {
  return TableParser(sql).parse();
}

}  // namespace strata::dialects::sqlite
