// Decides names, types and order for the generated C++; see cpp_plan.hpp.
#include "schema/cpp_plan.hpp"

#include "schema/cpp_names.hpp"

#include <algorithm>

namespace strata::schema {
namespace {

constexpr std::size_t most_enumerators = 256;  // what the DSL looks at (strata/detail/enum_labels.hpp)

// ---- types

std::string number_list(int first, int second) {
  return std::to_string(first) + ", " + std::to_string(second);
}

const CppEnum* find_enum(const CppPlan& plan, const std::string& name) {
  const auto found = std::ranges::find_if(plan.enums, [&](const CppEnum& known) {
    return to_string(known.type->name) == name || known.type->name.name == name;
  });
  return found == plan.enums.end() ? nullptr : &*found;
}

// The C++ type, or an empty text where there is none of that kind (an unknown enum, a length of 0).
std::string type_name(const CppPlan& plan, const PortableType& type) {
  switch (type.kind) {
    case PortableKind::boolean:
      return "bool";
    case PortableKind::int16:
      return "std::int16_t";
    case PortableKind::int32:
      return "std::int32_t";
    case PortableKind::int64:
      return "std::int64_t";
    case PortableKind::float32:
      return "float";
    case PortableKind::float64:
      return "double";
    case PortableKind::decimal: {
      const bool possible = type.precision > 0 && type.scale >= 0 && type.scale <= type.precision;
      return possible ? "strata::Decimal<" + number_list(type.precision, type.scale) + ">" : "";
    }
    case PortableKind::text:
      return "std::string";
    case PortableKind::varchar:
      return type.length > 0 ? "strata::Varchar<" + std::to_string(type.length) + ">" : "";
    case PortableKind::character:
      return type.length > 0 ? "strata::Char<" + std::to_string(type.length) + ">" : "";
    case PortableKind::bytes:
      return "std::vector<std::byte>";
    case PortableKind::date:
      return "strata::Date";
    case PortableKind::time:
      return "strata::Time";
    case PortableKind::timestamp:
      return "strata::Timestamp";
    case PortableKind::timestamp_tz:
      return "strata::TimestampTz";
    case PortableKind::interval:
      return "strata::Interval";
    case PortableKind::uuid:
      return "strata::Uuid";
    case PortableKind::json:
      return "strata::Json";
    case PortableKind::enumeration: {
      const CppEnum* known = find_enum(plan, type.enum_name);
      return known == nullptr ? "" : known->class_name;
    }
    case PortableKind::array: {
      const std::string element = type.element.size() == 1 ? type_name(plan, type.element.front()) : "";
      return element.empty() ? "" : "std::vector<" + element + ">";
    }
  }
  return "";
}

// A whole-number column that is the primary key alone is never NULL, whatever the engine's catalog says of it.
bool numbers_rows(const Table& table, const Column& column, const CppType& type) {
  if (!table.primary_key || table.primary_key->parts.size() != 1 || table.primary_key->on_column_descending)
    return false;
  const bool is_key = table.primary_key->parts.front().column == column.name;
  return is_key && type.exact && type.type.kind == PortableKind::int64;
}

CppMember plan_member(const CppPlan& plan, const Table& table, const Column& column, const CppType& type) {
  CppMember member;
  member.column = &column;
  member.type = type_name(plan, type.type);
  member.exact = type.exact && !member.type.empty();
  member.optional = column.nullable && !numbers_rows(table, column, type);
  if (member.type.empty()) member.type = "std::string";
  return member;
}

// ---- names

void plan_enums(CppPlan& plan, UniqueNames& class_names) {
  for (const EnumType& type : plan.schema->enums) {
    if (type.labels.empty() || type.labels.size() > most_enumerators) {
      plan.wide_enums.push_back(&type);
      continue;
    }
    CppEnum& planned = plan.enums.emplace_back();
    planned.type = &type;
    planned.class_name = class_names.take(to_pascal_case(type.name.name));
    UniqueNames enumerators;
    for (const std::string& label : type.labels) planned.enumerators.push_back(enumerators.take(to_identifier(label)));
  }
}

// A table of a name that another database schema has too is called by both its names.
std::string struct_name(const ObjectName& name, UniqueNames& class_names) {
  const std::string plain = to_pascal_case(name.name);
  if (!class_names.taken(plain) || name.schema.empty()) return class_names.take(plain);
  return class_names.take(to_pascal_case(name.schema) + plain);
}

CppTable plan_table(const CppPlan& plan, const Table& table, const CppTypes& types, UniqueNames& class_names,
                    UniqueNames& definition_names) {
  CppTable planned;
  planned.table = &table;
  planned.struct_name = struct_name(table.name, class_names);
  planned.definition_name = definition_names.take(to_snake_case(planned.struct_name) + "_table");
  UniqueNames members;
  // A member that is called like its struct or an enum class would change what that name means.
  members.take(planned.struct_name);
  for (const CppEnum& known : plan.enums) members.take(known.class_name);
  for (const Column& column : table.columns) {
    CppMember member = plan_member(plan, table, column, types(column));
    member.identifier = members.take(to_identifier(column.name));
    planned.members.push_back(std::move(member));
  }
  return planned;
}

// ---- order

// Depth first along the foreign keys, in the schema's order otherwise: what is referenced is read first.
class ReadingOrder {
 public:
  explicit ReadingOrder(const Schema& schema) : schema_(schema), visited_(schema.tables.size()) {
    for (std::size_t i = 0; i < schema.tables.size(); ++i) by_name_.emplace(schema.tables[i].name, i);
  }

