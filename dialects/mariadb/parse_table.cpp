// One function per form of element, each told apart by its first words; see parse_table.hpp.
#include "dialects/mariadb/parse_table.hpp"

#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/options.hpp"
#include "dialects/mariadb/statement_reader.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// Words that may follow a column's type, or a default, in what the server writes.
constexpr auto attributes =
    std::to_array<std::string_view>({"character", "collate", "not", "null", "default", "generated", "invisible",
                                     "auto_increment", "comment", "on", "check", "without", "with"});

bool is_attribute(const Token& token) {
  return std::ranges::any_of(attributes, [&](std::string_view word) { return is_keyword(token, word); });
}

bool ends_element(const Token& token) {
  return is_symbol(token, ",") || is_symbol(token, ")") || token.kind == TokenKind::end;
}

// A text of bytes as digits, where it is no plain text: "'\0\xFF'" is X'00FF'.
std::string default_of_bytes(std::string text) {
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const Token token = next_token(text, 0);
  if (token.kind != TokenKind::string || std::ranges::none_of(text, is_high)) return text;
  std::string out = "X'";
  for (const char c : string_of(token)) out += fmt::format("{:02X}", static_cast<unsigned char>(c));
  return out + "'";
}

class TableParser {
 public:
  TableParser(std::string_view statement, const Catalog& catalog) : in_(statement), catalog_(catalog) {}

  ParsedTable parse();

 private:
  void element();
  void column();
  void attribute(schema::Column& column, std::string& collation);
  void generated(schema::Column& column);
  void key();
  std::pair<std::string, std::string> block_size();
  void index(bool unique, std::string method);
  void period();
  void hang(std::string kind, const std::string& name, std::string_view addition, std::string_view removal);
  void constraint();
  void foreign_key(std::string name);
  schema::ReferentialAction action();
  std::vector<schema::KeyPart> parts();
  std::vector<std::string> names();
  void option();
  void finish();
  std::string expression();
  void leave(std::string text);

  [[nodiscard]] schema::Table& table() { return parsed_.table; }

  StatementReader in_;
  const Catalog& catalog_;
  ParsedTable parsed_;
  std::string engine_;
  std::string collation_;
  std::vector<std::string> collations_;  // of the columns, as said; empty: the table's
  std::vector<schema::Check> own_checks_;  // of columns
  std::vector<std::pair<std::string, std::string>> options_;
  std::string primary_method_;  // USING …
  std::string period_;  // that the last list of parts ended with; empty: none
};

void TableParser::leave(std::string text) {
  if (parsed_.unread.empty()) parsed_.unread = std::move(text);
}

// Up to the next attribute: its first token may be the word NULL.
std::string TableParser::expression() {
  const std::size_t begin = in_.offset();
  do {
    in_.advance_over_term();
  } while (!is_attribute(in_.token()) && !ends_element(in_.token()));
  return catalog_.own(in_.since(begin));
}

void TableParser::generated(schema::Column& column) {
  if (in_.accept({"row"})) {
    column.generated = schema::Generated{in_.accept({"start"}) ? "ROW START" : "ROW END", true};
    in_.accept({"end"});
    column.nullable = false;
    return;
  }
  std::string expression = catalog_.own(in_.take_parenthesized());
  column.generated = schema::Generated{std::move(expression), in_.accept({"stored"})};
  in_.accept({"virtual"});
}

void TableParser::attribute(schema::Column& column, std::string& collation) {
  const std::size_t begin = in_.offset();
  if (in_.accept({"character", "set"})) {
    in_.advance();  // the collation says it too
  } else if (in_.accept({"collate"})) {
    collation = in_.take_name();
  } else if (in_.accept({"not", "null"})) {
    column.nullable = false;
  } else if (in_.accept({"null"})) {
  } else if (in_.accept({"default"})) {
    std::string text = expression();
    if (is_binary(column.type)) text = default_of_bytes(std::move(text));
    if (text != "NULL") column.default_value = std::move(text);
  } else if (in_.accept({"on", "update"})) {
    column.on_update = expression();
  } else if (in_.accept({"generated", "always", "as"})) {
    generated(column);
  } else if (in_.accept({"invisible"})) {
    column.invisible = true;
  } else if (in_.accept({"auto_increment"})) {
    column.identity.emplace().kind = schema::IdentityKind::auto_increment;
  } else if (in_.accept({"without", "system", "versioning"})) {
    column.storage = "WITHOUT SYSTEM VERSIONING";
  } else if (in_.accept({"comment"})) {
    column.comment = in_.take_string();
  } else if (in_.accept({"check"})) {
    own_checks_.push_back({column.name, catalog_.own(in_.take_parenthesized()), false, true, "", {}});
  } else {
    while (!ends_element(in_.token())) in_.advance_over_term();
    leave(in_.since(begin));
  }
}

