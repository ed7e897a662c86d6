// One revision as a value: what its file says (docs/revision-files.md). The file format is read and written by
// revision_file, the graph of revisions is graph; nothing here touches a disk or a database.
#pragma once

#include "schema/error.hpp"
#include "schema/rare_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

enum class Direction { up, down };

std::string_view to_string(Direction direction);  // "up", "down"
Direction reversed(Direction direction);

// A script for one direction. An engine's own section replaces the plain one on that engine.
struct Section {
  Direction direction = Direction::up;
  schema::RareText engine;  // empty: the plain section, for every engine without one of its own
  std::string text;  // as in the file, line ends normalised to \n, blank lines around it left out
  int first_line = 1;  // line of the file that `text` begins on

  friend bool operator==(const Section&, const Section&) = default;
};

// How a revision's scripts are run; stored with an applied revision, so that its down runs the same way.
struct RunOptions {
  bool transaction = true;
  bool foreign_keys = true;  // false: enforcement is suspended around the revision
  schema::RareText irreversible;  // why there is no way back; empty: there is one
  schema::RareText lock_timeout;  // "5s" as written; empty: the project's
  schema::RareText statement_timeout;

  friend bool operator==(const RunOptions&, const RunOptions&) = default;
};

struct Revision {
  std::string id;
  std::vector<std::string> parents;
  std::string message;
  std::string created;  // RFC 3339, UTC: 2026-11-21T04:20:31Z
  std::vector<std::string> proved;  // engines whose sections were proved; empty: written by hand
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  RunOptions options;
  schema::RareText proof;  // what the proof could not cover: "structure only: t"
  std::vector<Section> sections;

  std::string file;  // its path; empty: only known from the history tables
  int parents_line = 1;  // where the header names its parents, for errors of the graph
  int depends_on_line = 1;
  std::string checksum;  // of the sections; set by parse_revision
};

// The section for an engine: its own, else the plain one. Null when the revision has none in this direction.
// Throws Error(refused) when a generated file was not written for the engine: `proved` names others, and it has no
// section of its own.
const Section* section_for(const Revision& revision, Direction direction, std::string_view engine);

// SHA-256 over the sections in the order of the file: stays the same when the header, line ends or blank lines
// around a section change.
std::string checksum_of(const std::vector<Section>& sections);

}  // namespace strata::runner
