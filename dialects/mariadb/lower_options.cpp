// A table's own options: engine, character set, row format and the like, row versions, partitions.
#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/options.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using schema::Column;
using schema::Table;
using schema::TableOptions;

// "DEFAULT CHARACTER SET=latin1 COLLATE=…", where neither is given those of the database.
std::string character_set_clause(const TableOptions& options) {
  if (options.character_set.empty() && options.collation.empty()) return "DEFAULT CHARACTER SET=DEFAULT";
  std::string out;
  if (!options.character_set.empty()) out = "DEFAULT CHARACTER SET=" + options.character_set;
  if (!options.collation.empty()) out += (out.empty() ? "COLLATE=" : " COLLATE=") + options.collation;
  return out;
}

std::string conversion_clause(const TableOptions& options) {
  std::string set = options.character_set;
  if (set.empty()) set = options.collation.substr(0, options.collation.find('_'));
  if (set.empty()) set = "DEFAULT";
  return "CONVERT TO CHARACTER SET " + set + (options.collation.empty() ? "" : " COLLATE " + options.collation);
}

// What says that an option is not given.
std::string_view unset(std::string_view option) {
  constexpr std::array<std::string_view, 7> numbers = {
      "key_block_size", "min_rows", "max_rows", "avg_row_length", "checksum", "table_checksum", "delay_key_write"};
  return std::ranges::find(numbers, option) == numbers.end() ? "DEFAULT" : "0";
}

// What is no more than noted: statistics, checksums that only some engines keep.
bool is_noted(std::string_view option) {
  return option.starts_with("stats_") || option == "page_checksum" || option == "min_rows" || option == "max_rows" ||
         option == "avg_row_length";
}

void change_parameters(const TableOptions& from, const TableOptions& to, TableChange& change) {
  const auto add = [&](const std::string& name, std::string_view value) {
    change.main.clauses.push_back({storage_parameter(name, value)});
    if (!is_noted(name)) change.main.work.rebuilds = true;
  };
  for (const auto& option : from.storage_parameters) {
    const bool stays =
        std::ranges::any_of(to.storage_parameters, [&](const auto& other) { return other.first == option.first; });
    if (!stays) add(option.first, unset(option.first));
  }
  for (const auto& option : to.storage_parameters) {
    const bool is_there = std::ranges::find(from.storage_parameters, option) != from.storage_parameters.end();
    if (!is_there) add(option.first, option.second);
  }
}

// Aria notes its own default as if it had been given, and so it stays when the table leaves it; only a later statement
// takes it away.
void forget_page_checksum(const TableOptions& from, const TableOptions& to, TableChange& change) {
  constexpr std::string_view option = "page_checksum";
  const auto gives = [&](const TableOptions& options) {
    return std::ranges::any_of(options.storage_parameters, [&](const auto& given) { return given.first == option; });
  };
  if (from.engine == "Aria" && !gives(from) && !gives(to)) {
    change.last.clauses.push_back({storage_parameter(option, unset(option))});
  }
}

void change_versioning(const TableOptions& from, const TableOptions& to, TableChange& change) {
  if (from.system_versioned == to.system_versioned) return;
  change.main.clauses.push_back({to.system_versioned ? "ADD SYSTEM VERSIONING" : "DROP SYSTEM VERSIONING"});
  change.main.work.copies = true;
}

// The text between the parentheses at the end, where partitions are listed one by one; else nothing.
std::string_view listed_partitions(std::string_view clause) {
  const std::size_t open = clause.find("\n(PARTITION ");
  if (open == std::string_view::npos || !clause.ends_with(')')) return {};
  return clause.substr(open + 2, clause.size() - open - 3);
}

// The partitions that come behind those that are there, where that is all that differs: no row has to move.
std::string_view appended_partitions(std::string_view from, std::string_view to) {
  const std::string_view old_list = listed_partitions(from);
  const std::string_view list = listed_partitions(to);
  if (old_list.empty() || !list.starts_with(old_list) || list.size() == old_list.size()) return {};
  const std::size_t head = from.size() - old_list.size();
  if (head > to.size() ||
      from.substr(0, from.find('(', from.find("\n("))) != to.substr(0, to.find('(', to.find("\n(")))) {
    return {};
  }
  std::string_view rest = list.substr(old_list.size());
  const std::size_t begin = rest.find("PARTITION ");
  return begin == std::string_view::npos || rest.front() != ',' ? std::string_view() : rest.substr(begin);
}

void change_partitions(const TableOptions& from, const TableOptions& to, TableChange& change) {
  if (from.partition_by == to.partition_by) return;
  if (const auto added = appended_partitions(from.partition_by, to.partition_by); !added.empty()) {
    change.last.partitioning = fmt::format("ADD PARTITION ({})", added);
    return;
  }
  change.main.partitioning = to.partition_by.empty() ? "REMOVE PARTITIONING" : to.partition_by;
  change.main.work.copies = true;
  if (!from.partition_by.empty() && !to.partition_by.empty()) {
    change.add_hazard(HazardKind::scan, fmt::format("every row of {} moves to its new partition; fails where there is "
                                                    "none for it",
                                                    to_string(change.table)));
  }
}

}  // namespace

bool remakes_keys(const TableChange& change) {
  const std::string* before = find_option(change.from.options.storage_parameters, key_block_size);
  const std::string* after = find_option(change.to.options.storage_parameters, key_block_size);
  return before == nullptr || after == nullptr ? before != after : *before != *after;
}

bool converts_all_columns(const Table& from, const Table& to) {
  bool any = false;
  const bool same_characters = from.options.character_set == to.options.character_set;
  for (const Column& column : from.columns) {
    if (has_character_set(column) && find_column(to, column.name) == nullptr) return false;
    if (column_type(column.type).family == TypeFamily::json) return false;  // it would be a text like others
  }
  for (const Column& column : to.columns) {
    if (!has_character_set(column)) continue;
    const Column* old_column = find_column(from, column.name);
    if (old_column == nullptr) continue;
    const bool is_own = !column.character_set.empty() || !column.collation.empty() ||
                        !old_column->character_set.empty() || !old_column->collation.empty();
    // TEXT would become MEDIUMTEXT, to hold as many characters as before.
    const bool would_grow = column_type(column.type).in_bytes && !same_characters;
    if (is_own || would_grow || column.generated || *old_column != column) return false;
    any = true;
  }
  return any;
}

void change_options(const TableOptions& from, const TableOptions& to, TableChange& change) {
  change_versioning(from, to, change);
  const std::string table = to_string(change.table);
  if (from.engine != to.engine) {
    change.main.clauses.push_back({"ENGINE=" + (to.engine.empty() ? std::string("'DEFAULT'") : to.engine)});
    change.main.work.copies = true;
    forget_page_checksum(from, to, change);
  }
  if (from.character_set != to.character_set || from.collation != to.collation) {
    if (converts_all_columns(change.from, change.to)) {
      change.main.clauses.push_back({conversion_clause(to)});
      for (const Column& column : change.to.columns) {
        const Column* old_column = find_column(change.from, column.name);
        if (old_column != nullptr) add_modification(change.from, *old_column, change.to, column, change.main.work);
      }
    } else {
      change.main.clauses.push_back({character_set_clause(to)});
    }
  }
  if (from.row_format != to.row_format) {
    change.main.clauses.push_back({"ROW_FORMAT=" + (to.row_format.empty() ? std::string("DEFAULT") : to.row_format)});
    change.main.work.rebuilds = true;
  }
  change_parameters(from, to, change);
  change_partitions(from, to, change);
}

}  // namespace strata::dialects::mariadb
