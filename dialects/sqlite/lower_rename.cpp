// Renames: ALTER TABLE has them, and rewrites what mentions the old name; an index is made anew. They run in the
// order given, since a swap goes through a temporary name.
#include "dialects/sqlite/lower_parts.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"

#include <fmt/format.h>

namespace strata::dialects::sqlite {
namespace {

std::string rename_table(std::string_view from, std::string_view to) {
  return fmt::format("ALTER TABLE {} RENAME TO {}", quote_identifier(from), quote_identifier(to));
}

// SQLite takes a table's own name in other letters for one that exists already.
std::vector<std::string> statements_for(const diff::RenameTable& rename) {
  if (!same_name(rename.from.name, rename.to.name)) return {rename_table(rename.from.name, rename.to.name)};
  const std::string between = "strata_new_" + rename.to.name;
  return {rename_table(rename.from.name, between), rename_table(between, rename.to.name)};
}

std::vector<std::string> statements_for(const diff::RenameColumn& rename) {
  return {fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", quote_identifier(rename.table.name),
                      quote_identifier(rename.from), quote_identifier(rename.to))};
}

std::vector<std::string> statements_for(const diff::RenameIndex& rename) {
  schema::Table owner;
  owner.name = rename.table;
  schema::Index index = rename.index;
  index.name = rename.to;
  return {"DROP INDEX " + quote_identifier(rename.from), create_index(owner, index)};
}

std::vector<std::string> statements_for(const diff::Operation& operation) {
  if (const auto* table = std::get_if<diff::RenameTable>(&operation)) return statements_for(*table);
  if (const auto* column = std::get_if<diff::RenameColumn>(&operation)) return statements_for(*column);
  return statements_for(std::get<diff::RenameIndex>(operation));
}

diff::Resource turn(std::size_t number) {
  return {"rename", {"", std::to_string(number)}};
}

}  // namespace

Lowered lower_renames(const Change& change) {
  Lowered out;
  for (std::size_t i = 0; i < change.operations.size(); ++i) {
    diff::Step step;
    step.summary = diff::describe(change.operations[i]);
    step.phase = diff::Phase::rename;
    step.statements = statements_for(change.operations[i]);
    step.operations = {i};
    step.provides = {turn(i)};
    if (i > 0) step.needs = {turn(i - 1)};
    out.steps.push_back(std::move(step));
  }
  return out;
}

}  // namespace strata::dialects::sqlite
