// What the thin templates call: it puts columns, constraints and indexes into the model as they are described.
// Members become placeholders here and names in resolve.cpp, when all definitions have run.
#include "models_state.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace strata::detail {
namespace {

constexpr char placeholder_mark = '\x01';

schema::PortableType portable_type(ModelsState& models, const TypeSpec& spec) {
  schema::PortableType type;
  type.kind = spec.kind;
  type.length = spec.length;
  type.precision = spec.precision;
  type.scale = spec.scale;
  if (spec.enumeration != nullptr) enum_state(models, *spec.enumeration);
  for (int dimension = 0; dimension < spec.array_dimensions; ++dimension) {
    schema::PortableType array;
    array.kind = schema::PortableKind::array;
    array.element.push_back(std::move(type));
    type = std::move(array);
  }
  return type;
}

std::size_t append_column(TableState& table, std::string name, MemberKey member, const TypeSpec* type, Here here) {
  schema::ModelColumn column;
  column.name = std::move(name);
  column.location = location(here);
  ColumnState state;
  state.member = member;
  if (type != nullptr) {
    column.type = portable_type(*table.models, *type);
    column.nullable = type->nullable;
    state.type = *type;
    state.has_type = true;
  }
  table.model.columns.push_back(std::move(column));
  table.columns.push_back(state);
  return table.columns.size() - 1;
}

}  // namespace

std::size_t find_column(const TableState& table, MemberKey member) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const ColumnState& column) { return column.member == member; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

bool is_ignored(const TableState& table, MemberKey member) {
  return std::find(table.ignored.begin(), table.ignored.end(), member) != table.ignored.end();
}

schema::SourceLocation location(Here here) {
  return {here.file, here.line};
}

EnumState& enum_state(ModelsState& models, const EnumSpec& spec) {
  const auto found = std::find_if(models.enums.begin(), models.enums.end(),
                                  [&](const EnumState& known) { return known.spec->type == spec.type; });
  if (found != models.enums.end()) return *found;
  models.enums.push_back(
      {.spec = &spec, .name = {}, .enumerators = enumerators(spec), .old_labels = {}, .comment = {}, .location = {}});
  return models.enums.back();
}

// ---- members in texts ----

std::string placeholder(ModelsState& models, MemberKey member) {
  const auto found = std::find(models.members.begin(), models.members.end(), member);
  const auto at = found - models.members.begin();
  if (found == models.members.end()) models.members.push_back(member);
  return placeholder_mark + std::to_string(at);
}

bool is_placeholder(const std::string& column, std::size_t& member) {
  if (column.empty() || column.front() != placeholder_mark) return false;
  member = std::stoul(column.substr(1));
  return true;
}

void set_fragment(ModelsState& models, schema::Fragment& fragment, const char* text, Members members) {
  fragment.text = text;
  fragment.columns.clear();
  fragment.on_engine.clear();
  for (const MemberKey& member : members) fragment.columns.push_back(placeholder(models, member));
}

void set_fragment(ModelsState& models, schema::Fragment& fragment, const SqlSpec& sql) {
  set_fragment(models, fragment, sql.text.c_str(), {});
  for (const MemberKey& member : sql.members) fragment.columns.push_back(placeholder(models, member));
  fragment.on_engine = sql.on_engine;
}

schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, MemberKey member) {
  schema::ModelKeyPart& made = to.emplace_back();
  made.column = placeholder(models, member);
  made.expression.text = "{}";
  made.expression.columns = {made.column};
  return made;
}

schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const SqlSpec& expression) {
  schema::ModelKeyPart& made = to.emplace_back();
  set_fragment(models, made.expression, expression);
  return made;
}

schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const PartSpec& part) {
  schema::ModelKeyPart& made = to.emplace_back();
  set_fragment(models, made.expression, part.sql);
  if (!part.expression) {
    made.column = part.column.empty() ? made.expression.columns.front() : part.column;
    made.expression = {.text = "{}", .columns = {made.column}, .on_engine = {}};
  }
  made.collation = part.collation;
  made.operator_class = part.operator_class;
  made.descending = part.descending;
  made.nulls = part.nulls;
  made.prefix_length = part.prefix_length;
  return made;
}

SqlSpec make_sql(const char* text, Here here, Members members) {
  return {text, members, {}, here};
}

PartSpec member_part(MemberKey member) {
  PartSpec part;
  part.sql = {"{}", {member}, {}, {}};
  return part;
}

PartSpec expression_part(SqlSpec sql) {
  PartSpec part;
  part.expression = true;
  part.sql = std::move(sql);
  return part;
}

PartSpec named_part(std::string_view column) {
  PartSpec part;
  part.column = column;
  return part;
}

// ---- columns ----

void set_fields(FieldsSpec& fields, const char* (*signature)(), const void* base, const void* const* at, int count) {
  fields.signature = signature;
  fields.offsets.clear();
  for (int field = 0; field < count; ++field) {
    fields.offsets.push_back(static_cast<const char*>(at[field]) - static_cast<const char*>(base));
  }
}

