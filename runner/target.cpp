// A target is parsed without a graph, and resolved against one. Steps up and down are only taken where there is one
// way to go: a fork is an error that names the ways.
#include "runner/target.hpp"

#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace strata::runner {
namespace {

using Index = Graph::Index;

constexpr int most_steps = 1'000'000;

Error bad_target(std::string_view text) {
  return Error(ErrorCode::usage, fmt::format("'{}' is no target", text))
      .hint(
          "a target is head, heads, base, current, an id or the beginning of one, with +N or -N steps from there, "
          "and label@ before it for a branch: head, 7c1f, +1, -2, 7c1f+1, billing@head");
}

std::string listed(const Graph& graph, const std::vector<Index>& revisions) {
  std::string text;
  for (const Index i : revisions) {
    const Revision& revision = graph.revisions()[i];
    text += fmt::format("  {}  {}{}{}\n", revision.id, revision.message, revision.labels.empty() ? "" : "  label ",
                        fmt::join(revision.labels, ", "));
  }
  return text;
}

std::vector<Index> copied(std::span<const Index> revisions) {
  return {revisions.begin(), revisions.end()};
}

// A target at work on one graph, with the branch that a label restricts it to.
class Resolver {
 public:
  Resolver(const Target& target, const Graph& graph, const Graph::Selection& applied)
      : target_(target), graph_(graph), applied_(applied), branch_(graph.size(), true) {
    if (target.label.empty()) return;
    labelled_ = graph.labelled(target.label);
    branch_ = graph.with_descendants({*labelled_});
  }

  std::vector<Index> run() {
    if (target_.kind == Target::Kind::current) return from_current();
    std::vector<Index> at = start();
    const int steps = std::abs(target_.offset);
    for (int step = 0; step < steps; ++step) at = target_.offset > 0 ? step_up(at) : step_down(at, steps - step);
    return at;
  }

 private:
  std::vector<Index> start() {
    switch (target_.kind) {
      case Target::Kind::revision:
        return {in_branch(graph_.by_prefix(target_.prefix))};
      case Target::Kind::head:
        return single_head();
      case Target::Kind::heads:
        return in_branch(graph_.heads());
      case Target::Kind::base:
        return labelled_ ? copied(graph_.requires_first(*labelled_)) : std::vector<Index>{};
      case Target::Kind::current:
        break;  // run() deals with it
    }
    return {};
  }

  Index in_branch(Index revision) const {
    if (branch_[revision]) return revision;
    throw Error(ErrorCode::usage, fmt::format("revision {} is not on the branch {}",
                                              describe(graph_.revisions()[revision]), target_.label))
        .hint(fmt::format("leave '{}@' out", target_.label));
  }

  std::vector<Index> in_branch(std::vector<Index> revisions) const {
    std::erase_if(revisions, [&](Index i) { return !branch_[i]; });
    return revisions;
  }

  std::vector<Index> single_head() const {
    std::vector<Index> heads = in_branch(graph_.heads());
    if (heads.size() <= 1) return heads;
    throw Error(ErrorCode::usage, fmt::format("'{}' is ambiguous: there are {} heads", target_.text, heads.size()))
        .detail(listed(graph_, heads))
        .hint("take 'heads' for all of them, one by its id or as label@head, or join them: strata revision merge");
  }

  Error ambiguous(const std::vector<Index>& ways) const {
    return Error(ErrorCode::usage, fmt::format("'{}' is ambiguous: there are {} ways to go", target_.text, ways.size()))
        .detail(listed(graph_, ways))
        .hint("name a revision by its id, or a branch as label@" + step_text());
  }

  Error too_far(int left) const {
    return Error(ErrorCode::usage,
                 fmt::format("'{}' leaves the graph: {} {} too many", target_.text, left, left == 1 ? "step" : "steps"))
        .hint(target_.offset < 0 ? "'base' is the lowest" : "'head' is the highest");
  }

  std::string step_text() const { return fmt::format("{:+}", target_.offset); }

  std::vector<Index> step_up(const std::vector<Index>& at) const {
    std::vector<Index> ways;
    if (at.empty()) ways = in_branch(graph_.bases());
    for (const Index from : at) {
      for (const Index child : graph_.children(from)) {
        if (branch_[child] && std::find(ways.begin(), ways.end(), child) == ways.end()) ways.push_back(child);
      }
    }
    if (ways.empty()) throw too_far(1);
    if (ways.size() > 1) throw ambiguous(ways);
    return ways;
  }

