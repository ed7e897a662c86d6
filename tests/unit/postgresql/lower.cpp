// What changes of a table are written as: one ALTER TABLE where one pass suffices, in place where the server can.
#include "dialects/postgresql/lower.hpp"

#include "diff/compare.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::schema;

namespace {

Schema one_table() {
  Table table;
  table.name = {"", "t"};
  for (const char* name : {"a", "b"}) {
    Column column;
    column.name = name;
    column.type = "text";
    column.nullable = true;
    table.columns.push_back(column);
  }
  Check check;
  check.name = "t_check";
  check.expression = "(a <> ''::text)";
  check.validated = false;
  table.checks.push_back(check);
  Index index;
  index.name = "t_index";
  index.parts.push_back({});
  index.parts.back().column = "a";
  table.indexes.push_back(index);
  Schema schema;
  schema.engine = "postgresql";
  schema.tables.push_back(table);
  return schema;
}

std::string text_of(const Schema& from, const Schema& to) {
  const diff::Operations operations = diff::compare({from, from}, {to, to});
  const dialects::Fills fills;
  std::string text;
  for (const diff::Step& step : diff::order(dialects::postgresql::lower({operations, from, to, fills}).steps)) {
    for (const std::string& statement : step.statements) text += statement + ";\n";
  }
  return text;
}

}  // namespace

TEST_CASE("changes of one table's columns are one statement") {
  Schema to = one_table();
  to.tables[0].columns[0].default_value = "'x'::text";
  to.tables[0].columns[1].default_value = "'y'::text";
  const std::string text = text_of(one_table(), to);
  INFO(text);
  CHECK(text.find("ALTER TABLE") == text.rfind("ALTER TABLE"));
  CHECK(text.find("ALTER COLUMN a SET DEFAULT") != std::string::npos);
  CHECK(text.find("ALTER COLUMN b SET DEFAULT") != std::string::npos);
}

TEST_CASE("a type without an implicit cast is cast with USING") {
  Schema to = one_table();
  to.tables[0].columns[1].type = "integer";
  const std::string text = text_of(one_table(), to);
  INFO(text);
  CHECK(text.find("USING b::integer") != std::string::npos);
}

TEST_CASE("a check that begins to count for old rows is validated") {
  Schema to = one_table();
  to.tables[0].checks[0].validated = true;
  CHECK(text_of(one_table(), to) == "ALTER TABLE t VALIDATE CONSTRAINT t_check;\n");
}

TEST_CASE("parameters of an index are set in place") {
  Schema to = one_table();
  to.tables[0].indexes[0].storage_parameters = {{"fillfactor", "70"}};
  const std::string text = text_of(one_table(), to);
  INFO(text);
  CHECK(text.find("ALTER INDEX t_index SET (fillfactor = 70)") != std::string::npos);
  CHECK(text.find("CREATE INDEX") == std::string::npos);
}
