// Foreign keys with the indexes that they bring along, and checks with the one that makes JSON of a text.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>
#include <map>

namespace strata::dialects::mariadb {
namespace {

schema::ReferentialAction action(std::string_view rule) {
  if (rule == "CASCADE") return schema::ReferentialAction::cascade;
  if (rule == "SET NULL") return schema::ReferentialAction::set_null;
  if (rule == "SET DEFAULT") return schema::ReferentialAction::set_default;
  return rule == "NO ACTION" ? schema::ReferentialAction::no_action : schema::ReferentialAction::restrict;
}

using Rules = std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>>;

Rules read_rules(Draft& draft) {
  Rules rules;
  for (Row& row : draft.catalog.rows(foreign_key_rules_query)) {
    Fields fields(row);
    std::string table = fields.text();
    std::string name = fields.text();
    std::string on_delete = fields.text();
    rules.emplace(std::pair{std::move(table), std::move(name)}, std::pair{std::move(on_delete), fields.text()});
  }
  return rules;
}

// Who may do no more than SELECT is not told what keys do: SHOW CREATE TABLE is then asked.
schema::ForeignKey& key_named(Draft& draft, schema::Table& table, const std::string& name, const Rules& rules) {
  if (!table.foreign_keys.empty() && table.foreign_keys.back().name == name) return table.foreign_keys.back();
  schema::ForeignKey& key = table.foreign_keys.emplace_back();
  key.name = name;
  if (const auto rule = rules.find({table.name.name, name}); rule != rules.end()) {
    key.on_delete = action(rule->second.first);
    key.on_update = action(rule->second.second);
  } else {
    draft.to_show.insert(table.name.name);
  }
  return key;
}

bool is_of(const schema::Index& index, const schema::ForeignKey& key) {
  const auto is_plain = [](const schema::KeyPart& part) { return !part.descending && !part.prefix_length; };
  return index.name == key.name && !index.unique && index.method.empty() && !index.ignored && index.comment.empty() &&
         std::ranges::all_of(index.parts, is_plain) &&
         std::ranges::equal(index.parts, key.columns, {}, &schema::KeyPart::column);
}

// A period of the application's own is listed as the check that it implies, and as nothing else.
bool may_be_period(std::string_view clause) {
  const std::vector<Token> tokens = tokenize(clause);
  return tokens.size() == 4 && tokens[0].kind == TokenKind::quoted && is_symbol(tokens[1], "<") &&
         tokens[2].kind == TokenKind::quoted;
}

schema::Column* find_column(schema::Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &schema::Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

// The collation that the column has, said or not.
std::string collation_of(const schema::Column& column, const TableFacts& facts) {
  return column.collation.empty() ? facts.collation : column.collation;
}

void add_check(Draft& draft, schema::Table& table, const TableFacts& facts, schema::Check check, bool of_column) {
  if (schema::Column* column = of_column ? find_column(table, check.name) : nullptr) {
    if (take_json(*column, collation_of(*column, facts), check.expression)) return;
  } else if (may_be_period(check.expression)) {
    draft.to_show.insert(table.name.name);
  }
  table.checks.push_back(std::move(check));
}

}  // namespace

bool take_json(schema::Column& column, std::string_view collation, std::string_view check) {
  if (column.type != "longtext" || collation != "utf8mb4_bin" ||
      check != "json_valid(" + in_backticks(column.name) + ")") {
    return false;
  }
  column.type = "json";
  column.character_set.clear();
  column.collation.clear();
  return true;
}

void leave_out_implicit_indexes(schema::Table& table) {
  std::vector<std::size_t> positions;  // of the keys that have one
  std::map<std::string, std::size_t> order;  // of their indexes
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    const auto index = std::ranges::find_if(
        table.indexes, [&](const schema::Index& other) { return is_of(other, table.foreign_keys[i]); });
    if (index == table.indexes.end()) continue;
    positions.push_back(i);
    order.emplace(index->name, static_cast<std::size_t>(index - table.indexes.begin()));
  }
  std::vector<schema::ForeignKey> keys;
  for (const std::size_t i : positions) keys.push_back(std::move(table.foreign_keys[i]));
  std::ranges::sort(keys, {}, [&](const schema::ForeignKey& key) { return order.at(key.name); });
  for (std::size_t i = 0; i < positions.size(); ++i) table.foreign_keys[positions[i]] = std::move(keys[i]);
  std::erase_if(table.indexes, [&](const schema::Index& index) { return order.contains(index.name); });
}

void read_foreign_keys(Draft& draft) {
  const Rules rules = read_rules(draft);
  for (Row& row : draft.catalog.rows(foreign_keys_query)) {
    Fields fields(row);
    schema::Table* table = draft.table(fields.text());
    if (table == nullptr) continue;
    schema::ForeignKey& key = key_named(draft, *table, fields.text(), rules);
    key.columns.push_back(fields.text());
    const std::string database = fields.text();
    key.referenced_table = {database == draft.catalog.database() ? "" : database, fields.text()};
    key.referenced_columns.push_back(fields.text());
  }
  for (schema::Table& table : draft.schema.tables) leave_out_implicit_indexes(table);
}

void read_checks(Draft& draft) {
  for (Row& row : draft.catalog.rows(checks_query)) {
    Fields fields(row);
    const auto found = draft.facts.find(fields.text());
    if (found == draft.facts.end()) continue;
    schema::Check check;
    check.name = fields.text();
    const bool of_column = fields.text() == "Column";
    check.expression = draft.catalog.own(fields.text());
    add_check(draft, draft.schema.tables[found->second.position], found->second, std::move(check), of_column);
  }
}

}  // namespace strata::dialects::mariadb
