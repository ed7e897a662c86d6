// An Alteration as the statement that carries it out, and what it costs those who use the table.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_change.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using diff::Hazard;
using diff::HazardKind;

std::string text_of(const Clause& clause, bool guarded) {
  std::string out = clause.head;
  if (guarded && !clause.guard.empty()) out.append(" ").append(clause.guard);
  if (!clause.body.empty()) out += " " + clause.body;
  return out;
}

// A table that keeps old row versions is only changed where the session says that they are to stay.
bool changes_versions(const schema::Table& table, const Work& work) {
  return table.options.system_versioned && (work.changes_columns() || work.rebuilds || work.copies || work.verifies);
}

// What the session has to say for the statement alone, so that a run which goes on after a crash says it as well.
std::string settings_for(const schema::Table& table, const Work& work) {
  std::vector<std::string_view> settings;
  if (changes_versions(table, work)) settings.emplace_back("system_versioning_alter_history=KEEP");
  // Rows with 0 keep it.
  if (work.numbers) settings.emplace_back("sql_mode=CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')");
  return settings.empty() ? "" : fmt::format("SET STATEMENT {} FOR ", fmt::join(settings, ", "));
}

}  // namespace

void TableChange::add_hazard(Hazard hazard) {
  if (std::ranges::find(hazards, hazard) == hazards.end()) hazards.push_back(std::move(hazard));
}

void TableChange::add_hazard(HazardKind kind, std::string message) {
  add_hazard(Hazard{kind, std::move(message)});
}

std::string statement_of(const schema::Table& table, const Alteration& alteration, bool guarded, bool online) {
  std::vector<std::string> clauses;
  for (const Clause& clause : alteration.clauses) clauses.push_back(text_of(clause, guarded));
  if (alteration.work.verifies) {
    clauses.emplace_back("ALGORITHM=COPY");
  } else if (online && alteration.partitioning.empty()) {
    const std::string wanted = algorithm_clause(cost_of(table, alteration.work));
    if (!wanted.empty()) clauses.push_back(wanted);
  }
  std::string out = clauses.empty() ? "ALTER TABLE " + quote(table.name) : alter_table(table.name, clauses);
  if (!alteration.partitioning.empty()) out += (clauses.size() > 1 ? "\n" : " ") + alteration.partitioning;
  return settings_for(table, alteration.work) + out;
}

std::vector<Hazard> cost_hazards(const schema::Table& table, const Alteration& alteration) {
  if (alteration.empty()) return {};
  const Cost cost = cost_of(table, alteration.work);
  const std::string name = to_string(table.name);
  const std::string_view others =
      cost.keeps_writers_out ? "others can read but not write it" : "others read and write it";
  const bool builds = alteration.work.builds_indexes || alteration.work.builds_fulltext;
  if (cost.algorithm == Algorithm::copy) {
    return {{HazardKind::rewrite, fmt::format("copies every row of {}, while {}", name, others)}};
  }
  if (cost.algorithm == Algorithm::inplace) {
    return {{HazardKind::rewrite, fmt::format("rewrites every row of {}, while {}", name, others)}};
  }
  if (builds) return {{HazardKind::scan, fmt::format("reads every row of {} for its indexes, while {}", name, others)}};
  return {};
}

}  // namespace strata::dialects::mariadb
