// An application that migrates its own database when it starts.
#include "runner/runner.hpp"
#include "schema/error.hpp"

#include <cstdio>
#include <string>

int main(int, char** arguments) try {
  strata::runner::Runner runner("sqlite:" + std::string(arguments[1]), arguments[2]);
  std::printf("applied %zu\n", runner.up().applied.size());
} catch (const strata::Error& error) {
  std::fprintf(stderr, "%s\n%s\n", error.what(), error.detail().c_str());
  return 1;
}
