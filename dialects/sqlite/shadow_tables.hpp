// Which ordinary-looking tables belong to virtual ones (SQLite: vtab.html, section 2.17) and are theirs to make.
#pragma once

#include "dialects/session.hpp"

#include <set>
#include <string>
#include <vector>

namespace strata::dialects::sqlite {

struct VirtualTable {
  std::string name;
  std::string sql;
};

// Folded names. SQLite itself is asked for modules that are loaded; for those that are not, the suffixes that the
// modules of SQLite's own sources use are known. No query where there is no virtual table.
std::set<std::string> shadow_tables(Session& session, const std::vector<VirtualTable>& virtual_tables, bool temporary);

}  // namespace strata::dialects::sqlite
