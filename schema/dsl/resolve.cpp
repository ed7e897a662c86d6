// The end of loading: column names where members stand, tables where structs are referenced, enum types by name.
// In: what definitions have said; out: a Model, and what is wrong with it, all at once.
#include "models_state.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace strata::detail {
namespace {

class Resolver {
 public:
  explicit Resolver(ModelsState& models) : models_(models) {}

  void run() {
    for (auto& table : models_.tables) drop_ignored(*table);
    for (auto& table : models_.tables) {
      require_all_fields(*table);
      name_columns(*table);
      name_references(*table);
      name_enums(*table);
      check_defaults(*table);
    }
  }

 private:
  void report(const schema::SourceLocation& location, std::string message) {
    models_.problems.push_back({location, std::move(message)});
  }

  // A field may be ignored after all_columns() has described it.
  static void drop_ignored(TableState& table) {
    for (std::size_t at = table.columns.size(); at-- > 0;) {
      if (!is_ignored(table, table.columns[at].member)) continue;
      table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(at));
      table.model.columns.erase(table.model.columns.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

  void require_all_fields(const TableState& table) {
    for (std::size_t field = 0; field < table.fields.offsets.size(); ++field) {
      const MemberKey member{table.type, table.fields.offsets[field]};
      if (find_column(table, member) < table.columns.size() || is_ignored(table, member)) continue;
      const std::string name = describe(member);
      report(table.model.location, "table " + to_string(table.model.name) + " says nothing of " + name +
                                       ": describe it with column<&" + name + ">(), or leave it out with ignore<&" +
                                       name + ">()");
    }
  }

  // "User::id", as well as it is known.
  [[nodiscard]] std::string describe(MemberKey member) const {
    for (const auto& table : models_.tables) {
      if (table->type != member.owner || table->fields.signature == nullptr) continue;
      const std::vector<std::string> names = field_names(table->fields.signature());
      for (std::size_t field = 0; field < names.size() && field < table->fields.offsets.size(); ++field) {
        if (table->fields.offsets[field] == member.offset) return type_name(member.owner) + "::" + names[field];
      }
    }
    for (const auto& table : models_.tables) {
      const std::size_t at = find_column(*table, member);
      if (at < table->columns.size()) return type_name(member.owner) + "::" + table->model.columns[at].name;
    }
    return "a member of " + type_name(member.owner);
  }

  // ---- names where placeholders are ----

  void name_column(const TableState& table, std::string& column, const schema::SourceLocation& location,
                   const std::string& what) {
    std::size_t number = 0;
    if (!is_placeholder(column, number)) return;
    const MemberKey member = models_.members[number];
    const std::size_t at = find_column(table, member);
    if (at < table.columns.size()) {
      column = table.model.columns[at].name;
      return;
    }
    column.clear();
    report(location, what + " of table " + to_string(table.model.name) + " uses " + describe(member) +
                         ", which is no column of it");
  }

  void name_all(const TableState& table, std::vector<std::string>& columns, const schema::SourceLocation& location,
                const std::string& what) {
    for (std::string& column : columns) name_column(table, column, location, what);
  }

  void name_part(const TableState& table, schema::ModelKeyPart& part, const schema::SourceLocation& location,
                 const std::string& what) {
    if (part.column.empty()) {
      name_all(table, part.expression.columns, location, what);
      return;
    }
    name_column(table, part.column, location, what);
    part.expression.columns = {part.column};
  }

  void name_key(const TableState& table, schema::ModelKey& key, const std::string& what) {
    for (schema::ModelKeyPart& part : key.parts) name_part(table, part, key.location, what);
    name_all(table, key.include, key.location, what);
  }

  void name_columns(TableState& table) {
    schema::ModelTable& model = table.model;
    for (schema::ModelColumn& column : model.columns) {
      if (column.generated) name_all(table, column.generated->columns, column.location, "column " + column.name);
    }
    if (model.primary_key) name_key(table, *model.primary_key, "the primary key");
    for (schema::ModelKey& key : model.uniques) name_key(table, key, "a unique constraint");
    for (schema::ModelCheck& check : model.checks) {
      name_all(table, check.expression.columns, check.location, "a check");
    }
    for (schema::ModelIndex& index : model.indexes) {
      const std::string what = index.name.empty() ? "an index" : "index " + index.name;
      for (schema::ModelKeyPart& part : index.parts) name_part(table, part, index.location, what);
      name_all(table, index.include, index.location, what);
      name_all(table, index.where.columns, index.location, what);
    }
    for (schema::ModelExclusion& exclusion : model.exclusions) {
      const std::string what = "an exclusion constraint";
      for (auto& element : exclusion.elements) name_part(table, element.part, exclusion.location, what);
      name_all(table, exclusion.include, exclusion.location, what);
      name_all(table, exclusion.where.columns, exclusion.location, what);
    }
  }

  // ---- foreign keys ----

  void name_references(TableState& table) {
    for (std::size_t at = 0; at < table.foreign_keys.size(); ++at) {
      const ForeignKeyState& state = table.foreign_keys[at];
      schema::ModelForeignKey& key = table.model.foreign_keys[at];
      name_all(table, key.columns, key.location, "a foreign key");
      name_all(table, key.on_delete_columns, key.location, "a foreign key");
      if (!state.referenced) {
        report(key.location, "a foreign key of table " + to_string(table.model.name) + " lacks its references(...)");
      } else if (!state.referenced_members.empty()) {
        name_referenced(table, state, key);
      }
    }
  }

  void name_referenced(const TableState& table, const ForeignKeyState& state, schema::ModelForeignKey& key) {
    const std::vector<const TableState*> candidates = tables_with(state, key.referenced_table);
    const MemberKey first = state.referenced_members.front();
    const std::string whose =
        "a foreign key of table " + to_string(table.model.name) + " references " + describe(first);
    if (candidates.empty()) {
      const std::string named = key.referenced_table.name.empty() ? "any table" : to_string(key.referenced_table);
      report(key.location, whose + ", which is no column of " + named);
    } else if (candidates.size() > 1) {
      const std::string of = type_name(state.referenced_type != nullptr ? state.referenced_type : first.owner);
      report(key.location, whose + ", which is a column of several tables (" + names_of(candidates) +
                               "): say which with references<" + of + ">(\"" +
                               to_string(candidates.front()->model.name) + "\", ...)");
    } else {
      key.referenced_table = candidates.front()->model.name;
      for (const MemberKey& member : state.referenced_members) {
        key.referenced_columns.push_back(
            candidates.front()->model.columns[find_column(*candidates.front(), member)].name);
      }
    }
  }

  [[nodiscard]] std::vector<const TableState*> tables_with(const ForeignKeyState& state,
                                                           const schema::ObjectName& name) const {
    std::vector<const TableState*> found;
    for (const auto& table : models_.tables) {
      const auto has = [&](const MemberKey& member) { return find_column(*table, member) < table->columns.size(); };
      if (state.referenced_type != nullptr && table->type != state.referenced_type) continue;
      if (!name.name.empty() && table->model.name != name) continue;
      if (std::all_of(state.referenced_members.begin(), state.referenced_members.end(), has)) {
        found.push_back(table.get());
      }
    }
    return found;
  }

  static std::string names_of(const std::vector<const TableState*>& tables) {
    std::string names;
    for (const TableState* table : tables) names += (names.empty() ? "" : ", ") + to_string(table->model.name);
    return names;
  }

  // ---- enums ----

  void name_enums(TableState& table) {
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      schema::ModelColumn& column = table.model.columns[at];
      const ColumnState& state = table.columns[at];
      if (state.has_type && state.type.enumeration != nullptr) {
        EnumState& type = enum_state(models_, *state.type.enumeration);
        if (type.location.file.empty()) type.location = column.location;
        scalar(column.type).enum_name = name_of(type);
      }
      if (state.enum_default.type != nullptr) name_default(table, column, state.enum_default);
    }
  }

  static schema::PortableType& scalar(schema::PortableType& type) {
    return type.element.empty() ? type : scalar(type.element.front());
  }

  static std::string name_of(const EnumState& type) {
    return type.name ? to_string(*type.name) : snake_case(type_name(type.spec->type));
  }

  void name_default(const TableState& table, schema::ModelColumn& column, const EnumDefault& value) {
    column.default_literal.reset();
    for (const Enumerator& enumerator : enum_state(models_, *value.type).enumerators) {
      if (enumerator.value != value.value) continue;
      column.default_literal = {schema::LiteralKind::text, enumerator.label};
      return;
    }
    report(column.location, "the default of column " + to_string(table.model.name) + "." + column.name + " is " +
                                type_name(value.type->type) + " " + std::to_string(value.value) +
                                ", which has no label: name it with models.enumeration<...>(...).label(...)");
  }

  void check_defaults(const TableState& table) {
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      const schema::ModelColumn& column = table.model.columns[at];
      const std::string problem = default_problem(column, table.columns[at]);
      if (problem.empty()) continue;
      report(column.location, "column " + to_string(table.model.name) + "." + column.name + " " + problem);
    }
  }

