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
    return;
  }
  run.in_flight.reset();
  if (entry.state == JournalState::failed) {
    run.failed = true;
    return;
  }
  run.next = std::max(run.next, index + 1);
  if (run.texts.size() < static_cast<std::size_t>(run.next)) run.texts.resize(static_cast<std::size_t>(run.next));
  run.texts[static_cast<std::size_t>(index)] = entry.statement_text;
}

void take(Unfinished& run, const JournalEntry& entry, std::string_view direction) {
  if (entry.statement) {
    // Rows of transactional runs have no start before them, and took nothing with them.
    if (run.begun && entry.direction == direction) take_statement(run, entry);
  } else if (entry.state == JournalState::started && entry.direction == direction) {
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
