// The graph that revisions form through `parents` and `depends_on`: pure, with no database in it. Built once from the
// files, it is checked as a whole (duplicate ids, missing parents, cycles) and put in one deterministic order.
#pragma once

#include "runner/revision.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

class Graph {
 public:
  // Position of a revision in revisions().
  using Index = std::size_t;
  // One flag per revision, by Index.
  using Selection = std::vector<bool>;

  Graph() = default;
  // Throws Error(revision) that names the files and lines at fault.
  explicit Graph(std::vector<Revision> revisions);

  // What a revision builds on comes before it; otherwise by created, then id.
  [[nodiscard]] const std::vector<Revision>& revisions() const { return revisions_; }
  [[nodiscard]] std::size_t size() const { return revisions_.size(); }
  [[nodiscard]] bool empty() const { return revisions_.empty(); }

  [[nodiscard]] std::optional<Index> index_of(std::string_view id) const;
  [[nodiscard]] const Revision* find(std::string_view id) const;
  // By a unique prefix of the id. Throws Error(usage) that lists the candidates, or says that there is none.
  [[nodiscard]] Index by_prefix(std::string_view prefix) const;

  [[nodiscard]] const std::vector<Index>& parents(Index revision) const { return nodes_[revision].parents; }
  [[nodiscard]] const std::vector<Index>& children(Index revision) const { return nodes_[revision].children; }
  // parents and depends_on, and the other way round: what must be there before and taken off first.
  [[nodiscard]] const std::vector<Index>& requires_first(Index revision) const {
    const Node& node = nodes_[revision];
    return node.requires_first.empty() ? node.parents : node.requires_first;
  }
  [[nodiscard]] const std::vector<Index>& required_by(Index revision) const {
    const Node& node = nodes_[revision];
    return node.required_by.empty() ? node.children : node.required_by;
  }

  // Revisions that no other has as a parent; that have no parent.
  [[nodiscard]] std::vector<Index> heads() const;
  [[nodiscard]] std::vector<Index> bases() const;
  // The heads of a part of the graph: selected revisions without a selected child.
  [[nodiscard]] std::vector<Index> heads_of(const Selection& selection) const;

  // The revisions themselves and all that they build on, or that build on them (depends_on included).
  [[nodiscard]] Selection with_ancestors(const std::vector<Index>& revisions) const;
  [[nodiscard]] Selection with_descendants(const std::vector<Index>& revisions) const;

  // The revision that carries a label. Throws Error(usage) with the nearest label.
  [[nodiscard]] Index labelled(std::string_view label) const;

  [[nodiscard]] std::vector<std::string> ids(const std::vector<Index>& revisions) const;

 private:
  struct Node {
    std::vector<Index> parents;
    std::vector<Index> children;
    std::vector<Index> requires_first;  // empty unless there is a depends_on: else it would repeat the parents
    std::vector<Index> required_by;  // empty unless another depends on this one: else it would repeat the children
  };

  void index_ids();
  void check_names() const;
  [[nodiscard]] std::vector<Index>::const_iterator from_id(std::string_view id) const;
  void link();
  bool sort();
  [[noreturn]] void throw_cycle(const std::vector<std::size_t>& missing) const;

  std::vector<Revision> revisions_;
  std::vector<Node> nodes_;
  std::vector<Index> by_id_;  // sorted by the revisions' ids
};

// "3b0a9c51e7d2 (add orders)": how a revision is named in messages.
std::string describe(const Revision& revision);

}  // namespace strata::runner
