// Operation by operation, then what they leave to be done: the other tables that are made anew, partitions that are
// attached to those, and what altering a parent has done to its children.
#include "dialects/postgresql/follow_parents.hpp"

#include "dialects/postgresql/family.hpp"
#include "schema/contains.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ObjectName;
using schema::Table;

class Following {
 public:
  explicit Following(const Lowering& lowering) : lowering_(lowering), from_(lowering.from()), to_(lowering.to()) {
    for (const auto& [name, table] : to_.tables) {
      const Table* old_table = from_.table(name);
      if (old_table == nullptr) continue;
      const std::vector<ObjectName> old_parents = parents_of(*old_table);
      for (const ObjectName& parent : parents_of(*table)) {
        if (contains(old_parents, parent)) children_that_stay_[parent].push_back(table);
      }
    }
  }

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
  void add(diff::Operation operation) { out_.add(std::move(operation), origin_); }

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
    const std::vector<const Table*>& children = children_that_stay(o.table);
    const auto keeps = [&](const Table* child) {
      return find_column(*child, o.column.name) != nullptr && !is_remade(child->name);
    };
    if (std::ranges::none_of(children, keeps)) return;
    for (const Table* child : children) {
      const Table* old_child = from_.table(child->name);
      const bool own = is_own_column(*old_child, o.column.name);
      if (!keeps(child) && !own && !is_remade(child->name)) add(diff::DropColumn{child->name, o.column});
    }
  }

  [[nodiscard]] const std::vector<const Table*>& children_that_stay(const ObjectName& parent) const {
    static const std::vector<const Table*> none;
    const auto found = children_that_stay_.find(parent);
    return found == children_that_stay_.end() ? none : found->second;
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
  std::map<ObjectName, std::vector<const Table*>> children_that_stay_;  // by parent
  std::set<ObjectName> remade_;
  std::set<ObjectName> done_;
  std::set<ObjectName> asked_options_;
  std::optional<std::size_t> origin_;
  Expanded out_;
};

}  // namespace

Expanded follow_parents(const Lowering& lowering) {
  return Following(lowering).run();
}

}  // namespace strata::dialects::postgresql