  std::vector<Index> step_down(const std::vector<Index>& at, int left) const {
    if (at.empty()) throw too_far(left);
    if (at.size() > 1) throw ambiguous(at);
    return copied(graph_.parents(at.front()));
  }

  // Relative to what is applied: each step applies or takes off the one revision that could be next.
  std::vector<Index> from_current() {
    Graph::Selection applied = applied_;
    if (target_.offset == 0) return in_branch(graph_.heads_of(applied));
    const int steps = std::abs(target_.offset);
    for (int step = 0; step < steps; ++step) {
      const std::vector<Index> ways = target_.offset > 0 ? next_pending(applied) : last_applied(applied);
      if (ways.empty()) throw too_far(steps - step);
      if (ways.size() > 1) throw ambiguous(ways);
      applied[ways.front()] = target_.offset > 0;
    }
    return graph_.heads_of(applied);
  }

  std::vector<Index> next_pending(const Graph::Selection& applied) const {
    const Graph::Selection way_to_branch =
        labelled_ ? graph_.with_ancestors({*labelled_}) : Graph::Selection(graph_.size(), false);
    std::vector<Index> ways;
    for (Index i = 0; i < graph_.size(); ++i) {
      const auto is_applied = [&](Index before) { return applied[before]; };
      const std::span<const Index> before = graph_.requires_first(i);
      if (applied[i] || (!branch_[i] && !way_to_branch[i])) continue;
      if (std::all_of(before.begin(), before.end(), is_applied)) ways.push_back(i);
    }
    return ways;
  }

  std::vector<Index> last_applied(const Graph::Selection& applied) const {
    std::vector<Index> ways;
    for (Index i = 0; i < graph_.size(); ++i) {
      const auto is_applied = [&](Index after) { return applied[after]; };
      const std::span<const Index> after = graph_.required_by(i);
      if (applied[i] && branch_[i] && std::none_of(after.begin(), after.end(), is_applied)) ways.push_back(i);
    }
    return ways;
  }

  const Target& target_;
  const Graph& graph_;
  const Graph::Selection& applied_;
  std::optional<Index> labelled_;
  Graph::Selection branch_;
};

// Takes "+N" or "-N" off the end of the text.
int take_offset(std::string_view& text, std::string_view whole) {
  const std::size_t sign = text.find_first_of("+-");
  if (sign == std::string_view::npos) return 0;
  const std::string_view digits = text.substr(sign + 1);
  int steps = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), steps);
  const bool number = !digits.empty() && digits.front() != '-' && problem == std::errc{} &&
                      end == digits.data() + digits.size() && steps <= most_steps;
  if (!number) throw bad_target(whole);
  const bool down = text[sign] == '-';
  text = text.substr(0, sign);
  return down ? -steps : steps;
}

}  // namespace

Target parse_target(std::string_view text) {
  Target target;
  target.text = text;
  std::string_view rest = text;
  const std::size_t at_sign = rest.find('@');
  if (at_sign != std::string_view::npos) {
    target.label = rest.substr(0, at_sign);
    rest.remove_prefix(at_sign + 1);
    if (!ascii::is_word(target.label)) throw bad_target(text);
  }
  const bool relative = !rest.empty() && (rest.front() == '+' || rest.front() == '-');
  target.offset = take_offset(rest, text);

  if (relative || rest == "current")
    target.kind = Target::Kind::current;
  else if (rest == "head" || (rest.empty() && !target.label.empty()))
    target.kind = Target::Kind::head;
  else if (rest == "heads")
    target.kind = Target::Kind::heads;
  else if (rest == "base")
    target.kind = Target::Kind::base;
  else if (ascii::is_word(rest)) {
    target.kind = Target::Kind::revision;
    target.prefix = rest;
  } else {
    throw bad_target(text);
  }
  return target;
}

std::vector<Graph::Index> resolve(const Target& target, const Graph& graph, const Graph::Selection& applied) {
  return Resolver{target, graph, applied}.run();
}

std::vector<Graph::Index> resolve(const Target& target, const Graph& graph) {
  if (target.kind == Target::Kind::current) {
    throw Error(ErrorCode::usage, fmt::format("'{}' depends on a database, and there is none here", target.text))
        .hint("name a revision, head, heads or base");
  }
  return resolve(target, graph, Graph::Selection(graph.size(), false));
}

}  // namespace strata::runner
