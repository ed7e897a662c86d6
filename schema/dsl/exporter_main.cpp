// The exporter: a project's definitions, linked with this main, print the model as JSON on standard output and
// nothing else. Problems go to standard error, one a line, and end it with 1.
#include "schema/write_json.hpp"
#include "strata/load.hpp"

#include <cstdio>
#include <exception>
#include <string>

namespace {

void print(const strata::Problem& problem) {
  const std::string& file = problem.location.file;
  if (!file.empty()) std::fprintf(stderr, "%s:%d: ", file.c_str(), problem.location.line);
  std::fprintf(stderr, "error: %s\n", problem.message.c_str());
}

}  // namespace

int main() {
  try {
    const strata::Loaded loaded = strata::load_definitions();
    for (const strata::Problem& problem : loaded.problems) print(problem);
    if (!loaded.problems.empty()) return 1;
    const std::string json = strata::schema::to_json(loaded.model);
    const bool written = std::fwrite(json.data(), 1, json.size(), stdout) == json.size() && std::fflush(stdout) == 0;
    if (!written) std::perror("error: the model can't be written");
    return written ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
