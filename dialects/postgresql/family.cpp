// See family.hpp. A column of a child is its own, its parents', or both at once; ALTER TABLE makes a column that is
// only inherited one's own (NO INHERIT, or DROP COLUMN of ONLY the parent), but never the other way round
// (tablecmds.c: attislocal and attinhcount). What ALTER COLUMN does to a parent, it does to the children as well.
#include "dialects/postgresql/family.hpp"

#include "schema/contains.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ObjectName;
using schema::Table;

// Of the table's own, whether its parents have it too or not.
bool is_own(const Table& table, const std::string& name) {
  const Column* column = find_column(table, name);
  return column != nullptr && !column->inherited;
}

// The column as a table has it, from wherever.
const Column* effective_column(const Objects& side, const Table& table, const std::string& name) {
  const Column* column = find_column(table, name);
  return column != nullptr ? column : inherited_column(side, table, name);
}

const Column* column_of_table(const Objects& side, const ObjectName& name, const std::string& column) {
  const Table* table = side.table(name);
  return table == nullptr ? nullptr : effective_column(side, *table, column);
}

// A parent that the table has on both sides, and that has the column on both if `before`, else afterwards.
bool stays_with(const Lowering& lowering, const Table& from, const Table& to, const std::string& column, bool before) {
  return std::ranges::any_of(to.options.inherits, [&](const ObjectName& parent) {
    return contains(from.options.inherits, parent) && column_of_table(lowering.to(), parent, column) != nullptr &&
           (!before || column_of_table(lowering.from(), parent, column) != nullptr);
  });
}

// A plain child becomes the owner of what it had from a parent that it leaves, or that drops the column.
bool becomes_own(const Lowering& lowering, const Table& from, const Table& to, const std::string& column) {
  return !stays_with(lowering, from, to, column, true);
}

bool changes_owner(const Lowering& lowering, const Table& from, const Table& to, const std::string& name) {
  const bool was_own = is_own(from, name);
  const bool is_inherited = inherited_column(lowering.to(), to, name) != nullptr;
  if (is_own(to, name)) {
    const bool was_inherited = !was_own && inherited_column(lowering.from(), from, name) != nullptr;
    return was_inherited && !becomes_own(lowering, from, to, name);
  }
  if (!is_inherited) return false;
  if (was_own) return true;
  const bool was_there = inherited_column(lowering.from(), from, name) != nullptr;
  return !stays_with(lowering, from, to, name, was_there);
}

// A check of a new parent that the child has too stays the child's own.
bool gets_inherited_check(const Lowering& lowering, const Table& from, const Table& to) {
  return std::ranges::any_of(to.options.inherits, [&](const ObjectName& name) {
    const Table* parent = lowering.to().table(name);
    if (parent == nullptr || contains(from.options.inherits, name)) return false;
    return std::ranges::any_of(parent->checks, [&](const schema::Check& check) {
      return !check.no_inherit && std::ranges::find(to.checks, check.name, &schema::Check::name) == to.checks.end();
    });
  });
}

class Following {
 public:
  explicit Following(const Lowering& lowering) : lowering_(lowering), from_(lowering.from()), to_(lowering.to()) {}

  Expanded run() {
    find_remade();
    for (std::size_t i = 0; i < lowering_.operations().size(); ++i) {
      origin_ = i;
      std::visit([this](const auto& operation) { rewrite(operation); }, lowering_.operations()[i]);
    }
    origin_.reset();
    for (const ObjectName& table : remade_) {
      if (!done_.contains(table)) remake(table);
      attach_anew(table);
    }
    restore_children();
    return std::move(out_);
  }

 private:
  void add(diff::Operation operation) {
    out_.operations.push_back(std::move(operation));
    out_.origins.push_back(origin_);
  }

  // ---- tables that are made anew, and with them those that inherit from them

  void find_remade() {
    for (const auto& [name, table] : from_.tables) {
      const Table* twin = to_.table(name);
      if (twin != nullptr && must_be_remade(lowering_, *table, *twin)) remade_.insert(name);
    }
    for (bool again = !remade_.empty(); again;) {
      again = false;
      for (const auto& [name, table] : from_.tables) {
        const Table* twin = to_.table(name);
        if (twin == nullptr || remade_.contains(name)) continue;
        const bool stays_child = std::ranges::any_of(table->options.inherits, [&](const ObjectName& parent) {
          return remade_.contains(parent) && contains(twin->options.inherits, parent);
        });
        if (stays_child) again = remade_.insert(name).second;
      }
    }
  }

