// What the runner and the authoring side need to know of a project. The CLI makes it of strata.toml, the
// environment and flags; an application that migrates itself fills it in by hand.
#pragma once

#include "dialects/dialect.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace strata::runner {

// Where the models come from; exactly one of sources, command and file is given, or none.
struct ModelsSource {
  std::vector<std::string> sources;  // globs from the project's root: strata compiles them
  std::string compiler = "c++";
  std::vector<std::string> flags;
  std::string build;  // shell command that builds the exporter, run in the root
  std::string command;  // shell command that is the exporter, run in the root
  std::string file;  // schema.json or schema.sql
  std::chrono::seconds timeout{60};  // for the exporter
};

struct Project {
  std::string name;
  std::filesystem::path root;  // folder of strata.toml, absolute
  std::filesystem::path migrations;  // absolute
  std::vector<std::string> engines;  // dialect names; empty: the one that `url` names
  ModelsSource models;

  std::string environment;  // empty: the file's own
  std::string url;  // may hold a password: show only dialects::redacted(url)
  std::string scratch_url;
  std::vector<std::string> other_scratch_urls;  // of the file's other environments, for engines that this one is not of
  std::vector<std::string> unset_scratch_variables;  // that would say more of them
  bool guarded = false;
  std::vector<std::string> extensions;
  dialects::Scope scope;

  bool online = true;  // what is generated asks for changes of tables beside their users, where the engine can
  std::chrono::milliseconds lock_timeout{5'000};
  std::chrono::milliseconds lock_wait{60'000};
  std::string history_schema;
  std::string history_prefix = "strata";
};

// What sessions of this project are opened with; `create` makes a missing database file.
dialects::ConnectOptions connect_options(const Project& project, bool create = false);

}  // namespace strata::runner
