// From a target to the scripts to run. Everything that can refuse a run without a look at the database's content is
// decided here: edited and missing files, engines that a revision was not written for, ways back that do not exist.
#include "runner/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::runner {
namespace {

using Index = Graph::Index;

using Rows = std::vector<const AppliedRevision*>;  // by Index; null: not applied

// Both are in the order of ids, so that no row is looked for.
Rows rows_in(const Graph& graph, const AppliedRevisions& applied) {
  Rows rows(graph.size(), nullptr);
  auto row = applied.begin();
  for (const Index i : graph.by_id()) {
    const std::string& id = graph.revisions()[i].id;
    while (row != applied.end() && row->first < id) ++row;
    if (row == applied.end()) break;
    if (row->first == id) rows[i] = &row->second;
  }
  return rows;
}

Graph::Selection with_row(const Rows& rows) {
  Graph::Selection selected(rows.size(), false);
  for (Index i = 0; i < rows.size(); ++i) selected[i] = rows[i] != nullptr;
  return selected;
}

// The graph of the files and of what is applied without one, and which of it is applied.
struct Scene {
  Scene(const Graph& files, const AppliedRevisions& all_rows)
      : rows_of_files(rows_in(files, all_rows)),
        applied_files(with_row(rows_of_files)),
        merged(has_strangers(applied_files, all_rows) ? std::optional<Graph>{with_applied(files, all_rows)}
                                                      : std::nullopt),
        graph(merged ? *merged : files),
        rows(merged ? rows_in(graph, all_rows) : std::move(rows_of_files)),
        applied(with_row(rows)) {}
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  static bool has_strangers(const Graph::Selection& applied_files, const AppliedRevisions& all_rows) {
    return static_cast<std::size_t>(std::count(applied_files.begin(), applied_files.end(), true)) < all_rows.size();
  }

