// What a key, constraint, index or foreign key names must be there; what isn't is told with the nearest name.
#include "schema/fragment.hpp"
#include "schema/nearest.hpp"
#include "schema/validate_parts.hpp"

#include <algorithm>
#include <functional>

namespace strata::schema::validation {
namespace {

// Columns that a partition or child table has from its parents can't be looked up here.
bool has_columns_of_its_own(const ModelTable& table) {
  return !table.options.partition_of && table.options.inherits.empty();
}

std::vector<std::string> column_names(const ModelTable& table) {
  std::vector<std::string> names;
  names.reserve(table.columns.size());
  for (const ModelColumn& column : table.columns) names.push_back(column.name);
  return names;
}

// Columns of one table, for one constraint after the other.
struct Columns {
  const ModelTable& table;
  std::vector<std::string> names;
  Findings& findings;

  void require(const std::string& column, const std::string& whose, const SourceLocation& location) const {
    if (std::ranges::find(names, column) != names.end()) return;
    report(findings, location, whose + " names the unknown column " + column + " of " + to_string(table.name),
           did_you_mean(column, names));
  }

  void require_all(const std::vector<std::string>& columns, const std::string& whose,
                   const SourceLocation& location) const {
    for (const std::string& column : columns) require(column, whose, location);
  }
};

void check_fragment(const Columns& columns, const Fragment& fragment, const std::string& whose,
                    const SourceLocation& location) {
  columns.require_all(fragment.columns, whose, location);
  check_placeholders(fragment, whose, location, columns.findings);
}

void check_parts(const Columns& columns, const std::vector<ModelKeyPart>& parts, const std::string& whose,
                 const SourceLocation& location) {
  if (parts.empty()) report(columns.findings, location, whose + " has no columns");
  std::vector<std::string> seen;
  for (const ModelKeyPart& part : parts) {
    if (part.column.empty() && part.expression.text.empty() && part.expression.on_engine.empty()) {
      report(columns.findings, location, whose + " has a part that is neither a column nor an expression");
    }
    if (part.column.empty()) {
      check_fragment(columns, part.expression, whose, location);
      continue;
    }
    columns.require(part.column, whose, location);
    if (std::ranges::find(seen, part.column) != seen.end()) {
      report(columns.findings, location, whose + " names column " + part.column + " twice");
    }
    seen.push_back(part.column);
  }
}

std::string called(const std::string& kind, const std::string& name) {
  return name.empty() ? kind : kind + " " + name;
}

void check_key(const Columns& columns, const ModelKey& key, const std::string& whose) {
  check_parts(columns, key.parts, whose, key.location);
  columns.require_all(key.include, whose, key.location);
}

void check_indexes(const Columns& columns, const std::string& where) {
  for (const ModelIndex& index : columns.table.indexes) {
    const std::string whose = where + called("index", index.name);
    check_parts(columns, index.parts, whose, index.location);
    columns.require_all(index.include, whose, index.location);
    check_fragment(columns, index.where, whose, index.location);
  }
}

void check_exclusions(const Columns& columns, const std::string& where) {
  for (const ModelExclusion& exclusion : columns.table.exclusions) {
    const std::string whose = where + called("exclusion constraint", exclusion.name);
    std::vector<ModelKeyPart> parts;
    for (const ModelExclusionElement& element : exclusion.elements) parts.push_back(element.part);
    check_parts(columns, parts, whose, exclusion.location);
    columns.require_all(exclusion.include, whose, exclusion.location);
    check_fragment(columns, exclusion.where, whose, exclusion.location);
  }
}

// ---- foreign keys

template <class Range, class Projection>
std::vector<std::string> sorted(const Range& range, Projection projection) {
  std::vector<std::string> names;
  for (const auto& element : range) names.push_back(std::invoke(projection, element));
  std::ranges::sort(names);
  return names;
}

// Whether the columns, in any order, are a key of the table: primary, unique, or of a whole unique index.
bool is_key(const ModelTable& table, const std::vector<std::string>& columns) {
  const std::vector<std::string> wanted = sorted(columns, std::identity());
  const auto covers = [&](const auto& key) { return sorted(key.parts, &ModelKeyPart::column) == wanted; };
  if (table.primary_key && covers(*table.primary_key)) return true;
  if (std::ranges::any_of(table.uniques, covers)) return true;
  return std::ranges::any_of(table.indexes, [&](const ModelIndex& index) {
    return index.unique && index.where.text.empty() && index.where.on_engine.empty() && covers(index);
  });
}

// Whether the columns are the first of a key or an index: that is enough on MariaDB, and the others say so themselves.
bool begin_an_index(const ModelTable& table, const std::vector<std::string>& columns) {
  const auto begins = [&](const auto& key) {
    if (key.parts.size() < columns.size()) return false;
    const auto same = [](const std::string& column, const ModelKeyPart& part) { return part.column == column; };
    return std::equal(columns.begin(), columns.end(), key.parts.begin(), same);
  };
  return (table.primary_key && begins(*table.primary_key)) || std::ranges::any_of(table.uniques, begins) ||
         std::ranges::any_of(table.indexes, begins);
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return "(" + text + ")";
}

void check_referenced_columns(const ModelForeignKey& key, const ModelTable& parent, const std::string& whose,
                              Findings& findings) {
  if (!has_columns_of_its_own(parent)) return;
  if (key.referenced_columns.empty()) {
    if (!parent.primary_key) {
      report(findings, key.location, whose + " references " + to_string(parent.name) + ", which has no primary key");
    } else if (parent.primary_key->parts.size() != key.columns.size()) {
      report(findings, key.location,
             whose + " has " + std::to_string(key.columns.size()) + " columns, but the primary key of " +
                 to_string(parent.name) + " has " + std::to_string(parent.primary_key->parts.size()));
    }
    return;
  }
  if (key.columns.size() != key.referenced_columns.size()) {
    report(findings, key.location,
           whose + " has " + std::to_string(key.columns.size()) + " columns and references " +
               std::to_string(key.referenced_columns.size()));
    return;
  }
  const std::size_t before = findings.size();
  Columns{parent, column_names(parent), findings}.require_all(key.referenced_columns, whose, key.location);
  if (findings.size() > before || is_key(parent, key.referenced_columns)) return;
  if (begin_an_index(parent, key.referenced_columns)) return;
  report(findings, key.location,
         whose + " references " + to_string(parent.name) + " " + list(key.referenced_columns) + ", which is no key",
         "make it the primary key or add a unique constraint");
}

void check_foreign_key(const Columns& columns, const ModelForeignKey& key, const Known& known,
                       const std::string& where) {
  const std::string whose = where + called("foreign key", key.name.empty() ? list(key.columns) : key.name);
  if (key.columns.empty()) report(columns.findings, key.location, whose + " has no columns");
  columns.require_all(key.columns, whose, key.location);
  columns.require_all(key.on_delete_columns, whose, key.location);
  const auto parent = known.tables.find(key.referenced_table);
  if (parent != known.tables.end()) {
    check_referenced_columns(key, *parent->second, whose, columns.findings);
    return;
  }
  const std::string name = to_string(key.referenced_table);
  const bool is_view = known.views.contains(key.referenced_table);
  report(columns.findings, key.location,
         whose + (is_view ? " references the view " + name : " references the unknown table " + name),
         is_view ? "a foreign key needs a table" : did_you_mean(name, known.table_names));
}

void check_parents(const ModelTable& table, const Known& known, Findings& findings) {
  const auto require = [&](const ObjectName& name, const char* how) {
    if (known.tables.contains(name)) return;
    report(findings, table.location, "table " + to_string(table.name) + how + to_string(name) + ", which is unknown",
           did_you_mean(to_string(name), known.table_names));
  };
  for (const ObjectName& name : table.options.inherits) require(name, " inherits from ");
  if (table.options.partition_of) require(*table.options.partition_of, " is a partition of ");
}

}  // namespace

Known::Known(const Model& model) {
  for (const ModelTable& table : model.tables) {
    tables.emplace(table.name, &table);
    table_names.push_back(to_string(table.name));
  }
  for (const ModelView& view : model.views) views.emplace(view.name, &view);
}

const ModelTable* Known::find(const std::string& text) const {
  auto found = tables.find(ObjectName{"", text});
  const std::size_t dot = text.find('.');
  if (found == tables.end() && dot != std::string::npos) {
    found = tables.find(ObjectName{text.substr(0, dot), text.substr(dot + 1)});
  }
  return found == tables.end() ? nullptr : found->second;
}

void check_placeholders(const Fragment& fragment, const std::string& whose, const SourceLocation& location,
                        Findings& findings) {
  const auto check = [&](const std::string& text) {
    const std::optional<std::size_t> count = count_placeholders(text);
    if (!count) {
      report(findings, location, whose + ": a single brace in \"" + text + "\"", "write {{ or }} for a brace");
    } else if (*count != fragment.columns.size()) {
      report(findings, location,
             whose + ": \"" + text + "\" has " + std::to_string(*count) + " {} for " +
                 std::to_string(fragment.columns.size()) + " columns");
    }
  };
  const bool only_engines = fragment.text.empty() && !fragment.on_engine.empty();
  if (!only_engines) check(fragment.text);
  for (const EngineText& text : fragment.on_engine) check(text.text);
}

void check_references(const ModelTable& table, const Known& known, Findings& findings) {
  check_parents(table, known, findings);
  if (!has_columns_of_its_own(table)) return;
  const std::string where = "table " + to_string(table.name) + ": ";
  const Columns columns{table, column_names(table), findings};
  for (const ModelColumn& column : table.columns) {
    if (column.generated) check_fragment(columns, *column.generated, where + "column " + column.name, column.location);
  }
  if (table.primary_key) check_key(columns, *table.primary_key, where + "primary key");
  for (const ModelKey& key : table.uniques) check_key(columns, key, where + called("unique constraint", key.name));
  for (const ModelForeignKey& key : table.foreign_keys) check_foreign_key(columns, key, known, where);
  for (const ModelCheck& check : table.checks) {
    if (check.expression.text.empty() && check.expression.on_engine.empty()) {
      report(findings, check.location, where + called("check", check.name) + " has no expression");
    }
    check_fragment(columns, check.expression, where + called("check", check.name), check.location);
  }
  check_exclusions(columns, where);
  check_indexes(columns, where);
}

// What columns a view has only its engine knows.
void check_references(const ModelView& view, Findings& findings) {
  for (const ModelIndex& index : view.indexes) {
    const std::string whose = "view " + to_string(view.name) + ": " + called("index", index.name);
    if (index.parts.empty()) report(findings, index.location, whose + " has no columns");
    check_placeholders(index.where, whose, index.location, findings);
  }
}

// owned_by is "table.column" or "schema.table.column".
void check_references(const ModelSequence& sequence, const Known& known, Findings& findings) {
  if (sequence.owned_by.empty()) return;
  const std::string whose = "sequence " + to_string(sequence.name);
  const std::size_t dot = sequence.owned_by.rfind('.');
  const ModelTable* owner = dot == std::string::npos ? nullptr : known.find(sequence.owned_by.substr(0, dot));
  if (owner == nullptr) {
    report(findings, sequence.location, whose + " is owned by the unknown column " + sequence.owned_by);
    return;
  }
  Columns{*owner, column_names(*owner), findings}.require(sequence.owned_by.substr(dot + 1), whose, sequence.location);
}

}  // namespace strata::schema::validation