  [[nodiscard]] bool is_remade(const ObjectName& table) const { return remade_.contains(table); }

  // Another operation on it is covered by what makes it anew.
  bool taken_by_remaking(const ObjectName& table) {
    if (!is_remade(table)) return false;
    if (!done_.contains(table)) remake(table);
    return true;
  }

  void remake(const ObjectName& name) {
    done_.insert(name);
    add(diff::DropTable{*from_.table(name), {}});
    add(diff::CreateTable{*to_.table(name), {}});
  }

  // Partitions that stay are detached while their table is made anew; its others go, when their rows have moved over.
  void attach_anew(const ObjectName& parent) {
    for (const auto& [name, table] : from_.tables) {
      const Table* twin = to_.table(name);
      if (table->options.partition_of != parent || twin == nullptr) continue;
      if (!asked_options_.contains(name)) add(diff::AlterTableOptions{name, table->options, twin->options});
      if (twin->options.partition_of == parent) change_apart(*table, *twin);
    }
  }

  // What the new table has otherwise, the partition gets while it stands alone.
  void change_apart(const Table& from, const Table& to) {
    const auto listed = [&](const std::string& name) {
      return find_column(from, name) != nullptr || find_column(to, name) != nullptr;
    };
    for (const Column& column : all_columns(to_, to)) {
      const Column* old_column = effective_column(from_, from, column.name);
      if (listed(column.name)) continue;
      if (old_column == nullptr) {
        add(diff::AddColumn{to.name, column});
      } else if (*old_column != column) {
        add(diff::AlterColumn{to.name, *old_column, column});
      }
    }
    for (const Column& column : all_columns(from_, from)) {
      if (listed(column.name) || effective_column(to_, to, column.name) != nullptr) continue;
      add(diff::DropColumn{to.name, column});
    }
    const std::vector<schema::Check>& old_checks = from_.table(*from.options.partition_of)->checks;
    const std::vector<schema::Check>& checks = to_.table(*to.options.partition_of)->checks;
    for (const schema::Check& check : old_checks) {
      if (!contains(checks, check)) add(diff::DropConstraint{to.name, check});
    }
    for (const schema::Check& check : checks) {
      if (!contains(old_checks, check)) add(diff::AddConstraint{to.name, check});
    }
  }

  [[nodiscard]] bool goes_with_parent(const Table& table) const {
    if (!table.options.partition_of) return false;
    const Table* parent = from_.table(*table.options.partition_of);
    return is_remade(*table.options.partition_of) ||
           (parent != nullptr && to_.table(parent->name) == nullptr && goes_with_parent(*parent));
  }

  // ---- the operations asked for

  void rewrite(const diff::AlterTableOptions& o) {
    asked_options_.insert(o.table);
    if (taken_by_remaking(o.table)) return;
    add(o);
    drop_what_stays_behind(o);
    add_what_is_missing(o);
  }

  // What a partition that is attached gets in its parent at the same time.
  void add_what_is_missing(const diff::AlterTableOptions& o) {
    if (!o.to.partition_of || o.from.partition_of == o.to.partition_of) return;
    const Table* parent = to_.table(*o.to.partition_of);
    if (parent == nullptr) return;
    const Table& from = *from_.table(o.table);
    for (const Column& column : all_columns(to_, *parent)) {
      const bool listed = find_column(*to_.table(o.table), column.name) != nullptr;
      if (!listed && effective_column(from_, from, column.name) == nullptr) add(diff::AddColumn{o.table, column});
    }
    const auto has = [&](const std::string& check) {
      return std::ranges::find(from.checks, check, &schema::Check::name) != from.checks.end();
    };
    for (const schema::Check& check : parent->checks) {
      if (!check.no_inherit && !has(check.name)) add(diff::AddConstraint{o.table, check});
    }
  }

