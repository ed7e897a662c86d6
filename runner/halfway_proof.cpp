// Each place costs the statements of up before it and all of down; the database is the old one again after each.
#include "runner/halfway_proof.hpp"

#include "runner/rows.hpp"
#include "runner/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace strata::runner {
namespace {

using dialects::ScriptStatement;
using Statements = std::vector<ScriptStatement>;

constexpr std::size_t most_statements = 400;

Statements statements_of(const dialects::Dialect& dialect, const Revision& revision, Direction direction) {
  const Section* section = section_for(revision, direction, dialect.name());
  return section == nullptr ? Statements{} : dialect.split(section->text, section->first_line);
}

// Numbers of statements after which up stops, spread evenly.
std::set<std::size_t> places_of(const Statements& up, const Statements& down) {
  std::set<std::size_t> places;
  if (up.size() < 2) return places;
  const std::size_t all = up.size() - 1;
  const std::size_t count = std::clamp<std::size_t>(most_statements / (up.size() + down.size()), 1, all);
  for (std::size_t i = 0; i < count; ++i) places.insert(1 + i * all / count);
  return places;
}

class HalfwayProof {
 public:
  HalfwayProof(dialects::Session& session, const dialects::Dialect& dialect, const Statements& up,
               const Statements& down)
      : session_(session), dialect_(dialect), up_(up), down_(down) {}

  // A problem, or empty.
  std::string there_and_back(std::size_t place) {
    touched_.clear();
    for (std::size_t i = 0; i < place; ++i) {
      for (const auto& object : dialect_.touched(session_, up_[i].text)) touched_.insert(object.object);
      session_.execute(up_[i].text);
    }
    session_.drop_temporary_objects();
    for (const ScriptStatement& statement : down_) {
      const WayBack way = way_back(dialect_.touched(session_, statement.text), touched_);
      if (way == WayBack::refuse) return "down mixes columns that were touched with others in: " + statement.text;
      if (way == WayBack::run) session_.execute(statement.text);
    }
    session_.drop_temporary_objects();
    return {};
  }

 private:
  dialects::Session& session_;
  const dialects::Dialect& dialect_;
  const Statements& up_;
  const Statements& down_;
  std::set<std::string> touched_;
};

// What is not as it was, or empty.
std::string difference(dialects::Session& session, const dialects::Dialect& dialect, const dialects::Scope& scope,
                       const schema::Schema& schema, const Snapshot& rows) {
  const auto operations = dialect.compare(dialect.introspect(session, scope), schema, {.opaque_objects = true});
  if (!operations.empty()) return "down leaves to do: " + diff::describe(operations.front());
  const auto lost = lost_rows(session, dialect, rows, schema, {});
  return lost.empty() ? "" : "down does not keep the rows: " + lost.front();
}

}  // namespace

std::string not_taken_back(dialects::Session& session, const dialects::Dialect& dialect, const dialects::Scope& scope,
                           const Revision& revision, const schema::Schema& schema) {
  if (dialect.capabilities().transactional_ddl) return {};
  const Statements up = statements_of(dialect, revision, Direction::up);
  const Statements down = statements_of(dialect, revision, Direction::down);
  const std::set<std::size_t> places = places_of(up, down);
  if (places.empty()) return {};
  const Snapshot rows = take_snapshot(session, dialect, schema, schema, {});
  HalfwayProof proof{session, dialect, up, down};
  if (!revision.options.foreign_keys) session.enforce_foreign_keys(false);
  for (const std::size_t place : places) {
    std::string problem;
    try {
      problem = proof.there_and_back(place);
      if (problem.empty()) problem = difference(session, dialect, scope, schema, rows);
    } catch (const dialects::SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      problem = fmt::format("down fails with: {}", error.what());
    }
    if (!problem.empty()) return fmt::format("after statement {} of up, {}", place, problem);
  }
  if (!revision.options.foreign_keys) session.enforce_foreign_keys(true);
  return {};
}

}  // namespace strata::runner
