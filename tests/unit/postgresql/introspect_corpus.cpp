// Every public schema in shared/corpus/postgresql is loaded and read, and what was read is counted against the server's
// own views of its catalog (information_schema, pg_indexes and their kind): a second reader that shares nothing with
// ours.
#include "dialects/postgresql/introspect.hpp"

#include "server.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::postgresql;
using namespace strata::test;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(STRATA_SHARED "/corpus/postgresql")) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// Without what is psql's own.
std::string read_script(const fs::path& path) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('\\')) text += line + "\n";
  }
  return text;
}

constexpr std::string_view schemas_query = R"sql(
  SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public')
)sql";

constexpr std::string_view ours = "NOT IN ('pg_catalog', 'information_schema')";

std::size_t count(Session& session, const std::string& what) {
  return std::stoul(scalar(session, "SELECT count(*) FROM " + what));
}

template <class Count>
std::size_t total(const schema::Schema& schema, Count of_table) {
  std::size_t sum = 0;
  for (const schema::Table& table : schema.tables) sum += of_table(table);
  return sum;
}

std::size_t kind_count(const schema::Schema& schema, const std::string& kind) {
  return static_cast<std::size_t>(std::ranges::count(schema.opaque_objects, kind, &schema::OpaqueObject::kind));
}

void check_counts(Session& session, const schema::Schema& schema) {
  CHECK(schema.tables.size() == count(session, fmt::format("pg_tables WHERE schemaname {}", ours)));
  CHECK(schema.views.size() ==
        count(session, fmt::format("(SELECT FROM pg_views WHERE schemaname {0} UNION ALL SELECT FROM pg_matviews WHERE "
                                   "schemaname {0}) AS x",
                                   ours)));
  CHECK(total(schema,
              [](const schema::Table& t) { return t.indexes.size() + t.uniques.size() + (t.primary_key ? 1U : 0U); }) ==
        count(session,
              fmt::format("pg_indexes WHERE schemaname {} AND tablename NOT IN (SELECT matviewname FROM pg_matviews) "
                          "AND indexname NOT IN (SELECT relname FROM pg_class WHERE relispartition)",
                          ours)));
  CHECK(total(schema, [](const schema::Table& t) { return t.foreign_keys.size(); }) ==
        count(session, fmt::format("information_schema.table_constraints WHERE table_schema {} AND constraint_type = "
                                   "'FOREIGN KEY'",
                                   ours)));
  CHECK(schema.enums.size() == count(session, "(SELECT DISTINCT enumtypid FROM pg_enum) AS x"));
  CHECK(schema.domains.size() ==
        count(session, fmt::format("information_schema.domains WHERE domain_schema {}", ours)));
  CHECK(kind_count(schema, "function") + kind_count(schema, "procedure") ==
        count(session, fmt::format("information_schema.routines WHERE routine_schema {} AND routine_type IS NOT NULL "
                                   "AND NOT EXISTS (SELECT FROM pg_depend WHERE deptype IN ('e', 'i') AND objid = "
                                   "split_part(reverse(split_part(reverse(specific_name), '_', 1)), '_', 1)::oid)",
                                   ours)));
  CHECK(kind_count(schema, "trigger") == count(session, "pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"));
}

// A child has its inherited columns from its parent.
void check_columns(Session& session, const schema::Table& table, const std::string& in_schema) {
  if (table.options.partition_of || !table.options.inherits.empty()) return;
  const auto rows = session.query(
      "SELECT column_name, is_nullable, column_default, is_identity, is_generated, collation_name, data_type "
      "FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
      {in_schema, table.name.name});
  REQUIRE(rows.size() == table.columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const schema::Column& column = table.columns[i];
    INFO(table.name.name << "." << column.name);
    CHECK(column.name == rows[i][0]);
    // A domain that takes no NULL makes no column NOT NULL.
    if (column.type.find('.') == std::string::npos && !column.nullable) CHECK(rows[i][1] == "NO");
    const bool serial = column.identity && column.identity->kind == schema::IdentityKind::serial;
    CHECK((column.default_value.has_value() || serial) == rows[i][2].has_value());
    CHECK((column.identity && !serial) == (rows[i][3] == "YES"));
    CHECK(column.generated.has_value() == (rows[i][4] == "ALWAYS"));
  }
}

}  // namespace

TEST_CASE("public schemas read as the server itself tells them") {
  const std::vector<fs::path> files = scripts();
  REQUIRE(files.size() >= 12);
  for (const fs::path& file : files) {
    INFO(file.string());
    const Database database;
    database.connect()->execute(read_script(file));
    // Dumps empty the search path.
    const auto session = database.connect();
    Scope scope;
    for (const Row& row : session->query(schemas_query)) scope.schemas.push_back(row.at(0).value_or(""));
    const schema::Schema schema = introspect(*session, scope);
    REQUIRE_FALSE(schema.tables.empty());
    check_counts(*session, schema);
    for (const schema::Table& table : schema.tables) {
      check_columns(*session, table, table.name.schema.empty() ? "public" : table.name.schema);
    }
    for (const schema::OpaqueObject& object : schema.opaque_objects) {
      INFO(describe(object));
      CHECK_FALSE((object.definition.empty() || object.removal.empty()));
    }
    CHECK(introspect(*session, scope) == schema);
  }
}
