// Each object says what it has of a list of words; see left_out.hpp.
#include "dialects/postgresql/left_out.hpp"

#include "dialects/postgresql/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::ConflictAction;

constexpr std::string_view on_conflict = "ON CONFLICT (a violation ends the statement)";

void look_at(const schema::ModelTable& table, const schema::ModelColumn& column, Notes& notes) {
  notes.add(column.location, "column " + full_name(table, column),
            Settings()
                .add(column.not_null_conflict != ConflictAction::none, on_conflict)
                .add(!column.character_set.empty(), "its character set"));
}

void look_at(const schema::ModelTable& table, const schema::ModelKey& key, std::string_view kind, Notes& notes) {
  const bool ordered = key.on_column_descending || std::ranges::any_of(key.parts, [](const schema::ModelKeyPart& part) {
                         return part.descending || part.nulls.has_value();
                       });
  notes.add(key.location, name_or(key.name, kind, table.name),
            Settings()
                .add(key.on_conflict != ConflictAction::none, on_conflict)
                .add(ordered, "the order of its columns (a key's index is ascending)"));
}

void look_at(const schema::ModelIndex& index, Notes& notes) {
  notes.add(index.location, "index " + index.name, Settings().add(index.ignored, "IGNORED (it is used)"));
}

void look_at(const schema::ModelTable& table, Notes& notes) {
  const schema::TableOptions& options = table.options;
  notes.add(table.location, "table " + to_string(table.name),
            Settings()
                .add(options.strict, "STRICT (its types are kept to anyway)")
                .add(options.without_rowid, "WITHOUT ROWID")
                .add(!options.engine.empty(), "its engine")
                .add(!options.character_set.empty(), "its character set")
                .add(!options.row_format.empty(), "its row format"));
  for (const schema::ModelColumn& column : table.columns) {
    if (here(column)) look_at(table, column, notes);
  }
  if (table.primary_key && here(*table.primary_key)) look_at(table, *table.primary_key, "primary key", notes);
  for (const schema::ModelKey& key : table.uniques) {
    if (here(key)) look_at(table, key, "unique constraint", notes);
  }
  for (const schema::ModelIndex& index : table.indexes) {
    if (here(index)) look_at(index, notes);
  }
}

void look_at(const schema::ModelView& view, Notes& notes) {
  const bool others = std::ranges::any_of(view.options, [](const auto& option) {
    return option.first == "algorithm" || option.first == "security" || option.first == "definer";
  });
  notes.add(view.location, "view " + to_string(view.name), Settings().add(!view.materialized && others, "its options"));
}

}  // namespace

std::vector<schema::Finding> left_out(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  Notes notes(engine_title);
  for (const schema::ModelTable& table : model.tables) {
    if (here(table)) look_at(table, notes);
  }
  for (const schema::ModelView& view : model.views) {
    if (here(view)) look_at(view, notes);
  }
  return notes.take();
}

}  // namespace strata::dialects::postgresql
