// Real schemas and pairs: what is planned, applied to A, gives B, and the way back gives A again.
#include "database.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace strata::dialects::sqlite;
using strata::dialects::Lowered;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

void show(const Lowered& lowered) {
  for (const auto& step : lowered.steps) {
    for (const std::string& statement : step.statements) UNSCOPED_INFO(statement);
  }
}

}  // namespace

TEST_CASE("pairs converge there and back") {
  for (const fs::path& pair : entries(fs::path(STRATA_SHARED) / "pairs" / "sqlite")) {
    INFO(pair.filename());
    const std::string a = text_of(pair / "a.sql");
    const std::string b = text_of(pair / "b.sql");
    Database database(a);
    const auto first = database.schema();
    const auto second = schema_of(b);
    show(change_to(database, b));
    CHECK(describe_all(operations_between(database.schema(), second)) == Lines{});
    show(change_to(database, a));
    CHECK(describe_all(operations_between(database.schema(), first)) == Lines{});
  }
}

TEST_CASE("real schemas are created as they were and dropped without a trace") {
  for (const fs::path& file : entries(fs::path(STRATA_SHARED) / "corpus" / "sqlite")) {
    INFO(file.filename());
    const std::string script = text_of(file);
    const auto wanted = schema_of(script);
    Database database;
    show(change_to(database, script));
    CHECK(describe_all(operations_between(database.schema(), wanted)) == Lines{});
    change_to(database, "");
    CHECK(database.rows("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'") == Lines{});
  }
}

// Each table is rebuilt with its rows, and must be what it was.
TEST_CASE("a rebuild of every table of a real schema changes nothing") {
  for (const fs::path& file : entries(fs::path(STRATA_SHARED) / "corpus" / "sqlite")) {
    INFO(file.filename());
    Database database(text_of(file));
    const auto before = database.schema();
    auto commented = before;
    for (auto& table : commented.tables) table.comment = "rebuilt";
    const Lowered there = plan_between(before, commented);
    show(there);
    CHECK(there.missing_fills.empty());
    run_steps(database, there.steps);
    CHECK(describe_all(operations_between(database.schema(), commented)) == Lines{});
    run_steps(database, plan_between(database.schema(), before).steps);
    CHECK(describe_all(operations_between(database.schema(), before)) == Lines{});
    CHECK(database.rows("PRAGMA integrity_check") == Lines{"ok"});
  }
}

// Nothing in common but some names: whole tables, views and triggers come and go, some tables are rebuilt.
TEST_CASE("one real schema can become another") {
  const std::vector<fs::path> files = entries(fs::path(STRATA_SHARED) / "corpus" / "sqlite");
  for (std::size_t i = 0; i < files.size(); ++i) {
    const fs::path& next = files[(i + 1) % files.size()];
    INFO(files[i].filename() << " to " << next.filename());
    Database database(text_of(files[i]));
    const auto wanted = schema_of(text_of(next));
    show(change_to(database, text_of(next)));
    CHECK(describe_all(operations_between(database.schema(), wanted)) == Lines{});
  }
}
