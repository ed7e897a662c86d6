// Two states -> operations -> ordered steps, both ways -> a revision's text, proved. Renames come first: a scratch
// database carries them out, so that the rest is compared with what the engine made of them.
#include "runner/autogenerate.hpp"

#include "dialects/plan.hpp"
#include "runner/base.hpp"
#include "runner/directory.hpp"
#include "runner/proof.hpp"
#include "runner/replay.hpp"
#include "runner/revision_file.hpp"
#include "runner/scratch.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace strata::runner {
namespace {

using dialects::Dialect;
using diff::Operation;
using diff::Operations;
using diff::Step;

std::vector<const Dialect*> engines_of(const Project& project) {
  if (project.engines.empty()) return {&project_dialect(project)};
  std::vector<const Dialect*> engines;
  for (const auto& name : project.engines) engines.push_back(&dialects::dialect_named(name));
  return engines;
}

// One item a line, as an error's detail.
std::string bullet_list(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += '\n';
    text += "  " + item;
  }
  return text;
}

// The opaque objects when all is done: what strata does not model stays, but for what hangs on a dropped table or
// view; a new one brings its own.
std::vector<schema::OpaqueObject> survivors(const schema::Schema& from, const Operations& operations) {
  std::set<schema::ObjectName> dropped;
  for (const auto& operation : operations) {
    if (const auto* table = std::get_if<diff::DropTable>(&operation)) dropped.insert(table->table.name);
    if (const auto* view = std::get_if<diff::DropView>(&operation)) dropped.insert(view->view.name);
  }
  std::vector<schema::OpaqueObject> objects;
  for (const auto& object : from.opaque_objects) {
    if (!object.table || !dropped.contains(*object.table)) objects.push_back(object);
  }
  for (const auto& operation : operations) {
    if (const auto* table = std::get_if<diff::CreateTable>(&operation)) {
      std::ranges::copy(table->hanging, std::back_inserter(objects));
    } else if (const auto* view = std::get_if<diff::CreateView>(&operation)) {
      std::ranges::copy(view->hanging, std::back_inserter(objects));
    }
  }
  return objects;
}

// The old schema after the renames, as the engine itself carries them out.
schema::Schema renamed(const Project& project, const Dialect& dialect, const schema::Schema& schema,
                       const std::vector<Step>& steps) {
  const auto session = scratch_with(project, dialect, without_temporaries(schema));
  for (const auto& step : steps) {
    try {
      for (const auto& statement : step.statements) session->execute(statement);
    } catch (const dialects::SqlError& error) {
      throw Error(ErrorCode::refused, "can't " + step.summary + ": " + error.what())
          .hint(
              "renames run before all else; what stands in the way must go in a revision of its own, before this one");
    }
  }
  auto result = dialect.introspect(*session, project.scope);
  replace_temporaries(result, schema);
  return result;
}

void append(std::vector<Step>& steps, std::vector<Step> more) {
  std::ranges::move(more, std::back_inserter(steps));
}

struct Planned {
  EnginePlan plan;
  std::vector<dialects::MissingFill> missing_fills;
  std::vector<diff::Rename> likely_renames;
};

// Copies no schema without need: of ten thousand tables each is a hundred megabytes.
Planned plan_engine(const Project& project, const Dialect& dialect, State from, State to, const Decisions& decisions) {
  Planned planned;
  auto& plan = planned.plan;
  plan.dialect = &dialect;
  plan.from = std::move(from);
  plan.to = std::move(to);
  if (plan.to.live) replace_temporaries(plan.to.schema, plan.from.schema);  // which it can't show
  const auto renames = diff::rename_operations(plan.from.schema, plan.to.schema, plan.to.hints, decisions.renames);
  std::optional<schema::Schema> after_renames;
  std::vector<Step> rename_back;
  if (!renames.empty()) {
    plan.up =
        dialects::plan(dialect, {renames, plan.from.schema, plan.from.schema, decisions.fills, project.online}).steps;
    after_renames = renamed(project, dialect, plan.from.schema, plan.up);
    const auto back = diff::reverse(renames);
    rename_back =
        dialects::plan(dialect, {back, *after_renames, *after_renames, decisions.fills, project.online}).steps;
  }
  const schema::Schema& base = after_renames ? *after_renames : plan.from.schema;
  plan.column_order = decisions.column_order && dialect.capabilities().column_order;
  auto operations = dialect.compare(base, plan.to.schema, {.column_order = plan.column_order});
  if (auto objects = survivors(base, operations); objects != plan.to.schema.opaque_objects) {
    plan.reached = plan.to.schema;
    plan.reached->opaque_objects = std::move(objects);
  }
  auto up = dialects::plan(dialect, {operations, base, plan.expected(), decisions.fills, project.online});
  append(plan.up, std::move(up.steps));
  planned.missing_fills = std::move(up.missing_fills);
  const auto back = diff::reverse(operations);
  plan.down = dialects::plan(dialect, {back, plan.expected(), base, decisions.fills, project.online}).steps;
  append(plan.down, std::move(rename_back));
  if (!decisions.no_renames) planned.likely_renames = diff::likely_renames(operations);

  plan.operations = renames;
  std::ranges::move(operations, std::back_inserter(plan.operations));
  return planned;
}

