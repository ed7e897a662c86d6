// One map of names per schema; each text is passed once. See references.hpp.
#include "dialects/mariadb/references.hpp"

#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_map>

namespace strata::dialects::mariadb {
namespace {

using schema::ObjectName;

// Spelled as they are, and folded: whether a server tells tables apart by case depends on its settings.
using KnownNames = std::unordered_map<std::string, ObjectName>;

// What stands behind a dot is a column, unless a database's name stands before it: then the three parts of
// db.table.column have their table in the middle. Too many rather than too few.
std::vector<ObjectName> names_in(std::string_view sql, const KnownNames& known, const ObjectName& self) {
  std::set<ObjectName> found;
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end; token = next_token(sql, token.end_offset())) {
    if (!is_name(token)) continue;
    const auto match = known.find(ascii::in_lower_case(identifier_of(token)));
    if (match != known.end() && match->second != self) found.insert(match->second);
  }
  return {found.begin(), found.end()};
}

// Whether other objects may use it by its name.
bool is_used_by_name(const schema::OpaqueObject& object) {
  constexpr auto kinds =
      std::to_array<std::string_view>({"function", "procedure", "package", "sequence", "table", "view"});
  return std::ranges::find(kinds, object.kind) != kinds.end();
}

// The statement itself where it is given to EXECUTE IMMEDIATE as a text.
std::string statement_of(const schema::OpaqueObject& object) {
  for (Token token = next_token(object.definition, 0); token.kind != TokenKind::end;) {
    const Token next = next_token(object.definition, token.end_offset());
    if (is_keyword(token, "immediate") && next.kind == TokenKind::string) return string_of(next);
    if (is_keyword(token, "create")) break;
    token = next;
  }
  return object.definition;
}

void add_names(std::vector<ObjectName>& names, const std::vector<ObjectName>& more) {
  std::set<ObjectName> all(names.begin(), names.end());
  all.insert(more.begin(), more.end());
  names.assign(all.begin(), all.end());
}

}  // namespace

void find_dependencies(schema::Schema& schema) {
  KnownNames known;
  KnownNames sequences;
  const auto add = [&](const ObjectName& name) { known.emplace(ascii::in_lower_case(name.name), name); };
  for (const schema::Table& table : schema.tables) add(table.name);
  for (const schema::View& view : schema.views) add(view.name);
  for (const schema::Sequence& sequence : schema.sequences) {
    add(sequence.name);
    sequences.emplace(ascii::in_lower_case(sequence.name.name), sequence.name);
  }
  std::set<ObjectName> opaque_tables;
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (is_used_by_name(object)) add(object.name);
    if (object.kind == "table") opaque_tables.insert(object.name);
    if (object.kind == "sequence") sequences.emplace(ascii::in_lower_case(object.name.name), object.name);
  }
  for (schema::View& view : schema.views) view.depends_on = names_in(view.definition, known, view.name);
  for (schema::OpaqueObject& object : schema.opaque_objects) {
    add_names(object.depends_on, names_in(statement_of(object), known, object.name));
  }
  for (schema::Table& table : schema.tables) {
    for (const schema::ForeignKey& key : table.foreign_keys) {
      if (opaque_tables.contains(key.referenced_table)) add_names(table.depends_on, {key.referenced_table});
    }
    if (sequences.empty()) continue;
    for (const schema::Column& column : table.columns) {
      if (column.default_value) add_names(table.depends_on, names_in(*column.default_value, sequences, table.name));
    }
  }
}

}  // namespace strata::dialects::mariadb
