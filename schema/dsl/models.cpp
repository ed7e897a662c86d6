// Models and its builders beside tables: views, enums, domains, sequences, composite types.
#include "strata/models.hpp"

#include "models_state.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace strata {

Models::Models() : state_(std::make_unique<detail::ModelsState>()) {}
Models::~Models() = default;

detail::TableState& Models::add_table_state(const Name& name, bool temporary, detail::TypeTag type, Here here) {
  // A second definition of the same struct and name goes on where the first ended.
  const auto known = std::ranges::find_if(state_->tables, [&](const auto& table) {
    return table->type == type && table->model.name == name && table->model.temporary == temporary;
  });
  if (known != state_->tables.end()) return **known;
  auto& state = *state_->tables.emplace_back(std::make_unique<detail::TableState>());
  state.models = state_.get();
  state.type = type;
  state.model.name = name;
  state.model.temporary = temporary;
  state.model.location = detail::location(here);
  return state;
}

void Models::keep(Owned table) {
  state_->owned.push_back(std::move(table));
}

View Models::view(const Name& name, std::string_view query, Here here) {
  schema::ModelView& view = state_->views.emplace_back();
  view.name = name;
  view.definition.text = query;
  view.location = detail::location(here);
  return {*state_, state_->views.size() - 1};
}

View Models::materialized_view(const Name& name, std::string_view query, Here here) {
  View made = view(name, query, here);
  made.it().materialized = true;
  return made;
}

View Models::temporary_view(const Name& name, std::string_view query, Here here) {
  View made = view(name, query, here);
  made.it().temporary = true;
  return made;
}

EnumLabels Models::enumeration(const Name& name, std::initializer_list<const char*> labels, Here here) {
  schema::ModelEnum& type = state_->model.enums.emplace_back();
  type.name = name;
  type.labels.assign(labels.begin(), labels.end());
  type.location = detail::location(here);
  return {*state_, state_->model.enums.size() - 1};
}

Domain Models::domain(const Name& name, std::string_view type, Here here) {
  schema::ModelDomain& domain = state_->model.domains.emplace_back();
  domain.name = name;
  domain.type = type;
  domain.location = detail::location(here);
  return {*state_, state_->model.domains.size() - 1};
}

Sequence Models::sequence(const Name& name, Here here) {
  schema::ModelSequence& sequence = state_->model.sequences.emplace_back();
  sequence.name = name;
  sequence.location = detail::location(here);
  return {*state_, state_->model.sequences.size() - 1};
}

CompositeType Models::composite_type(const Name& name, Here here) {
  schema::ModelCompositeType& type = state_->model.composite_types.emplace_back();
  type.name = name;
  type.location = detail::location(here);
  return {*state_, state_->model.composite_types.size() - 1};
}

void Models::extension(std::string_view name, std::string_view schema, std::string_view version) {
  state_->model.extensions.push_back({std::string(name), std::string(schema), std::string(version)});
}

void Models::schema(std::string_view name) {
  state_->model.namespaces.emplace_back(name);
}

void Models::naming(const NamingConvention& convention) {
  if (state_->naming && *state_->naming != convention) {
    state_->problems.push_back({{}, "two definitions set different naming conventions"});
  }
  state_->naming = convention;
}

void Models::leave_unnamed() {
  NamingConvention convention;
  for (std::string* name : {&convention.primary_key, &convention.unique, &convention.foreign_key, &convention.check,
                            &convention.exclusion}) {
    name->clear();
  }
  naming(convention);
}

// ---- View ----

schema::ModelView& View::it() {
  return models_->views[at_];
}

View View::on(std::string_view engine, std::string_view query) {
  it().definition.on_engine.push_back({std::string(engine), std::string(query)});
  return *this;
}

View View::columns(std::initializer_list<const char*> names) {
  it().columns.assign(names.begin(), names.end());
  return *this;
}

View View::option(std::string_view name, std::string_view value) {
  it().options.emplace_back(name, value);
  return *this;
}

View View::check_option(std::string_view local_or_cascaded) {
  it().check_option = local_or_cascaded;
  return *this;
}