std::size_t add_column(TableState& table, const char* signature, MemberKey member, const TypeSpec* type, Here here) {
  const std::size_t known = find_column(table, member);
  if (known < table.columns.size()) {
    table.model.columns[known].location = location(here);  // says more than that of all_columns()
    return known;
  }
  return append_column(table, member_name(signature), member, type, here);
}

// Of a member whose type says nothing but whether NULL is allowed.
std::size_t add_column(TableState& table, const char* signature, MemberKey member, bool nullable, Here here) {
  const bool known = find_column(table, member) < table.columns.size();
  const std::size_t at = add_column(table, signature, member, nullptr, here);
  if (!known) table.model.columns[at].nullable = nullable;
  return at;
}

std::size_t add_column(TableState& table, std::string_view name, const Native& type, Here here) {
  const std::size_t at = append_column(table, std::string(name), {}, nullptr, here);
  table.model.columns[at].native_types = type.texts();
  return at;
}

void add_all_columns(TableState& table, std::initializer_list<const TypeSpec*> types, TypeTag owner, Here here) {
  const std::vector<std::string> names = field_names(table.fields.signature());
  if (names.size() != types.size()) {
    table.models->problems.push_back({location(here), "the fields of " + type_name(owner) +
                                                          " can't be read off this compiler's output; describe them "
                                                          "with column<&T::x>() one by one"});
    return;
  }
  std::size_t field = 0;
  for (const TypeSpec* type : types) {
    const MemberKey member{owner, table.fields.offsets[field]};
    const bool is_known = find_column(table, member) < table.columns.size();
    if (type != nullptr && !is_known && !is_ignored(table, member))
      append_column(table, names[field], member, type, here);
    ++field;
  }
}

// ---- constraints and indexes ----

std::size_t add_primary_key(TableState& table, std::string_view name, Here here) {
  if (table.model.primary_key) {
    table.models->problems.push_back(
        {location(here), "table " + to_string(table.model.name) + " has a primary key already"});
  }
  table.model.primary_key.emplace();
  table.model.primary_key->name = name;
  table.model.primary_key->location = location(here);
  return static_cast<std::size_t>(-1);
}

std::size_t add_unique(TableState& table, std::string_view name, Here here) {
  schema::ModelKey& key = table.model.uniques.emplace_back();
  key.name = name;
  key.location = location(here);
  return table.model.uniques.size() - 1;
}

std::size_t add_foreign_key(TableState& table, Members members, Here here) {
  schema::ModelForeignKey& key = table.model.foreign_keys.emplace_back();
  for (const MemberKey& member : members) key.columns.push_back(placeholder(*table.models, member));
  key.location = here.line == 0 ? table.model.location : location(here);
  table.foreign_keys.emplace_back();
  return table.foreign_keys.size() - 1;
}

void set_references(TableState& table, std::size_t at, TypeTag type, const Name* name, Members members) {
  ForeignKeyState& state = table.foreign_keys[at];
  state.referenced = true;
  state.referenced_type = type;
  state.referenced_members = members;
  if (name != nullptr) table.model.foreign_keys[at].referenced_table = *name;
}

void set_references(TableState& table, std::size_t at, const Name& name, std::initializer_list<const char*> columns) {
  table.foreign_keys[at].referenced = true;
  table.model.foreign_keys[at].referenced_table = name;
  table.model.foreign_keys[at].referenced_columns.assign(columns.begin(), columns.end());
}

std::size_t add_check(TableState& table, std::string_view name, const SqlSpec& sql) {
  schema::ModelCheck& check = table.model.checks.emplace_back();
  check.name = name;
  set_fragment(*table.models, check.expression, sql);
  check.location = location(sql.here);
  return table.model.checks.size() - 1;
}

std::size_t add_check(TableState& table, std::string_view name, const char* text, Here here, Members members) {
  schema::ModelCheck& check = table.model.checks.emplace_back();
  check.name = name;
  set_fragment(*table.models, check.expression, text, members);
  check.location = location(here);
  return table.model.checks.size() - 1;
}

std::size_t add_exclusion(TableState& table, std::string_view name, Here here) {
  schema::ModelExclusion& exclusion = table.model.exclusions.emplace_back();
  exclusion.name = name;
  exclusion.location = location(here);
  return table.model.exclusions.size() - 1;
}

std::size_t add_index(ModelsState&, std::vector<schema::ModelIndex>& indexes, std::string_view name, Here here) {
  schema::ModelIndex& index = indexes.emplace_back();
  index.name = name;
  index.location = location(here);
  return indexes.size() - 1;
}

}  // namespace strata::detail

namespace strata {

void Native::add_engine(std::string_view engine) {
  schema::EngineText& last = texts_.back();
  if (last.engine.empty()) {
    last.engine = engine;
  } else {
    texts_.push_back({std::string(engine), last.text});
  }
}

}  // namespace strata
