// Reads case files, and the schemas in them with the project's own JSON reader.
#include "case_file.hpp"

#include "schema/read_json.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace strata::test {

std::string Case::text(const std::string& section) const {
  const auto found = sections.find(section);
  if (found == sections.end()) return "";
  const std::string& text = found->second;
  const std::size_t first = text.find_first_not_of('\n');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of('\n') + 1 - first);
}

std::vector<std::string> Case::lines(const std::string& section) const {
  std::vector<std::string> result;
  std::istringstream stream(text(section));
  for (std::string next; std::getline(stream, next);) result.push_back(next);
  return result;
}

std::vector<Case> read_cases(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("can't read " + path);
  std::vector<Case> cases;
  std::string* section = nullptr;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("== ")) {
      cases.push_back({line.substr(3), path, number, {}});
      section = nullptr;
    } else if (line.starts_with("-- ") && !cases.empty()) {
      section = &cases.back().sections[line.substr(3)];
    } else if (section != nullptr) {
      *section += line + "\n";
    }
  }
  if (cases.empty()) throw std::runtime_error("no cases in " + path);
  return cases;
}

schema::Schema read_members(const std::string& members, const std::string& source_name) {
  const std::string separator = members.empty() ? "" : ", ";
  return schema::read_schema(R"({"strata": 1, "kind": "schema", "engine": "test")" + separator + members + "}",
                             source_name);
}

}  // namespace strata::test
