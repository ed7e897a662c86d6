// Whole schemas are created on an empty database as they were on another: read, written, and judged by SHOW CREATE of
// every object. One of everything (tests/data/mariadb), and the public schemas.
#include "dialects/mariadb/introspect.hpp"
#include "dialects/plan.hpp"
#include "server.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

using namespace strata;
using namespace strata::dialects;
using strata::test::Database;
using Lines = std::vector<std::string>;

namespace {

// Each row: what SHOW CREATE calls it, and its name.
constexpr std::string_view objects_query = R"sql(
  SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name
  FROM information_schema.tables WHERE table_schema = DATABASE()
  UNION ALL
  SELECT 'TRIGGER', trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()
  UNION ALL
  SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
  UNION ALL
  SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = DATABASE()
  ORDER BY 1, 2
)sql";

std::string in_backticks(const std::string& name) {
  return '`' + std::regex_replace(name, std::regex("`"), "``") + '`';
}

// A table's keys sorted, since an index that a foreign key makes comes last wherever it stood before.
std::string with_sorted_keys(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with(',')) line.pop_back();
    lines.push_back(std::move(line));
  }
  const auto is_key = [](const std::string& line) { return line.starts_with("  ") && !line.starts_with("  `"); };
  const auto first = std::ranges::find_if(lines, is_key);
  std::sort(first, std::find_if_not(first, lines.end(), is_key));
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

// All that SHOW CREATE answers but when it was made, how far AUTO_INCREMENT has come, and the database's own name.
Lines shown(Session& session, const std::string& database) {
  Lines out;
  for (const Row& object : session.query(objects_query)) {
    const std::string kind = *object.at(0);
    const Row answer = session.query(fmt::format("SHOW CREATE {} {}", kind, in_backticks(*object.at(1)))).at(0);
    std::string text = kind;
    for (std::size_t i = 0; i < answer.size() - (kind == "TRIGGER" ? 1 : 0); ++i) text += "\n" + answer[i].value_or("");
    text = std::regex_replace(text, std::regex(" AUTO_INCREMENT=[0-9]+"), "");
    text = std::regex_replace(text, std::regex("`?" + database + "`?\\."), "");
    out.push_back(kind == "TABLE" ? with_sorted_keys(text) : text);
  }
  std::ranges::sort(out);
  return out;
}

// What is shown differently, "-" before what is missing and "+" before what is too much.
Lines differences_after_creating(const std::filesystem::path& script) {
  const Database original;
  const auto session = original.connect();
  test::run_script(*session, test::content_of(script));
  const schema::Schema schema = mariadb::introspect(*session, {});
  const Database copy;
  const auto writer = copy.connect();
  for (const std::string& statement : creation_statements(dialect_named("mariadb"), schema)) {
    INFO(statement);
    REQUIRE_NOTHROW(writer->execute(statement));
  }
  CHECK((mariadb::introspect(*writer, {}) == schema));
  const Lines wanted = shown(*session, original.name());
  const Lines made = shown(*writer, copy.name());
  REQUIRE_FALSE(wanted.empty());
  Lines missing;
  Lines added;
  std::ranges::set_difference(wanted, made, std::back_inserter(missing));
  std::ranges::set_difference(made, wanted, std::back_inserter(added));
  Lines out;
  for (const std::string& object : missing) out.push_back("- " + object);
  for (const std::string& object : added) out.push_back("+ " + object);
  return out;
}

}  // namespace

TEST_CASE("one of everything is created as it was") {
  CHECK(differences_after_creating(STRATA_TEST_DATA "/mariadb/odd.sql") == Lines{});
}

TEST_CASE("public schemas are created as they were") {
  const std::filesystem::path folder = STRATA_SHARED "/corpus/mariadb";
  REQUIRE(std::filesystem::exists(folder));
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".sql") continue;
    DYNAMIC_SECTION(entry.path().stem().string()) {
      CHECK(differences_after_creating(entry.path()) == Lines{});
    }
  }
}
