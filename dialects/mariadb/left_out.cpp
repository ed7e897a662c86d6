// Each object says what it has of a list of words; see left_out.hpp.
#include "dialects/mariadb/left_out.hpp"

#include "dialects/mariadb/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using schema::ConflictAction;
using schema::ModelTable;

constexpr std::string_view on_conflict = "ON CONFLICT (a violation ends the statement)";

bool has_foreign(const schema::Options& parameters) {
  return std::ranges::any_of(parameters, [](const auto& parameter) { return is_foreign_parameter(parameter.first); });
}

void look_at(const ModelTable& table, const schema::ModelColumn& column, Notes& notes) {
  const bool always = column.identity && column.identity->kind == schema::IdentityKind::always;
  notes.add(column.location, "column " + full_name(table, column),
            Settings()
                .add(column.not_null_conflict != ConflictAction::none, on_conflict)
                .add(!column.storage.empty() && column.storage != without_versions, "its storage")
                .add(!column.compression.empty(), "its compression")
                .add(column.statistics_target.has_value(), "its statistics target")
                .add(always, "ALWAYS (a value that is given is taken)"));
}

void look_at_key(const ModelTable& table, const schema::ModelKey& key, std::string_view kind, Notes& notes) {
  const bool primary = table.primary_key && &key == &*table.primary_key;
  notes.add(key.location, name_or(key.name, kind, table.name),
            Settings()
                .add(key.on_conflict != ConflictAction::none, on_conflict)
                .add(primary && !key.include.empty(), "INCLUDE (the primary key holds the whole row)")
                .add(has_foreign(key.storage_parameters), "its storage parameters"));
}

void look_at(const ModelTable& table, const schema::ModelForeignKey& key, Notes& notes) {
  notes.add(key.location, name_or(key.name, "foreign key", table.name),
            Settings()
                .add(key.match != schema::MatchType::simple && key.columns.size() > 1, "MATCH (it is read and ignored)")
                .add(!key.comment.empty(), "its comment"));
}

void look_at(const ModelTable& table, const schema::ModelCheck& check, Notes& notes) {
  notes.add(check.location, name_or(check.name, "check", table.name),
            Settings().add(check.no_inherit, "NO INHERIT").add(!check.comment.empty(), "its comment"));
}

void look_at(const ModelTable& table, const schema::ModelIndex& index, Notes& notes) {
  notes.add(index.location, name_or(index.name, "index", table.name),
            Settings()
                .add(has_foreign(index.storage_parameters), "its storage parameters")
                .add(!index.tablespace.empty(), "its tablespace"));
}

void look_at_options(const ModelTable& table, Notes& notes) {
  const schema::TableOptions& options = table.options;
  notes.add(table.location, "table " + to_string(table.name),
            Settings()
                .add(options.strict, "STRICT (sql_mode says how strictly types are kept to)")
                .add(options.without_rowid, "WITHOUT ROWID")
                .add(options.unlogged, "UNLOGGED")
                .add(!options.access_method.empty(), "its access method")
                .add(!options.tablespace.empty(), "its tablespace")
                .add(has_foreign(options.storage_parameters), "its storage parameters"));
}

void look_at(const ModelTable& table, Notes& notes) {
  look_at_options(table, notes);
  const auto look_at_all = [&](const auto& objects) {
    for (const auto& object : objects) {
      if (here(object)) look_at(table, object, notes);
    }
  };
  look_at_all(table.columns);
  if (table.primary_key && here(*table.primary_key)) look_at_key(table, *table.primary_key, "primary key", notes);
  for (const schema::ModelKey& key : table.uniques) {
    if (here(key)) look_at_key(table, key, "unique constraint", notes);
  }
  look_at_all(table.foreign_keys);
  look_at_all(table.checks);
  look_at_all(table.indexes);
}

void look_at(const schema::ModelView& view, Notes& notes) {
  const bool barrier = std::ranges::any_of(view.options, [](const auto& o) { return o.first == "security_barrier"; });
  notes.add(view.location, "view " + to_string(view.name),
            Settings().add(barrier, "its security barrier").add(!view.comment.empty(), "its comment"));
}

}  // namespace

std::vector<schema::Finding> left_out(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  Notes notes(engine_title);
  for (const schema::Extension& extension : model.extensions) {
    notes.add({}, "project", Settings().add(true, "extension " + extension.name));
  }
  for (const schema::ModelEnum& type : model.enums) {
    notes.add(type.location, "enum " + to_string(type.name), Settings().add(!type.comment.empty(), "its comment"));
  }
  for (const schema::ModelSequence& sequence : model.sequences) {
    if (!here(sequence)) continue;
    notes.add(sequence.location, "sequence " + to_string(sequence.name),
              Settings().add(!sequence.owned_by.empty(), "its owner (it stays when the column goes)"));
  }
  for (const ModelTable& table : model.tables) {
    if (here(table)) look_at(table, notes);
  }
  for (const schema::ModelView& view : model.views) {
    if (here(view)) look_at(view, notes);
  }
  return notes.take();
}

}  // namespace strata::dialects::mariadb
