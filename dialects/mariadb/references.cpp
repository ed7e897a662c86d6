// One map of names per schema; each text is passed once. See references.hpp.
#include "dialects/mariadb/references.hpp"

#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace strata::dialects::mariadb {
namespace {

using schema::ObjectName;

// Spelled as they are, and folded: whether a server tells tables apart by case depends on its settings.
using KnownNames = std::unordered_map<std::string, ObjectName>;

std::string folded(std::string_view name) {
  std::string out(name);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// What stands behind a dot is a column, unless a database's name stands before it: then the three parts of
// db.table.column have their table in the middle. Too many rather than too few.
std::vector<ObjectName> names_in(std::string_view sql, const KnownNames& known, const ObjectName& self) {
  std::set<ObjectName> found;
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end; token = next_token(sql, token.end_offset())) {
    if (!is_name(token)) continue;
    const auto match = known.find(folded(identifier_of(token)));
    if (match != known.end() && match->second != self) found.insert(match->second);
  }
  return {found.begin(), found.end()};
}

bool is_routine(const schema::OpaqueObject& object) {
  return object.kind == "function" || object.kind == "procedure";
}

}  // namespace

void find_dependencies(schema::Schema& schema) {
  KnownNames known;
  KnownNames sequences;
  const auto add = [&](const ObjectName& name) { known.emplace(folded(name.name), name); };
  for (const schema::Table& table : schema.tables) add(table.name);
  for (const schema::View& view : schema.views) add(view.name);
  for (const schema::Sequence& sequence : schema.sequences) {
    add(sequence.name);
    sequences.emplace(folded(sequence.name.name), sequence.name);
  }
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (is_routine(object) || object.kind == "sequence") add(object.name);
  }
  for (schema::View& view : schema.views) view.depends_on = names_in(view.definition, known, view.name);
  for (schema::OpaqueObject& object : schema.opaque_objects) {
    object.depends_on = names_in(object.definition, known, object.name);
  }
  if (sequences.empty()) return;
  for (schema::Table& table : schema.tables) {
    std::set<ObjectName> found;
    for (const schema::Column& column : table.columns) {
      if (!column.default_value) continue;
      for (const ObjectName& name : names_in(*column.default_value, sequences, table.name)) found.insert(name);
    }
    table.depends_on.assign(found.begin(), found.end());
  }
}

}  // namespace strata::dialects::mariadb
