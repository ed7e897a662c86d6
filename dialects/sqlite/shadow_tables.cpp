// pragma_table_list prepares every view of the database to count its columns, so it is asked only where it must be.
#include "dialects/sqlite/shadow_tables.hpp"

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/parse_objects.hpp"

#include <string_view>

namespace strata::dialects::sqlite {
namespace {

constexpr std::string_view known_shadow_tables = R"sql(
  SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'shadow'
)sql";

// fts3/fts4: fts3.c; fts5: fts5_main.c; rtree and geopoly: rtree.c; spellfix1: spellfix.c.
std::vector<std::string_view> suffixes_of(std::string_view module) {
  const auto is = [&](std::string_view name) { return same_name(module, name); };
  if (is("fts3") || is("fts4")) return {"content", "segments", "segdir", "docsize", "stat"};
  if (is("fts5")) return {"data", "idx", "content", "docsize", "config"};
  if (is("rtree") || is("rtree_i32") || is("geopoly")) return {"node", "rowid", "parent"};
  if (is("spellfix1")) return {"vocab"};
  return {};
}

}  // namespace

std::set<std::string> shadow_tables(Session& session, const std::vector<VirtualTable>& virtual_tables, bool temporary) {
  std::set<std::string> shadows;
  if (virtual_tables.empty()) return shadows;
  for (const VirtualTable& table : virtual_tables) {
    for (const std::string_view suffix : suffixes_of(virtual_table_module(table.sql))) {
      shadows.insert(fold(table.name) + "_" + std::string(suffix));
    }
  }
  for (const Row& row : session.query(known_shadow_tables, {temporary ? "temp" : "main"})) {
    shadows.insert(fold(row[0].value_or("")));
  }
  return shadows;
}

}  // namespace strata::dialects::sqlite