  Rows rows_of_files;
  Graph::Selection applied_files;  // by the index of the files' graph
  std::optional<Graph> merged;
  const Graph& graph;
  Rows rows;
  Graph::Selection applied;
};

bool is_edited(const Revision& revision, const AppliedRevision* row) {
  return row != nullptr && !revision.file.empty() && row->checksum != revision.checksum;
}

void refuse_edited(const Scene& scene) {
  std::string detail;
  Place place;
  std::size_t count = 0;
  for (Index i = 0; i < scene.graph.size(); ++i) {
    const Revision& revision = scene.graph.revisions()[i];
    if (!is_edited(revision, scene.rows[i])) continue;
    detail += fmt::format("{}  {}  {}", count == 0 ? "" : "\n", describe(revision), revision.file);
    if (count++ == 0) place.file = revision.file;
  }
  if (count == 0) return;
  throw Error(ErrorCode::refused, count == 1 ? "an applied revision was edited since it was applied"
                                             : fmt::format("{} applied revisions were edited since", count))
      .at(place)
      .detail(detail)
      .hint("restore the file and put the change in a new revision; --allow-edited goes on all the same");
}

const Section& up_section(const Revision& revision, const std::string& engine) {
  if (revision.file.empty()) {
    throw Error(ErrorCode::refused, fmt::format("revision {} can't be applied: its file is gone", describe(revision)))
        .hint("get the file back from version control");
  }
  if (const Section* section = section_for(revision, Direction::up, engine)) return *section;
  throw Error(ErrorCode::refused, fmt::format("revision {} has no section for {}", describe(revision), engine))
      .at({revision.file})
      .hint(fmt::format("add '-- strata:up {0}' and '-- strata:down {0}'; empty ones say that there is nothing to do",
                        engine));
}

AppliedRevision record_with(const Revision& revision, const Section& up, const std::string& engine) {
  AppliedRevision record;
  record.id = revision.id;
  record.parents = revision.parents;
  record.depends_on = revision.depends_on;
  record.message = revision.message;
  record.checksum = revision.checksum;
  record.section = up.engine;
  record.options = revision.options;
  if (const Section* down = section_for(revision, Direction::down, engine)) {
    record.down_sql = down->text;
    record.down_line = down->first_line;
  }
  return record;
}

PlannedRevision planned_up(const Graph& graph, Index index, const std::string& engine) {
  const Revision& revision = graph.revisions()[index];
  const Section& section = up_section(revision, engine);
  PlannedRevision planned;
  planned.direction = Direction::up;
  planned.id = revision.id;
  planned.message = revision.message;
  planned.script = section.text;
  planned.first_line = section.first_line;
  planned.file = revision.file;
  planned.options = revision.options;
  planned.required = graph.ids(graph.requires_first(index));
  planned.record = record_with(revision, section, engine);
  return planned;
}

// The script that takes a revision off: the file's when it is as it was, the stored one when the file is gone; of an
// edited file only when both scripts are the same or somebody has decided.
DownSource down_source(const Revision& revision, const AppliedRevision& row, const PlanOptions& options) {
  if (revision.file.empty()) return DownSource::stored;
  if (revision.checksum == row.checksum) return DownSource::file;
  const Section* section = section_for(revision, Direction::down, options.engine);
  const bool same = section != nullptr ? row.down_sql == section->text : !row.down_sql;
  if (same) return DownSource::file;
  if (options.down_source) return *options.down_source;
  throw Error(ErrorCode::refused,
              fmt::format("the down script of {} was edited since it was applied", describe(revision)))
      .at({revision.file, section != nullptr ? section->first_line : 0, 0})
      .hint("--use stored runs the one that belongs to what was applied, --use file the edited one");
}

void refuse_irreversible(const Revision& revision, const RunOptions& options) {
  if (options.irreversible.empty()) return;
  throw Error(ErrorCode::refused,
              fmt::format("revision {} can't be taken off: {}", describe(revision), options.irreversible.view()))
      .at({revision.file})
      .hint("restore a backup, or write a new revision that leads on from here");
}

PlannedRevision planned_down(const Scene& scene, Index index, const PlanOptions& options,
                             std::vector<std::string>& notes) {
  const Revision& revision = scene.graph.revisions()[index];
  const AppliedRevision& row = *scene.rows[index];
  const DownSource source = down_source(revision, row, options);
  const bool from_file = source == DownSource::file;
  const Section* section = from_file ? section_for(revision, Direction::down, options.engine) : nullptr;

  PlannedRevision planned;
  planned.direction = Direction::down;
  planned.id = revision.id;
  planned.message = revision.message;
  planned.options = from_file ? revision.options : row.options;
  refuse_irreversible(revision, planned.options);
  if (from_file ? section == nullptr : !row.down_sql) {
    throw Error(ErrorCode::refused, fmt::format("revision {} has no down script", describe(revision)))
        .at({revision.file});
  }
  planned.script = from_file ? section->text : *row.down_sql;
  planned.first_line = from_file ? section->first_line : row.down_line;
  if (from_file) planned.file = revision.file;
  if (revision.file.empty()) notes.push_back(describe(revision) + ": its file is gone, the stored down script is used");
  planned.required = scene.graph.ids(scene.graph.required_by(index));
  return planned;
}

// Where a down ends is kept, and so is what stands beside it: only what builds on the target comes off.
Graph::Selection to_take_off(const Scene& scene, const Target& target) {
  const Graph& graph = scene.graph;
  const std::vector<Index> stay = resolve(target, graph, scene.applied);
  Graph::Selection off(graph.size(), false);
  if (target.kind == Target::Kind::current) {
    off = graph.with_ancestors(stay);
    off.flip();
  } else if (stay.empty()) {
    off.assign(graph.size(), true);
  } else {
    for (const Index i : stay) {
      if (scene.applied[i] || target.kind == Target::Kind::base) continue;
      throw Error(ErrorCode::usage,
                  fmt::format("{} is not applied: there is no way down to it", describe(graph.revisions()[i])))
          .hint("strata migrate status shows what is applied");
    }
    off = graph.with_descendants(stay);
    for (const Index i : stay) off[i] = false;
  }
  const Graph::Selection branch = target.label.empty() ? Graph::Selection(graph.size(), true)
                                                       : graph.with_descendants({graph.labelled(target.label)});
  for (Index i = 0; i < graph.size(); ++i) off[i] = off[i] && scene.applied[i] && branch[i];
  // What builds on something that comes off comes off too, on whatever branch it is.
  std::vector<Index> roots;
  for (Index i = 0; i < graph.size(); ++i) {
    if (off[i]) roots.push_back(i);
  }
  const Graph::Selection all = graph.with_descendants(roots);
  for (Index i = 0; i < graph.size(); ++i) off[i] = all[i] && scene.applied[i];
  return off;
}

const Halfway* halfway_of(const PlanOptions& options, const std::string& id) {
  const auto found = std::ranges::find(options.halfway, id, &Halfway::revision);
  return found == options.halfway.end() ? nullptr : &*found;
}

// A way back that was begun is gone to its end before anything else: one turn at a time is what can be followed.
void refuse_second_turn(const Revision& revision, const Halfway* halfway, Direction wanted) {
  if (halfway == nullptr || !halfway->takes_back || halfway->direction == wanted) return;
  throw Error(ErrorCode::refused,
              fmt::format("{}: its unfinished {} is being taken back", describe(revision), to_string(wanted)))
      .at({revision.file})
      .hint(fmt::format("strata migrate {} goes on with that; then start again", to_string(halfway->direction)));
}

// Of a run in the same direction it is told when it goes on.
void note(const PlannedRevision& planned, const Halfway& halfway, std::vector<std::string>& notes) {
  if (halfway.direction == planned.direction) return;
  notes.push_back(fmt::format("{} {} has stopped {} statement {}: what it has done is taken back",
                              to_string(halfway.direction), planned.id, halfway.in_flight ? "in" : "after",
                              halfway.done + (halfway.in_flight ? 1 : 0)));
}

// Rows for the revisions that are halfway up: for a way down they count as applied.
AppliedRevisions with_halfway(const Graph& files, const AppliedRevisions& applied, const PlanOptions& options) {
  AppliedRevisions rows = applied;
  for (const Halfway& halfway : options.halfway) {
    const bool up = (halfway.direction == Direction::up) != halfway.takes_back;
    if (!up || applied.contains(halfway.revision)) continue;
    const Revision* revision = files.find(halfway.revision);
    if (revision == nullptr) {
      throw Error(ErrorCode::refused, fmt::format("revision {} is halfway up, and its file is gone", halfway.revision))
          .hint("get the file back from version control");
    }
    rows.emplace(halfway.revision, record_of(*revision, options.engine));
  }
  return rows;
}

Target parse_down(std::string_view text) {
  Target target = parse_target(text);
  if (target.kind != Target::Kind::current || target.offset <= 0) return target;
  throw Error(ErrorCode::usage, fmt::format("'{}' leads up", text)).hint("strata migrate up " + target.text);
}

// Where an up or a stamp leads. Heads are those of the files: what only the database knows is no place to go to.
std::vector<Index> goal_of(const Target& target, const Graph& files, const Scene& scene) {
  if (target.kind != Target::Kind::head && target.kind != Target::Kind::heads) {
    return resolve(target, scene.graph, scene.applied);
  }
  std::vector<Index> goal;
  for (const Index i : resolve(target, files, scene.applied_files)) {
    goal.push_back(*scene.graph.index_of(files.revisions()[i].id));
  }
  return goal;
}

MigratePlan plan_down(const Scene& scene, const Graph::Selection& off, const PlanOptions& options) {
  MigratePlan plan;
  for (Index i = scene.graph.size(); i-- > 0;) {
    if (!off[i]) continue;
    const Revision& revision = scene.graph.revisions()[i];
    const Halfway* halfway = halfway_of(options, revision.id);
    refuse_second_turn(revision, halfway, Direction::down);
    PlannedRevision& planned = plan.revisions.emplace_back(planned_down(scene, i, options, plan.notes));
    if (halfway == nullptr) continue;
    planned.takes_back = halfway->takes_back || halfway->direction == Direction::up;
    note(planned, *halfway, plan.notes);
  }
  return plan;
}

}  // namespace

