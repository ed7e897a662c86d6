// Every public schema in shared/corpus/mariadb, and one with everything odd, is loaded and read; what was read is held
// against SHOW CREATE TABLE, which the server writes from its own structures and we read by other code.
#include "dialects/mariadb/introspect.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/parse_table.hpp"

#include "schema/write_json.hpp"
#include "server.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

namespace fs = std::filesystem;

std::size_t count(Session& session, const std::string& what) {
  return std::stoul(scalar(session, "SELECT count(*) FROM information_schema." + what));
}

std::string as_json(const schema::Table& table) {
  schema::Schema schema;
  schema.engine = "mariadb";
  schema.tables.push_back(table);
  return schema::to_json(schema);
}

void check_counts(Session& session, const schema::Schema& schema) {
  const auto kind = [&](std::string_view wanted) {
    return static_cast<std::size_t>(std::ranges::count(schema.opaque_objects, wanted, &schema::OpaqueObject::kind));
  };
  CHECK(schema.tables.size() + kind("table") ==
        count(session, "tables WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')"));
  CHECK(schema.views.size() == count(session, "views WHERE table_schema = DATABASE()"));
  CHECK(schema.sequences.size() + kind("sequence") ==
        count(session, "tables WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE'"));
  CHECK(kind("trigger") == count(session, "triggers WHERE trigger_schema = DATABASE()"));
  CHECK(kind("event") == count(session, "events WHERE event_schema = DATABASE()"));
  CHECK(kind("function") + kind("procedure") == count(session, "routines WHERE routine_schema = DATABASE()"));
}

void check_as_shown(Session& session, const schema::Schema& schema) {
  const Scope everything;
  Catalog catalog(session, everything);
  for (schema::Table table : schema.tables) {
    ParsedTable shown = parse_table(catalog.shown("TABLE", table.name.name), catalog);
    leave_out_implicit_indexes(shown.table);
    table.depends_on.clear();
    // SHOW CREATE keeps silent about reference systems.
    for (schema::Column& column : table.columns) column.type = column.type.substr(0, column.type.find(" REF_SYSTEM"));
    CHECK(shown.unread.empty());
    CHECK(as_json(shown.table) == as_json(table));
  }
}

void check_script(std::string_view script) {
  const Database database;
  const auto session = database.connect();
  run_script(*session, script);
  const schema::Schema schema = introspect(*session, {});
  REQUIRE_FALSE(schema.tables.empty());
  check_counts(*session, schema);
  check_as_shown(*session, schema);
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    INFO(describe(object));
    CHECK_FALSE((object.definition.empty() || object.removal.empty()));
  }
  CHECK(introspect(*session, {}) == schema);
}

}  // namespace

TEST_CASE("public schemas read as the server itself tells them") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(STRATA_SHARED "/corpus/mariadb")) {
    if (entry.path().extension() != ".sql") continue;
    INFO(entry.path().string());
    check_script(test::content_of(entry.path()));
    ++files;
  }
  CHECK(files >= 7);
}

TEST_CASE("everything odd reads as the server itself tells it") {
  check_script(test::content_of(STRATA_TEST_DATA "/mariadb/odd.sql"));
}