// What several engines say is said once.
template <class Value>
void add_new(std::vector<Value>& values, Value value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

void add_unmodelled(std::vector<schema::OpaqueObject>& known, const schema::Schema& schema) {
  for (const auto& object : schema.opaque_objects) {
    const auto same = [&](const schema::OpaqueObject& other) {
      return other.kind == object.kind && other.name == object.name;
    };
    if (std::ranges::none_of(known, same)) known.push_back(object);
  }
}

// A section's text: each step's hazards as comments, then its statements.
std::string section_text(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    if (step.statements.empty()) continue;
    if (!text.empty()) text += '\n';
    if (step.statements.size() > 1 || !step.hazards.empty()) text += "-- " + step.summary + "\n";
    for (const auto& hazard : step.hazards) {
      text += "-- hazard: " + diff::to_string(hazard.kind) + ": " + hazard.message + "\n";
    }
    for (const auto& statement : step.statements) text += statement + ";\n";
  }
  if (!text.empty()) text.pop_back();  // the file puts the line end
  return text;
}

bool any_step(const EnginePlan& plan, bool Step::*flag, bool value) {
  const auto is = [&](const Step& step) { return step.*flag == value; };
  return std::ranges::any_of(plan.up, is) || std::ranges::any_of(plan.down, is);
}

// Sections of its own for each engine, unless all engines of the project say the same.
void add_sections(Revision& revision, const std::vector<EnginePlan>& plans, bool for_all) {
  const auto add = [&](const EnginePlan& plan, const std::string& engine) {
    revision.sections.push_back({Direction::up, engine, section_text(plan.up), 1});
    revision.sections.push_back({Direction::down, engine, section_text(plan.down), 1});
  };
  const bool same = std::ranges::all_of(plans, [&](const EnginePlan& plan) {
    return section_text(plan.up) == section_text(plans.front().up) &&
           section_text(plan.down) == section_text(plans.front().down);
  });
  if (for_all && same) add(plans.front(), "");
  for (const auto& plan : plans) {
    if (!for_all || !same) add(plan, std::string(plan.dialect->name()));
    if (any_step(plan, &Step::foreign_keys_off, true)) revision.options.foreign_keys = false;
    if (any_step(plan, &Step::transactional, false)) revision.options.transaction = false;
    revision.proved.emplace_back(plan.dialect->name());
  }
}

// Why this engine, which is not the one of the project's database, takes no part; empty: it does.
std::string reason_to_leave_out(const Project& project, const Dialect& dialect, const std::string& from,
                                const std::string& to) {
  for (const std::string& spec : {from, to}) {
    const auto scheme = spec.substr(0, spec.find(':'));
    for (const auto* other : dialects::all_dialects()) {
      if (scheme.size() < spec.size() && other->serves(scheme) && other != &dialect) {
        return dialects::redacted(spec) + " is a database of " + std::string(other->name());
      }
    }
  }
  try {
    if (dialect.capabilities().scratch_needs_server)
      dialect.connect(scratch_server(project, dialect), connect_options(project));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::config && error.code() != ErrorCode::database) throw;
    std::string reason = error.what();
    const std::string first = error.detail().substr(0, error.detail().find('\n'));
    if (const auto begin = first.find_first_not_of(' '); begin != std::string::npos)
      reason += ": " + first.substr(begin);
    return reason;
  }
  return {};
}