  // What it leaves a parent with, and is not to have.
  void drop_what_stays_behind(const diff::AlterTableOptions& o) {
    const Table& from = *from_.table(o.table);
    const Table& to = *to_.table(o.table);
    for (const ObjectName& name : parents_of(from)) {
      const Table* parent = from_.table(name);
      if (contains(parents_of(to), name) || parent == nullptr) continue;
      for (const Column& column : all_columns(from_, *parent)) {
        if (find_column(from, column.name) == nullptr && effective_column(to_, to, column.name) == nullptr) {
          add(diff::DropColumn{o.table, column});
        }
      }
      for (const schema::Check& check : parent->checks) {
        const auto has = [&](const Table& table) {
          return std::ranges::find(table.checks, check.name, &schema::Check::name) != table.checks.end();
        };
        if (!check.no_inherit && !has(from) && !has(to)) add(diff::DropConstraint{o.table, check});
      }
    }
  }

  void rewrite(const diff::AddColumn& o) {
    if (taken_by_remaking(o.table)) return;
    const Table* table = from_.table(o.table);
    if (is_partition(o.table) || table == nullptr) return add(o);
    const Column* column = inherited_column(from_, *table, o.column.name);
    if (column == nullptr && o.column.inherited) column = inherited_column(to_, *to_.table(o.table), o.column.name);
    if (column == nullptr) return add(o);
    alter(o.table, *column, o.column);
  }

  void rewrite(const diff::DropColumn& o) {
    if (taken_by_remaking(o.table)) return;
    if (is_partition(o.table)) return add(o);
    const Column* column = inherited_column(to_, *to_.table(o.table), o.column.name);
    if (column != nullptr) return alter(o.table, o.column, *column);
    if (o.column.inherited) return;  // it goes with the parent's
    add(o);
    drop_in_children(o);
  }

  void alter(const ObjectName& table, Column from, Column to) {
    to.inherited = from.inherited;
    to.location = from.location;
    if (from != to) add(diff::AlterColumn{table, std::move(from), std::move(to)});
  }

  // Where one child keeps it, it is dropped in ONLY the parent.
  void drop_in_children(const diff::DropColumn& o) {
    const std::vector<const Table*> children = children_that_stay(o.table);
    const auto keeps = [&](const Table* child) {
      return find_column(*child, o.column.name) != nullptr && !is_remade(child->name);
    };
    if (std::ranges::none_of(children, keeps)) return;
    for (const Table* child : children) {
      const Table* old_child = from_.table(child->name);
      const bool own = is_own(*old_child, o.column.name);
      if (!keeps(child) && !own && !is_remade(child->name)) add(diff::DropColumn{child->name, o.column});
    }
  }

  [[nodiscard]] std::vector<const Table*> children_that_stay(const ObjectName& parent) const {
    std::vector<const Table*> children;
    for (const auto& [name, table] : to_.tables) {
      const Table* old_table = from_.table(name);
      if (old_table == nullptr) continue;
      if (contains(parents_of(*table), parent) && contains(parents_of(*old_table), parent)) children.push_back(table);
    }
    return children;
  }

  void rewrite(const diff::AlterColumn& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::CommentOnTable& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::AddConstraint& o) {
    if (taken_by_remaking(o.table)) return;
    const auto* check = std::get_if<schema::Check>(&o.constraint);
    if (check == nullptr || !has_from_left_parent(o.table, *check)) add(o);
  }
  void rewrite(const diff::DropConstraint& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::CreateIndex& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::DropIndex& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::RenameIndex& o) {
    if (!taken_by_remaking(o.table)) add(o);
  }
  void rewrite(const diff::DropTable& o) {
    if (!goes_with_parent(o.table)) add(o);
  }
  void rewrite(const auto& other) { add(other); }

  [[nodiscard]] bool is_partition(const ObjectName& name) const {
    return from_.table(name)->options.partition_of || to_.table(name)->options.partition_of;
  }

  [[nodiscard]] bool has_from_left_parent(const ObjectName& name, const schema::Check& check) const {
    const auto& parents = from_.table(name)->options.inherits;
    return std::ranges::any_of(parents, [&](const ObjectName& parent_name) {
      const Table* parent = from_.table(parent_name);
      return parent != nullptr && !contains(to_.table(name)->options.inherits, parent_name) &&
             contains(parent->checks, check);
    });
  }

  // ---- what a change of a parent's column does to the children's

  void restore_children() {
    for (std::size_t i = 0; i < out_.operations.size(); ++i) {
      const auto* o = std::get_if<diff::AlterColumn>(&out_.operations[i]);
      if (o == nullptr || !reaches_children(o->from, o->to)) continue;
      const diff::AlterColumn altered = *o;
      for (const Table* child : children_that_stay(altered.table)) restore(*child, altered);
    }
  }

