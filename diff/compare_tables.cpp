// What differs between two tables of one name: options, comment, columns, constraints and indexes, whose order
// within the table is no difference. Changes come in the order of the new table, what is only dropped last.
#include "diff/match.hpp"

#include <utility>

namespace strata::diff {

namespace {

void compare_columns(const ObjectName& table, const Both<schema::Table>& from, const Both<schema::Table>& to,
                     Operations& operations, Operations& drops) {
  const auto pairs =
      match(both(from.written->columns, from.canonical->columns), both(to.written->columns, to.canonical->columns),
            [](const schema::Column& column) { return column.name; });
  for (const auto& pair : pairs) {
    if (!pair.from) {
      operations.push_back(AddColumn{table, *pair.to->written});
    } else if (!pair.to) {
      drops.push_back(DropColumn{table, *pair.from->written});
    } else if (*pair.from->canonical != *pair.to->canonical) {
      operations.push_back(AlterColumn{table, *pair.from->written, *pair.to->written});
    }
  }
}

// Where new columns are put last, and all others stay, nothing is to be ordered.
void compare_column_order(const ObjectName& table, const schema::Table& from, const schema::Table& to,
                          Operations& operations) {
  OrderColumns order{table, {}, {}};
  std::vector<std::string> unasked;
  for (const schema::Column& column : from.columns) {
    order.from.push_back(column.name);
    if (find_column(to, column.name) != nullptr) unasked.push_back(column.name);
  }
  for (const schema::Column& column : to.columns) {
    order.to.push_back(column.name);
    if (find_column(from, column.name) == nullptr) unasked.push_back(column.name);
  }
  if (unasked != order.to) operations.emplace_back(std::move(order));
}

std::vector<Constraint> constraints_of(const schema::Table& table) {
  std::vector<Constraint> constraints;
  if (table.primary_key) constraints.emplace_back(*table.primary_key);
  constraints.insert(constraints.end(), table.uniques.begin(), table.uniques.end());
  constraints.insert(constraints.end(), table.foreign_keys.begin(), table.foreign_keys.end());
  constraints.insert(constraints.end(), table.checks.begin(), table.checks.end());
  constraints.insert(constraints.end(), table.exclusions.begin(), table.exclusions.end());
  return constraints;
}

void compare_constraints(const ObjectName& table, const Both<schema::Table>& from, const Both<schema::Table>& to,
                         Operations& operations, Operations& drops) {
  const std::vector<Constraint> from_written = constraints_of(*from.written);
  const std::vector<Constraint> from_canonical = constraints_of(*from.canonical);
  const std::vector<Constraint> to_written = constraints_of(*to.written);
  const std::vector<Constraint> to_canonical = constraints_of(*to.canonical);
  // A table has one primary key: another one takes its place whatever their names are.
  const auto name = [](const Constraint& constraint) {
    if (std::holds_alternative<schema::PrimaryKey>(constraint)) return std::string("\0primary key", 12);
    return std::visit([](const auto& c) { return c.name; }, constraint);
  };
  const auto pairs = match_differing(both(from_written, from_canonical), both(to_written, to_canonical), name);
  for (const auto& pair : pairs) {
    if (pair.from) (pair.to ? operations : drops).push_back(DropConstraint{table, *pair.from->written});
    if (pair.to) operations.push_back(AddConstraint{table, *pair.to->written});
  }
}

bool equal_but_for_the_name(const schema::Index& a, schema::Index b) {
  b.name = a.name;
  return a == b;
}

// For each new index the one dropped index that differs by the name only; nothing where several could be meant.
std::vector<std::optional<std::size_t>> renamed_from(const std::vector<Pair<schema::Index>>& pairs) {
  std::vector<std::optional<std::size_t>> old_of(pairs.size());
  std::vector<std::size_t> uses(pairs.size(), 0);
  for (std::size_t created = 0; created < pairs.size(); ++created) {
    if (pairs[created].from) continue;
    std::size_t candidates = 0;
    for (std::size_t dropped = 0; dropped < pairs.size(); ++dropped) {
      if (pairs[dropped].to ||
          !equal_but_for_the_name(*pairs[dropped].from->canonical, *pairs[created].to->canonical)) {
        continue;
      }
      old_of[created] = dropped;
      ++uses[dropped];
      ++candidates;
    }
    if (candidates != 1) old_of[created].reset();
  }
  for (auto& old : old_of) {
    if (old && uses[*old] != 1) old.reset();
  }
  return old_of;
}

}  // namespace

void compare_indexes(const ObjectName& owner, const std::vector<Both<schema::Index>>& from,
                     const std::vector<Both<schema::Index>>& to, Operations& operations) {
  const auto pairs = match_differing(from, to, [](const schema::Index& index) { return index.name; });
  const auto old_of = renamed_from(pairs);
  std::vector<bool> renamed(pairs.size(), false);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& [old_index, new_index] = pairs[i];
    if (!new_index) continue;
    if (old_of[i]) {
      renamed[*old_of[i]] = true;
      operations.push_back(
          RenameIndex{owner, *new_index->written, pairs[*old_of[i]].from->written->name, new_index->written->name});
      continue;
    }
    if (old_index) operations.push_back(DropIndex{owner, *old_index->written});
    operations.push_back(CreateIndex{owner, *new_index->written});
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!pairs[i].to && !renamed[i]) operations.push_back(DropIndex{owner, *pairs[i].from->written});
  }
}

void compare_tables(const Both<schema::Table>& from, const Both<schema::Table>& to, bool column_order,
                    Operations& operations) {
  if (*from.canonical == *to.canonical) return;
  const ObjectName& table = from.written->name;
  if (from.canonical->options != to.canonical->options) {
    operations.push_back(AlterTableOptions{table, from.written->options, to.written->options});
  }
  if (from.canonical->comment != to.canonical->comment) {
    operations.push_back(CommentOnTable{table, from.written->comment, to.written->comment});
  }
  Operations dropped_columns;
  Operations dropped_constraints;
  compare_columns(table, from, to, operations, dropped_columns);
  if (column_order) compare_column_order(table, *from.written, *to.written, operations);
  compare_constraints(table, from, to, operations, dropped_constraints);
  compare_indexes(table, both(from.written->indexes, from.canonical->indexes),
                  both(to.written->indexes, to.canonical->indexes), operations);
  operations.insert(operations.end(), dropped_constraints.begin(), dropped_constraints.end());
  operations.insert(operations.end(), dropped_columns.begin(), dropped_columns.end());
}

}  // namespace strata::diff
