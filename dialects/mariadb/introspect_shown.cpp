// What no catalog tells: tables that are partitioned, of engines of their own kind, or with periods, and the session's
// temporary tables. A table that says anything that no field takes is an opaque object, statement and all.
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/parse_table.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

// The statement without AUTO_INCREMENT=n behind the columns: how far the rows have come is no part of the definition.
std::string without_counter(std::string_view statement) {
  int depth = 0;
  for (Token token = next_token(statement, 0); token.kind != TokenKind::end;
       token = next_token(statement, token.end_offset())) {
    if (is_symbol(token, "(")) ++depth;
    if (is_symbol(token, ")")) --depth;
    if (depth > 0 || !is_keyword(token, "auto_increment")) continue;
    const Token number = next_token(statement, next_token(statement, token.end_offset()).end_offset());
    std::string out(statement.substr(0, token.offset));
    return out.append(statement.substr(std::min(number.end_offset() + 1, statement.size())));
  }
  return std::string(statement);
}

schema::OpaqueObject opaque_table(const Catalog& catalog, const schema::Table& table, std::string_view statement) {
  schema::OpaqueObject object;
  object.kind = "table";
  object.name = table.name;
  object.temporary = table.temporary;
  object.definition = catalog.own(without_counter(statement));
  if (!statement.empty()) {
    object.removal = (table.temporary ? "DROP TEMPORARY TABLE " : "DROP TABLE ") + quote_identifier(table.name.name);
  }
  return object;
}

// What the catalog may have hidden or shown wrong: what foreign keys do, bytes in defaults, the block sizes of keys.
void take_shown(schema::Table& table, const schema::Table& shown) {
  for (schema::ForeignKey& key : table.foreign_keys) {
    const auto found = std::ranges::find(shown.foreign_keys, key.name, &schema::ForeignKey::name);
    if (found == shown.foreign_keys.end()) continue;
    key.on_delete = found->on_delete;
    key.on_update = found->on_update;
  }
  for (std::size_t i = 0; i < std::min(table.columns.size(), shown.columns.size()); ++i) {
    if (is_binary(table.columns[i].type)) table.columns[i].default_value = shown.columns[i].default_value;
  }
  if (table.primary_key && shown.primary_key) {
    table.primary_key->storage_parameters = shown.primary_key->storage_parameters;
  }
  for (schema::Index& index : table.indexes) {
    const auto found = std::ranges::find(shown.indexes, index.name, &schema::Index::name);
    if (found != shown.indexes.end()) index.storage_parameters = found->storage_parameters;
  }
}

// The catalog has a period as a check, and a key over one as a key over its columns.
void take_hanging(schema::Table& table, std::vector<schema::OpaqueObject> hanging, schema::Schema& schema) {
  for (schema::OpaqueObject& object : hanging) {
    const std::string name = object.name.name.substr(table.name.name.size() + 1);
    if (object.kind == "period") {
      std::erase_if(table.checks, [&](const schema::Check& check) { return check.name == name; });
    } else if (name == "PRIMARY") {
      table.primary_key.reset();
    } else {
      std::erase_if(table.indexes, [&](const schema::Index& index) { return index.name == name; });
    }
    schema.opaque_objects.push_back(std::move(object));
  }
}

// A key that must be there when the table is made, since a column counts by it.
bool needs_hanging_key(const ParsedTable& parsed) {
  const auto counts = [](const schema::Column& column) { return column.identity.has_value(); };
  return !parsed.table.primary_key && parsed.table.indexes.empty() && !parsed.hanging.empty() &&
         std::ranges::any_of(parsed.table.columns, counts);
}

// Whether the table is modelled; else it is added as an opaque object.
bool complete(Draft& draft, schema::Table& table) {
  std::string statement = draft.catalog.shown("TABLE", table.name.name);
  ParsedTable parsed = parse_table(statement, draft.catalog);
  if (parsed.table.temporary) statement.clear();  // it hides the table that is meant
  if (statement.empty() || !parsed.unread.empty() || needs_hanging_key(parsed) ||
      draft.to_leave.contains(table.name.name)) {
    draft.schema.opaque_objects.push_back(opaque_table(draft.catalog, table, statement));
    return false;
  }
  take_shown(table, parsed.table);
  table.options.partition_by = std::move(parsed.table.options.partition_by);
  table.options.storage_parameters = std::move(parsed.table.options.storage_parameters);
  take_hanging(table, std::move(parsed.hanging), draft.schema);
  return true;
}

}  // namespace

void read_shown_tables(Draft& draft) {
  std::set<std::string> names = draft.to_show;
  names.insert(draft.to_leave.begin(), draft.to_leave.end());
  std::set<std::string> opaque;
  for (const std::string& name : names) {
    if (!complete(draft, *draft.table(name))) opaque.insert(name);
  }
  // Positions are looked up no more.
  std::erase_if(draft.schema.tables, [&](const schema::Table& table) { return opaque.contains(table.name.name); });
  draft.facts.clear();
}

void read_temporary_tables(Draft& draft, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::string statement = draft.catalog.shown("TABLE", name);
    if (statement.empty() || !draft.catalog.in_scope(name)) continue;
    ParsedTable parsed = parse_table(statement, draft.catalog);
    if (!parsed.table.temporary) continue;  // dropped in a way that the session did not see
    if (parsed.unread.empty() && parsed.hanging.empty()) {
      draft.schema.tables.push_back(std::move(parsed.table));
    } else {
      draft.schema.opaque_objects.push_back(opaque_table(draft.catalog, parsed.table, statement));
    }
  }
}

}  // namespace strata::dialects::mariadb
