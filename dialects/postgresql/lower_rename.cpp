// Renames, in the order given, since a swap goes through a temporary name. What the server knows to mention the old
// name follows by itself; what is only text (the bodies of functions, applications) does not.
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/rename_statements.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;

// A table that moves to another schema too does so first, under its old name.
std::vector<std::string> statements_for(const diff::RenameTable& rename) {
  std::vector<std::string> out;
  schema::ObjectName from = rename.from;
  if (from.schema != rename.to.schema) {
    // The default schema has no name of its own here: it is the first of the search path.
    if (rename.to.schema.empty()) {
      throw Error(ErrorCode::refused,
                  fmt::format("table {} can't be moved to the default schema by a rename", to_string(from)))
          .hint("name the schema in the models, as for any other than the default one");
    }
    out.push_back(fmt::format("ALTER TABLE {} SET SCHEMA {}", quote(from), quote_identifier(rename.to.schema)));
    from.schema = rename.to.schema;
  }
  if (from.name != rename.to.name) {
    out.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(from), quote_identifier(rename.to.name)));
  }
  return out;
}

std::vector<std::string> statements_for(const diff::RenameColumn& rename) {
  return {fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", quote(rename.table), quote_identifier(rename.from),
                      quote_identifier(rename.to))};
}

std::vector<std::string> statements_for(const diff::RenameIndex& rename) {
  return {rename_index(rename)};
}

std::string breaks(const diff::RenameTable& rename) {
  return fmt::format("code that knows table {} fails from then on", to_string(rename.from));
}
std::string breaks(const diff::RenameColumn& rename) {
  return fmt::format("code that knows column {}.{} fails from then on", to_string(rename.table), rename.from);
}
std::string breaks(const diff::RenameIndex& /*rename*/) {
  return {};
}

void fill(const auto& rename, diff::Step& step) {
  step.statements = statements_for(rename);
  if (std::string message = breaks(rename); !message.empty()) {
    step.hazards.push_back({HazardKind::breaks, std::move(message)});
  }
}

diff::Resource turn(std::size_t number) {
  return {"rename", {"", std::to_string(number)}};
}

}  // namespace

std::string rename_index(const diff::RenameIndex& rename) {
  return fmt::format("ALTER INDEX {} RENAME TO {}", quote(schema::ObjectName{rename.table.schema, rename.from}),
                     quote_identifier(rename.to));
}

Lowered lower_renames(const Change& change) {
  Lowered out;
  for (std::size_t i = 0; i < change.operations.size(); ++i) {
    diff::Step step;
    step.summary = diff::describe(change.operations[i]);
    step.phase = diff::Phase::rename;
    if (const auto* table = std::get_if<diff::RenameTable>(&change.operations[i])) fill(*table, step);
    if (const auto* column = std::get_if<diff::RenameColumn>(&change.operations[i])) fill(*column, step);
    if (const auto* index = std::get_if<diff::RenameIndex>(&change.operations[i])) fill(*index, step);
    step.operations = {i};
    step.provides = {turn(i)};
    if (i > 0) step.needs = {turn(i - 1)};
    out.steps.push_back(std::move(step));
  }
  return out;
}

}  // namespace strata::dialects::postgresql
