// The columns of tables; those of views, which the server lists as well, are passed over.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"

namespace strata::dialects::mariadb {
namespace {

// What information_schema has in one text: "STORED GENERATED, INVISIBLE", "on update current_timestamp(3)", …
void read_extra(schema::Column& column, std::string_view extra, std::string expression) {
  while (!extra.empty()) {
    const std::size_t end = std::min(extra.find(", "), extra.size());
    const std::string_view word = extra.substr(0, end);
    extra.remove_prefix(std::min(end + 2, extra.size()));
    if (word == "auto_increment") {
      column.identity.emplace().kind = schema::IdentityKind::auto_increment;
    } else if (word.starts_with("on update ")) {
      column.on_update = word.substr(std::string_view("on update ").size());
    } else if (word == "INVISIBLE") {
      column.invisible = true;
    } else if (word == "WITHOUT SYSTEM VERSIONING") {
      column.storage = word;
    } else if (word == "STORED GENERATED" || word == "VIRTUAL GENERATED") {
      column.generated = schema::Generated{std::move(expression), word == "STORED GENERATED"};
    }
  }
}

schema::Column read_column(const Draft& draft, const TableFacts& facts, std::string name, Fields& fields) {
  schema::Column column;
  column.name = std::move(name);
  column.type = fields.text();
  column.nullable = fields.text() == "YES";
  Value default_value = fields.optional();
  const std::string extra = fields.text();
  read_extra(column, extra, draft.catalog.own(fields.text()));
  // A column that takes NULL and has no other default says NULL.
  if (!column.generated && default_value && *default_value != "NULL") {
    column.default_value = draft.catalog.own(*default_value);
  }
  fields.text();
  const std::string collation = fields.text();
  set_collation(column, collation, facts.collation);
  column.comment = fields.text();
  return column;
}

// Bytes that are no text read as question marks: SHOW CREATE has them as they are.
bool may_hide_bytes(const schema::Column& column) {
  return is_binary(column.type) && column.default_value && column.default_value->find('?') != std::string::npos;
}

// A sequence has the type of what it gives.
void note_sequence(Draft& draft, const std::string& name, std::string_view column, Fields& fields) {
  const auto found = draft.sequences.find(name);
  if (found != draft.sequences.end() && column == "minimum_value") found->second.data_type = fields.text();
}

void read_reference_systems(Draft& draft) {
  for (Row& row : draft.catalog.rows(geometry_query)) {
    Fields fields(row);
    schema::Table* table = draft.table(fields.text());
    if (table == nullptr) continue;
    const std::string name = fields.text();
    for (schema::Column& column : table->columns) {
      if (column.name == name) column.type += fields.text();
    }
  }
}

}  // namespace

bool is_binary(std::string_view type) {
  const std::string_view base = type.substr(0, type.find_first_of("( "));
  return base == "binary" || base == "varbinary" || base.ends_with("blob");
}

void set_collation(schema::Column& column, std::string_view collation, std::string_view of_table) {
  if (collation.empty() || collation == of_table) return;
  column.collation = collation;
  std::string character_set = character_set_of(collation);
  if (character_set != character_set_of(of_table)) column.character_set = std::move(character_set);
}

void read_columns(Draft& draft) {
  for (Row& row : draft.catalog.rows(columns_query)) {
    Fields fields(row);
    const std::string table = fields.text();
    std::string name = fields.text();
    const auto found = draft.facts.find(table);
    if (found == draft.facts.end()) {
      note_sequence(draft, table, name, fields);
      continue;
    }
    schema::Column column = read_column(draft, found->second, std::move(name), fields);
    if (may_hide_bytes(column)) draft.to_show.insert(table);
    draft.schema.tables[found->second.position].columns.push_back(std::move(column));
  }
  read_reference_systems(draft);
}

}  // namespace strata::dialects::mariadb
