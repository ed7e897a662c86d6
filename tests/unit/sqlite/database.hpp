// A SQLite database in memory for the tests of writing, and what they do with it: load a script, lower the change to
// another schema, run the steps as the runner would, look at the rows.
#pragma once

#include "dialects/sqlite/canonical.hpp"
#include "dialects/sqlite/connect.hpp"
#include "dialects/sqlite/introspect.hpp"
#include "dialects/sqlite/lower.hpp"
#include "dialects/sqlite/script.hpp"
#include "diff/compare.hpp"
#include "diff/step.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

class Database {
 public:
  Database() : session_(scratch({})) {}
  explicit Database(std::string_view script) : Database() { run(script); }

  void run(std::string_view script) {
    for (const ScriptStatement& statement : split(script, 1)) session_->execute(statement.text);
  }
  void run(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) session_->execute(statement);
  }

  // Rows as "a|b", NULL as "NULL".
  std::vector<std::string> rows(std::string_view query) {
    std::vector<std::string> out;
    for (const Row& row : session_->query(query)) {
      std::string line;
      for (const Value& value : row) line += (&value == row.data() ? "" : "|") + value.value_or("NULL");
      out.push_back(std::move(line));
    }
    return out;
  }

  schema::Schema schema() { return introspect(*session_, {}); }
  Session& session() { return *session_; }

 private:
  std::unique_ptr<Session> session_;
};

inline schema::Schema schema_of(std::string_view script) {
  return Database(script).schema();
}

inline diff::Operations operations_between(const schema::Schema& from, const schema::Schema& to) {
  const schema::Schema canonical_from = canonical(from);
  const schema::Schema canonical_to = canonical(to);
  return diff::compare({from, canonical_from}, {to, canonical_to}, {.opaque_objects = true});
}

inline Lowered plan_between(const schema::Schema& from, const schema::Schema& to, const Fills& fills = {}) {
  const diff::Operations operations = operations_between(from, to);
  Lowered lowered = lower({operations, from, to, fills});
  lowered.steps = diff::order(std::move(lowered.steps));
  return lowered;
}

// As the runner does: one transaction, enforcement suspended around it where a step asks for that.
inline void run_steps(Database& database, const std::vector<diff::Step>& steps) {
  const bool off = std::ranges::any_of(steps, &diff::Step::foreign_keys_off);
  if (off) database.session().enforce_foreign_keys(false);
  database.session().begin();
  for (const diff::Step& step : steps) database.run(step.statements);
  database.session().commit();
  if (off) database.session().enforce_foreign_keys(true);
}

// Changes the database to the schema that the script makes; gives what was done.
inline Lowered change_to(Database& database, std::string_view script, const Fills& fills = {}) {
  const schema::Schema wanted = schema_of(script);
  Lowered lowered = plan_between(database.schema(), wanted, fills);
  run_steps(database, lowered.steps);
  return lowered;
}

inline std::vector<std::string> summaries(const Lowered& lowered) {
  std::vector<std::string> out;
  for (const diff::Step& step : lowered.steps) out.push_back(step.summary);
  return out;
}

inline std::vector<std::string> hazards(const Lowered& lowered) {
  std::vector<std::string> out;
  for (const diff::Step& step : lowered.steps) {
    for (const diff::Hazard& hazard : step.hazards) out.push_back(to_string(hazard.kind) + ": " + hazard.message);
  }
  return out;
}

inline std::vector<std::string> describe_all(const diff::Operations& operations) {
  std::vector<std::string> out;
  for (const diff::Operation& operation : operations) out.push_back(diff::describe(operation));
  return out;
}

}  // namespace strata::dialects::sqlite
