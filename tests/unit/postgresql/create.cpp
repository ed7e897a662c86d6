// Whole schemas are created on an empty database as they were on another: loaded by psql, read, written, and judged by
// pg_dump. One of everything (tests/data/postgresql), and the public schemas.
#include "dialects/plan.hpp"
#include "dialects/postgresql/introspect.hpp"
#include "server.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <utility>

using namespace strata;
using namespace strata::dialects;
using strata::test::Database;
using strata::test::scalar;
using Lines = std::vector<std::string>;

namespace {

std::string output_of(const std::string& command) {
  std::FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 65536> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), n);
  INFO(command << "\n" << out);
  REQUIRE(pclose(pipe) == 0);
  return out;
}

// The URL of the tests' server with another database, for libpq's own programs.
std::string address_of(const Database& database) {
  const std::string url = test::server_url();
  const std::size_t options = std::min(url.find('?'), url.size());
  const std::size_t slash = url.rfind('/', options);
  return "'" + url.substr(0, slash + 1) + database.name() + url.substr(options) + "'";
}

// The dump's statements in the order of their text: where they stand follows from names and object ids.
Lines dump_of(const Database& database) {
  const std::string text = output_of(
      "pg_dump --schema-only --no-owner --no-privileges --restrict-key=x --dbname=" + address_of(database) + " 2>&1");
  Lines out;
  std::string statement;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line.starts_with("--")) continue;
    statement += line + "\n";
    if (line.back() == ';') out.push_back(std::exchange(statement, ""));
  }
  std::ranges::sort(out);
  return out;
}

Scope all_schemas(Session& session) {
  Scope scope;
  for (const Row& row : session.query("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND "
                                      "nspname <> 'information_schema' ORDER BY 1")) {
    scope.schemas.push_back(*row.at(0));
  }
  return scope;
}

// What the dumps say differently, "-" before what is missing and "+" before what is too much.
Lines differences_after_creating(const std::string& script) {
  const Database original;
  output_of("psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --dbname=" + address_of(original) + " --file='" + script +
            "' 2>&1");
  const auto session = original.connect();
  const schema::Schema schema = postgresql::introspect(*session, all_schemas(*session));
  const Database copy;
  const auto writer = copy.connect();
  for (const std::string& statement : creation_statements(dialect_named("postgresql"), schema)) {
    INFO(statement);
    REQUIRE_NOTHROW(writer->execute(statement));
  }
  const Lines wanted = dump_of(original);
  const Lines made = dump_of(copy);
  Lines missing;
  Lines added;
  std::ranges::set_difference(wanted, made, std::back_inserter(missing));
  std::ranges::set_difference(made, wanted, std::back_inserter(added));
  Lines out;
  for (const std::string& statement : missing) out.push_back("- " + statement);
  for (const std::string& statement : added) out.push_back("+ " + statement);
  return out;
}

}  // namespace

TEST_CASE("one of everything is created as it was") {
  CHECK(differences_after_creating(STRATA_TEST_DATA "/postgresql/whole_schema.sql") == Lines{});
}

TEST_CASE("expressions and queries of every form read back as they were") {
  CHECK(differences_after_creating(STRATA_TEST_DATA "/postgresql/expressions.sql") == Lines{});
}

TEST_CASE("public schemas are created as they were") {
  const std::filesystem::path folder = STRATA_SHARED "/corpus/postgresql";
  REQUIRE(std::filesystem::exists(folder));
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".sql") continue;
    DYNAMIC_SECTION(entry.path().stem().string()) {
      Lines differences = differences_after_creating(entry.path().string());
      // The sequence of a serial column is as logged as its table: that danbooru's is not is no part of a Schema.
      std::erase_if(differences, [](const std::string& statement) {
        return statement.find(" SEQUENCE public.rate_limits_id_seq\n") != std::string::npos;
      });
      CHECK(differences == Lines{});
    }
  }
}
