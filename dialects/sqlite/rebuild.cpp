// The rebuild of a table: a look whether all values fit, a new table under another name, the rows copied, the old one
// dropped, the new one renamed, its indexes and triggers put back (lang_altertable.html, section 7). Views need no
// care: with legacy_alter_table SQLite neither looks at them nor rewrites them, and they find the new table by its
// name.
#include "dialects/sqlite/lower_parts.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"
#include "dialects/sqlite/rowid.hpp"
#include "dialects/sqlite/type_change.hpp"
#include "dialects/sqlite/types.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace strata::dialects::sqlite {
namespace {

using diff::Hazard;
using diff::HazardKind;
using diff::Step;
using schema::Column;
using schema::Table;

// Whether rows may have NULL there; some keys can't although they are not declared so.
bool holds_nulls(const Table& table, const Column& column) {
  const bool strict_keys = table.options.without_rowid || table.options.strict;
  const bool implied = is_rowid_alias(table, column) || (strict_keys && is_key_column(table, column));
  return column.nullable && !implied;
}

bool is_autoincrement(const Table& table) {
  return std::ranges::any_of(table.columns, [](const Column& column) {
    return column.identity && column.identity->kind == schema::IdentityKind::auto_increment;
  });
}

// IGNORE and REPLACE would make rows vanish on the way; what INSERT says counts more (lang_conflict.html).
bool resolves_conflicts(const Table& table) {
  const auto acts = [](schema::ConflictAction action) {
    return action != schema::ConflictAction::none && action != schema::ConflictAction::abort;
  };
  return (table.primary_key && acts(table.primary_key->on_conflict)) ||
         std::ranges::any_of(table.uniques, acts, &schema::UniqueConstraint::on_conflict) ||
         std::ranges::any_of(table.columns, acts, &Column::not_null_conflict);
}

// What goes into the new table's columns, side by side.
struct Copy {
  std::vector<std::string> columns;  // quoted names
  std::vector<std::string> values;  // SQL
  std::vector<Hazard> hazards;

