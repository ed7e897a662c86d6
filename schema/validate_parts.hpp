// The parts of validate(): names (empty, taken twice, claimed twice), columns (types, defaults), and references
// (columns, tables, keys and types that must be there). Each adds its findings to a list.
#pragma once

#include "schema/validate.hpp"

#include <map>
#include <string>
#include <vector>

namespace strata::schema::validation {

using Findings = std::vector<Finding>;

inline void report(Findings& findings, const SourceLocation& location, std::string message, std::string hint = "") {
  findings.push_back({location, std::move(message), std::move(hint)});
}

// Whether two objects can meet on one engine.
bool overlap(const OnlyOn& a, const OnlyOn& b);

void check_names(const Model& named, Findings& findings);

void check_column(const ModelTable& table, const ModelColumn& column, const Model& model, Findings& findings);

// What references are looked up in: built once for a model.
struct Known {
  explicit Known(const Model& model);
  // The table of "name" or "schema.name", or nullptr.
  [[nodiscard]] const ModelTable* find(const std::string& text) const;

  std::map<ObjectName, const ModelTable*> tables;
  std::map<ObjectName, const ModelView*> views;
  std::vector<std::string> table_names;
};

void check_references(const ModelTable& table, const Known& known, Findings& findings);
void check_references(const ModelView& view, Findings& findings);
void check_references(const ModelSequence& sequence, const Known& known, Findings& findings);

// Placeholders and columns agree, in the text for all engines and in each engine's own.
void check_placeholders(const Fragment& fragment, const std::string& whose, const SourceLocation& location,
                        Findings& findings);

}  // namespace strata::schema::validation
