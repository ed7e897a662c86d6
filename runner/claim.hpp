// Where a journalled revision begins: what earlier runs of it have done, what became of the statement that was under
// way when the last one ended, and that no other process is at it. Not for use outside apply.
#pragma once

#include "runner/run.hpp"

#include <optional>
#include <set>
#include <string>

namespace strata::runner {

struct Claimed {
  std::size_t first = 0;  // the statement to begin with
  std::optional<std::set<std::string>> to_take_back;  // objects; absent: all statements run
};

// Claims the revision for this run: waits while another process is at it, and writes the journal's `started`. Nothing
// when it is not due any more. Throws Error(refused) when it is not known whether a statement took effect, and when
// statements that ran have been edited since; Error(lock_timeout) when the other process does not end.
std::optional<Claimed> claim(Run& run, const PreparedRevision& prepared);

}  // namespace strata::runner
