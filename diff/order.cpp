// Puts steps in a sequence that works: a dependency graph from what they provide, need, release and remove, and a
// topological sort that takes the earliest phase first. Where many steps meet many over one resource a barrier node
// stands between them, so that the graph stays linear in the uses of resources.
#include "diff/step.hpp"
#include "schema/error.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

namespace strata::diff {

namespace {

using Node = std::size_t;
using Nodes = std::vector<Node>;

// Nodes below the number of steps are the steps in the order given; the others are barriers.
class Graph {
 public:
  explicit Graph(std::size_t steps) : steps_(steps), after_(steps), waits_for_(steps, 0) {}

  void must_run_before(Node first, Node second) {
    after_[first].push_back(second);
    ++waits_for_[second];
  }

  void must_run_before(const Nodes& first, const Nodes& second) {
    if (first.empty() || second.empty()) return;
    if (first.size() == 1 || second.size() == 1) {
      for (const Node a : first) {
        for (const Node b : second) must_run_before(a, b);
      }
      return;
    }
    const Node barrier = after_.size();
    after_.emplace_back();
    waits_for_.push_back(0);
    for (const Node a : first) must_run_before(a, barrier);
    for (const Node b : second) must_run_before(barrier, b);
  }

  // Steps in an order that keeps to the edges, the least `priority` first; what a cycle holds back is missing.
  [[nodiscard]] Nodes sorted(const std::function<std::pair<Phase, Node>(Node)>& priority) {
    std::priority_queue<std::pair<Phase, Node>, std::vector<std::pair<Phase, Node>>, std::greater<>> ready;
    Nodes open_barriers;
    const auto make_ready = [&](Node node) {
      if (node < steps_) {
        ready.push(priority(node));
      } else {
        open_barriers.push_back(node);
      }
    };
    for (Node node = 0; node < after_.size(); ++node) {
      if (waits_for_[node] == 0) make_ready(node);
    }
    Nodes result;
    result.reserve(steps_);
    while (!ready.empty() || !open_barriers.empty()) {
      Node node = 0;
      if (!open_barriers.empty()) {
        node = open_barriers.back();
        open_barriers.pop_back();
      } else {
        node = ready.top().second;
        ready.pop();
        result.push_back(node);
      }
      for (const Node next : after_[node]) {
        if (--waits_for_[next] == 0) make_ready(next);
      }
    }
    return result;
  }

  // The steps of one cycle, in running order; after sorted() has left some out.
  [[nodiscard]] Nodes cycle() const {
    const Node none = after_.size();
    Nodes blocker(after_.size(), none);  // of each node that still waits: one that it waits for
    for (Node node = 0; node < after_.size(); ++node) {
      if (waits_for_[node] == 0) continue;
      for (const Node next : after_[node]) blocker[next] = node;
    }
    Node node =
        static_cast<Node>(std::ranges::find_if(waits_for_, [](std::size_t n) { return n > 0; }) - waits_for_.begin());
    std::vector<bool> seen(after_.size(), false);
    for (; !seen[node]; node = blocker[node]) seen[node] = true;
    Nodes steps;
    const Node start = node;
    do {
      if (node < steps_) steps.push_back(node);
      node = blocker[node];
    } while (node != start);
    std::ranges::reverse(steps);
    return steps;
  }