// Looks at the rows that the change would meet, while they are there to be looked at.
void add_misfits(const Project& project, const std::string& url, EnginePlan& plan, Proposal& proposal) {
  auto options = connect_options(project);
  options.read_only = true;
  const auto session = plan.dialect->connect(dialects::parse_url(url), options);
  const auto found = find_misfits(*session, *plan.dialect, plan.from.schema, plan.expected(), plan.operations);
  add_hazards(found, plan.up);
  for (const auto& misfits : found) add_new(proposal.misfits, misfits);
}

// What goes without a word of the engine's: what operations drop, and what a change of types rounds off. A value that
// makes the revision fail is none of it.
void add_destroyed(const EnginePlan& plan, std::vector<std::string>& destroyed) {
  std::set<std::string> told;
  for (const auto& operation : plan.operations) {
    auto what = diff::destroys(operation);
    if (what.empty()) continue;
    told.insert("drops " + what);
    add_new(destroyed, std::move(what));
  }
  for (const auto& step : plan.up) {
    for (const auto& hazard : step.hazards) {
      if (hazard.kind == diff::HazardKind::data_loss && !told.contains(hazard.message)) {
        add_new(destroyed, hazard.message);
      }
    }
  }
}

[[noreturn]] void refuse_column_order() {
  throw Error(ErrorCode::usage, "--column-order: no engine of the project can put columns in another order")
      .hint("new columns come last, and their order is no difference; queries should name their columns");
}

EnginePlan propose_on(const Project& asked, const Dialect& dialect, bool has_database, const std::string& from,
                      const std::string& to, const Decisions& decisions, const Progress& progress, Proposal& proposal) {
  const bool from_database = from == "db" && has_database;
  const std::string base = from == "db" ? "migrations" : from;
  Comparison comparison(asked, dialect, from_database ? from : base, to, progress);
  const Project& project = comparison.project();
  Base revisions;
  if (from_database) revisions = read_base(project, dialect);
  auto old_state = from_database ? database_state(project, dialect, revisions, progress) : comparison.load(base);
  auto new_state = comparison.load(to, &old_state.schema);
  auto planned = plan_engine(project, dialect, std::move(old_state), std::move(new_state), decisions);
  auto& plan = planned.plan;
  if (from_database && !plan.operations.empty()) {
    require_no_drift(dialect, revisions, plan.from.schema);
    require_made_by_revisions(revisions, plan.from.schema, plan.up);
  }
  if (plan.from.live) add_misfits(project, from == "db" ? project.url : from, plan, proposal);
  add_destroyed(plan, proposal.destroyed);
  for (const auto& rename : planned.likely_renames) add_new(proposal.likely_renames, rename);
  for (const auto& fill : planned.missing_fills) add_new(proposal.missing_fills, fill);
  add_unmodelled(proposal.unmodelled, plan.from.schema);
  add_unmodelled(proposal.unmodelled, plan.to.schema);
  return std::move(plan);
}

}  // namespace

bool Proposal::empty() const {
  return std::ranges::all_of(engines, [](const EnginePlan& plan) { return plan.operations.empty(); });
}

Proposal propose(const Project& project, const std::string& from, const std::string& to, const Decisions& decisions,
                 const Progress& progress) {
  Proposal proposal;
  for (const auto* dialect : engines_of(project)) {
    const bool has_database = !project.url.empty() && &project_dialect(project) == dialect;
    if (!has_database) {
      if (const auto reason = reason_to_leave_out(project, *dialect, from, to); !reason.empty()) {
        proposal.left_out.push_back({std::string(dialect->name()), reason});
        continue;
      }
    }
    proposal.engines.push_back(propose_on(project, *dialect, has_database, from, to, decisions, progress, proposal));
  }
  if (proposal.engines.empty()) {
    std::vector<std::string> lines;
    for (const auto& engine : proposal.left_out) lines.push_back(engine.engine + ": " + engine.reason);
    throw Error(ErrorCode::config, "no engine of the project can be reached").detail(bullet_list(lines));
  }
  const auto orders_columns = [](const EnginePlan& plan) { return plan.dialect->capabilities().column_order; };
  if (decisions.column_order && std::ranges::none_of(proposal.engines, orders_columns)) refuse_column_order();
  return proposal;
}

EnginePlan plan_between(const Project& project, const Dialect& dialect, State from, State to,
                        const Decisions& decisions) {
  if (decisions.column_order && !dialect.capabilities().column_order) refuse_column_order();
  if (from.live || to.live) {  // a live database can't show temporary tables: their absence is no difference
    from.schema = without_temporaries(std::move(from.schema));
    to.schema = without_temporaries(std::move(to.schema));
  }
  return plan_engine(project, dialect, std::move(from), std::move(to), decisions).plan;
}

