// The tests' helpers.
#include "support.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

namespace strata::runner::test {

Revision revision(const std::string& id, const std::vector<std::string>& parents, const std::string& up,
                  const std::string& down) {
  Revision result;
  result.id = id;
  result.parents = parents;
  result.message = "make " + id;
  result.created = "2026-11-21T04:20:31Z";
  result.sections = {{Direction::up, "", up, 9}, {Direction::down, "", down, 20}};
  result.file = "migrations/" + id + ".sql";
  result.checksum = checksum_of(result.sections);
  return result;
}

Database::Database(std::vector<Revision> revisions)
    : url("sqlite:" + (folder.path() / "test.db").string()),
      dialect(dialects::dialect_for(dialects::parse_url(url))),
      session(connect()),
      graph(std::move(revisions)) {
  plan_options.engine = dialect.name();
}

std::unique_ptr<dialects::Session> Database::connect() const {
  dialects::ConnectOptions connect_options;
  connect_options.create = true;
  return dialect.connect(dialects::parse_url(url), connect_options);
}

ApplyResult Database::run(const MigratePlan& plan) {
  Observer silent;
  return apply(*session, dialect, names, plan, options, silent);
}

ApplyResult Database::up(std::string_view target) {
  return run(plan_up(graph, applied(), target, plan_options));
}

ApplyResult Database::down(std::string_view target) {
  return run(plan_down(graph, applied(), target, plan_options));
}

AppliedRevisions Database::applied() {
  return History{*session, dialect, names}.read_applied();
}

std::vector<JournalEntry> Database::journal() {
  return History{*session, dialect, names}.read_journal();
}

std::string Database::value(std::string_view query) {
  std::vector<std::string> values;
  for (const dialects::Row& row : session->query(query)) values.push_back(row.at(0).value_or("NULL"));
  return fmt::format("{}", fmt::join(values, ","));
}

std::string Database::tables() {
  return value("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'strata%' ORDER BY name");
}

}  // namespace strata::runner::test
