// What the journal tells of a revision that ran statement by statement and whose last run did not end well.
#pragma once

#include "runner/history.hpp"
#include "runner/migrate.hpp"

#include <optional>
#include <set>
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
  std::vector<dialects::Definition> in_flight_touched;  // as it was before
  std::vector<std::string> texts;  // of the statements that are done, by index
  std::set<std::string> touched;  // the objects that these have touched
  JournalEntry start;
};

// `journal` holds one revision's rows, or more than that. Rows of other revisions are skipped.
Unfinished unfinished_run(const std::vector<JournalEntry>& journal, std::string_view revision,
                          std::string_view direction);

// The revisions with an unfinished run. `journal` holds their rows, or more than that.
std::vector<Halfway> halfway(const std::vector<JournalEntry>& journal, const AppliedRevisions& applied);

// The same, read from the history, with the number of statements that the files' scripts have. Runs that have left
// nothing are not halfway.
std::vector<Halfway> read_halfway(History& history, const AppliedRevisions& applied, const Graph& files,
                                  const dialects::Dialect& dialect);

// The rule by which a script takes back what an unfinished run of the other direction has done: a statement runs if
// that run has touched one of its objects. Where it has not, there is nothing to take back, and what is there was there
// before. A statement of which nothing is known runs. Columns are looked at by themselves ("column t.c"): a statement
// that concerns ones that are there without that run having touched them is skipped, and refused when it concerns
// touched ones, too.
enum class WayBack { run, skip, refuse };
WayBack way_back(const std::vector<dialects::Definition>& objects, const std::set<std::string>& touched);

// Whether the process that wrote the row still lives; absent when it ran on another host.
std::optional<bool> is_alive(const JournalEntry& entry, const std::string& host);

// "process 4711 of root on build7, since 2026-11-21T04:20:31Z"
std::string describe_runner(const JournalEntry& entry);

}  // namespace strata::runner