  static bool reaches_children(const Column& from, const Column& to) {
    return from.default_value != to.default_value || from.storage != to.storage || from.compression != to.compression ||
           from.statistics_target != to.statistics_target;
  }

  // As the child's column stands once the parent's is altered, on its way to what it is to be.
  void restore(const Table& child, const diff::AlterColumn& parent) {
    if (is_remade(child.name)) return;
    const Column* wanted = find_column(child, parent.to.name);
    const auto reached = [&](Column column) {
      if (parent.from.default_value != parent.to.default_value) column.default_value = parent.to.default_value;
      if (parent.from.storage != parent.to.storage) column.storage = parent.to.storage;
      if (parent.from.compression != parent.to.compression) column.compression = parent.to.compression;
      if (parent.from.statistics_target != parent.to.statistics_target) {
        column.statistics_target = parent.to.statistics_target;
      }
      return column;
    };
    for (diff::Operation& operation : out_.operations) {
      auto* o = std::get_if<diff::AlterColumn>(&operation);
      if (o == nullptr || o->table != child.name || o->to.name != parent.to.name) continue;
      o->from = reached(o->from);
      return;
    }
    if (wanted == nullptr) {  // as the parent's, and so are its children's
      for (const Table* grandchild : children_that_stay(child.name)) restore(*grandchild, parent);
      return;
    }
    const Column from = reached(*wanted);
    if (from != *wanted) add(diff::AlterColumn{child.name, from, *wanted});
  }

  const Lowering& lowering_;
  const Objects& from_;
  const Objects& to_;
  std::set<ObjectName> remade_;
  std::set<ObjectName> done_;
  std::set<ObjectName> asked_options_;
  std::optional<std::size_t> origin_;
  Expanded out_;
};

}  // namespace

std::vector<ObjectName> parents_of(const Table& table) {
  std::vector<ObjectName> parents = table.options.inherits;
  if (table.options.partition_of) parents.push_back(*table.options.partition_of);
  return parents;
}

const Column* inherited_column(const Objects& side, const Table& table, const std::string& name) {
  for (const ObjectName& parent : parents_of(table)) {
    if (const Column* column = column_of_table(side, parent, name)) return column;
  }
  return nullptr;
}

std::vector<Column> all_columns(const Objects& side, const Table& table) {
  std::vector<Column> columns;
  const auto put = [&](const Column& column) {
    const auto known = std::ranges::find(columns, column.name, &Column::name);
    if (known == columns.end()) {
      columns.push_back(column);
    } else {
      *known = column;
    }
  };
  for (const ObjectName& name : parents_of(table)) {
    if (const Table* parent = side.table(name)) std::ranges::for_each(all_columns(side, *parent), put);
  }
  std::ranges::for_each(table.columns, put);
  return columns;
}

Table without_inherited_properties(const Lowering& lowering, Table table) {
  for (Column& column : table.columns) {
    const Column* parents = inherited_column(lowering.to(), table, column.name);
    if (parents == nullptr) continue;
    const bool has_none = !column.default_value && !column.generated && !column.identity;
    if (has_none && parents->default_value) column.default_value = "NULL";
    if (!column.inherited) continue;
    if (column.default_value == parents->default_value) column.default_value.reset();
    column.nullable = column.nullable || !parents->nullable;
    if (column.storage == parents->storage) column.storage.clear();
    if (column.statistics_target == parents->statistics_target) column.statistics_target.reset();
    if (column.compression == parents->compression) column.compression.clear();
  }
  return table;
}

bool must_be_remade(const Lowering& lowering, const Table& from, const Table& to) {
  if (from.options.partition_by != to.options.partition_by) return true;
  const bool is_partition = from.options.partition_of || to.options.partition_of;
  if (is_partition || (from.options.inherits.empty() && to.options.inherits.empty())) return false;
  if (gets_inherited_check(lowering, from, to)) return true;
  return std::ranges::any_of(all_columns(lowering.to(), to),
                             [&](const Column& column) { return changes_owner(lowering, from, to, column.name); });
}

Expanded follow_parents(const Lowering& lowering) {
  return Following(lowering).run();
}

}  // namespace strata::dialects::postgresql
