// The shop's program: first brings its database up to date, then goes to work.
#include "runner/runner.hpp"
#include "schema/error.hpp"

#include <cstdio>

int main(int argc, char** argv) try {
  strata::runner::Runner runner{argc > 1 ? argv[1] : "sqlite:shop.db", argc > 2 ? argv[2] : "migrations"};
  std::printf("applied %zu revisions\n", runner.up().applied.size());

  // The work itself would use the application's own connection.
  for (const auto& row : runner.session().query("SELECT id, status, currency FROM orders ORDER BY id")) {
    std::printf("order %s is %s, in %s\n", row[0]->c_str(), row[1]->c_str(), row[2]->c_str());
  }
} catch (const strata::Error& error) {
  std::fprintf(stderr, "shop: %s\n%s\n%s\n", error.what(), error.detail().c_str(), error.hint().c_str());
  return 1;
}
