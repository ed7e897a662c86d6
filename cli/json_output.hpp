// The --json form of what commands say (docs/json-output.md). Each function gives one whole JSON text; the JSON
// library is known to its .cpp files only.
#pragma once

#include "runner/apply.hpp"
#include "runner/autogenerate.hpp"
#include "runner/check.hpp"
#include "runner/repair.hpp"
#include "schema/error.hpp"

#include <string>
#include <vector>

namespace strata::cli {

// {"error": {"code", "message", "place", "detail", "hint", "exit_code"}}
std::string error_json(const Error& error);

// {"made": [file, folder]}
std::string init_json(const std::string& file, const std::string& folder);

// {"revisions": [{"id", "message", "parents", …, "sections"}]}
std::string revisions_json(const std::vector<runner::Revision>& revisions);

// {"database", "revisions": [{"id", "state", …}], "heads", "current", "up_to_date"}
std::string status_json(const runner::Status& status, const std::string& redacted_url);

// {"journal": [{"revision", "direction", "state", …}]}
std::string journal_json(const std::vector<runner::JournalEntry>& entries);

// {"plan": [{"id", "direction", "statements"}], "notes"}
std::string plan_json(const runner::MigratePlan& plan, const std::vector<runner::PlannedStatement>& statements);

// {"script"}
std::string script_json(const std::string& script);

// {"done": [{"id", "direction", "message"}], "skipped", "notes"}
std::string applied_json(const runner::MigratePlan& plan, const runner::ApplyResult& result);

// {"recorded", "erased"}
std::string stamp_json(const runner::StampPlan& plan);

// {"mismatches": [{"revision", "problem", "choices"}]}
std::string mismatches_json(const std::vector<runner::Mismatch>& mismatches);

// {"repaired"}
std::string repaired_json(const std::vector<std::string>& lines);

// {"changed", "operations", "left_out", "warnings", "unmodelled", "written", "revision"}; no file when nothing changed
// or on a dry run.
std::string proposal_json(const runner::Proposal& proposal, const runner::Revision* revision,
                          const std::string& written);

// {"state", "format", "text"}
std::string schema_text_json(const std::string& state, const std::string& format, const std::string& text);

// What `schema diff` found; `statements` or `text` where asked for.
struct Difference {
  std::string from;
  std::string to;
  diff::Operations operations;
  std::vector<std::string> statements;
  std::string text;
  std::vector<schema::OpaqueObject> unmodelled;
  std::vector<std::string> left_out = {};
  std::vector<std::string> warnings = {};
};

// {"from", "to", "operations", "statements", "text", "left_out", "warnings", "unmodelled"}
std::string difference_json(const Difference& difference);

// {"ok", "findings": [{"kind", "subject", "message", "hint", "fails"}]}
std::string check_json(const runner::CheckReport& report);

}  // namespace strata::cli