void TableParser::column() {
  schema::Column& column = table().columns.emplace_back();
  std::string& collation = collations_.emplace_back();
  column.name = in_.take_name();
  const std::size_t begin = in_.offset();
  do {
    in_.advance_over_term();
  } while (!is_attribute(in_.token()) && !ends_element(in_.token()));
  column.type = in_.since(begin);
  while (!ends_element(in_.token())) attribute(column, collation);
}

std::vector<std::string> TableParser::names() {
  std::vector<std::string> names;
  in_.accept_symbol("(");
  do {
    names.push_back(in_.take_name());
  } while (in_.accept_symbol(","));
  in_.accept_symbol(")");
  return names;
}

std::vector<schema::KeyPart> TableParser::parts() {
  std::vector<schema::KeyPart> parts;
  in_.accept_symbol("(");
  do {
    schema::KeyPart& part = parts.emplace_back();
    part.column = in_.take_name();
    if (is_symbol(in_.token(), "(")) part.prefix_length = std::stoi(in_.take_parenthesized());
    part.descending = in_.accept({"desc"});
    if (in_.accept({"without", "overlaps"})) period_ = part.column;
  } while (in_.accept_symbol(","));
  in_.accept_symbol(")");
  return parts;
}

// KEY_BLOCK_SIZE=8, where it is not the table's.
std::pair<std::string, std::string> TableParser::block_size() {
  in_.accept({key_block_size});
  in_.accept_symbol("=");
  std::string value(in_.token().text);
  in_.advance();
  return {std::string(key_block_size), std::move(value)};
}

// A method that is not the engine's own, which the engine ignores, is passed over, as the catalog does.
void TableParser::index(bool unique, std::string method) {
  schema::Index index;
  index.name = in_.take_name();
  index.parts = parts();
  index.unique = unique;
  index.method = std::move(method);
  while (!ends_element(in_.token())) {
    const std::size_t begin = in_.offset();
    if (in_.accept({"using", "hash"})) {
      index.method = unique ? "hash" : "";
    } else if (in_.accept({"using", "btree"})) {
      index.method = "btree";
    } else if (in_.accept({"comment"})) {
      index.comment = in_.take_string();
    } else if (in_.accept({"ignored"})) {
      index.ignored = true;
    } else if (in_.looking_at({key_block_size})) {
      index.storage_parameters.push_back(block_size());
    } else {
      while (!ends_element(in_.token())) in_.advance_over_term();
      leave(in_.since(begin));
    }
  }
  table().indexes.push_back(std::move(index));
}

schema::ReferentialAction TableParser::action() {
  if (in_.accept({"cascade"})) return schema::ReferentialAction::cascade;
  if (in_.accept({"set", "null"})) return schema::ReferentialAction::set_null;
  if (in_.accept({"set", "default"})) return schema::ReferentialAction::set_default;
  if (in_.accept({"no", "action"})) return schema::ReferentialAction::no_action;
  in_.accept({"restrict"});
  return schema::ReferentialAction::restrict;
}

void TableParser::foreign_key(std::string name) {
  schema::ForeignKey key;
  key.name = std::move(name);
  key.columns = names();
  in_.accept({"references"});
  key.referenced_table.name = in_.take_name();
  if (in_.accept_symbol(".")) key.referenced_table = {key.referenced_table.name, in_.take_name()};
  key.referenced_columns = names();
  key.on_delete = in_.accept({"on", "delete"}) ? action() : schema::ReferentialAction::restrict;
  key.on_update = in_.accept({"on", "update"}) ? action() : schema::ReferentialAction::restrict;
  table().foreign_keys.push_back(std::move(key));
}

void TableParser::constraint() {
  std::string name = in_.take_name();
  if (in_.accept({"foreign", "key"})) return foreign_key(std::move(name));
  in_.accept({"check"});
  table().checks.push_back({std::move(name), catalog_.own(in_.take_parenthesized()), false, true, "", {}});
}

void TableParser::hang(std::string kind, const std::string& name, std::string_view addition, std::string_view removal) {
  schema::OpaqueObject& object = parsed_.hanging.emplace_back();
  object.kind = std::move(kind);
  object.name.name = table().name.name + "." + name;
  object.table = table().name;
  object.definition = fmt::format("ALTER TABLE {} ADD {}", quote(table().name), addition);
  object.removal = fmt::format("ALTER TABLE {} DROP {}", quote(table().name), removal);
}

void TableParser::period() {
  const std::size_t begin = in_.offset();
  in_.accept({"period", "for"});
  const bool of_system = in_.looking_at({"system_time"});
  const std::string name = in_.take_name();
  names();  // those of the system's say it themselves
  if (!of_system) hang("period", name, in_.since(begin), "PERIOD FOR " + quote_identifier(name));
}