 private:
  std::size_t steps_;
  std::vector<Nodes> after_;
  std::vector<std::size_t> waits_for_;
};

enum Role : unsigned { provides = 1, needs = 2, releases = 4, removes = 8 };

struct Use {
  const Resource* resource;
  Node step;
  unsigned roles;
};

// One entry for each resource and step, sorted by both.
std::vector<Use> uses_of(const std::vector<Step>& steps) {
  std::vector<Use> uses;
  for (Node step = 0; step < steps.size(); ++step) {
    const auto add = [&](const std::vector<Resource>& resources, Role role) {
      for (const Resource& resource : resources) uses.push_back({&resource, step, role});
    };
    add(steps[step].provides, provides);
    add(steps[step].needs, needs);
    add(steps[step].releases, releases);
    add(steps[step].removes, removes);
  }
  std::ranges::sort(uses, [](const Use& a, const Use& b) {
    return std::tie(*a.resource, a.step, a.roles) < std::tie(*b.resource, b.step, b.roles);
  });
  std::vector<Use> merged;
  for (const Use& use : uses) {
    if (!merged.empty() && *merged.back().resource == *use.resource && merged.back().step == use.step) {
      merged.back().roles |= use.roles;
    } else {
      merged.push_back(use);
    }
  }
  return merged;
}

// Who uses one resource, by the time of its life: the old thing, its end, its new life, that one's users and end.
struct Lifetime {
  Nodes releasers;
  Nodes old_removers;
  Nodes rebuilders;  // remove and provide it in one step
  Nodes providers;
  Nodes users;
  Nodes new_removers;
};

// A step that provides and removes a resource is a rebuild. A remover is taken to mean the old thing; the new one
// (a temporary name in a chain of renames) if it needs the resource and was given after a provider of it.
Lifetime lifetime(std::vector<Use>::const_iterator first, std::vector<Use>::const_iterator last) {
  Lifetime life;
  const bool removed = std::any_of(first, last, [](const Use& use) { return (use.roles & removes) != 0; });
  for (auto use = first; use != last; ++use) {
    const bool provided_before = !life.providers.empty() || !life.rebuilders.empty();
    if ((use->roles & provides) != 0) {
      ((use->roles & removes) != 0 ? life.rebuilders : life.providers).push_back(use->step);
    } else if ((use->roles & removes) != 0) {
      const bool means_new = (use->roles & needs) != 0 && provided_before;
      (means_new ? life.new_removers : life.old_removers).push_back(use->step);
    } else if ((use->roles & releases) != 0 && (removed || (use->roles & needs) == 0)) {
      life.releasers.push_back(use->step);
    } else {
      life.users.push_back(use->step);
    }
  }
  return life;
}

void connect(Graph& graph, const Lifetime& life) {
  const bool provided = !life.providers.empty() || !life.rebuilders.empty();
  if (!provided) {  // nobody makes it: users use the old thing
    graph.must_run_before(life.users, life.old_removers);
    graph.must_run_before(life.releasers, life.old_removers);
    return;
  }
  std::vector<Nodes> stages{life.old_removers};
  for (const Node rebuilder : life.rebuilders) stages.push_back({rebuilder});
  stages.insert(stages.end(), {life.providers, life.users, life.new_removers});
  std::erase_if(stages, [](const Nodes& stage) { return stage.empty(); });
  for (std::size_t i = 1; i < stages.size(); ++i) graph.must_run_before(stages[i - 1], stages[i]);

  if (!life.old_removers.empty()) {
    graph.must_run_before(life.releasers, life.old_removers);
  } else if (!life.rebuilders.empty()) {
    graph.must_run_before(life.releasers, {life.rebuilders.front()});
  } else {
    graph.must_run_before(life.releasers, life.new_removers);
  }
}

[[noreturn]] void throw_cycle(const std::vector<Step>& steps, const Nodes& cycle) {
  std::string names;
  for (const Node step : cycle) names += steps[step].summary + " -> ";
  names += steps[cycle.front()].summary;
  throw Error(ErrorCode::internal, "these steps wait for each other: " + names)
      .hint("please report this with both schemas (strata schema inspect --format json)");
}

}  // namespace

std::vector<Step> order(std::vector<Step> steps) {
  Graph graph(steps.size());
  const std::vector<Use> uses = uses_of(steps);
  for (auto first = uses.begin(); first != uses.end();) {
    const auto last =
        std::find_if(first, uses.end(), [&](const Use& use) { return *use.resource != *first->resource; });
    connect(graph, lifetime(first, last));
    first = last;
  }
  const Nodes sorted = graph.sorted([&](Node step) { return std::pair(steps[step].phase, step); });
  if (sorted.size() < steps.size()) throw_cycle(steps, graph.cycle());

  std::vector<Step> ordered;
  ordered.reserve(steps.size());
  for (const Node step : sorted) ordered.push_back(std::move(steps[step]));
  return ordered;
}

}  // namespace strata::diff
