// Look-ups for lower(); see lower_parts.hpp.
#include "dialects/postgresql/lower_parts.hpp"

#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace strata::dialects::postgresql {
namespace {

using diff::Resource;
using schema::ObjectName;

// "audit(integer, text)" -> "audit"
std::string without_arguments(const std::string& name) {
  return name.substr(0, name.find('('));
}

// The name at `at`, with its schema; `at` comes to stand behind it.
ObjectName read_name(const std::vector<Token>& tokens, std::size_t& at) {
  ObjectName name;
  if (!is_name(tokens[at])) return name;
  name.name = identifier_of(tokens[at++]);
  if (is_symbol(tokens[at], ".") && is_name(tokens[at + 1])) {
    name.schema = std::exchange(name.name, identifier_of(tokens[at + 1]));
    at += 2;
  }
  return name;
}

bool is_function_kind(std::string_view kind) {
  return kind == "function" || kind == "procedure" || kind == "aggregate" || kind == "window function";
}

template <class T>
std::map<ObjectName, const T*> by_name(const std::vector<T>& objects) {
  std::map<ObjectName, const T*> out;
  for (const T& object : objects) out.emplace(object.name, &object);
  return out;
}

template <class T>
std::map<ObjectName, const T*> permanent_by_name(const std::vector<T>& objects) {
  std::map<ObjectName, const T*> out;
  for (const T& object : objects) {
    if (!object.temporary) out.emplace(object.name, &object);
  }
  return out;
}

template <class Map>
auto find_in(const Map& map, const ObjectName& name) -> typename Map::mapped_type {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : found->second;
}

void add_types(const std::vector<schema::Column>& columns, Resources& resources) {
  for (const schema::Column& column : columns) add_named(type_name(column.type), resources);
}

void add_parts(const Lowering& lowering, const std::vector<schema::KeyPart>& parts, Resources& resources) {
  for (const schema::KeyPart& part : parts) {
    if (!part.expression.empty()) lowering.add_used_by(part.expression, resources);
  }
}

// The constraint or unique index that a foreign key leads to.
void add_referenced_key(const Lowering& lowering, const schema::ForeignKey& key, Resources& resources) {
  resources.push_back(relation(key.referenced_table));
  const schema::Table* table = lowering.to().table(key.referenced_table);
  if (table == nullptr) table = lowering.from().table(key.referenced_table);
  if (table == nullptr) return;
  const std::set<std::string> wanted(key.referenced_columns.begin(), key.referenced_columns.end());
  const auto matches = [&](const std::vector<schema::KeyPart>& parts) {
    std::set<std::string> columns;
    for (const schema::KeyPart& part : parts) columns.insert(part.column);
    return columns == wanted;
  };
  for (const std::string& name : key.referenced_columns) resources.push_back(column(table->name, name));
  if (table->primary_key && (wanted.empty() || matches(table->primary_key->parts))) {
    resources.push_back(constraint(table->name, table->primary_key->name));
  }
  for (const schema::UniqueConstraint& unique : table->uniques) {
    if (matches(unique.parts)) resources.push_back(constraint(table->name, unique.name));
  }
  for (const schema::Index& index : table->indexes) {
    if (index.unique && matches(index.parts)) resources.push_back(relation(index_name(table->name, index)));
  }
}

std::vector<std::string> columns_of(const std::vector<schema::KeyPart>& parts) {
  std::vector<std::string> out;
  for (const schema::KeyPart& part : parts) {
    if (!part.column.empty()) out.push_back(part.column);
  }
  return out;
}

void add_columns(const ObjectName& table, const std::vector<std::string>& names, Resources& resources) {
  for (const std::string& name : names) resources.push_back(column(table, name));
}

}  // namespace

Resource relation(const ObjectName& name) {
  return {"relation", name};
}
Resource type(const ObjectName& name) {
  return {"type", name};
}
Resource function(const ObjectName& name) {
  return {"function", name};
}
Resource column(const ObjectName& table, std::string_view name) {
  return {"column", {table.schema, table.name + "." + std::string(name)}};
}
Resource constraint(const ObjectName& table, std::string_view name) {
  return {"constraint", {table.schema, table.name + "." + std::string(name)}};
}
Resource hanging(const schema::OpaqueObject& object) {
  const ObjectName owner = object.table.value_or(ObjectName{});
  return {object.kind, {owner.schema, owner.name + "." + object.name.name}};
}
Resource schema_named(std::string_view name) {
  return {"schema", {"", std::string(name)}};
}
Resource extension(std::string_view name) {
  return {"extension", {"", std::string(name)}};
}

void add_namespace(const ObjectName& name, Resources& resources) {
  if (!name.schema.empty()) resources.push_back(schema_named(name.schema));
}

void add_named(const ObjectName& name, Resources& resources) {
  if (name.name.empty()) return;
  if (name.name.ends_with(')')) {
    resources.push_back(function(name));
    return;
  }
  resources.push_back(relation(name));
  resources.push_back(type(name));
}

void add_named(const std::vector<ObjectName>& names, Resources& resources) {
  for (const ObjectName& name : names) add_named(name, resources);
}

ObjectName type_name(std::string_view type) {
  const std::vector<Token> tokens = tokenize(type);
  std::size_t at = 0;
  return read_name(tokens, at);
}

Objects::Objects(const schema::Schema& schema)
    : tables(permanent_by_name(schema.tables)),
      views(permanent_by_name(schema.views)),
      sequences(by_name(schema.sequences)),
      enums(by_name(schema.enums)),
      domains(by_name(schema.domains)),
      composite_types(by_name(schema.composite_types)) {
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (!is_function_kind(object.kind)) continue;
    functions.emplace(ObjectName{object.name.schema, without_arguments(object.name.name)}, &object);
  }
}