  ModelsState& models_;
};

void add_enums(ModelsState& models) {
  for (const EnumState& state : models.enums) {
    schema::ModelEnum type;
    type.name = state.name ? *state.name : schema::ObjectName{"", snake_case(type_name(state.spec->type))};
    for (const Enumerator& enumerator : state.enumerators) type.labels.push_back(enumerator.label);
    for (const Enumerator& old : state.old_labels) {
      const auto now = std::find_if(state.enumerators.begin(), state.enumerators.end(),
                                    [&](const Enumerator& enumerator) { return enumerator.value == old.value; });
      if (now != state.enumerators.end()) type.renamed_labels.emplace_back(old.label, now->label);
    }
    type.comment = state.comment;
    type.location = state.location;
    for (const schema::ModelEnum& other : models.model.enums) {
      if (other.name != type.name) continue;
      models.problems.push_back({type.location, "two enums are named " + to_string(type.name) +
                                                    ": name one of them with models.enumeration<" +
                                                    type_name(state.spec->type) + ">(\"...\")"});
    }
    models.model.enums.push_back(std::move(type));
  }
}

}  // namespace

Loaded resolve(ModelsState& models) {
  Resolver(models).run();
  add_enums(models);
  if (models.naming) models.model.naming = *models.naming;
  for (auto& table : models.tables) models.model.tables.push_back(std::move(table->model));
  models.model.views.assign(models.views.begin(), models.views.end());
  return {std::move(models.model), std::move(models.problems)};
}

}  // namespace strata::detail