AppliedRevision record_of(const Revision& revision, const std::string& engine) {
  return record_with(revision, up_section(revision, engine), engine);
}

MigratePlan plan_up(const Graph& graph, const AppliedRevisions& applied, std::string_view target_text,
                    const PlanOptions& options) {
  const Scene scene{graph, applied};
  const Target target = parse_target(target_text);
  if (target.kind == Target::Kind::current && target.offset < 0) {
    throw Error(ErrorCode::usage, fmt::format("'{}' leads down", target_text))
        .hint("strata migrate down " + target.text);
  }
  if (!options.allow_edited) refuse_edited(scene);

  const Graph::Selection wanted = scene.graph.with_ancestors(goal_of(target, graph, scene));
  MigratePlan plan;
  for (Index i = 0; i < scene.graph.size(); ++i) {
    const Halfway* halfway = wanted[i] ? halfway_of(options, scene.graph.revisions()[i].id) : nullptr;
    if (!wanted[i] || (scene.applied[i] && halfway == nullptr)) continue;
    refuse_second_turn(scene.graph.revisions()[i], halfway, Direction::up);
    PlannedRevision& planned = plan.revisions.emplace_back(planned_up(scene.graph, i, options.engine));
    if (halfway == nullptr) continue;
    planned.takes_back = halfway->takes_back || halfway->direction == Direction::down;
    note(planned, *halfway, plan.notes);
  }
  return plan;
}

MigratePlan plan_down(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                      const PlanOptions& options) {
  const AppliedRevisions rows = with_halfway(graph, applied, options);
  const Scene scene{graph, rows};
  return plan_down(scene, to_take_off(scene, parse_down(target)), options);
}

MigratePlan plan_redo(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                      const PlanOptions& options) {
  const AppliedRevisions rows = with_halfway(graph, applied, options);
  const Scene scene{graph, rows};
  const Graph::Selection off = to_take_off(scene, parse_down(target));
  MigratePlan plan = plan_down(scene, off, options);
  for (Index i = 0; i < scene.graph.size(); ++i) {
    if (off[i]) plan.revisions.push_back(planned_up(scene.graph, i, options.engine));
  }
  return plan;
}

StampPlan plan_stamp(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                     const PlanOptions& options) {
  const Scene scene{graph, applied};
  const Graph::Selection wanted = scene.graph.with_ancestors(goal_of(parse_target(target), graph, scene));
  StampPlan plan;
  for (Index i = 0; i < scene.graph.size(); ++i) {
    const Revision& revision = scene.graph.revisions()[i];
    const bool stale = is_edited(revision, scene.rows[i]);  // stamping accepts the file as it is now
    if (scene.applied[i] && (!wanted[i] || stale)) plan.erase.push_back(revision.id);
    if (!wanted[i] || (scene.applied[i] && !stale)) continue;
    plan.insert.push_back(record_of(revision, options.engine));
  }
  return plan;
}

}  // namespace strata::runner
