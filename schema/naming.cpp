// Fills in names by the naming convention; see naming.hpp.
#include "schema/naming.hpp"

#include <utility>

namespace strata::schema {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "_") + word;
  return text;
}

// The columns of each part; an expression without any is called just that.
std::vector<std::string> columns_of(const std::vector<ModelKeyPart>& parts) {
  std::vector<std::string> columns;
  for (const ModelKeyPart& part : parts) {
    const std::vector<std::string>& used = part.expression.columns;
    if (!part.column.empty()) {
      columns.push_back(part.column);
    } else if (used.empty()) {
      columns.emplace_back("expression");
    } else {
      columns.insert(columns.end(), used.begin(), used.end());
    }
  }
  return columns;
}

std::vector<std::string> columns_of(const std::vector<ModelExclusionElement>& elements) {
  std::vector<ModelKeyPart> parts;
  for (const ModelExclusionElement& element : elements) parts.push_back(element.part);
  return columns_of(parts);
}

template <class Constraint>
void name(Constraint& constraint, std::string_view name_template, const NameParts& parts) {
  if (constraint.name.empty() && !constraint.unnamed) constraint.name = name_from(name_template, parts);
}

void name_indexes(std::vector<ModelIndex>& indexes, const NamingConvention& naming, std::string_view owner) {
  for (ModelIndex& index : indexes) {
    if (index.name.empty()) index.name = name_from(naming.index, {owner, columns_of(index.parts), {}, {}});
  }
}

void name_table(ModelTable& table, const NamingConvention& naming) {
  const std::string_view owner = table.name.name;
  if (table.primary_key) {
    name(*table.primary_key, naming.primary_key, {owner, columns_of(table.primary_key->parts), {}, {}});
  }
  for (ModelKey& key : table.uniques) name(key, naming.unique, {owner, columns_of(key.parts), {}, {}});
  for (ModelForeignKey& key : table.foreign_keys) {
    name(key, naming.foreign_key, {owner, key.columns, key.referenced_table.name, {}});
  }
  for (ModelCheck& check : table.checks) name(check, naming.check, {owner, check.expression.columns, {}, {}});
  for (ModelExclusion& exclusion : table.exclusions) {
    name(exclusion, naming.exclusion, {owner, columns_of(exclusion.elements), {}, {}});
  }
  name_indexes(table.indexes, naming, owner);
}

}  // namespace

std::string name_from(std::string_view name_template, const NameParts& parts) {
  const std::pair<std::string_view, std::string> placeholders[] = {{"{table}", std::string(parts.table)},
                                                                   {"{columns}", joined(parts.columns)},
                                                                   {"{referenced}", std::string(parts.referenced)},
                                                                   {"{kind}", std::string(parts.kind)}};
  std::string name;
  while (!name_template.empty()) {
    std::size_t taken = 0;
    for (const auto& [placeholder, value] : placeholders) {
      if (!name_template.starts_with(placeholder)) continue;
      taken = placeholder.size();
      if (value.empty() && name.ends_with('_')) name.pop_back();
      name += value;
    }
    if (taken == 0) name += name_template[taken++];
    name_template.remove_prefix(taken);
  }
  return name;
}

Model named(Model model) {
  for (ModelTable& table : model.tables) name_table(table, model.naming);
  for (ModelView& view : model.views) name_indexes(view.indexes, model.naming, view.name.name);
  return model;
}

}  // namespace strata::schema
