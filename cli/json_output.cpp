// JSON of errors, and of what is only about files.
#include "cli/json_output.hpp"

#include "cli/exit_code.hpp"
#include "cli/json_text.hpp"

namespace strata::cli {
namespace {

Json json_of(const runner::Section& section) {
  Json json{{"direction", to_string(section.direction)}};
  if (!section.engine.empty()) json["engine"] = section.engine.view();
  json["first_line"] = section.first_line;
  json["sql"] = section.text;
  return json;
}

void add_options(Json& json, const runner::RunOptions& options) {
  json["transaction"] = options.transaction;
  json["foreign_keys"] = options.foreign_keys;
  if (!options.irreversible.empty()) json["irreversible"] = options.irreversible.view();
  if (!options.lock_timeout.empty()) json["lock_timeout"] = options.lock_timeout.view();
  if (!options.statement_timeout.empty()) json["statement_timeout"] = options.statement_timeout.view();
}

Json json_of(const runner::Revision& revision) {
  Json json{{"id", revision.id},           {"message", revision.message},
            {"parents", revision.parents}, {"depends_on", revision.depends_on},
            {"labels", revision.labels},   {"created", revision.created},
            {"proved", revision.proved},   {"checksum", revision.checksum},
            {"file", revision.file}};
  if (!revision.proof.empty()) json["proof"] = revision.proof.view();
  add_options(json, revision.options);
  json["sections"] = Json::array();
  for (const auto& section : revision.sections) json["sections"].push_back(json_of(section));
  return json;
}

}  // namespace

std::string error_json(const Error& error) {
  Json object{{"code", name_of(error.code())}, {"message", error.what()}};
  if (!error.place().file.empty()) {
    Json place{{"file", error.place().file}};
    if (error.place().line > 0) place["line"] = error.place().line;
    if (error.place().column > 0) place["column"] = error.place().column;
    object["place"] = place;
  }
  if (!error.detail().empty()) object["detail"] = error.detail();
  if (!error.hint().empty()) object["hint"] = error.hint();
  object["exit_code"] = static_cast<int>(exit_code_of(error.code()));
  return text_of(Json{{"error", object}});
}

std::string init_json(const std::string& file, const std::string& folder) {
  return text_of(Json{{"made", Json::array({file, folder})}});
}

std::string revisions_json(const std::vector<runner::Revision>& revisions) {
  Json list = Json::array();
  for (const auto& revision : revisions) list.push_back(json_of(revision));
  return text_of(Json{{"revisions", list}});
}

}  // namespace strata::cli
