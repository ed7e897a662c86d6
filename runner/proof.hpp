// The proof of one engine's share of a revision: on a scratch database that holds the old schema and some rows, the
// file's own text must lead to the new schema, and its way back to the old one, with every row that both schemas can
// hold kept.
#pragma once

#include "runner/autogenerate.hpp"

#include <string>
#include <vector>

namespace strata::runner {

struct Proof {
  std::vector<schema::ObjectName> unseeded;  // tables that took no rows: proved in structure only
  std::string not_taken_back;  // where up may stop and down not lead back from, and why; empty: it does
};

// Throws Error(refused) that shows the difference. `revision` is as parsed from the text that will be written.
Proof prove(const Project& project, const EnginePlan& plan, const Revision& revision);

}  // namespace strata::runner
