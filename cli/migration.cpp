// Opens a project's database for migrating, and runs or prints a plan.
#include "cli/migration.hpp"

#include <fmt/format.h>

#include "cli/interrupt.hpp"
#include "cli/json_output.hpp"
#include "cli/prompt.hpp"
#include "cli/version.hpp"
#include "dialects/url.hpp"
#include "runner/directory.hpp"
#include "runner/duration.hpp"
#include "runner/scratch.hpp"
#include "runner/unfinished.hpp"

namespace strata::cli {
namespace {

// A line per revision, when it is done.
class Reporter : public runner::Observer {
 public:
  explicit Reporter(const Output& output) : output_(output) {}

  void revision_started(const runner::PlannedRevision& revision, std::size_t number, std::size_t count) override {
    progress(output_, fmt::format("{} of {}: {} {}", number, count, to_string(revision.direction), revision.id));
  }

  void revision_done(const runner::PlannedRevision& revision, std::chrono::milliseconds duration) override {
    if (output_.json) return;
    print_line(output_,
               fmt::format("{:<4} {} {} {}", to_string(revision.direction), styled(output_, revision.id, Style::yellow),
                           revision.message,
                           styled(output_, fmt::format("({})", runner::format_duration(duration)), Style::dim)));
  }

  void revision_skipped(const runner::PlannedRevision& revision) override {
    note(output_, fmt::format("{} {}: another runner did it meanwhile", to_string(revision.direction), revision.id));
  }

  void revision_resumed(const runner::PlannedRevision& revision, int statement) override {
    note(output_, fmt::format("{} {}: an interrupted run goes on at statement {}", to_string(revision.direction),
                              revision.id, statement + 1));
  }

  void notice(const std::string& message) override { note(output_, message); }
  void warning(const std::string& message) override { warn(output_, message); }

