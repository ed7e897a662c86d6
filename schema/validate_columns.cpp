// One column: a type that can be, a default that fits, and no two things that give it its value.
#include "schema/nearest.hpp"
#include "schema/validate_parts.hpp"

#include <algorithm>

namespace strata::schema::validation {
namespace {

const ModelEnum* find_enum(const Model& model, const std::string& name) {
  const auto found = std::ranges::find_if(
      model.enums, [&](const ModelEnum& type) { return type.name.name == name || to_string(type.name) == name; });
  return found == model.enums.end() ? nullptr : &*found;
}

std::string known_enum_hint(const Model& model, const std::string& wrong) {
  std::vector<std::string> names;
  for (const ModelEnum& type : model.enums) names.push_back(to_string(type.name));
  return did_you_mean(wrong, names);
}

struct ColumnCheck {
  const ModelColumn& column;
  const Model& model;
  std::string whose;
  Findings& findings;

  void say(const std::string& message, std::string hint = "") const {
    report(findings, column.location, whose + message, std::move(hint));
  }
};

void check_type(const ColumnCheck& check, const PortableType& type) {
  switch (type.kind) {
    case PortableKind::varchar:
    case PortableKind::character:
      if (type.length < 1) check.say(" needs a length of at least 1");
      break;
    case PortableKind::decimal:
      if (type.precision < 1) check.say(" needs a precision of at least 1 digit");
      if (type.scale < 0 || type.scale > type.precision) check.say(" needs a scale from 0 to its precision");
      break;
    case PortableKind::enumeration:
      if (find_enum(check.model, type.enum_name) == nullptr) {
        check.say(" has the unknown enum type \"" + type.enum_name + "\"",
                  known_enum_hint(check.model, type.enum_name));
      }
      break;
    case PortableKind::array:
      if (type.element.size() == 1) {
        check_type(check, type.element.front());
      } else {
        check.say(" is an array without exactly one element type");
      }
      break;
    default:
      break;
  }
}

void check_default(const ColumnCheck& check) {
  const std::optional<Literal>& literal = check.column.default_literal;
  if (!literal) return;
  if (literal->kind == LiteralKind::null && !check.column.nullable) check.say(" is NOT NULL, but NULL by default");
  const PortableType& type = check.column.type;
  if (type.kind != PortableKind::enumeration || literal->kind != LiteralKind::text) return;
  const ModelEnum* labels_of = find_enum(check.model, type.enum_name);
  if (labels_of == nullptr) return;  // told already
  if (std::ranges::find(labels_of->labels, literal->text) != labels_of->labels.end()) return;
  check.say(" has the default \"" + literal->text + "\", which is no label of " + to_string(labels_of->name),
            did_you_mean(literal->text, labels_of->labels));
}

void check_sources_of_value(const ColumnCheck& check) {
  const ModelColumn& column = check.column;
  const bool has_default = column.default_literal || !column.default_sql.empty();
  if (column.generated && has_default) check.say(" is generated and has a default");
  if (column.generated && column.identity) check.say(" is generated and an identity");
  if (column.identity && has_default) check.say(" is an identity and has a default");
  if (column.generated_stored && !column.generated) check.say(" is stored, but has no expression to generate it");
}

// Two texts for one engine: only one of them could count.
void check_engine_texts(const ColumnCheck& check, const std::vector<EngineText>& texts, const std::string& what) {
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    if (std::ranges::find(texts.begin(), text, text->engine, &EngineText::engine) == text) continue;
    check.say(" has two " + what + (text->engine.empty() ? " for all engines" : " for " + text->engine));
  }
}

}  // namespace

void check_column(const ModelTable& table, const ModelColumn& column, const Model& model, Findings& findings) {
  const ColumnCheck check{column, model, "table " + to_string(table.name) + ": column " + column.name, findings};
  const bool has_own_type =
      std::ranges::find(column.native_types, "", &EngineText::engine) != column.native_types.end();
  if (!has_own_type) check_type(check, column.type);
  check_default(check);
  check_sources_of_value(check);
  check_engine_texts(check, column.native_types, "native types");
  check_engine_texts(check, column.default_sql, "defaults");
  check_engine_texts(check, column.collation, "collations");
}

}  // namespace strata::schema::validation
