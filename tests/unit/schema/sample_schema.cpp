// The sample, object by object; see sample_schema.hpp.
#include "sample_schema.hpp"

#include <cstdint>
#include <limits>

namespace strata::schema::testing {
namespace {

Column column(const std::string& name, const std::string& type, bool nullable = false) {
  Column made;
  made.name = name;
  made.type = type;
  made.nullable = nullable;
  return made;
}

KeyPart part(const std::string& name) {
  KeyPart made;
  made.column = name;
  return made;
}

KeyPart expression(const std::string& text) {
  KeyPart made;
  made.expression = text;
  return made;
}

SequenceOptions all_sequence_options() {
  return {"bigint", 100, -5, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
          20,       true};
}

// Columns with every attribute, and names that are keywords, no identifiers, or clash.
Table columns_table() {
  Table table;
  table.name = {"sales", "order"};
  table.comment = "a \"quoted\" comment\nin two lines, with a backslash \\ and a tab\t.";
  table.columns = {column("class", "bigint"),  column("1st place", "text", true), column("a-b", "text"),
                   column("a_b", "text"),      column("Order", "text"),           column("Colour", "app.colour"),
                   column("größe", "numeric"), column("price", "money", true),    column("std", "bigint", true)};
  table.columns[0].identity = Identity{IdentityKind::always, all_sequence_options()};
  table.columns[1].default_value = "'{\"a\": \"b\"}'";
  table.columns[2].collation = "de_DE";
  table.columns[2].character_set = "utf8mb4";
  table.columns[2].on_update = "CURRENT_TIMESTAMP";
  table.columns[2].invisible = true;
  table.columns[3].storage = "external";
  table.columns[3].compression = "lz4";
  table.columns[3].statistics_target = 500;
  table.columns[3].inherited = true;
  table.columns[4].not_null_conflict = ConflictAction::replace;
  table.columns[4].comment = "mind the \x01 control";
  table.columns[5].default_value = "'light-blue'::colour";
  table.columns[6].generated = Generated{"coalesce(price, '{}'::money) * 2", true};
  table.columns[7].generated = Generated{"1", false};
  PrimaryKey& key = table.primary_key.emplace();
  key.name = "order_pkey";
  key.parts = {part("class"), part("a-b")};
  key.parts[1].collation = "C";
  key.parts[1].descending = true;
  key.include = {"a_b"};
  key.deferral = Deferral::initially_immediate;
  key.on_conflict = ConflictAction::ignore;
  key.comment = "key";
  table.options.strict = table.options.without_rowid = table.options.unlogged = table.options.system_versioned = true;
  table.options.access_method = "heap";
  table.options.tablespace = "fast";
  table.options.inherits = {{"sales", "lines"}};
  table.options.partition_of = ObjectName{"", "lines"};
  table.options.partition_bound = "FOR VALUES IN ('x')";
  table.options.partition_by = "RANGE (class)";
  table.options.storage_parameters = {{"fillfactor", "70"}, {"autovacuum_enabled", "off"}};
  table.options.engine = "InnoDB";
  table.options.character_set = "utf8mb4";
  table.options.collation = "utf8mb4_bin";
  table.options.row_format = "dynamic";
  return table;
}

ForeignKey foreign_key(std::vector<std::string> columns, ObjectName table, std::vector<std::string> referenced) {
  ForeignKey key;
  key.columns = std::move(columns);
  key.referenced_table = std::move(table);
  key.referenced_columns = std::move(referenced);
  return key;
}

std::vector<ForeignKey> foreign_keys() {
  std::vector<ForeignKey> keys;
  keys.push_back(foreign_key({"order_class", "order_ab"}, {"sales", "order"}, {"class", "a-b"}));
  keys.back().name = "lines_order_fkey";
  keys.back().on_delete = ReferentialAction::set_null;
  keys.back().on_delete_columns = {"order_ab"};
  keys.back().on_update = ReferentialAction::cascade;
  keys.back().match = MatchType::full;
  keys.back().deferral = Deferral::initially_deferred;
  keys.back().validated = false;
  keys.back().comment = "both";
  // A bigint that references a text, which C++ would refuse: written by name.
  keys.push_back(foreign_key({"order_class"}, {"sales", "order"}, {"a_b"}));
  keys.back().on_delete = ReferentialAction::restrict;
  keys.push_back(foreign_key({"id"}, {"", "elsewhere"}, {"id"}));
  keys.push_back(foreign_key({"id", "order_class", "parent"}, {"", "lines"}, {"id", "order_class", "parent"}));
  return keys;
}

std::vector<Index> indexes() {
  Index made;
  made.name = "lines \"odd\" name";
  made.parts = {part("id"), expression("lower(order_ab || '{}')"), part("parent"), part("text")};
  made.parts[1].operator_class = "text_pattern_ops";
  made.parts[1].nulls = NullsOrder::last;
  made.parts[2].descending = true;
  made.parts[3].prefix_length = 10;
  made.parts[3].nulls = NullsOrder::first;
  made.unique = true;
  made.method = "btree";
  made.include = {"order_class", "order_ab"};
  made.where = "order_ab <> '}' AND text IS NOT NULL";
  made.nulls_not_distinct = true;
  made.storage_parameters = {{"fillfactor", "90"}};
  made.tablespace = "fast";
  made.ignored = true;
  made.comment = "covering";
  return {made};
}

// Constraints of every kind; most of them named, some not.
Table constraints_table() {
  Table table;
  table.name = {"", "lines"};
  table.columns = {column("id", "bigint", true), column("order_class", "bigint", true),
                   column("order_ab", "text", true), column("parent", "bigint"), column("text", "text", true)};
  table.columns[0].identity = Identity{IdentityKind::auto_increment, {}};
  table.columns[3].identity = Identity{IdentityKind::serial, {}};
  table.primary_key.emplace().parts = {part("id"), part("parent")};
  table.primary_key->on_column_descending = true;
  UniqueConstraint& unique = table.uniques.emplace_back();
  unique.name = "lines_text_key";
  unique.parts = {part("text")};
  unique.nulls_not_distinct = true;
  unique.deferral = Deferral::initially_deferred;
  unique.on_conflict = ConflictAction::rollback;
  unique.include = {"id"};
  unique.comment = "unique";
  table.foreign_keys = foreign_keys();
  table.checks.push_back(
      {"lines_check", "text <> '{\"json\": {}}' AND order_ab LIKE 'a\\b\"c%'", true, false, "why", {}});
  table.checks.push_back({"", "id > 0", false, true, "", {}});
  Exclusion& exclusion = table.exclusions.emplace_back();
  exclusion.name = "lines_no_overlap";
  exclusion.method = "gist";
  exclusion.elements = {{part("id"), "="}, {expression("range(id, parent)"), "&&"}};
  exclusion.include = {"text"};
  exclusion.where = "id > 1";
  exclusion.deferral = Deferral::initially_immediate;
  exclusion.storage_parameters = {{"fillfactor", "60"}};
  exclusion.comment = "rooms";
  table.indexes = indexes();
  return table;
}

// More columns than all_columns() can count.
Table wide_table() {
  Table table;
  table.name = {"", "wide"};
  for (int i = 0; i < 80; ++i)
    table.columns.push_back(column("column_" + std::to_string(i), i % 2 == 0 ? "bigint" : "text"));
  return table;
}

Table temporary_table() {
  Table table;
  table.name = {"", "lines"};
  table.temporary = true;
  table.columns = {column("id", "bigint")};
  return table;
}

std::vector<View> views() {
  std::vector<View> views(3);
  views[0].name = {"sales", "order_view"};
  views[0].columns = {"a", "b"};
  views[0].definition = "WITH RECURSIVE t(n) AS (\n  SELECT '{' || \")sql\"\n)\nSELECT n, n FROM t)\"";
  views[0].options = {{"security_barrier", "true"}};
  views[0].check_option = "cascaded";
  views[0].comment = "a view";
  views[1].name.name = "summary";
  views[1].materialized = true;
  views[1].definition =
      "SELECT id, text FROM lines WHERE id > 0 AND text IS NOT NULL AND text <> 'a text that makes the "
      "query long' AND id < 1000000";
  Index& index = views[1].indexes.emplace_back();
  index.name = "summary_id";
  index.parts = {part("id"), expression("lower(text)")};
  index.parts[0].descending = true;
  index.unique = true;
  views[2].name.name = "passing";
  views[2].temporary = true;
  views[2].definition = "SELECT 1";
  return views;
}

}  // namespace

Schema sample_schema() {
  Schema schema;
  schema.engine = "sample";
  schema.namespaces = {"app", "sales"};
  schema.extensions = {{"citext", "", ""}, {"postgis", "app", "3.3"}};
  schema.enums.push_back({{"app", "colour"}, {"red", "light-blue", "class", "", "1", "light_blue"}, "of things", {}});
  schema.enums.push_back({{"", "empty"}, {}, "", {}});
  schema.domains.push_back({{"", "email"}, "citext", false, "''", "C", {}, "addresses", {}});
  schema.domains[0].checks = {{"has_at", "VALUE LIKE '%@%'", false, true, "", {}},
                              {"", "VALUE <> '{}'", false, true, "", {}}};
  schema.composite_types.push_back(
      {{"app", "point"}, {column("x", "real", true), column("label", "text", true)}, "2d", {}});
  schema.composite_types[0].attributes[1].collation = "C";
  schema.sequences.push_back({{"app", "numbers"}, all_sequence_options(), "lines.id", "counts", {}});
  schema.sequences.push_back({{"", "plain"}, {}, "", "", {}});
  schema.tables = {constraints_table(), columns_table(), wide_table(), temporary_table()};
  schema.views = views();
  schema.opaque_objects.push_back(
      {"function", {"app", "audit"}, "CREATE FUNCTION …", "DROP FUNCTION …", {}, {}, false});
  schema.opaque_objects.push_back({"trigger", {"", "stamp"}, "", "", ObjectName{"", "lines"}, {}, false});
  return schema;
}

CppType sample_type(const Column& column) {
  CppType type;
  type.exact = column.type == "bigint" || column.type == "text" || column.type == "app.colour";
  if (column.type == "bigint") type.type.kind = PortableKind::int64;
  if (column.type == "app.colour") type.type = {PortableKind::enumeration, 0, 0, 0, "app.colour", {}};
  if (column.type == "money")
    type.type = {PortableKind::array, 0, 0, 0, "", {{PortableKind::decimal, 0, 12, 2, "", {}}}};
  if (column.type == "numeric") type.type.kind = PortableKind::decimal;  // without digits: there is no C++ type for it
  return type;
}

}  // namespace strata::schema::testing
