// Renames, in the order given, since a swap goes through a temporary name. What the server knows to mention the old
// name follows by itself; what is only text (the bodies of functions, applications) does not.
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/rename_statements.hpp"
#include "dialects/postgresql/render.hpp"

#include <fmt/format.h>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;

// The default schema has no name of its own here: it is the first of the search path.
std::string set_schema(const schema::ObjectName& table, const std::string& schema) {
  if (!schema.empty()) return fmt::format("ALTER TABLE {} SET SCHEMA {}", quote(table), quote_identifier(schema));
  return fmt::format(
      "DO $$ BEGIN\n"
      "  EXECUTE format('ALTER TABLE {} SET SCHEMA %I', current_schema());\n"
      "END $$",
      quote(table));
}

// A table that moves to another schema too does so under its new name, which may be taken where it was.
std::vector<std::string> statements_for(const diff::RenameTable& rename) {
  std::vector<std::string> out;
  schema::ObjectName table = rename.from;
  if (table.name != rename.to.name) {
    out.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(table), quote_identifier(rename.to.name)));
    table.name = rename.to.name;
  }
  if (table.schema != rename.to.schema) out.push_back(set_schema(table, rename.to.schema));
  return out;
}

std::vector<std::string> statements_for(const diff::RenameEnumLabel& rename) {
  return {fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", quote(rename.type), quote_literal(rename.from),
                      quote_literal(rename.to))};
}

// The schemas that tables move to, and have moved from on the way back.
std::vector<std::string> statements_for(const diff::CreateNamespace& o) {
  return {create_schema(o.name)};
}
std::vector<std::string> statements_for(const diff::DropNamespace& o) {
  return {"DROP SCHEMA " + quote_identifier(o.name)};
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
std::string breaks(const diff::RenameEnumLabel& rename) {
  return fmt::format("code that knows label {} of {} fails from then on", rename.from, to_string(rename.type));
}
std::string breaks(const auto& /*other*/) {
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
    std::visit(diff::overloaded{[&](const diff::RenameTable& o) { fill(o, step); },
                                [&](const diff::RenameColumn& o) { fill(o, step); },
                                [&](const diff::RenameIndex& o) { fill(o, step); },
                                [&](const diff::RenameEnumLabel& o) { fill(o, step); },
                                [&](const diff::CreateNamespace& o) { fill(o, step); },
                                [&](const diff::DropNamespace& o) { fill(o, step); }, [](const auto&) {}},
               change.operations[i]);
    step.operations = {i};
    step.provides = {turn(i)};
    if (i > 0) step.needs = {turn(i - 1)};
    out.steps.push_back(std::move(step));
  }
  return out;
}

}  // namespace strata::dialects::postgresql
