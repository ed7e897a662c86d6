// Foreign keys, which MariaDB ties to indexes: each needs one on its own side, makes it where there is none, and lets
// neither it nor the columns be changed while it stands.
#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_change.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::ForeignKey;
using schema::Index;
using schema::KeyPart;
using schema::ObjectName;
using schema::Table;

bool begins_with(const std::vector<KeyPart>& parts, const std::vector<std::string>& columns) {
  if (parts.size() < columns.size()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (parts[i].column != columns[i] || parts[i].prefix_length) return false;
  }
  return true;
}

bool serves(const Index& index, const std::vector<std::string>& columns) {
  return index.method != "fulltext" && index.method != "spatial" && begins_with(index.parts, columns);
}

bool has_index_for(const Table& table, const std::vector<std::string>& columns) {
  if (table.primary_key && begins_with(table.primary_key->parts, columns)) return true;
  return std::ranges::any_of(table.indexes, [&](const Index& index) { return serves(index, columns); });
}

bool begins_with(const std::vector<std::string>& columns, const std::vector<std::string>& first) {
  return columns.size() >= first.size() && std::equal(first.begin(), first.end(), columns.begin());
}

// Whether the index that another key has serves this one, too: that of the longest, or else of the last.
bool shares_index(const Table& table, const ForeignKey& key) {
  bool is_later = false;
  for (const ForeignKey& other : table.foreign_keys) {
    if (other.name == key.name) {
      is_later = true;
    } else if (begins_with(other.columns, key.columns) && (is_later || other.columns.size() > key.columns.size())) {
      return true;
    }
  }
  return false;
}

// A longer VARCHAR is the one change of type that a foreign key lets pass.
bool only_grows(const Table& from, const Column& old_column, const Table& to, const Column& column) {
  const ColumnType before = column_type(old_column.type);
  const ColumnType after = column_type(column.type);
  return before.parts.base == "varchar" && after.parts.base == "varchar" && before.size <= after.size &&
         character_set_of(from, old_column) == character_set_of(to, column) &&
         collation_of(from, old_column) == collation_of(to, column);
}

using ColumnNames = std::set<schema::ColumnName>;

void add_changed_columns(const Table& from, const Table& to, ColumnNames& changed) {
  for (const Column& column : to.columns) {
    const Column* old_column = find_column(from, column.name);
    if (old_column == nullptr) continue;
    const bool stays = same_storage(from, *old_column, to, column) || only_grows(from, *old_column, to, column);
    if (!stays || !can_modify(*old_column, column)) changed.insert({to.name, column.name});
  }
}

ColumnNames changed_columns(const Lowering& lowering) {
  std::set<ObjectName> tables;
  for (const diff::Operation& operation : lowering.operations()) {
    if (const auto* column = std::get_if<diff::AlterColumn>(&operation)) tables.insert(column->table);
    if (const auto* options = std::get_if<diff::AlterTableOptions>(&operation)) tables.insert(options->table);
  }
  ColumnNames changed;
  for (const ObjectName& name : tables) {
    const Table* from = lowering.from().table(name);
    const Table* to = lowering.to().table(name);
    if (from != nullptr && to != nullptr) add_changed_columns(*from, *to, changed);
  }
  return changed;
}

Index plain_index(const std::string& name, const std::vector<std::string>& columns) {
  Index index;
  index.name = name;
  for (const std::string& column : columns) {
    index.parts.emplace_back();
    index.parts.back().column = column;
  }
  return index;
}

bool touches(const ObjectName& table, const ForeignKey& key, const ColumnNames& columns) {
  const auto touched = [&](const ObjectName& owner, const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&](const std::string& name) { return columns.contains({owner, name}); });
  };
  return touched(table, key.columns) || touched(key.referenced_table, key.referenced_columns);
}

}  // namespace

