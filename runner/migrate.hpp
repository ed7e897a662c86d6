// What to run: status and plans. Pure functions of the graph, what is applied and the target; a plan is a value that
// apply() runs and sql_script() prints.
#pragma once

#include "runner/graph.hpp"
#include "runner/history.hpp"
#include "runner/target.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

enum class RevisionState {
  applied,
  pending,
  edited,  // applied, and its file has changed since
  missing,  // applied, and there is no file of it
};
std::string_view to_string(RevisionState state);

// A revision with a run that has begun and not ended, statement by statement.
struct Halfway {
  std::string revision;
  Direction direction = Direction::up;
  bool takes_back = false;  // what an unfinished run of the other direction has done
  int done = 0;  // statements
  int statements = 0;  // that its script has now; 0: there is none
  bool in_flight = false;  // and one more of which it is to be found out
};

struct RevisionStatus {
  std::string id;
  std::string message;
  std::string created;
  std::vector<std::string> parents;
  std::vector<std::string> labels;
  std::filesystem::path file;  // empty when missing
  RevisionState state = RevisionState::pending;
  std::string applied_at;  // empty when pending
  bool head = false;
  std::optional<Halfway> halfway;
};

struct Status {
  std::vector<RevisionStatus> revisions;  // oldest first
  std::vector<std::string> heads;  // of the files
  std::vector<std::string> current;  // heads of what is applied

  [[nodiscard]] std::size_t count(RevisionState state) const;
  [[nodiscard]] bool up_to_date() const;  // nothing pending, edited, missing or halfway
};

Status status(const Graph& graph, const AppliedRevisions& applied, const std::vector<Halfway>& halfway = {});

// The graph of the files and of applied revisions that have no file any more.
Graph with_applied(const Graph& graph, const AppliedRevisions& applied);
// Which revisions of such a graph are applied.
Graph::Selection selection(const Graph& graph, const AppliedRevisions& applied);

// One script to run, with all that is needed to run and record it.
struct PlannedRevision {
  Direction direction = Direction::up;
  std::string id;
  std::string message;
  std::string script;
  int first_line = 1;
  std::filesystem::path file;  // where `script` is from; empty: stored in the database
  RunOptions options;
  bool takes_back = false;  // what an unfinished run of the other direction has done

  std::vector<std::string> required;  // must be applied (up) or not applied (down) when its turn comes
  AppliedRevision record;  // the row of an up
};

struct MigratePlan {
  std::vector<PlannedRevision> revisions;  // in the order to run
  std::vector<std::string> notes;  // for people: "1f2e…: its file is gone, the stored down is used"

  [[nodiscard]] bool empty() const { return revisions.empty(); }
};

enum class DownSource { file, stored };

struct PlanOptions {
  std::string engine;  // name of the dialect
  bool allow_edited = false;  // up: go on although files of applied revisions were edited
  std::optional<DownSource> down_source;  // down of an edited revision: which script
  std::vector<Halfway> halfway;  // where DDL is not transactional
};

// What is pending up to the target, and what was being taken off and is not yet: that goes up again. Throws
// Error(usage) for the target, Error(refused) for edited files and for a revision that was not written for the engine.
MigratePlan plan_up(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                    const PlanOptions& options);

// What lies above the target, latest first; "-1" takes off one. What is halfway up counts as applied. Throws
// Error(refused) for irreversible ones, and for an edited file when options do not say which script to use.
MigratePlan plan_down(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                      const PlanOptions& options);

// plan_down to the target, then up again with the files as they are.
MigratePlan plan_redo(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                      const PlanOptions& options);

// What must be inserted into and erased from the applied table so that the database is at the target, nothing run.
struct StampPlan {
  std::vector<AppliedRevision> insert;
  std::vector<std::string> erase;

  [[nodiscard]] bool empty() const { return insert.empty() && erase.empty(); }
};

// The row that says that a revision is applied, of its file. Throws Error(refused) without a file or a section.
AppliedRevision record_of(const Revision& revision, const std::string& engine);

StampPlan plan_stamp(const Graph& graph, const AppliedRevisions& applied, std::string_view target,
                     const PlanOptions& options);

}  // namespace strata::runner
