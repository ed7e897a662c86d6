// Follows the rows in order: what ends a revision as a whole ends its run, statements move it on.
#include "runner/unfinished.hpp"

#include <fmt/format.h>

#include <csignal>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace strata::runner {
namespace {

void take_statement(Unfinished& run, const JournalEntry& entry) {
  const int index = *entry.statement;
  if (entry.state == JournalState::started) {
    run.in_flight = index;
    run.in_flight_text = entry.statement_text;
    run.in_flight_touched = entry.touched;
    return;
  }
  const bool was_in_flight = run.in_flight == index;
  run.in_flight.reset();
  if (entry.state == JournalState::failed) {
    run.failed = true;
    return;
  }
  for (const auto& object : entry.touched) run.touched.insert(object.object);
  if (was_in_flight) {
    for (const auto& object : run.in_flight_touched) run.touched.insert(object.object);
  }
  run.next = std::max(run.next, index + 1);
  if (run.texts.size() < static_cast<std::size_t>(run.next)) run.texts.resize(static_cast<std::size_t>(run.next));
  run.texts[static_cast<std::size_t>(index)] = entry.statement_text;
}

void take(Unfinished& run, const JournalEntry& entry, std::string_view direction) {
  if (entry.statement) {
    // Rows of transactional runs have no start before them, and took nothing with them.
    if (run.begun && entry.direction == direction) take_statement(run, entry);
  } else if (entry.state == JournalState::started) {
    if (entry.direction != direction) return;  // which takes back what this one has done
    run.begun = true;
    run.failed = false;
    run.start = entry;
  } else if (entry.state == JournalState::failed) {
    run.failed = true;
  } else if (entry.direction != "accept") {  // which is about the file, not about what ran
    run = Unfinished{};
  }
}

}  // namespace

Unfinished unfinished_run(const std::vector<JournalEntry>& journal, std::string_view revision,
                          std::string_view direction) {
  Unfinished run;
  for (const JournalEntry& entry : journal) {
    if (entry.revision == revision) take(run, entry, direction);
  }
  return run;
}

std::vector<Halfway> halfway(const std::vector<JournalEntry>& journal, const AppliedRevisions& applied) {
  std::set<std::string> revisions;
  for (const JournalEntry& entry : journal) revisions.insert(entry.revision);
  std::vector<Halfway> result;
  for (const std::string& revision : revisions) {
    const Unfinished up = unfinished_run(journal, revision, "up");
    const Unfinished down = unfinished_run(journal, revision, "down");
    if (!up.begun && !down.begun) continue;
    // Where both are there, the one that leads back to what the revision counts as has begun later.
    const bool both = up.begun && down.begun;
    const bool is_up = both ? applied.contains(revision) : up.begun;
    const Unfinished& last = is_up ? up : down;
    result.push_back(
        {revision, is_up ? Direction::up : Direction::down, both, last.next, 0, last.in_flight.has_value()});
  }
  return result;
}

std::vector<Halfway> read_halfway(History& history, const AppliedRevisions& applied, const Graph& files,
                                  const dialects::Dialect& dialect) {
  std::vector<Halfway> result = halfway(history.read_unfinished(), applied);
  std::erase_if(result, [](const Halfway& run) { return run.done == 0 && !run.in_flight && !run.takes_back; });
  for (Halfway& stopped : result) {
    const Revision* revision = files.find(stopped.revision);
    const Section* section = revision != nullptr ? section_for(*revision, stopped.direction, dialect.name()) : nullptr;
    if (section == nullptr) continue;
    stopped.statements = static_cast<int>(dialect.split(section->text, section->first_line).size());
  }
  return result;
}

WayBack way_back(const std::vector<dialects::Definition>& objects, const std::set<std::string>& touched) {
  if (objects.empty()) return WayBack::run;
  bool concerns = false;
  bool own_column = false;
  bool foreign_column = false;
  for (const dialects::Definition& object : objects) {
    const bool is_touched = touched.contains(object.object);
    const bool is_column = object.object.starts_with("column ");
    concerns = concerns || is_touched;
    own_column = own_column || (is_column && is_touched);
    foreign_column = foreign_column || (is_column && !is_touched && object.text);
  }
  if (foreign_column) return own_column ? WayBack::refuse : WayBack::skip;
  return concerns ? WayBack::run : WayBack::skip;
}

std::optional<bool> is_alive(const JournalEntry& entry, const std::string& host) {
  if (entry.host != host) return std::nullopt;
  pid_t process = 0;
  std::from_chars(entry.runner.data(), entry.runner.data() + entry.runner.size(), process);
  return process > 0 && (::kill(process, 0) == 0 || errno == EPERM);
}

std::string describe_runner(const JournalEntry& entry) {
  return fmt::format("process {} of {} on {}, since {}", entry.runner.substr(0, entry.runner.find(':')), entry.user,
                     entry.host, entry.at);
}

}  // namespace strata::runner
