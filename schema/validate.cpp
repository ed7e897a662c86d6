// Goes through a model part by part and gathers what is wrong; see validate.hpp.
#include "schema/validate.hpp"

#include "schema/error.hpp"
#include "schema/naming.hpp"
#include "schema/validate_parts.hpp"

#include <algorithm>
#include <string_view>

namespace strata::schema {
namespace {

using namespace validation;

void check_naming(const NamingConvention& naming, Findings& findings) {
  const std::pair<const char*, const std::string*> templates[] = {
      {"primary_key", &naming.primary_key}, {"unique", &naming.unique},
      {"foreign_key", &naming.foreign_key}, {"check", &naming.check},
      {"exclusion", &naming.exclusion},     {"index", &naming.index}};
  for (const auto& [which, text] : templates) {
    const std::string example = name_from(*text, {"t", {"c"}, "r", "k"});
    if (example.find_first_of("{}") == std::string::npos) continue;
    report(findings, {}, std::string("naming convention, ") + which + ": \"" + *text + "\" has an unknown placeholder",
           "known are {table}, {columns}, {referenced} and {kind}");
  }
}

void check_enum(const ModelEnum& type, Findings& findings) {
  const std::string whose = "enum " + to_string(type.name);
  if (type.labels.empty()) report(findings, type.location, whose + " has no labels");
  for (auto label = type.labels.begin(); label != type.labels.end(); ++label) {
    if (std::find(type.labels.begin(), label, *label) == label) continue;
    report(findings, type.location, whose + ": label \"" + *label + "\" stands twice");
  }
  for (const auto& [old_label, label] : type.renamed_labels) {
    if (std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end()) continue;
    report(findings, type.location,
           whose + ": \"" + old_label + "\" is renamed to \"" + label + "\", which is no label of it");
  }
}

void check_view(const ModelView& view, Findings& findings) {
  const std::string whose = "view " + to_string(view.name);
  if (view.definition.text.empty() && view.definition.on_engine.empty()) {
    report(findings, view.location, whose + " has no query");
  }
  if (!view.indexes.empty() && !view.materialized) {
    report(findings, view.location, whose + " has an index, but is not materialised");
  }
  if (!view.definition.columns.empty()) check_placeholders(view.definition, whose, view.location, findings);
  check_references(view, findings);
}

void check_domain(const ModelDomain& domain, Findings& findings) {
  const std::string whose = "domain " + to_string(domain.name);
  if (domain.type.empty()) report(findings, domain.location, whose + " has no type");
  for (const ModelCheck& check : domain.checks) {
    check_placeholders(check.expression, whose + ", check " + check.name, check.location, findings);
  }
}

std::string counted(std::size_t count) {
  return count == 1 ? "the models have a problem" : "the models have " + std::to_string(count) + " problems";
}

}  // namespace

std::vector<Finding> validate(const Model& model) {
  Findings findings;
  check_naming(model.naming, findings);
  check_names(named(model), findings);
  for (const ModelEnum& type : model.enums) check_enum(type, findings);
  for (const ModelDomain& domain : model.domains) check_domain(domain, findings);
  const Known known(model);
  for (const ModelSequence& sequence : model.sequences) check_references(sequence, known, findings);
  for (const ModelTable& table : model.tables) {
    for (const ModelColumn& column : table.columns) check_column(table, column, model, findings);
    check_references(table, known, findings);
  }
  for (const ModelView& view : model.views) check_view(view, findings);
  return findings;
}

std::string to_string(const Finding& finding) {
  std::string text;
  if (!finding.location.file.empty()) {
    text = finding.location.file + ":" + std::to_string(finding.location.line) + ": ";
  }
  text += finding.message;
  return finding.hint.empty() ? text : text + " (" + finding.hint + ")";
}

void require_none(const std::vector<Finding>& findings) {
  if (findings.empty()) return;
  std::string lines;
  for (const Finding& finding : findings) lines += (lines.empty() ? "" : "\n") + to_string(finding);
  const SourceLocation& first = findings.front().location;
  throw Error(ErrorCode::models, counted(findings.size())).at({first.file, first.line, 0}).detail(lines);
}

void require_valid(const Model& model) {
  require_none(validate(model));
}

}  // namespace strata::schema
