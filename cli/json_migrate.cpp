// JSON of what the migrate commands say.
#include "cli/json_output.hpp"
#include "cli/json_text.hpp"

namespace strata::cli {
namespace {

Json json_of(const runner::RevisionStatus& revision) {
  Json json{{"id", revision.id},           {"message", revision.message}, {"state", to_string(revision.state)},
            {"created", revision.created}, {"parents", revision.parents}, {"labels", revision.labels},
            {"head", revision.head}};
  if (!revision.file.empty()) json["file"] = revision.file.string();
  if (!revision.applied_at.empty()) json["applied_at"] = revision.applied_at;
  if (revision.halfway) {
    json["halfway"] = Json{{"direction", to_string(revision.halfway->direction)},
                           {"done", revision.halfway->done},
                           {"statements", revision.halfway->statements},
                           {"interrupted", revision.halfway->in_flight}};
  }
  return json;
}

Json json_of(const runner::JournalEntry& entry) {
  Json json{{"number", entry.number},
            {"at", entry.at},
            {"revision", entry.revision},
            {"direction", entry.direction},
            {"state", to_string(entry.state)}};
  if (entry.statement) json["statement"] = *entry.statement;
  if (!entry.statement_text.empty()) json["statement_text"] = entry.statement_text;
  if (entry.duration) json["duration_ms"] = entry.duration->count();
  json["user"] = entry.user;
  json["host"] = entry.host;
  json["tool_version"] = entry.tool_version;
  if (!entry.error.empty()) json["error"] = entry.error;
  return json;
}

Json heading_of(const runner::PlannedRevision& revision) {
  return Json{{"id", revision.id}, {"direction", to_string(revision.direction)}, {"message", revision.message}};
}

}  // namespace

std::string status_json(const runner::Status& status, const std::string& redacted_url) {
  Json revisions = Json::array();
  for (const auto& revision : status.revisions) revisions.push_back(json_of(revision));
  return text_of(Json{{"database", redacted_url},
                      {"up_to_date", status.up_to_date()},
                      {"current", status.current},
                      {"heads", status.heads},
                      {"revisions", revisions}});
}

std::string journal_json(const std::vector<runner::JournalEntry>& entries) {
  Json list = Json::array();
  for (const auto& entry : entries) list.push_back(json_of(entry));
  return text_of(Json{{"journal", list}});
}

std::string plan_json(const runner::MigratePlan& plan, const std::vector<runner::PlannedStatement>& statements) {
  Json list = Json::array();
  for (const auto& revision : plan.revisions) {
    Json json = heading_of(revision);
    json["statements"] = Json::array();
    list.push_back(json);
  }
  for (const auto& planned : statements) {
    list[planned.revision]["statements"].push_back(
        Json{{"line", planned.statement.line}, {"sql", planned.statement.text}});
  }
  return text_of(Json{{"plan", list}, {"notes", plan.notes}});
}

std::string script_json(const std::string& script) {
  return text_of(Json{{"script", script}});
}

std::string applied_json(const runner::MigratePlan& plan, const runner::ApplyResult& result) {
  // A redo names each revision twice, down and up: the results are in the plan's order, less what was skipped.
  Json done = Json::array();
  auto next = result.applied.begin();
  for (const auto& revision : plan.revisions) {
    if (next == result.applied.end() || *next != revision.id) continue;
    done.push_back(heading_of(revision));
    ++next;
  }
  return text_of(Json{{"done", done}, {"skipped", result.skipped}, {"notes", plan.notes}});
}

std::string mismatches_json(const std::vector<runner::Mismatch>& mismatches) {
  Json list = Json::array();
  for (const auto& mismatch : mismatches) {
    list.push_back(Json{{"revision", mismatch.revision}, {"problem", mismatch.problem}, {"choices", mismatch.choices}});
  }
  return text_of(Json{{"mismatches", list}});
}

std::string repaired_json(const std::vector<std::string>& lines) {
  return text_of(Json{{"repaired", lines}});
}

std::string stamp_json(const runner::StampPlan& plan) {
  Json recorded = Json::array();
  for (const auto& revision : plan.insert) recorded.push_back(revision.id);
  return text_of(Json{{"recorded", recorded}, {"erased", plan.erase}});
}

}  // namespace strata::cli
