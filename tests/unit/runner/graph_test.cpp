// The graph without a database: order, heads, closures, and what is wrong with files.
#include "runner/graph.hpp"

#include "support.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

using Ids = std::vector<std::string>;

Ids order(const Graph& graph) {
  Ids ids;
  for (const Revision& each : graph.revisions()) ids.push_back(each.id);
  return ids;
}

Ids selected(const Graph& graph, const Graph::Selection& selection) {
  Ids ids;
  for (Graph::Index i = 0; i < graph.size(); ++i) {
    if (selection[i]) ids.push_back(graph.revisions()[i].id);
  }
  return ids;
}

// a - b - d
//   \ c - e, where e depends on b
Graph forked() {
  Revision e = revision("e", {"c"});
  e.depends_on = {"b"};
  return Graph{{e, revision("d", {"b"}), revision("c", {"a"}), revision("b", {"a"}), revision("a", {})}};
}

}  // namespace

TEST_CASE("an empty graph has no heads") {
  const Graph graph{std::vector<Revision>{}};
  CHECK(graph.empty());
  CHECK(graph.heads().empty());
}

TEST_CASE("revisions come after what they build on, then by time and id") {
  CHECK(order(forked()) == Ids{"a", "b", "c", "d", "e"});
  Revision old = revision("z", {});
  old.created = "2020-01-01T00:00:00Z";
  CHECK(order(Graph{{revision("a", {}), old}}) == Ids{"z", "a"});
}

TEST_CASE("heads and bases") {
  const Graph graph = forked();
  CHECK(graph.ids(graph.heads()) == Ids{"d", "e"});
  CHECK(graph.ids(graph.bases()) == Ids{"a"});
  const Graph merged{{revision("a", {}), revision("b", {"a"}), revision("c", {"a"}), revision("m", {"b", "c"})}};
  CHECK(merged.ids(merged.heads()) == Ids{"m"});
}

TEST_CASE("closures follow parents and depends_on") {
  const Graph graph = forked();
  CHECK(selected(graph, graph.with_ancestors({*graph.index_of("e")})) == Ids{"a", "b", "c", "e"});
  CHECK(selected(graph, graph.with_descendants({*graph.index_of("b")})) == Ids{"b", "d", "e"});
  CHECK(graph.ids(graph.heads_of(graph.with_ancestors({*graph.index_of("b")}))) == Ids{"b"});
}

TEST_CASE("two files with one id are both named") {
  Revision copy = revision("a", {});
  copy.file = "migrations/copy.sql";
  const Error error = error_of([&] { Graph{{revision("a", {}), copy}}; });
  CHECK(error.code() == ErrorCode::revision);
  CHECK(error.detail().find("migrations/a.sql") != std::string::npos);
  CHECK(error.detail().find("migrations/copy.sql") != std::string::npos);
}

TEST_CASE("two files with one label are both named") {
  Revision a = revision("a", {});
  Revision b = revision("b", {});
  a.labels = b.labels = {"billing"};
  const Error error = error_of([&] { Graph{{a, b}}; });
  CHECK(error.detail().find("migrations/a.sql") != std::string::npos);
}

TEST_CASE("a missing parent is told with the file, the line and the nearest id") {
  Revision lost = revision("b", {"7c1f0e9a2b4e"});
  lost.parents_line = 3;
  const Error error = error_of([&] { Graph{{revision("7c1f0e9a2b4d", {}), lost}}; });
  CHECK(error.place().file == "migrations/b.sql");
  CHECK(error.place().line == 3);
  CHECK(std::string{error.what()}.find("7c1f0e9a2b4e") != std::string::npos);
  CHECK(error.hint().find("7c1f0e9a2b4d") != std::string::npos);

  Revision dependent = revision("c", {});
  dependent.depends_on = {"nowhere"};
  dependent.depends_on_line = 6;
  CHECK(error_of([&] { Graph{{dependent}}; }).place().line == 6);
}

TEST_CASE("a circle is told with all its members and no others") {
  const Error error = error_of([] {
    Graph{{revision("start", {}), revision("a", {"start", "c"}), revision("b", {"a"}), revision("c", {"b"}),
           revision("after", {"c"})}};
  });
  for (const char* name : {"a.sql", "b.sql", "c.sql"}) CHECK(error.detail().find(name) != std::string::npos);
  CHECK(error.detail().find("after.sql") == std::string::npos);
  CHECK(error.detail().find("start.sql") == std::string::npos);
  CHECK(error_of([] { Graph{{revision("self", {"self"})}}; }).code() == ErrorCode::revision);
}

TEST_CASE("prefixes must be unique") {
  const Graph graph{{revision("abc1", {}), revision("abc2", {"abc1"}), revision("abc", {"abc2"}), revision("x", {})}};
  CHECK(graph.revisions()[graph.by_prefix("x")].id == "x");
  CHECK(graph.revisions()[graph.by_prefix("abc")].id == "abc");
  const Error error = error_of([&] { static_cast<void>(graph.by_prefix("ab")); });
  CHECK(error.code() == ErrorCode::usage);
  CHECK(error.detail().find("abc1") != std::string::npos);
  CHECK(error.detail().find("abc2") != std::string::npos);
  CHECK(error_of([&] { static_cast<void>(graph.by_prefix("nope")); }).code() == ErrorCode::usage);
}

TEST_CASE("ten thousand revisions in a row") {
  std::vector<Revision> revisions;
  for (int i = 0; i < 10'000; ++i) {
    revisions.push_back(revision(fmt::format("{:05}", i), i == 0 ? Ids{} : Ids{fmt::format("{:05}", i - 1)}));
  }
  std::reverse(revisions.begin(), revisions.end());
  const Graph graph{std::move(revisions)};
  CHECK(graph.revisions().front().id == "00000");
  CHECK(graph.ids(graph.heads()) == Ids{"09999"});
}
