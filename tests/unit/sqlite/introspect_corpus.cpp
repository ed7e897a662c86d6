// Every public schema in shared/corpus/sqlite is loaded, introspected and compared with what SQLite's own catalog
// pragmas say: a second reader that shares no code with ours.
#include "dialects/sqlite/canonical.hpp"
#include "dialects/sqlite/connect.hpp"
#include "dialects/sqlite/introspect.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/script.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/core.h>
#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::schema;
using dialects::Row;
using dialects::Session;
using dialects::sqlite::fold;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(STRATA_SHARED "/corpus/sqlite")) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  for (const auto& entry : fs::recursive_directory_iterator(STRATA_SHARED "/pairs/sqlite")) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string text(const dialects::Value& value) {
  return value.value_or("NULL");
}

std::string action(ReferentialAction action) {
  static const std::map<ReferentialAction, std::string> names = {{ReferentialAction::no_action, "NO ACTION"},
                                                                 {ReferentialAction::restrict, "RESTRICT"},
                                                                 {ReferentialAction::cascade, "CASCADE"},
                                                                 {ReferentialAction::set_null, "SET NULL"},
                                                                 {ReferentialAction::set_default, "SET DEFAULT"}};
  return names.at(action);
}

int key_position(const Table& table, const std::string& column) {
  if (!table.primary_key) return 0;
  const auto& parts = table.primary_key->parts;
  const auto found = std::ranges::find(parts, column, &KeyPart::column);
  return found == parts.end() ? 0 : static_cast<int>(found - parts.begin()) + 1;
}

void check_columns(Session& session, const Table& table) {
  const auto rows =
      session.query("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid",
                    {table.name.name});
  REQUIRE(rows.size() == table.columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Column& column = table.columns[i];
    INFO("column " << column.name);
    CHECK(column.name == text(rows[i][0]));
    CHECK(fold(column.type) == fold(text(rows[i][1])));
    const int key = key_position(table, column.name);
    CHECK((!column.nullable || (key > 0 && table.options.without_rowid)) == (text(rows[i][2]) == "1"));
    CHECK(column.default_value == rows[i][3]);
    CHECK(std::to_string(key) == text(rows[i][4]));
    const char* hidden = !column.generated ? "0" : column.generated->stored ? "3" : "2";
    CHECK(text(rows[i][5]) == hidden);
  }
}

void check_foreign_keys(Session& session, const Table& table) {
  const auto rows = session.query(
      "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY id DESC, "
      "seq",
      {table.name.name});
  std::vector<std::string> expected;
  for (const Row& row : rows) {
    expected.push_back(
        fmt::format("{} {} {} {} {}", fold(text(row[1])), text(row[2]), text(row[3]), text(row[4]), text(row[5])));
  }
  std::vector<std::string> found;
  for (const ForeignKey& key : table.foreign_keys) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      found.push_back(fmt::format("{} {} {} {} {}", fold(key.referenced_table.name), key.columns[i],
                                  key.referenced_columns.empty() ? "NULL" : key.referenced_columns[i],
                                  action(key.on_update), action(key.on_delete)));
    }
  }
  CHECK(found == expected);
}

std::string described_part(const Table& table, const KeyPart& part) {
  const Column* column = find_column(table, part.column);
  std::string collation = part.collation;
  if (collation.empty() && column != nullptr) collation = column->collation;
  if (collation.empty()) collation = "BINARY";
  return fmt::format("{}|{}|{}", part.column.empty() ? "NULL" : part.column, part.descending ? 1 : 0, fold(collation));
}

std::string described(const Table& table, const std::string& origin, bool unique, bool partial,
                      const std::vector<KeyPart>& parts) {
  std::string result = fmt::format("{} unique={} partial={}", origin, unique ? 1 : 0, partial ? 1 : 0);
  for (const KeyPart& part : parts) result += " " + described_part(table, part);
  return result;
}

// Only what makes an index: INTEGER PRIMARY KEY is the rowid.
bool key_has_index(const Table& table) {
  if (!table.primary_key) return false;
  const auto& key = *table.primary_key;
  const Column* column = find_column(table, key.parts.front().column);
  return key.parts.size() > 1 || column == nullptr || fold(column->type) != "integer" || key.on_column_descending ||
         table.options.without_rowid;
}

void check_indexes(Session& session, const Table& table) {
  const auto rows = session.query(
      "SELECT list.name, list.origin, list.\"unique\", list.partial, info.name, info.desc, info.coll "
      "FROM pragma_index_list(?) AS list, pragma_index_xinfo(list.name) AS info WHERE info.key = 1 "
      "ORDER BY list.name, info.seqno",
      {table.name.name});
  std::map<std::string, std::string> by_index;
  for (const Row& row : rows) {
    std::string& entry = by_index[text(row[0])];
    if (entry.empty()) entry = fmt::format("{} unique={} partial={}", text(row[1]), text(row[2]), text(row[3]));
    entry += fmt::format(" {}|{}|{}", text(row[4]), text(row[5]), fold(text(row[6])));
  }
  std::vector<std::string> expected;
  for (const auto& [name, entry] : by_index) expected.push_back(entry);

  std::vector<std::string> found;
  if (key_has_index(table)) found.push_back(described(table, "pk", true, false, table.primary_key->parts));
  for (const auto& unique : table.uniques) found.push_back(described(table, "u", true, false, unique.parts));
  for (const Index& index : table.indexes) {
    found.push_back(described(table, "c", index.unique, !index.where.empty(), index.parts));
  }
  std::ranges::sort(expected);
  std::ranges::sort(found);
  CHECK(found == expected);
}

void check_table(Session& session, const Table& table) {
  INFO("table " << table.name.name);
  check_columns(session, table);
  check_foreign_keys(session, table);
  check_indexes(session, table);
}

}  // namespace

TEST_CASE("public schemas read as SQLite itself reads them") {
  const std::vector<fs::path> files = scripts();
  REQUIRE(files.size() >= 7);
  for (const fs::path& file : files) {
    INFO(file.string());
    const auto session = dialects::sqlite::scratch({});
    for (const auto& statement : dialects::sqlite::split(test::content_of(file), 1)) session->execute(statement.text);

    const Schema schema = dialects::sqlite::introspect(*session, {});
    for (const OpaqueObject& object : schema.opaque_objects) {
      INFO(describe(object));
      CHECK((object.kind == "trigger" || object.kind == "virtual table"));
    }
    for (const Table& table : schema.tables) check_table(*session, table);

    const auto listed = session->query(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\'");
    CHECK(schema.tables.size() == listed.size());

    const Schema once = dialects::sqlite::canonical(schema);
    CHECK(dialects::sqlite::canonical(once) == once);
  }
}
