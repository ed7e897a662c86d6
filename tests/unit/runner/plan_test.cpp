// Plans and status: pure functions of files, applied rows and target.
#include "runner/migrate.hpp"

#include "support.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::runner;
using strata::runner::test::revision;
using strata::test::error_of;

namespace {

using Ids = std::vector<std::string>;

Graph line() {
  return Graph{{revision("a", {}, "up a", "down a"), revision("b", {"a"}, "up b", "down b"),
                revision("c", {"b"}, "up c", "down c")}};
}

AppliedRevisions applied(const Graph& graph, const Ids& ids) {
  AppliedRevisions rows;
  const MigratePlan plan = plan_up(graph, {}, "heads", {});
  for (const PlannedRevision& planned : plan.revisions) {
    for (const std::string& id : ids) {
      if (planned.id == id) rows.emplace(id, planned.record);
    }
  }
  return rows;
}

Ids ids(const MigratePlan& plan) {
  Ids result;
  for (const PlannedRevision& planned : plan.revisions) result.push_back(planned.id);
  return result;
}

// The line with another up (and down) script of b.
Graph edited(const std::string& up, const std::string& down) {
  return Graph{
      {revision("a", {}, "up a", "down a"), revision("b", {"a"}, up, down), revision("c", {"b"}, "up c", "down c")}};
}

}  // namespace

TEST_CASE("up takes what is pending up to the target") {
  const Graph graph = line();
  CHECK(ids(plan_up(graph, {}, "head", {})) == Ids{"a", "b", "c"});
  CHECK(ids(plan_up(graph, applied(graph, {"a"}), "head", {})) == Ids{"b", "c"});
  CHECK(ids(plan_up(graph, applied(graph, {"a"}), "+1", {})) == Ids{"b"});
  CHECK(ids(plan_up(graph, {}, "b", {})) == Ids{"a", "b"});
  CHECK(plan_up(graph, applied(graph, {"a", "b", "c"}), "head", {}).empty());
  CHECK(plan_up(graph, applied(graph, {"a", "b"}), "a", {}).empty());
  CHECK(error_of([&] { plan_up(graph, applied(graph, {"a"}), "-1", {}); }).code() == ErrorCode::usage);
}

TEST_CASE("a planned up holds what is run and what is recorded") {
  const PlannedRevision planned = plan_up(line(), {}, "+1", {}).revisions.at(0);
  CHECK(planned.script == "up a");
  CHECK(planned.first_line == 9);
  CHECK(planned.file == "migrations/a.sql");
  CHECK(planned.record.down_sql == "down a");
  CHECK(planned.record.checksum == line().revisions()[0].checksum);
}

TEST_CASE("down takes what lies above the target, latest first") {
  const Graph graph = line();
  const AppliedRevisions all = applied(graph, {"a", "b", "c"});
  CHECK(ids(plan_down(graph, all, "-1", {})) == Ids{"c"});
  CHECK(ids(plan_down(graph, all, "-2", {})) == Ids{"c", "b"});
  CHECK(ids(plan_down(graph, all, "a", {})) == Ids{"c", "b"});
  CHECK(ids(plan_down(graph, all, "base", {})) == Ids{"c", "b", "a"});
  CHECK(plan_down(graph, all, "head", {}).empty());
  CHECK(plan_down(graph, {}, "base", {}).empty());
  CHECK(error_of([&] { plan_down(graph, all, "+1", {}); }).code() == ErrorCode::usage);
  CHECK(error_of([&] { plan_down(graph, applied(graph, {"a"}), "b", {}); }).code() == ErrorCode::usage);
}

TEST_CASE("down leaves other branches alone, unless they build on what comes off") {
  Revision b = revision("b", {"a"});
  Revision x = revision("x", {"a"});
  b.labels = {"billing"};
  x.labels = {"web"};
  Revision y = revision("y", {"x"});
  const Graph graph{{revision("a", {}), b, revision("c", {"b"}), x, y}};
  const AppliedRevisions all = applied(graph, {"a", "b", "c", "x", "y"});
  CHECK(ids(plan_down(graph, all, "b", {})) == Ids{"c"});
  CHECK(ids(plan_down(graph, all, "billing@base", {})) == Ids{"c", "b"});
  CHECK(ids(plan_down(graph, all, "web@-2", {})) == Ids{"y", "x"});
  CHECK(error_of([&] { plan_down(graph, all, "-1", {}); }).code() == ErrorCode::usage);

  y.depends_on = {"b"};
  const Graph tied{{revision("a", {}), b, revision("c", {"b"}), x, y}};
  CHECK(ids(plan_down(tied, all, "billing@base", {})) == Ids{"y", "c", "b"});
}

TEST_CASE("redo goes down and up again, and takes nothing else along") {
  const Graph graph = line();
  const MigratePlan plan = plan_redo(graph, applied(graph, {"a", "b"}), "-2", {});
  CHECK(ids(plan) == Ids{"b", "a", "a", "b"});
  CHECK(plan.revisions[1].direction == Direction::down);
  CHECK(plan.revisions[2].direction == Direction::up);
}