void require_decided(const Proposal& proposal, const Decisions& decisions) {
  if (!proposal.likely_renames.empty()) {
    std::vector<std::string> flags;
    for (const auto& rename : proposal.likely_renames) flags.push_back("--rename " + diff::to_string(rename));
    throw Error(ErrorCode::refused, "this looks like a rename, and strata does not guess")
        .detail(bullet_list(flags))
        .hint("give the flags above for what is a rename; --no-renames says that the rest is dropped and added");
  }
  if (!proposal.missing_fills.empty()) {
    std::vector<std::string> flags;
    for (const auto& fill : proposal.missing_fills) {
      flags.push_back("--fill " + schema::to_string(fill.table) + "." + fill.column + "=EXPRESSION");
    }
    throw Error(ErrorCode::refused, "rows that are there already need a value for a column that takes no NULL")
        .detail(bullet_list(flags))
        .hint("give an SQL expression for each, or a default in the models");
  }
  if (!proposal.destroyed.empty() && !decisions.allow_data_loss) {
    throw Error(ErrorCode::refused, "this revision would destroy data")
        .detail(bullet_list(proposal.destroyed))
        .hint("if that is meant, give --allow-data-loss");
  }
}

namespace {

// What the schema that it leads to is said with may be missing: strata does not make what it does not model.
Proof prove_with_known(const Project& project, const EnginePlan& plan, const Revision& written) {
  try {
    return prove(project, plan, written);
  } catch (const dialects::SqlError& error) {
    if (!plan.reached) throw;
    const auto& known = plan.reached->opaque_objects;
    for (const auto& object : plan.to.schema.opaque_objects) {
      const bool stands = std::ranges::any_of(
          known, [&](const auto& other) { return other.kind == object.kind && other.name == object.name; });
      if (stands || std::string_view(error.what()).find(object.name.name) == std::string_view::npos) continue;
      throw Error(ErrorCode::refused, "this can't be done without " + schema::describe(object) +
                                          ", which strata does not make: " + error.what())
          .hint("make it in a revision written by hand (strata revision -m …), before this one");
    }
    throw;
  }
}

}  // namespace

Revision prove(const Project& project, const Proposal& proposal, const std::string& message,
               const std::vector<std::string>& parents, const Progress& progress) {
  Revision revision;
  revision.id = new_revision_id();
  revision.parents = parents;
  revision.message = message;
  revision.created = format_utc(std::chrono::system_clock::now());
  add_sections(revision, proposal.engines, proposal.left_out.empty());

  // What is proved is the text that will be written, read again as the runner will read it.
  const auto file = project.migrations / revision_file_name(revision);
  const auto written = parse_revision(render_revision(revision), file, dialects::lexis_of);
  std::vector<std::string> unseeded;
  std::string halfway;
  for (const auto& plan : proposal.engines) {
    if (progress) progress("proving on " + std::string(plan.dialect->name()));
    const Proof proof = prove_with_known(project, plan, written);
    for (const auto& table : proof.unseeded) {
      const auto name = schema::to_string(table);
      if (std::ranges::find(unseeded, name) == unseeded.end()) unseeded.push_back(name);
    }
    if (!proof.not_taken_back.empty()) {
      halfway += std::string(halfway.empty() ? "" : "; ") + "not from halfway: " + proof.not_taken_back;
    }
  }
  std::string reservations;
  for (const auto& name : unseeded) reservations += (reservations.empty() ? "structure only: " : ", ") + name;
  if (!halfway.empty()) reservations += (reservations.empty() ? "" : "; ") + halfway;
  revision.proof = reservations;
  return revision;
}

void add_fill(dialects::Fills& fills, const std::string& text) {
  const auto equals = text.find('=');
  const auto dot = text.substr(0, equals).rfind('.');
  if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 == equals ||
      equals + 1 == text.size()) {
    throw Error(ErrorCode::usage, "\"" + text + "\" is no fill").hint("write --fill table.column=EXPRESSION");
  }
  const auto table = text.substr(0, dot);
  const auto qualifier = table.find('.');
  const auto name = qualifier == std::string::npos
                        ? schema::ObjectName{{}, table}
                        : schema::ObjectName{table.substr(0, qualifier), table.substr(qualifier + 1)};
  fills[{name, text.substr(dot + 1, equals - dot - 1)}] = text.substr(equals + 1);
}

}  // namespace strata::runner
