// What the journal tells of a `transaction = false` revision whose last run did not end well.
#pragma once

#include "runner/history.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct Unfinished {
  bool begun = false;  // false: there is no such run
  bool failed = false;  // it ended by itself, and said so
  int next = 0;  // index of the first statement that is not done
  std::optional<int> in_flight;  // begun, and no word of how it ended
  std::string in_flight_text;
  std::vector<std::string> texts;  // of the statements that are done, by index
  JournalEntry start;
};

// `journal` holds one revision's rows, or more than that. Rows of other revisions are skipped.
Unfinished unfinished_run(const std::vector<JournalEntry>& journal, std::string_view revision,
                          std::string_view direction);

// Whether the process that wrote the row still lives; absent when it ran on another host.
std::optional<bool> is_alive(const JournalEntry& entry, const std::string& host);

// "process 4711 of root on build7, since 2026-11-21T04:20:31Z"
std::string describe_runner(const JournalEntry& entry);

}  // namespace strata::runner