// A key over a period hangs on the table, as the period does.
void TableParser::key() {
  const std::size_t begin = in_.offset();
  period_.clear();
  const bool primary = in_.accept({"primary", "key"});
  if (primary) {
    schema::PrimaryKey& primary_key = table().primary_key.emplace();
    primary_key.parts = parts();
    if (in_.accept({"using"})) primary_method_ = in_.take_name();
    if (in_.looking_at({key_block_size})) primary_key.storage_parameters.push_back(block_size());
    if (in_.accept({"comment"})) primary_key.comment = in_.take_string();
  } else {
    const bool unique = in_.accept({"unique"});
    const std::string method = in_.accept({"fulltext"}) ? "fulltext" : in_.accept({"spatial"}) ? "spatial" : "";
    in_.accept({"key"});
    index(unique, method);
  }
  if (period_.empty()) return;
  const std::string name = primary ? "PRIMARY" : table().indexes.back().name;
  if (primary) table().primary_key.reset();
  if (!primary) table().indexes.pop_back();
  hang("key without overlaps", name, in_.since(begin), primary ? "PRIMARY KEY" : "KEY " + quote_identifier(name));
  parsed_.hanging.back().depends_on.push_back({"", table().name.name + "." + period_});
}

void TableParser::element() {
  const std::size_t begin = in_.offset();
  if (in_.token().kind == TokenKind::quoted) {
    column();
  } else if (in_.accept({"constraint"})) {
    constraint();
  } else if (in_.looking_at({"period", "for"})) {
    period();
  } else {
    key();
  }
  if (ends_element(in_.token())) return;
  while (!ends_element(in_.token())) in_.advance_over_term();
  leave(in_.since(begin));
}

// NAME [NAME] = value; those of engines in backticks.
void TableParser::option() {
  const std::size_t begin = in_.offset();
  in_.accept({"default"});
  std::string name;
  while (is_name(in_.token())) {
    const bool of_engine = in_.token().kind == TokenKind::quoted;
    std::string word = in_.take_name();
    name += (name.empty() ? "" : " ") + (of_engine ? word : ascii::in_lower_case(word));
  }
  if (!in_.accept_symbol("=")) {
    while (!in_.done()) in_.advance();
    return leave(in_.since(begin));
  }
  const Token value = in_.token();
  in_.advance_over_term();
  if (name == "engine") {
    engine_ = identifier_of(value);
    if (!catalog_.is_default_engine(engine_)) table().options.engine = engine_;
  } else if (name == "collate") {
    collation_ = identifier_of(value);
  } else if (name == "comment") {
    table().comment = string_of(value);
  } else if (name == "connection" || name == "union" || name == "insert_method") {
    leave(in_.since(begin));
  } else if (name != "charset" && name != "auto_increment") {
    options_.emplace_back(std::move(name), std::string(value.text));
  }
}

// What depends on the table's engine and collation, which are said last.
void TableParser::finish() {
  for (const auto& [name, value] : options_) add_option(table().options, engine_, name, value);
  set_collation(table().options, collation_, catalog_);
  std::vector<schema::Check> checks;
  for (std::size_t i = 0; i < table().columns.size(); ++i) {
    schema::Column& column = table().columns[i];
    const std::string& collation = collations_[i].empty() ? collation_ : collations_[i];
    set_collation(column, collations_[i], collation_);
    const auto check = std::ranges::find(own_checks_, column.name, &schema::Check::name);
    if (check == own_checks_.end() || take_json(column, collation, check->expression)) continue;
    checks.push_back(*check);
  }
  table().checks.insert(table().checks.begin(), checks.begin(), checks.end());
  const bool chooses = equals_ignoring_case(engine_, "MEMORY");
  for (schema::Index& index : table().indexes) {
    if ((index.method == "btree" && !chooses) || (index.method == "hash" && chooses)) index.method.clear();
  }
  if (chooses && equals_ignoring_case(primary_method_, "BTREE")) leave("PRIMARY KEY USING BTREE");
  if (!tells_block_sizes(table().options, engine_)) {
    if (table().primary_key) table().primary_key->storage_parameters.clear();
    for (schema::Index& index : table().indexes) index.storage_parameters.clear();
  }
}

ParsedTable TableParser::parse() {
  in_.accept({"create"});
  table().temporary = in_.accept({"temporary"});
  in_.accept({"table"});
  table().name.name = in_.take_name();
  in_.accept_symbol("(");
  do {
    element();
  } while (in_.accept_symbol(","));
  in_.accept_symbol(")");
  while (!in_.done() && !in_.looking_at({"partition", "by"})) {
    if (in_.accept({"with", "system", "versioning"})) {
      table().options.system_versioned = true;
    } else {
      option();
    }
  }
  table().options.partition_by = in_.rest();
  finish();
  return std::move(parsed_);
}

}  // namespace

ParsedTable parse_table(std::string_view statement, const Catalog& catalog) {
  return TableParser(statement, catalog).parse();
}

}  // namespace strata::dialects::mariadb
