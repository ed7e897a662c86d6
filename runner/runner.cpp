// The facade for embedding: read, connect, plan, apply.
#include "runner/runner.hpp"

#include "runner/directory.hpp"
#include "runner/unfinished.hpp"

namespace strata::runner {
namespace {

Project project_of(const std::string& url, const std::filesystem::path& migrations) {
  Project project;
  project.url = url;
  project.migrations = migrations;
  return project;
}

}  // namespace

Runner::Runner(const std::string& url, const std::filesystem::path& migrations) : Runner(project_of(url, migrations)) {}

Runner::Runner(const Project& project)
    : graph_(read_revisions(project.migrations)),
      dialect_(dialects::dialect_for(dialects::parse_url(project.url))),
      session_(dialect_.connect(dialects::parse_url(project.url), connect_options(project, true))),
      names_{project.history_schema, project.history_prefix} {
  options_.guarded = project.guarded;
  options_.lock_wait = project.lock_wait;
  options_.scope = project.scope;
}

Status Runner::status() {
  History history{*session_, dialect_, names_};
  const AppliedRevisions applied = history.read_applied();
  return runner::status(graph_, applied, read_halfway(history, applied, graph_, dialect_));
}

ApplyResult Runner::up(std::string_view target, Observer* observer) {
  const AppliedRevisions applied = History{*session_, dialect_, names_}.read_applied();
  return run(plan_up(graph_, applied, target, plan_options(applied)), observer);
}

ApplyResult Runner::down(std::string_view target, Observer* observer) {
  const AppliedRevisions applied = History{*session_, dialect_, names_}.read_applied();
  return run(plan_down(graph_, applied, target, plan_options(applied)), observer);
}

PlanOptions Runner::plan_options(const AppliedRevisions& applied) {
  PlanOptions options;
  options.engine = dialect_.name();
  if (!dialect_.capabilities().transactional_ddl) {
    History history{*session_, dialect_, names_};
    options.halfway = read_halfway(history, applied, graph_, dialect_);
  }
  return options;
}

ApplyResult Runner::run(const MigratePlan& plan, Observer* observer) {
  Observer silent;
  return apply(*session_, dialect_, names_, plan, options_, observer != nullptr ? *observer : silent);
}

}  // namespace strata::runner