const schema::Table* Objects::table(const ObjectName& name) const {
  return find_in(tables, name);
}
const schema::View* Objects::view(const ObjectName& name) const {
  return find_in(views, name);
}
const schema::Sequence* Objects::sequence(const ObjectName& name) const {
  return find_in(sequences, name);
}

Lowering::Lowering(const Change& change) : LoweringTask(change), from_(change.from), to_(change.to) {
  std::set<ObjectName> created;
  for (const diff::Operation& operation : change.operations) {
    if (const auto* o = std::get_if<diff::CreateTable>(&operation)) created.insert(o->table.name);
  }
  for (const diff::Operation& operation : change.operations) {
    const auto* o = std::get_if<diff::DropTable>(&operation);
    if (o != nullptr && created.contains(o->table.name)) remade_.insert(o->table.name);
  }
}

void Lowering::add_used_by(std::string_view expression, Resources& resources) const {
  const std::vector<Token> tokens = tokenize(expression);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (is_symbol(tokens[i], "::")) {
      std::size_t at = i + 1;
      const ObjectName name = read_name(tokens, at);
      add_named(name, resources);
      if (name == ObjectName{"", "regclass"} && i > 0 && tokens[i - 1].kind == TokenKind::string) {
        add_named(type_name(string_of(tokens[i - 1])), resources);
      }
      i = at - 1;
    } else if (is_name(tokens[i])) {
      std::size_t at = i;
      const ObjectName name = read_name(tokens, at);
      if (is_symbol(tokens[at], "(")) {
        for (const Objects* side : {&from_, &to_}) {
          const auto [first, last] = side->functions.equal_range(name);
          for (auto found = first; found != last; ++found) resources.push_back(function(found->second->name));
        }
      }
      i = at - 1;
    }
  }
}

Resources used_by(const Lowering& lowering, const schema::Column& column) {
  Resources out;
  add_named(type_name(column.type), out);
  if (column.default_value) lowering.add_used_by(*column.default_value, out);
  if (column.generated) lowering.add_used_by(column.generated->expression, out);
  if (!column.collation.empty()) out.push_back({"collation", type_name(column.collation)});
  return out;
}

Resources used_by(const Lowering& lowering, const ObjectName& table, const diff::Constraint& constraint) {
  Resources out;
  std::visit(diff::overloaded{
                 [&](const schema::ForeignKey& key) {
                   add_columns(table, key.columns, out);
                   add_referenced_key(lowering, key, out);
                 },
                 [&](const schema::Check& check) { lowering.add_used_by(check.expression, out); },
                 [&](const schema::Exclusion& exclusion) {
                   for (const schema::ExclusionElement& element : exclusion.elements) {
                     add_parts(lowering, {element.part}, out);
                     add_columns(table, columns_of({element.part}), out);
                   }
                   lowering.add_used_by(exclusion.where, out);
                 },
                 [&](const auto& key) {
                   add_columns(table, columns_of(key.parts), out);
                   add_columns(table, key.include, out);
                 },
             },
             constraint);
  return out;
}

Resources used_by(const Lowering& lowering, const schema::Index& index) {
  Resources out;
  add_parts(lowering, index.parts, out);
  lowering.add_used_by(index.where, out);
  return out;
}

Resources used_by(const Lowering& lowering, const schema::Table& table) {
  Resources out;
  add_namespace(table.name, out);
  for (const schema::Column& column : table.columns)
    std::ranges::move(used_by(lowering, column), std::back_inserter(out));
  for (const diff::Constraint& constraint : constraints_of(table)) {
    if (std::holds_alternative<schema::ForeignKey>(constraint)) continue;
    std::ranges::move(used_by(lowering, table.name, constraint), std::back_inserter(out));
  }
  for (const schema::Index& index : table.indexes) std::ranges::move(used_by(lowering, index), std::back_inserter(out));
  for (const ObjectName& parent : table.options.inherits) out.push_back(relation(parent));
  if (table.options.partition_of) out.push_back(relation(*table.options.partition_of));
  lowering.add_used_by(table.options.partition_by, out);
  add_named(table.depends_on, out);
  return out;
}

Resources used_by(const schema::View& view) {
  Resources out;
  add_namespace(view.name, out);
  add_named(view.depends_on, out);
  for (const schema::ColumnName& used : view.used_columns) out.push_back(column(used.table, used.column));
  return out;
}

Resources used_by(const Lowering& lowering, const schema::Domain& domain) {
  Resources out;
  add_namespace(domain.name, out);
  add_named(type_name(domain.type), out);
  if (domain.default_value) lowering.add_used_by(*domain.default_value, out);
  for (const schema::Check& check : domain.checks) lowering.add_used_by(check.expression, out);
  return out;
}

Resources used_by(const schema::CompositeType& type) {
  Resources out;
  add_namespace(type.name, out);
  add_types(type.attributes, out);
  return out;
}

Resources used_by(const schema::OpaqueObject& object) {
  Resources out;
  add_namespace(object.name, out);
  if (object.table) out.push_back(relation(*object.table));
  add_named(object.depends_on, out);
  return out;
}

Resource resource_of(const schema::OpaqueObject& object) {
  if (object.table) return hanging(object);
  if (is_function_kind(object.kind)) return function(object.name);
  if (object.kind.ends_with(" type")) return type(object.name);
  if (object.kind == "foreign table") return relation(object.name);
  return {object.kind, object.name};
}

}  // namespace strata::dialects::postgresql
