// Case files: tests as data. A file holds cases, a case holds named sections.
//
//   == a column is added          the case's name
//   -- before                     a section, up to the next one
//   ...
//
// Lines before the first case are remarks.
#pragma once

#include "schema/schema.hpp"

#include <map>
#include <string>
#include <vector>

namespace strata::test {

struct Case {
  std::string name;
  std::string file;
  int line = 0;
  std::map<std::string, std::string> sections;

  // The section's text without blank lines at its ends, or nothing.
  [[nodiscard]] std::string text(const std::string& section) const;
  [[nodiscard]] std::vector<std::string> lines(const std::string& section) const;
};

// Throws std::runtime_error when the file can't be read or holds no case.
std::vector<Case> read_cases(const std::string& path);

// The members of a schema's JSON, without the outer braces and the format's version: "tables": [...].
schema::Schema read_members(const std::string& members, const std::string& source_name);

}  // namespace strata::test
