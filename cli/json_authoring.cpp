// JSON of what compares schemas: proposals, differences, checks.
#include "cli/json_output.hpp"
#include "cli/json_text.hpp"
#include "diff/write_json.hpp"
#include "runner/revision_file.hpp"

namespace strata::cli {
namespace {

Json json_of(const diff::Operations& operations) {
  return Json::parse(diff::to_json(operations));
}

Json json_of(const std::vector<schema::OpaqueObject>& objects) {
  Json list = Json::array();
  for (const auto& object : objects) list.push_back(Json{{"kind", object.kind}, {"name", to_string(object.name)}});
  return list;
}

}  // namespace

std::string proposal_json(const runner::Proposal& proposal, const runner::Revision* revision,
                          const std::string& written) {
  Json json{{"changed", !proposal.empty()}};
  json["operations"] = Json::object();
  for (const auto& engine : proposal.engines) {
    json["operations"][std::string(engine.dialect->name())] = json_of(engine.operations);
  }
  for (const auto& engine : proposal.engines) {
    for (const auto& text : engine.to.left_out) json["left_out"].push_back(text);
    for (const auto& state : {&engine.from, &engine.to}) {
      for (const auto& warning : state->warnings) json["warnings"].push_back(warning);
    }
  }
  for (const auto& engine : proposal.left_out) {
    json["engines_left_out"].push_back(Json{{"engine", engine.engine}, {"reason", engine.reason}});
  }
  for (const auto& misfits : proposal.misfits) {
    json["misfits"].push_back(Json{{"table", to_string(misfits.column.table)},
                                   {"column", misfits.column.column},
                                   {"type", misfits.type},
                                   {"count", misfits.count},
                                   {"rows", misfits.rows}});
  }
  json["unmodelled"] = json_of(proposal.unmodelled);
  if (revision != nullptr) {
    json["revision"] = revision->id;
    json["proved"] = revision->proved;
    json["text"] = runner::render_revision(*revision);
  }
  if (!written.empty()) json["written"] = written;
  return text_of(json);
}

std::string schema_text_json(const std::string& state, const std::string& format, const std::string& text) {
  return text_of(Json{{"state", state}, {"format", format}, {"text", text}});
}

std::string difference_json(const Difference& difference) {
  Json json{{"from", difference.from}, {"to", difference.to}, {"operations", json_of(difference.operations)}};
  if (!difference.statements.empty()) json["statements"] = difference.statements;
  if (!difference.text.empty()) json["text"] = difference.text;
  if (!difference.left_out.empty()) json["left_out"] = difference.left_out;
  if (!difference.warnings.empty()) json["warnings"] = difference.warnings;
  json["unmodelled"] = json_of(difference.unmodelled);
  return text_of(json);
}

std::string check_json(const runner::CheckReport& report) {
  Json findings = Json::array();
  for (const auto& finding : report.findings) {
    findings.push_back(Json{{"kind", runner::to_string(finding.kind)},
                            {"subject", finding.subject},
                            {"message", finding.message},
                            {"hint", finding.hint},
                            {"fails", finding.fails}});
  }
  return text_of(Json{{"ok", report.ok()}, {"findings", findings}});
}

}  // namespace strata::cli