std::vector<std::pair<ObjectName, ForeignKey>> disturbed_keys(const Lowering& lowering) {
  const ColumnNames columns = changed_columns(lowering);
  std::vector<std::pair<ObjectName, ForeignKey>> out;
  if (columns.empty()) return out;
  std::set<std::pair<ObjectName, std::string>> gone;
  for (const diff::Operation& operation : lowering.operations()) {
    const auto* o = std::get_if<diff::DropConstraint>(&operation);
    if (o != nullptr) gone.emplace(o->table, constraint_name(o->constraint));
  }
  for (const auto& [name, table] : lowering.from().tables) {
    if (lowering.to().table(name) == nullptr) continue;
    for (const ForeignKey& key : table->foreign_keys) {
      if (!gone.contains({name, key.name}) && touches(name, key, columns)) out.emplace_back(name, key);
    }
  }
  return out;
}

void drop_foreign_key(const ForeignKey& key, bool comes_back, TableChange& change) {
  change.foreign_keys_off.clauses.push_back({"DROP FOREIGN KEY", if_exists, quote_identifier(key.name)});
  change.releases.push_back(relation(key.referenced_table));
  if (comes_back) return;
  // The index that the key made bears its name, and is not in the lists; whether it is there can't be known.
  change.main.clauses.push_back({"DROP KEY IF EXISTS", {}, quote_identifier(key.name)});
  change.main.work.drops_indexes = true;
}

void add_foreign_key(const ForeignKey& key, TableChange& change) {
  change.foreign_keys_on.clauses.push_back({foreign_key_head(key), if_not_exists, foreign_key_body(key)});
  change.foreign_keys_on.clauses.back().head.insert(0, "ADD ");
  change.foreign_keys_on.work.copies = true;
}

// What the server does with an index that it made itself once another serves the key; here it may be another's doing.
void drop_superseded_indexes(TableChange& change) {
  for (const ForeignKey& key : change.to.foreign_keys) {
    const auto is_same = [&](const ForeignKey& other) {
      return other.name == key.name && other.columns == key.columns;
    };
    const bool is_listed = std::ranges::find(change.to.indexes, key.name, &Index::name) != change.to.indexes.end();
    if (is_listed || std::ranges::none_of(change.from.foreign_keys, is_same)) continue;
    if (has_index_for(change.from, key.columns) || !has_index_for(change.to, key.columns)) continue;
    change.main.clauses.push_back({"DROP KEY IF EXISTS", {}, quote_identifier(key.name)});
    change.main.work.drops_indexes = true;
  }
}

void remake_implicit_indexes(TableChange& change) {
  for (const ForeignKey& key : change.to.foreign_keys) {
    const bool was_there = std::ranges::any_of(change.from.foreign_keys, [&](const ForeignKey& other) {
      return other.name == key.name && other.columns == key.columns;
    });
    const auto is_implicit = [&](const Table& table) {
      return !has_index_for(table, key.columns) && !shares_index(table, key);
    };
    if (!was_there || !is_implicit(change.from) || !is_implicit(change.to)) continue;
    const IndexText text = index_text(plain_index(key.name, key.columns));
    change.main.clauses.push_back({"DROP KEY", if_exists, quote_identifier(key.name)});
    change.main.clauses.push_back({"ADD " + text.head, {}, text.body});
    change.main.work.drops_indexes = change.main.work.builds_indexes = true;
  }
}

void keep_indexes_of_foreign_keys(const std::set<std::string>& dropped_indexes,
                                  const std::set<std::string>& dropped_keys, TableChange& change) {
  for (const ForeignKey& key : change.to.foreign_keys) {
    const auto old_key = std::ranges::find(change.from.foreign_keys, key.name, &ForeignKey::name);
    const bool stays = old_key != change.from.foreign_keys.end() && !dropped_keys.contains(key.name);
    if (!stays || has_index_for(change.to, key.columns) || shares_index(change.to, key)) continue;
    const bool loses_listed = std::ranges::any_of(change.from.indexes, [&](const Index& index) {
      return dropped_indexes.contains(index.name) && serves(index, key.columns);
    });
    const bool loses_implicit = std::ranges::any_of(change.from.foreign_keys, [&](const ForeignKey& other) {
      return dropped_keys.contains(other.name) && begins_with(other.columns, key.columns);
    });
    if (!loses_listed && !loses_implicit) continue;
    const IndexText text = index_text(plain_index(key.name, key.columns));
    change.main.clauses.push_back({"ADD " + text.head + " IF NOT EXISTS", {}, text.body});
    change.main.work.builds_indexes = true;
  }
}

}  // namespace strata::dialects::mariadb