  void add(const Column& column, std::string value) {
    columns.push_back(quote_identifier(column.name));
    values.push_back(std::move(value));
  }
};

// The value that stands for none: as asked for, or the default, or, for want of both, a placeholder that the caller
// is told of.
std::string value_for_null(Lowering& lowering, const Table& to, const Column& column) {
  if (const std::string* fill = lowering.fill_for(to.name, column.name)) return *fill;
  if (column.default_value) return *column.default_value;
  lowering.add_missing_fill(to.name, column.name);
  return placeholder(column);
}

void copy_old_column(Lowering& lowering, const Table& from, const Column& old_column, const Table& to,
                     const Column& column, Copy& copy) {
  const std::string full_name = to_string(to.name) + "." + column.name;
  std::string value = quote_identifier(old_column.name);
  if (!holds_nulls(to, column) && holds_nulls(from, old_column) && !is_rowid_alias(to, column)) {
    const std::string instead = value_for_null(lowering, to, column);
    value = fmt::format("COALESCE({}, {})", value, instead);
    copy.hazards.push_back({HazardKind::value_change, fmt::format("NULL in {} becomes {}", full_name, instead)});
  }
  if (std::string change = conversion(from, old_column, to, column); !change.empty()) {
    copy.hazards.push_back({HazardKind::value_change, std::move(change), {to.name, column.name}});
  }
  copy.add(column, std::move(value));
}

// A column left out of the copy gets its default or NULL; a rowid numbers itself.
void fill_new_column(Lowering& lowering, const Table& to, const Column& column, Copy& copy) {
  if (const std::string* fill = lowering.fill_for(to.name, column.name)) {
    copy.add(column, *fill);
  } else if (!column.nullable && !column.default_value && !is_rowid_alias(to, column)) {
    lowering.add_missing_fill(to.name, column.name);
    copy.add(column, placeholder(column));
  }
}

Copy plan_copy(Lowering& lowering, const Table& from, const Table& to) {
  Copy copy;
  // Rows that no column numbers keep their numbers all the same: others may have noted them.
  if (const auto old_rowid = hidden_rowid(from), rowid = hidden_rowid(to); !old_rowid.empty() && !rowid.empty()) {
    copy.columns.emplace_back(rowid);
    copy.values.emplace_back(old_rowid);
  }
  for (const Column& column : to.columns) {
    if (column.generated) continue;
    const Column* old_column = column_in(from, column.name);
    if (old_column != nullptr) {
      copy_old_column(lowering, from, *old_column, to, column, copy);
    } else {
      fill_new_column(lowering, to, column, copy);
    }
  }
  if (copy.columns.empty()) {  // the rows stay even if no value does
    const auto plain = std::ranges::find_if(to.columns, [](const Column& column) { return !column.generated; });
    if (plain != to.columns.end()) copy.add(*plain, plain->default_value.value_or("NULL"));
  }
  return copy;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

// The highest number ever given, which may be above that of any row left (autoinc.html).
void keep_counter(const std::string& old_name, const std::string& new_name, std::vector<std::string>& statements) {
  statements.push_back(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", quote_literal(new_name)));
  statements.push_back(
      fmt::format("INSERT INTO sqlite_sequence (name, seq)\nSELECT {}, seq\nFROM sqlite_sequence\nWHERE name = {}",
                  quote_literal(new_name), quote_literal(old_name)));
}

std::vector<std::string> rebuild_statements(const Table& from, const Table& to, const std::string& new_name,
                                            const Copy& copy, const std::vector<schema::OpaqueObject>& hanging) {
  const std::string quoted_new = quote_identifier(new_name);
  std::vector<std::string> statements = precheck(from, to);
  statements.push_back(create_table_as(to, {"", new_name}));
  statements.push_back(fmt::format("INSERT {}INTO {} ({})\nSELECT {}\nFROM {}",
                                   resolves_conflicts(to) ? "OR ABORT " : "", quoted_new, joined(copy.columns),
                                   joined(copy.values), quote_identifier(from.name.name)));
  if (is_autoincrement(from) && is_autoincrement(to)) keep_counter(from.name.name, new_name, statements);
  statements.push_back("DROP TABLE " + quote_identifier(from.name.name));
  statements.emplace_back("PRAGMA legacy_alter_table = ON");
  statements.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quoted_new, quote_identifier(to.name.name)));
  statements.emplace_back("PRAGMA legacy_alter_table = OFF");
  for (const schema::Index& index : to.indexes) statements.push_back(create_index(to, index));
  for (const schema::OpaqueObject& object : hanging) {
    if (object.definition.empty()) {
      throw Error(ErrorCode::refused, fmt::format("table {} must be rebuilt, but strata can't re-create {}",
                                                  to_string(to.name), describe(object)))
          .hint("write this change into an empty revision by hand");
    }
    statements.push_back(object.definition);
  }
  return statements;
}

void add_resources(const diff::Operation& operation, Step& step) {
  if (const auto* create = std::get_if<diff::CreateIndex>(&operation)) {
    step.provides.push_back(relation(create->index.name));
  } else if (const auto* drop = std::get_if<diff::DropIndex>(&operation)) {
    step.removes.push_back(relation(drop->index.name));
  } else if (const auto* rename = std::get_if<diff::RenameIndex>(&operation)) {
    step.removes.push_back(relation(rename->from));
    step.provides.push_back(relation(rename->to));
  }
}

void add_findings(const Lowering& lowering, const diff::Operation& operation, std::vector<Hazard>& hazards) {
  add_data_loss(operation, hazards);
  if (std::holds_alternative<diff::AddConstraint>(operation)) {
    hazards.push_back({HazardKind::scan, "fails where rows do not fit: " + diff::describe(operation)});
  }
  if (const auto* drop = std::get_if<diff::DropColumn>(&operation)) {
    std::ranges::move(lowering.broken_by_drop(drop->table, drop->column.name), std::back_inserter(hazards));
  }
}

}  // namespace

void rebuild(Lowering& lowering, const std::vector<std::size_t>& operations, const Table& from, const Table& to) {
  Copy copy = plan_copy(lowering, from, to);
  Step step;
  step.summary = "rebuild table " + to_string(to.name);
  step.phase = diff::Phase::alter;
  step.statements = rebuild_statements(from, to, lowering.name_for_new(to), copy, lowering.surviving_on(to.name));
  step.operations = operations;
  step.hazards.push_back({HazardKind::rewrite, fmt::format("copies every row of {}", to_string(to.name))});
  if (to.options.strict && !from.options.strict) {
    step.hazards.push_back({HazardKind::scan, "fails where a value is not of its column's type", {to.name, ""}});
  }
  for (const std::size_t i : operations) {
    add_resources(lowering.change().operations[i], step);
    add_findings(lowering, lowering.change().operations[i], step.hazards);
  }
  if (is_autoincrement(from) && !is_autoincrement(to)) {
    step.hazards.push_back({HazardKind::value_change,
                            fmt::format("numbers of deleted rows of {} may be given again", to_string(to.name))});
  }
  std::ranges::move(copy.hazards, std::back_inserter(step.hazards));
  step.foreign_keys_off = true;
  lowering.add(std::move(step));
}

}  // namespace strata::dialects::sqlite