 private:
  const Output& output_;
};

runner::ApplyOptions apply_options(const Migration& migration, const RunChoices& choices) {
  runner::ApplyOptions options;
  options.single_transaction = choices.single_transaction;
  options.guarded = migration.project.guarded;
  options.consent = choices.yes;
  options.lock_wait = migration.project.lock_wait;
  options.scope = migration.project.scope;
  options.tool_version = STRATA_VERSION;
  if (choices.in_flight == "done") options.in_flight = runner::InFlight::assume_done;
  if (choices.in_flight == "again") options.in_flight = runner::InFlight::run_again;
  return options;
}

bool takes_down(const runner::MigratePlan& plan) {
  for (const auto& revision : plan.revisions) {
    if (revision.direction == runner::Direction::down) return true;
  }
  return false;
}

// The runner refuses without consent; a person at a terminal can give it.
bool consents(const Migration& migration, const runner::MigratePlan& plan) {
  if (!migration.project.guarded || !takes_down(plan) || !can_ask()) return false;
  for (const auto& revision : plan.revisions) {
    std::fprintf(stderr, "  %s %s %s\n", std::string(to_string(revision.direction)).c_str(), revision.id.c_str(),
                 revision.message.c_str());
  }
  return ask_yes_no(fmt::format("{} is guarded. Take these off?", dialects::redacted(migration.project.url)));
}

// What is printed is the whole script.
std::string where_it_goes_on(const Migration& migration, const runner::PlannedRevision& revision) {
  for (const auto& halfway : migration.halfway) {
    if (halfway.revision != revision.id || halfway.direction != revision.direction) continue;
    return halfway.in_flight ? fmt::format(" (goes on in or after statement {})", halfway.done + 1)
                             : fmt::format(" (goes on after statement {})", halfway.done);
  }
  return "";
}

void print_plan(const Migration& migration, const runner::MigratePlan& plan, const Context& context) {
  const auto statements = runner::statements_of(plan, *migration.dialect);
  if (context.output.json) {
    print_line(context.output, plan_json(plan, statements));
    return;
  }
  auto statement = statements.begin();
  for (std::size_t index = 0; index < plan.revisions.size(); ++index) {
    const auto& revision = plan.revisions[index];
    print_line(context.output,
               fmt::format("-- {} {} {}{}", to_string(revision.direction), revision.id, revision.message,
                           where_it_goes_on(migration, revision)),
               Style::dim);
    for (; statement != statements.end() && statement->revision == index; ++statement) {
      print_line(context.output, statement->statement.text + ";");
    }
    print_line(context.output, "");
  }
  note(context.output, "dry run: nothing was changed");
}

void print_script(Migration& migration, const runner::MigratePlan& plan, const RunChoices& choices,
                  const Context& context) {
  // A database that is still to be made is as empty as a scratch one.
  if (!migration.session) migration.session = runner::open_scratch(migration.project, *migration.dialect);
  const std::string script = runner::sql_script(*migration.session, *migration.dialect, migration.names, plan,
                                                apply_options(migration, choices));
  if (context.output.json) {
    print_line(context.output, script_json(script));
  } else {
    print(context.output, script);
  }
}

void apply_plan(Migration& migration, const runner::MigratePlan& plan, const RunChoices& choices,
                const Context& context) {
  runner::ApplyOptions options = apply_options(migration, choices);
  if (!options.consent) options.consent = consents(migration, plan);
  Reporter reporter(context.output);
  const InterruptGuard interrupt(*migration.session);
  options.cancelled = interrupt.cancelled();
  const auto result = runner::apply(*migration.session, *migration.dialect, migration.names, plan, options, reporter);
  if (context.output.json) print_line(context.output, applied_json(plan, result));
  warn_of_vanishing(migration, context);
}

}  // namespace

runner::Graph read_graph(const runner::Project& project) {
  return runner::Graph(runner::read_revisions(project.migrations));
}

Migration open_migration(const Context& context, Access access) {
  Migration migration;
  migration.project = project_of(context);
  const runner::Project& project = migration.project;
  if (project.url.empty()) {
    throw Error(ErrorCode::config, "no database is named")
        .hint("set url in [database] of strata.toml, or DATABASE_URL, or give --url");
  }
  migration.dialect = &runner::project_dialect(project);
  migration.graph = read_graph(project);
  migration.names = {project.history_schema, project.history_prefix};
  const auto url = dialects::parse_url(project.url);
  if (access == Access::read && !migration.dialect->exists(url)) return migration;
  auto options = runner::connect_options(project, access == Access::write);
  options.read_only = access == Access::read;
  migration.session = migration.dialect->connect(url, options);
  runner::History history(*migration.session, *migration.dialect, migration.names);
  migration.applied = history.read_applied();
  if (!migration.dialect->capabilities().transactional_ddl) {
    migration.halfway = runner::read_halfway(history, migration.applied, migration.graph, *migration.dialect);
  }
  return migration;
}

void warn_of_vanishing(const Migration& migration, const Context& context) {
  if (!migration.dialect->vanishes(dialects::parse_url(migration.project.url))) return;
  warn(context.output, fmt::format("{} is in memory: what was done is gone when this command ends",
                                   dialects::redacted(migration.project.url)));
}

Access access_for(const RunChoices& choices) {
  return choices.dry_run || choices.sql ? Access::read : Access::write;
}

runner::PlanOptions plan_options(const Migration& migration, const RunChoices& choices) {
  runner::PlanOptions options;
  options.engine = migration.dialect->name();
  options.halfway = migration.halfway;
  if (choices.use == DownScript::file) options.down_source = runner::DownSource::file;
  if (choices.use == DownScript::stored) options.down_source = runner::DownSource::stored;
  return options;
}

void carry_out(Migration& migration, const runner::MigratePlan& plan, const RunChoices& choices,
               const Context& context) {
  for (const std::string& text : plan.notes) note(context.output, text);
  if (plan.empty() && !context.output.json && !choices.sql) {
    note(context.output, "nothing to do");
    return;
  }
  if (choices.sql) {
    print_script(migration, plan, choices, context);
  } else if (choices.dry_run) {
    print_plan(migration, plan, context);
  } else {
    apply_plan(migration, plan, choices, context);
  }
}

}  // namespace strata::cli