TEST_CASE("up refuses when an applied file was edited, unless told otherwise") {
  const AppliedRevisions rows = applied(line(), {"a", "b"});
  const Graph graph = edited("other", "down b");
  const Error error = error_of([&] { plan_up(graph, rows, "head", {}); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.place().file == "migrations/b.sql");
  PlanOptions options;
  options.allow_edited = true;
  CHECK(ids(plan_up(graph, rows, "head", options)) == Ids{"c"});
}

TEST_CASE("down of an edited file asks which script, if they differ") {
  const AppliedRevisions rows = applied(line(), {"a", "b"});
  CHECK(plan_down(edited("other", "down b"), rows, "-1", {}).revisions[0].script == "down b");

  const Graph graph = edited("up b", "other");
  const Error error = error_of([&] { plan_down(graph, rows, "-1", {}); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(error.hint().find("--use stored") != std::string::npos);
  PlanOptions options;
  options.down_source = DownSource::stored;
  CHECK(plan_down(graph, rows, "-1", options).revisions[0].script == "down b");
  options.down_source = DownSource::file;
  CHECK(plan_down(graph, rows, "-1", options).revisions[0].script == "other");
}

TEST_CASE("a revision without a file is taken off with its stored script") {
  const AppliedRevisions rows = applied(line(), {"a", "b", "c"});
  const Graph graph{{revision("a", {}, "up a", "down a"), revision("b", {"a"}, "up b", "down b")}};
  const MigratePlan plan = plan_down(graph, rows, "a", {});
  CHECK(ids(plan) == Ids{"c", "b"});
  CHECK(plan.revisions[0].script == "down c");
  CHECK(plan.revisions[0].file.empty());
  CHECK(plan.notes.size() == 1);
  CHECK(error_of([&] { plan_redo(graph, rows, "-1", {}); }).code() == ErrorCode::refused);
}

TEST_CASE("up goes on when the database knows a revision that the files do not") {
  const AppliedRevisions rows = applied(line(), {"a", "b"});
  const Graph graph{{revision("a", {}, "up a", "down a"), revision("n", {"a"}, "up n", "")}};
  CHECK(ids(plan_up(graph, rows, "head", {})) == Ids{"n"});
}

TEST_CASE("what has no way back is not taken off") {
  Revision final = revision("z", {}, "up", "down");
  final.options.irreversible = "the rows are gone";
  const Graph graph{{final}};
  const Error error = error_of([&] { plan_down(graph, applied(graph, {"z"}), "-1", {}); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(std::string{error.what()}.find("the rows are gone") != std::string::npos);
}

TEST_CASE("a revision without a section for the engine is refused") {
  Revision only = revision("a", {});
  for (Section& section : only.sections) section.engine = "other";
  PlanOptions options;
  options.engine = "this";
  CHECK(error_of([&] { plan_up(Graph{{only}}, {}, "head", options); }).code() == ErrorCode::refused);
  options.engine = "other";
  CHECK(plan_up(Graph{{only}}, {}, "head", options).revisions.at(0).record.section == "other");
}

TEST_CASE("status tells applied, pending, edited and missing") {
  const AppliedRevisions rows = applied(line(), {"a", "b"});
  const Status now = status(edited("other", "down b"), rows);
  REQUIRE(now.revisions.size() == 3);
  CHECK(now.revisions[0].state == RevisionState::applied);
  CHECK(now.revisions[1].state == RevisionState::edited);
  CHECK(now.revisions[2].state == RevisionState::pending);
  CHECK(now.revisions[2].head);
  CHECK(now.current == Ids{"b"});
  CHECK_FALSE(now.up_to_date());

  const Status lost = status(Graph{{revision("a", {}, "up a", "down a")}}, rows);
  CHECK(lost.count(RevisionState::missing) == 1);
  CHECK(lost.heads == Ids{"a"});
  CHECK(lost.current == Ids{"b"});
  CHECK(status(line(), applied(line(), {"a", "b", "c"})).up_to_date());
}

TEST_CASE("stamp goes to the target in both directions and accepts edited files") {
  const Graph graph = line();
  const StampPlan up = plan_stamp(graph, {}, "b", {});
  CHECK(up.insert.size() == 2);
  const StampPlan down = plan_stamp(graph, applied(graph, {"a", "b", "c"}), "a", {});
  CHECK(down.erase == Ids{"b", "c"});
  CHECK(down.insert.empty());
  CHECK(plan_stamp(graph, applied(graph, {"a"}), "base", {}).erase == Ids{"a"});
  const StampPlan accepted = plan_stamp(edited("other", "down b"), applied(graph, {"a", "b"}), "b", {});
  CHECK(accepted.erase == Ids{"b"});
  CHECK(accepted.insert.at(0).id == "b");
  CHECK(plan_stamp(graph, applied(graph, {"a"}), "a", {}).empty());
}
