// The graph that revisions form through `parents` and `depends_on`: pure, with no database in it. Built once from the
// files, it is checked as a whole (duplicate ids, missing parents, cycles) and put in one deterministic order.
#pragma once

#include "runner/revision.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

// For each of a row of revisions a list of others. All lists are in one block: a block for each would be allocated by
// the thousand.
class Links {
 public:
  using Index = std::size_t;

  [[nodiscard]] bool empty() const { return ends_.empty(); }
  [[nodiscard]] std::span<const Index> of(Index revision) const {
    const Index begin = revision == 0 ? 0 : ends_[revision - 1];
    return {all_.data() + begin, ends_[revision] - begin};
  }

  // The lists are made one after the other, those before `size` of them at once.
  void reserve(std::size_t size);
  void begin_list() { ends_.push_back(all_.size()); }
  void add(Index other);  // to the last list, unless it is there
  // For each revision those that have it in their list.
  [[nodiscard]] Links reversed() const;

 private:
  std::vector<Index> ends_;  // of the lists, in all_
  std::vector<Index> all_;
};

class Graph {
 public:
  // Position of a revision in revisions().
  using Index = Links::Index;
  // One flag per revision, by Index.
  using Selection = std::vector<bool>;

  Graph() = default;
  // Throws Error(revision) that names the files and lines at fault.
  explicit Graph(std::vector<Revision> revisions);

  // What a revision builds on comes before it; otherwise by created, then id.
  [[nodiscard]] const std::vector<Revision>& revisions() const { return revisions_; }
  // Their positions in the order of their ids.
  [[nodiscard]] const std::vector<Index>& by_id() const { return by_id_; }
  [[nodiscard]] std::size_t size() const { return revisions_.size(); }
  [[nodiscard]] bool empty() const { return revisions_.empty(); }

  [[nodiscard]] std::optional<Index> index_of(std::string_view id) const;
  [[nodiscard]] const Revision* find(std::string_view id) const;
  // By a unique prefix of the id. Throws Error(usage) that lists the candidates, or says that there is none.
  [[nodiscard]] Index by_prefix(std::string_view prefix) const;

  [[nodiscard]] std::span<const Index> parents(Index revision) const { return parents_.of(revision); }
  [[nodiscard]] std::span<const Index> children(Index revision) const { return children_.of(revision); }
  // parents and depends_on, and the other way round: what must be there before and taken off first.
  [[nodiscard]] std::span<const Index> requires_first(Index revision) const {
    return (requires_first_.empty() ? parents_ : requires_first_).of(revision);
  }
  [[nodiscard]] std::span<const Index> required_by(Index revision) const {
    return (required_by_.empty() ? children_ : required_by_).of(revision);
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

  [[nodiscard]] std::vector<std::string> ids(std::span<const Index> revisions) const;

 private:
  void index_ids();
  void check_names() const;
  [[nodiscard]] std::vector<Index>::const_iterator from_id(std::string_view id) const;
  void link();
  bool sort();
  [[noreturn]] void throw_cycle(const std::vector<std::size_t>& missing) const;

  std::vector<Revision> revisions_;
  Links parents_;
  Links children_;
  Links requires_first_;  // empty unless there is a depends_on somewhere: else it would repeat the parents
  Links required_by_;  // the same of the children
  std::vector<Index> by_id_;  // sorted by the revisions' ids
};

// "3b0a9c51e7d2 (add orders)": how a revision is named in messages.
std::string describe(const Revision& revision);

}  // namespace strata::runner