View View::renamed_from(std::string_view old_name) {
  it().renamed_from = old_name;
  return *this;
}

Index<void> View::index(std::string_view name, std::initializer_list<KeyPart<void>> parts, Here here) {
  auto& indexes = it().indexes;
  Index<void> made(*models_, indexes, detail::add_index(*models_, indexes, name, here));
  detail::add_parts(*models_, made.it().parts, parts.begin(), parts.size());
  return made;
}

// ---- Domain, Sequence, CompositeType ----

schema::ModelDomain& Domain::it() {
  return models_->model.domains[at_];
}

Domain Domain::not_null() {
  it().nullable = false;
  return *this;
}

Domain Domain::default_sql(std::string_view text) {
  it().default_value = std::string(text);
  return *this;
}

Domain Domain::collation(std::string_view name) {
  it().collation = name;
  return *this;
}

Domain Domain::check(std::string_view name, detail::Text<0> text) {
  schema::ModelCheck& check = it().checks.emplace_back();
  check.name = name;
  check.expression.text = text.text;
  check.location = detail::location(text.here);
  return *this;
}

Domain Domain::check(detail::Text<0> text) {
  return check("", text);
}

EnumLabels EnumLabels::renamed_from(std::string_view label, std::string_view old_label) {
  models_->model.enums[at_].renamed_labels.emplace_back(old_label, label);
  return *this;
}

schema::ModelSequence& Sequence::it() {
  return models_->model.sequences[at_];
}

Sequence Sequence::options(const SequenceOptions& options) {
  it().options = options;
  return *this;
}

Sequence Sequence::owned_by(std::string_view table_dot_column) {
  it().owned_by = table_dot_column;
  return *this;
}

schema::ModelCompositeType& CompositeType::it() {
  return models_->model.composite_types[at_];
}

CompositeType CompositeType::attribute(std::string_view name, std::string_view type, std::string_view collation) {
  schema::Column& attribute = it().attributes.emplace_back();
  attribute.name = name;
  attribute.type = type;
  attribute.collation = collation;
  return *this;
}

CompositeType CompositeType::attribute(const schema::Column& attribute) {
  it().attributes.push_back(attribute);
  return *this;
}

// ---- Value ----

// The shortest decimal that reads back as the same number.
Value::Value(double value) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  literal_ = {schema::LiteralKind::real, std::string(digits, end.ptr)};
}

Value::Value(const std::vector<std::byte>& bytes) {
  constexpr const char* hex = "0123456789abcdef";
  literal_.kind = schema::LiteralKind::bytes;
  for (const std::byte byte : bytes) {
    literal_.text += hex[std::to_integer<unsigned>(byte) >> 4U];
    literal_.text += hex[std::to_integer<unsigned>(byte) & 15U];
  }
}

// ---- enums ----

namespace detail {

void name_enum(ModelsState& models, const EnumSpec& type, const Name& name, Here here) {
  EnumState& state = enum_state(models, type);
  if (state.name && *state.name != name) {
    models.problems.push_back({location(here), "enum " + type_name(type.type) + " is named " + to_string(*state.name) +
                                                   " and " + to_string(name)});
  }
  state.name = name;
  state.location = location(here);
}

void name_label(ModelsState& models, const EnumSpec& type, long long value, std::string_view text) {
  std::vector<Enumerator>& known = enum_state(models, type).enumerators;
  const auto at = std::lower_bound(known.begin(), known.end(), value,
                                   [](const Enumerator& enumerator, long long v) { return enumerator.value < v; });
  if (at != known.end() && at->value == value) {
    at->label = text;
  } else {
    known.insert(at, {value, std::string(text)});
  }
}

void rename_label(ModelsState& models, const EnumSpec& type, long long value, std::string_view old_text) {
  enum_state(models, type).old_labels.push_back({value, std::string(old_text)});
}

void comment_enum(ModelsState& models, const EnumSpec& type, std::string_view text) {
  enum_state(models, type).comment = text;
}

}  // namespace detail
}  // namespace strata
