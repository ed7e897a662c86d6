// What is applied against what there are files for.
#include "runner/migrate.hpp"

#include <algorithm>

namespace strata::runner {
namespace {

// An applied revision of which only the history tables know.
Revision stub_of(const AppliedRevision& applied) {
  Revision revision;
  revision.id = applied.id;
  revision.parents = applied.parents;
  revision.depends_on = applied.depends_on;
  revision.message = applied.message;
  revision.created = applied.applied_at;
  revision.options = applied.options;
  revision.checksum = applied.checksum;
  return revision;
}

RevisionStatus status_of(const Revision& revision, const AppliedRevisions& applied) {
  RevisionStatus status;
  status.id = revision.id;
  status.message = revision.message;
  status.created = revision.created;
  status.parents = revision.parents;
  status.labels = revision.labels;
  status.file = revision.file;
  const auto found = applied.find(revision.id);
  if (found == applied.end()) return status;
  status.applied_at = found->second.applied_at;
  if (revision.file.empty())
    status.state = RevisionState::missing;
  else if (revision.checksum != found->second.checksum)
    status.state = RevisionState::edited;
  else
    status.state = RevisionState::applied;
  return status;
}

}  // namespace

std::string_view to_string(RevisionState state) {
  switch (state) {
    case RevisionState::applied:
      return "applied";
    case RevisionState::pending:
      return "pending";
    case RevisionState::edited:
      return "edited";
    case RevisionState::missing:
      return "missing";
  }
  return {};
}

std::size_t Status::count(RevisionState state) const {
  return static_cast<std::size_t>(std::count_if(revisions.begin(), revisions.end(),
                                                [&](const RevisionStatus& status) { return status.state == state; }));
}

bool Status::up_to_date() const {
  return count(RevisionState::applied) == revisions.size() &&
         std::ranges::none_of(revisions, [](const RevisionStatus& status) { return status.halfway.has_value(); });
}

Graph with_applied(const Graph& graph, const AppliedRevisions& applied) {
  std::vector<Revision> revisions = graph.revisions();
  const auto known = [&](const std::string& id) { return graph.find(id) != nullptr || applied.contains(id); };
  for (const auto& [id, row] : applied) {
    if (graph.find(id) != nullptr) continue;
    Revision stub = stub_of(row);
    std::erase_if(stub.parents, [&](const std::string& parent) { return !known(parent); });
    std::erase_if(stub.depends_on, [&](const std::string& other) { return !known(other); });
    revisions.push_back(std::move(stub));
  }
  return Graph{std::move(revisions)};
}

Graph::Selection selection(const Graph& graph, const AppliedRevisions& applied) {
  Graph::Selection selected(graph.size(), false);
  for (const auto& [id, row] : applied) {
    if (const auto index = graph.index_of(id)) selected[*index] = true;
  }
  return selected;
}

Status status(const Graph& files, const AppliedRevisions& applied, const std::vector<Halfway>& halfway) {
  const Graph graph = with_applied(files, applied);
  Status result;
  for (const Revision& revision : graph.revisions()) result.revisions.push_back(status_of(revision, applied));
  for (const Halfway& run : halfway) {
    if (const auto index = graph.index_of(run.revision)) result.revisions[*index].halfway = run;
  }
  result.heads = files.ids(files.heads());
  result.current = graph.ids(graph.heads_of(selection(graph, applied)));
  for (const std::string& head : result.heads) result.revisions[*graph.index_of(head)].head = true;
  return result;
}

}  // namespace strata::runner
