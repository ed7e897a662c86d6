// Targets: their grammar, and what they mean on a line, a fork and branches with labels.
#include "runner/target.hpp"

#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

using Ids = std::vector<std::string>;

struct Scene {
  Graph graph;
  Graph::Selection applied;

  Scene(std::vector<Revision> revisions, const Ids& applied_ids)
      : graph(std::move(revisions)), applied(graph.size(), false) {
    for (const std::string& id : applied_ids) applied[*graph.index_of(id)] = true;
  }
  Ids at(std::string_view target) const { return graph.ids(resolve(parse_target(target), graph, applied)); }
  Error refusal(std::string_view target) const {
    return error_of([&] { at(target); });
  }
};

Scene line(const Ids& applied) {
  return {{revision("a1", {}), revision("b2", {"a1"}), revision("c3", {"b2"}), revision("d4", {"c3"})}, applied};
}

// a - b - c (billing: b)
//   \ x - y (web: x)
Scene fork(const Ids& applied) {
  Revision b = revision("b", {"a"});
  Revision x = revision("x", {"a"});
  b.labels = {"billing"};
  x.labels = {"web"};
  return {{revision("a", {}), b, revision("c", {"b"}), x, revision("y", {"x"})}, applied};
}

}  // namespace

TEST_CASE("the grammar of targets") {
  using Kind = Target::Kind;
  CHECK(parse_target("head") == Target{"head", "", Kind::head, "", 0});
  CHECK(parse_target("heads") == Target{"heads", "", Kind::heads, "", 0});
  CHECK(parse_target("base+2") == Target{"base+2", "", Kind::base, "", 2});
  CHECK(parse_target("current") == Target{"current", "", Kind::current, "", 0});
  CHECK(parse_target("+1") == Target{"+1", "", Kind::current, "", 1});
  CHECK(parse_target("-12") == Target{"-12", "", Kind::current, "", -12});
  CHECK(parse_target("7c1f-1") == Target{"7c1f-1", "", Kind::revision, "7c1f", -1});
  CHECK(parse_target("web@head") == Target{"web@head", "web", Kind::head, "", 0});
  CHECK(parse_target("web@-1") == Target{"web@-1", "web", Kind::current, "", -1});
  CHECK(parse_target("web@") == Target{"web@", "web", Kind::head, "", 0});
  for (const char* bad : {"", "@", "@head", "+", "-", "1+", "head+-1", "head+1x", "a b", "a-b", "+99999999999", "ü"}) {
    CHECK(error_of([&] { parse_target(bad); }).code() == ErrorCode::usage);
  }
}

TEST_CASE("targets on a line") {
  const Scene scene = line({"a1", "b2"});
  CHECK(scene.at("head") == Ids{"d4"});
  CHECK(scene.at("base").empty());
  CHECK(scene.at("current") == Ids{"b2"});
  CHECK(scene.at("+1") == Ids{"c3"});
  CHECK(scene.at("+2") == Ids{"d4"});
  CHECK(scene.at("-1") == Ids{"a1"});
  CHECK(scene.at("-2").empty());
  CHECK(scene.at("c") == Ids{"c3"});
  CHECK(scene.at("c+1") == Ids{"d4"});
  CHECK(scene.at("c-2") == Ids{"a1"});
  CHECK(scene.at("a1-1").empty());
  CHECK(scene.at("head-1") == Ids{"c3"});
  CHECK(scene.at("base+1") == Ids{"a1"});
  CHECK(scene.refusal("+3").code() == ErrorCode::usage);
  CHECK(scene.refusal("-3").code() == ErrorCode::usage);
  CHECK(scene.refusal("head+1").code() == ErrorCode::usage);
  CHECK(scene.refusal("a1-2").code() == ErrorCode::usage);
  CHECK(scene.refusal("zz").code() == ErrorCode::usage);
}

TEST_CASE("the head of nothing is nothing") {
  const Scene scene{{}, {}};
  CHECK(scene.at("head").empty());
  CHECK(scene.at("heads").empty());
  CHECK(scene.at("current").empty());
}

TEST_CASE("several heads are listed, with the ways out") {
  const Scene scene = fork({});
  const Error error = scene.refusal("head");
  CHECK(error.detail().find("c") != std::string::npos);
  CHECK(error.detail().find("y") != std::string::npos);
  CHECK(error.hint().find("heads") != std::string::npos);
  CHECK(scene.at("heads") == Ids{"c", "y"});
  CHECK(scene.at("billing@head") == Ids{"c"});
  CHECK(scene.at("web@") == Ids{"y"});
}

TEST_CASE("steps are refused where there are two ways, and a label chooses") {
  CHECK(fork({}).at("+1") == Ids{"a"});
  CHECK(fork({"a"}).refusal("+1").detail().find("label billing") != std::string::npos);
  CHECK(fork({"a"}).at("billing@+1") == Ids{"b"});
  CHECK(fork({}).at("billing@+2") == Ids{"b"});
  CHECK(fork({"a", "b", "x"}).refusal("-1").code() == ErrorCode::usage);
  CHECK(fork({"a", "b", "x"}).at("web@-1") == Ids{"b"});
  CHECK(fork({"a"}).refusal("a+1").code() == ErrorCode::usage);
  CHECK(fork({"a"}).at("web@base") == Ids{"a"});
  CHECK(fork({"a"}).refusal("web@b").hint().find("web@") != std::string::npos);
  CHECK(fork({"a"}).refusal("biling@head").hint().find("billing") != std::string::npos);
}

TEST_CASE("where there is no database, current is an error") {
  const Scene scene = line({});
  CHECK(error_of([&] { resolve(parse_target("+1"), scene.graph); }).code() == ErrorCode::usage);
  CHECK(scene.graph.ids(resolve(parse_target("b2"), scene.graph)) == Ids{"b2"});
}