  std::vector<const Table*> tables() {
    for (std::size_t i = 0; i < schema_.tables.size(); ++i) visit(i);
    return std::move(order_);
  }

 private:
  // With a stack of its own: a chain of foreign keys can be as long as there are tables.
  void visit(std::size_t start) {
    struct Frame {
      std::size_t table;
      std::size_t next_key;
    };
    if (visited_[start]) return;
    visited_[start] = true;
    std::vector<Frame> stack{{start, 0}};
    while (!stack.empty()) {
      const Table& table = schema_.tables[stack.back().table];
      if (stack.back().next_key == table.foreign_keys.size()) {
        order_.push_back(&table);
        stack.pop_back();
        continue;
      }
      const auto referenced = by_name_.find(table.foreign_keys[stack.back().next_key++].referenced_table);
      if (referenced == by_name_.end() || visited_[referenced->second]) continue;
      visited_[referenced->second] = true;
      stack.push_back({referenced->second, 0});
    }
  }

  const Schema& schema_;
  std::vector<bool> visited_;
  std::map<ObjectName, std::size_t> by_name_;
  std::vector<const Table*> order_;
};

// True when more constraints go without a name than with one: then that is the project's way.
bool mostly_unnamed(const Schema& schema) {
  std::size_t named = 0;
  std::size_t unnamed = 0;
  const auto count = [&](const std::string& name) { ++(name.empty() ? unnamed : named); };
  for (const Table& table : schema.tables) {
    if (table.primary_key) count(table.primary_key->name);
    for (const UniqueConstraint& key : table.uniques) count(key.name);
    for (const ForeignKey& key : table.foreign_keys) count(key.name);
    for (const Check& check : table.checks) count(check.name);
    for (const Exclusion& exclusion : table.exclusions) count(exclusion.name);
  }
  return unnamed > named;
}

}  // namespace

CppPlan plan_cpp(const Schema& schema, const CppTypes& types) {
  CppPlan plan;
  plan.schema = &schema;
  plan.leave_unnamed = mostly_unnamed(schema);
  UniqueNames class_names;
  UniqueNames definition_names;
  plan_enums(plan, class_names);
  for (const Table* table : ReadingOrder(schema).tables()) {
    plan.table_index.emplace(std::pair(table->name, table->temporary), plan.tables.size());
    plan.tables.push_back(plan_table(plan, *table, types, class_names, definition_names));
  }
  for (const View& view : schema.views) {
    plan.view_names.push_back(definition_names.take(to_snake_case(view.name.name) + "_view"));
  }
  return plan;
}

const CppMember* find_member(const CppTable& table, const std::string& column) {
  const auto found =
      std::ranges::find_if(table.members, [&](const CppMember& member) { return member.column->name == column; });
  return found == table.members.end() ? nullptr : &*found;
}

const CppTable* find_referenced(const CppPlan& plan, const CppTable& from, const ForeignKey& key) {
  const auto found = plan.table_index.find({key.referenced_table, from.table->temporary});
  return found == plan.table_index.end() ? nullptr : &plan.tables[found->second];
}

std::vector<std::string> referenced_columns(const Table& referenced, const ForeignKey& key) {
  if (!key.referenced_columns.empty() || !referenced.primary_key) return key.referenced_columns;
  std::vector<std::string> columns;
  for (const KeyPart& part : referenced.primary_key->parts) columns.push_back(part.column);
  return columns;
}

}  // namespace strata::schema
