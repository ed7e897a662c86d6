// Finds the `-- strata:` directives of a revision file: only those between statements count, not what looks like one
// inside a string, a comment or a body. Engines differ in what those are (dialects::Lexis): a section of one engine is
// read as that engine does, and for one of all engines it is told whether their readings could differ.
#pragma once

#include "dialects/dialect.hpp"
#include "schema/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

struct DirectiveLine {
  std::string_view words;  // after "strata:", trimmed
  int line = 1;  // in the file
  std::size_t begin = 0;  // offset of the line in the text
  std::size_t end = 0;  // offset after its line end

  friend bool operator==(const DirectiveLine&, const DirectiveLine&) = default;
};

// Gives how an engine reads, by the name that a directive calls it by; nothing for an unknown one.
using LexisOf = std::optional<dialects::Lexis> (*)(std::string_view engine);

// How sections are read: those of one engine as `lexis_of` says (where it is given), all others as `plain`.
struct Reading {
  dialects::Lexis plain = dialects::Lexis::standard;
  bool plain_is_known = false;  // no engine with another Lexis reads the sections of all engines
  LexisOf lexis_of = nullptr;
};

struct Directives {
  std::vector<DirectiveLine> lines;
  // A string, comment, parenthesis, body or statement that never ends, or a directive of which it is unclear whether
  // it is inside a comment: Error(revision) without a file name. `lines` are those before it.
  std::optional<Error> problem;
  // Something was met that the other Lexis reads differently, where it is not known which one holds. Only told when
  // `plain` is Lexis::standard: up to what is met first both readings are the same.
  bool unsure = false;
};

// `text` has \n line ends; `first_line` is its line in the file.
Directives find_directives(std::string_view text, int first_line, const Reading& reading);

}  // namespace strata::runner
