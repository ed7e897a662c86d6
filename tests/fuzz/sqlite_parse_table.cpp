// Any bytes -> parse_table throws Error or gives a table; and whatever CREATE TABLE SQLite itself accepts is parsed,
// with the columns, keys and options that SQLite's own catalog tells of.
#include "dialects/sqlite/parse_table.hpp"
#include "schema/error.hpp"
#include "tests/fuzz/engine.hpp"

#include <algorithm>
#include <optional>

using namespace strata;
using fuzz::require;

namespace {

// Makes tables and reads the catalog; CREATE TABLE … AS SELECT is not stored as written.
int allow(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

std::optional<schema::Table> parse(std::string_view sql) {
  try {
    return dialects::sqlite::parse_table(sql);
  } catch (const Error& error) {
    require(error.code() == ErrorCode::internal, "parse_table throws internal errors only");
    return std::nullopt;
  }
}

// The stored text of the table that the statement makes, if SQLite makes one.
std::optional<std::string> stored(sqlite3* database, const std::string& statement) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database, statement.c_str(), -1, &prepared, nullptr) != SQLITE_OK) return std::nullopt;
  const fuzz::Statement made(prepared);
  if (prepared == nullptr || sqlite3_step(prepared) != SQLITE_DONE) return std::nullopt;
  sqlite3_set_authorizer(database, nullptr, nullptr);
  std::string sql = fuzz::rows_of(database,
                                  "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                  "'sqlite\\_%' ESCAPE '\\'",
                                  "");
  if (sql.empty()) return std::nullopt;  // IF NOT EXISTS, a temporary table
  sql.pop_back();
  return sql;
}

std::string flag(bool on) {
  return on ? "1" : "0";
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void compare(sqlite3* database, const schema::Table& table, const std::string& sql) {
  std::string columns;
  for (const schema::Column& column : table.columns) {
    const std::string hidden = !column.generated ? "0" : column.generated->stored ? "3" : "2";
    columns += column.name + '|' + hidden + '|' + flag(!column.nullable) + '\n';
  }
  const std::string name = table.name.name;
  // In tables WITHOUT ROWID and STRICT ones the catalog says NOT NULL of key columns, too.
  const bool implied = table.options.without_rowid || table.options.strict;
  const std::string catalog =
      fuzz::rows_of(database,
                    implied ? "SELECT x.name, x.hidden, x.\"notnull\" AND x.pk = 0 FROM pragma_table_xinfo(?) x"
                            : "SELECT x.name, x.hidden, x.\"notnull\" FROM pragma_table_xinfo(?) x",
                    name);
  if (implied) {
    columns.clear();
    for (const schema::Column& column : table.columns) {
      const std::string hidden = !column.generated ? "0" : column.generated->stored ? "3" : "2";
      const bool key = table.primary_key && std::ranges::any_of(table.primary_key->parts, [&](const auto& part) {
                         return sqlite3_stricmp(part.column.c_str(), column.name.c_str()) == 0;
                       });
      columns += column.name + '|' + hidden + '|' + flag(!column.nullable && !key) + '\n';
    }
  }
  require(columns == catalog,
          "the columns are those of the catalog\n" + sql + "\nours:\n" + columns + "SQLite's:\n" + catalog);
  require(table.options.strict ==
              (fuzz::rows_of(database, "SELECT strict FROM pragma_table_list WHERE name = ?", name) == "1\n"),
          "STRICT is read\n" + sql);
  require(table.options.without_rowid ==
              (fuzz::rows_of(database, "SELECT wr FROM pragma_table_list WHERE name = ?", name) == "1\n"),
          "WITHOUT ROWID is read\n" + sql);
  std::size_t pairs = 0;
  for (const schema::ForeignKey& key : table.foreign_keys) pairs += key.columns.size();
  const std::string keys = fuzz::rows_of(database, "SELECT id FROM pragma_foreign_key_list(?)", name);
  require(pairs == lines_of(keys), "the foreign keys are read\n" + sql);
  const bool keyed = fuzz::rows_of(database, "SELECT 1 FROM pragma_table_info(?) WHERE pk > 0", name) != "";
  require(table.primary_key.has_value() == keyed, "the primary key is read\n" + sql);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  parse(text);
  if (text.find('\0') != std::string::npos) return 0;
  const fuzz::Database database = fuzz::open_database("", allow);
  const std::optional<std::string> sql = stored(database.get(), text);
  if (!sql) return 0;
  const std::optional<schema::Table> table = parse(*sql);
  require(table.has_value(), "what SQLite stores is parsed\n" + *sql);
  compare(database.get(), *table, *sql);
  return 0;
}
