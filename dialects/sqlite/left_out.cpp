// Each object says what it has of a list of words.
#include "dialects/sqlite/left_out.hpp"

#include "dialects/resolving.hpp"
#include "dialects/sqlite/resolve_table.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

namespace strata::dialects::sqlite {
namespace {

using schema::Finding;

bool here(const schema::OnlyOn& only_on) {
  return schema::on_engine(only_on, engine_name);
}

void look_at(const schema::ModelTable& table, const schema::ModelColumn& column, Notes& notes) {
  const bool always = column.identity && column.identity->kind == schema::IdentityKind::always;
  notes.add(column.location, "column " + full_name(table, column),
            Settings()
                .add(!column.character_set.empty(), "its character set")
                .add(!column.storage.empty(), "its storage")
                .add(!column.compression.empty(), "its compression")
                .add(column.statistics_target.has_value(), "its statistics target")
                .add(column.inherited, "that it is inherited")
                .add(always, "ALWAYS (a value that is given is taken)"));
}

void look_at(const schema::ModelTable& table, const schema::ModelForeignKey& key, Notes& notes) {
  notes.add(key.location, name_or(key.name, "foreign key", table.name),
            Settings()
                .add(key.match != schema::MatchType::simple && key.columns.size() > 1, "MATCH (it is read and ignored)")
                .add(!key.comment.empty(), "its comment"));
}

void look_at(const schema::ModelTable& table, const schema::ModelCheck& check, Notes& notes) {
  notes.add(check.location, name_or(check.name, "check", table.name),
            Settings().add(check.no_inherit, "NO INHERIT").add(!check.comment.empty(), "its comment"));
}

void look_at(const schema::ModelTable& table, const schema::ModelIndex& index, Notes& notes) {
  notes.add(index.location, name_or(index.name, "index", table.name),
            Settings()
                .add(!index.storage_parameters.empty(), "its storage parameters")
                .add(!index.tablespace.empty(), "its tablespace")
                .add(index.ignored, "IGNORED (it is used)")
                .add(!index.comment.empty(), "its comment"));
}

void look_at_options(const schema::ModelTable& table, Notes& notes) {
  const schema::TableOptions& options = table.options;
  notes.add(table.location, "table " + to_string(table.name),
            Settings()
                .add(options.unlogged, "UNLOGGED")
                .add(!options.access_method.empty(), "its access method")
                .add(!options.tablespace.empty(), "its tablespace")
                .add(!options.storage_parameters.empty(), "its storage parameters")
                .add(!options.engine.empty(), "its engine")
                .add(!options.character_set.empty(), "its character set")
                .add(!options.row_format.empty(), "its row format"));
}

void look_at(const schema::ModelTable& table, Notes& notes) {
  look_at_options(table, notes);
  for (const auto& column : table.columns) {
    if (here(column.only_on)) look_at(table, column, notes);
  }
  const auto look_at_key = [&](std::string_view kind, const schema::ModelKey& key) {
    if (here(key.only_on)) {
      notes.add(key.location, name_or(key.name, kind, table.name),
                Settings()
                    .add(!key.storage_parameters.empty(), "its storage parameters")
                    .add(!key.comment.empty(), "its comment"));
    }
  };
  if (table.primary_key) look_at_key("primary key", *table.primary_key);
  for (const auto& unique : table.uniques) look_at_key("unique constraint", unique);
  const auto look_at_all = [&](const auto& objects) {
    for (const auto& object : objects) {
      if (here(object.only_on)) look_at(table, object, notes);
    }
  };
  look_at_all(table.foreign_keys);
  look_at_all(table.checks);
  look_at_all(table.indexes);
}

// A file has no users, so what a view lets whom see is no question here.
void look_at(const schema::ModelView& view, Notes& notes) {
  notes.add(view.location, "view " + to_string(view.name),
            Settings().add(!view.options.empty(), "its options").add(!view.comment.empty(), "its comment"));
}

}  // namespace

std::vector<Finding> left_out(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  Notes notes(engine_title);
  for (const schema::Extension& extension : model.extensions) {
    notes.add({}, "project", Settings().add(true, "extension " + extension.name));
  }
  for (const schema::ModelEnum& type : model.enums) {
    notes.add(type.location, "enum " + to_string(type.name), Settings().add(!type.comment.empty(), "its comment"));
  }
  for (const schema::ModelTable& table : model.tables) {
    if (here(table.only_on)) look_at(table, notes);
  }
  for (const schema::ModelView& view : model.views) {
    if (here(view.only_on)) look_at(view, notes);
  }
  return notes.take();
}

}  // namespace strata::dialects::sqlite
