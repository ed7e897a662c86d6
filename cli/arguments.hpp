// The words of a call as plain values: what CLI11 parsed, with nothing of CLI11 in it. Each command's file takes
// its own struct.
#pragma once

#include "cli/output.hpp"

#include <string>
#include <variant>
#include <vector>

namespace strata::cli {

// Options that every command takes, before or after its name.
struct GlobalOptions {
  std::string config;
  std::string environment;
  std::string url;
  ColourChoice colour = ColourChoice::automatic;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
};

struct InitCommand {
  std::string directory = ".";
};

struct NewRevisionCommand {
  std::string message;
  bool autogenerate = false;
  std::string from = "db";
  std::string to = "models";
  std::vector<std::string> renames;
  bool no_renames = false;
  std::vector<std::string> fills;
  bool allow_data_loss = false;
  bool column_order = false;
  std::vector<std::string> parents;  // targets; empty: the one head, or when merging all of them
  bool merge = false;
  bool dry_run = false;
};

struct ShowRevisionCommand {
  std::string target;
};

struct HeadsCommand {};

struct HistoryCommand {
  std::string range;  // "A:B", either may be left out; empty: all
};

enum class DownScript { undecided, file, stored };

// Shared by up, down and redo.
struct RunChoices {
  bool dry_run = false;
  bool sql = false;
  bool single_transaction = false;
  bool yes = false;
  DownScript use = DownScript::undecided;
  std::string in_flight;  // "", "done" or "again"
};

struct MigrateUpCommand {
  std::string target = "head";
  bool allow_edited = false;
  RunChoices choices;
};

struct MigrateDownCommand {
  std::string target = "-1";
  RunChoices choices;
};

struct MigrateRedoCommand {
  std::string target = "-1";
  RunChoices choices;
};

struct MigrateStatusCommand {};

struct MigrateHistoryCommand {
  std::string revision;  // a unique prefix; empty: all
};

struct MigrateStampCommand {
  std::string target;
  bool dry_run = false;
};

struct MigrateRepairCommand {
  std::vector<std::string> accept;  // ids or unique prefixes, as all of them
  std::vector<std::string> forget;
  std::vector<std::string> mark_done;
  std::vector<std::string> mark_undone;
  bool accept_schema = false;
};

enum class SchemaFormat { cpp, sql, json };

struct InspectCommand {
  std::string state = "db";
  SchemaFormat format = SchemaFormat::sql;
  std::string output;  // file; empty: standard output
};

struct TempDdlCommand {
  std::string state = "models";
};

enum class DiffFormat { operations, sql, text };

struct DiffCommand {
  std::string from = "db";
  std::string to = "models";
  DiffFormat format = DiffFormat::operations;
  bool column_order = false;
};

struct CheckCommand {
  std::string from = "db";
  std::string to = "models";
  bool drift = false;  // only what was changed by hand since the last run
};

using Command =
    std::variant<InitCommand, NewRevisionCommand, ShowRevisionCommand, HeadsCommand, HistoryCommand, MigrateUpCommand,
                 MigrateDownCommand, MigrateRedoCommand, MigrateStatusCommand, MigrateHistoryCommand,
                 MigrateStampCommand, MigrateRepairCommand, InspectCommand, TempDdlCommand, DiffCommand, CheckCommand>;

struct Arguments {
  GlobalOptions global;
  Command command;
};

// A text that was asked for instead of a command: --help or --version.
struct PrintAndLeave {
  std::string text;
};

// `words` without the program's name. Throws Error(usage) whose hint names what was likely meant.
std::variant<Arguments, PrintAndLeave> parse_arguments(const std::vector<std::string>& words);

// Whether errors in the words themselves are to be printed as JSON, in which colour: found without parsing.
GlobalOptions guess_output_options(const std::vector<std::string>& words);

}  // namespace strata::cli
