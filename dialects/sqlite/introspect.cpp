// Reads the catalog rows, parses each text, then joins: indexes to their tables by map, names to their owners.
#include "dialects/sqlite/introspect.hpp"

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/parse_objects.hpp"
#include "dialects/sqlite/parse_table.hpp"
#include "dialects/sqlite/references.hpp"
#include "dialects/sqlite/shadow_tables.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace strata::dialects::sqlite {
namespace {

using schema::ObjectName;
using schema::OpaqueObject;
using schema::Schema;

constexpr std::string_view stored_definitions = R"sql(
  SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid
)sql";

constexpr std::string_view stored_temporary_definitions = R"sql(
  SELECT type, name, tbl_name, sql FROM temp.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid
)sql";

struct CatalogEntry {
  std::string type;  // "table", "index", "view", "trigger"
  std::string name;
  std::string owner;  // the table of an index or trigger, else the name
  std::string sql;
  bool temporary = false;
};

bool is_internal(std::string_view name) {
  return same_name(name.substr(0, 7), "sqlite_");
}

void read_catalog(Session& session, std::string_view query, bool temporary, std::vector<CatalogEntry>& entries) {
  for (Row& row : session.query(query)) {
    CatalogEntry entry{row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), row[3].value_or(""), temporary};
    if (!is_internal(entry.name)) entries.push_back(std::move(entry));
  }
}

// Fills a Schema from the entries of one database (main, or temp), which have no names in common.
class Reader {
 public:
  Reader(Schema& schema, const Scope& scope, const std::set<std::string>& shadows)
      : schema_(schema), scope_(scope), shadows_(shadows) {}

  void read(const CatalogEntry& entry) {
    if (!in_scope(entry)) return;
    try {
      place(entry);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::internal) throw;
      keep_opaque(entry, entry.type);
    }
  }

 private:
  // What hangs on a table goes with the table: a trigger that is out of sight would be lost in a rebuild.
  [[nodiscard]] bool in_scope(const CatalogEntry& entry) const {
    return scope_.contains({"", entry.owner}) && !shadows_.contains(fold(entry.owner));
  }

  void place(const CatalogEntry& entry) {
    if (entry.type == "table") {
      if (is_virtual_table(entry.sql)) return keep_opaque(entry, "virtual table");
      schema::Table table = parse_table(entry.sql);
      table.name = {"", entry.name};
      table.temporary = entry.temporary;
      tables_.emplace(fold(entry.name), schema_.tables.size());
      schema_.tables.push_back(std::move(table));
    } else if (entry.type == "index") {
      // Tables were sorted to the front; one that could not be read leaves its indexes opaque, too.
      const auto owner = tables_.find(fold(entry.owner));
      if (owner == tables_.end()) return keep_opaque(entry, "index");
      schema::Index index = parse_index(entry.sql);
      index.name = entry.name;
      schema_.tables[owner->second].indexes.push_back(std::move(index));
    } else if (entry.type == "view") {
      schema::View view = parse_view(entry.sql);
      view.name = {"", entry.name};
      view.temporary = entry.temporary;
      schema_.views.push_back(std::move(view));
    } else {
      keep_opaque(entry, entry.type);
    }
  }

  void keep_opaque(const CatalogEntry& entry, const std::string& kind) {
    OpaqueObject object;
    object.kind = kind;
    object.name = {"", entry.name};
    object.definition = entry.temporary ? as_temporary(entry.sql) : entry.sql;
    if (entry.type == "trigger" || entry.type == "index") object.table = ObjectName{"", entry.owner};
    object.temporary = entry.temporary;
    schema_.opaque_objects.push_back(std::move(object));
  }

  Schema& schema_;
  const Scope& scope_;
  const std::set<std::string>& shadows_;
  std::unordered_map<std::string, std::size_t> tables_;  // folded name -> position in schema_.tables
};

// The rows are in the order of creation, unless somebody wrote to sqlite_schema (writable_schema).
void sort_tables_first(std::vector<CatalogEntry>& entries) {
  std::stable_partition(entries.begin(), entries.end(),
                        [](const CatalogEntry& entry) { return entry.type == "table"; });
}

}  // namespace

Schema introspect(Session& session, const Scope& scope) {
  Schema schema;
  schema.engine = "sqlite";
  for (const bool temporary : {false, true}) {
    std::vector<CatalogEntry> entries;
    read_catalog(session, temporary ? stored_temporary_definitions : stored_definitions, temporary, entries);
    sort_tables_first(entries);
    std::vector<VirtualTable> virtual_tables;
    for (const CatalogEntry& entry : entries) {
      if (entry.type == "table" && is_virtual_table(entry.sql)) virtual_tables.push_back({entry.name, entry.sql});
    }
    const std::set<std::string> shadows = shadow_tables(session, virtual_tables, temporary);
    Reader reader(schema, scope, shadows);
    for (const CatalogEntry& entry : entries) reader.read(entry);
  }
  settle_names(schema);
  find_dependencies(schema);
  return schema;
}

}  // namespace strata::dialects::sqlite
