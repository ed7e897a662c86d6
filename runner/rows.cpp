// Compares rows as multisets of literals, over the columns that a table has on both sides.
#include "runner/rows.hpp"

#include "runner/inherited.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Row;
using dialects::Session;
using schema::Column;
using schema::ObjectName;

// The rows of a partitioned table are its partitions'. Where it is a plain one on the other side they are the table's,
// unless the partitions stay as tables of their own.
std::string rows_of(const Dialect& dialect, const schema::Schema& schema, const schema::Table& table,
                    const schema::Schema& other_side, const schema::Table* other) {
  const bool changes = other != nullptr && table.options.partition_by.empty() != other->options.partition_by.empty();
  const bool keeps_partitions = std::ranges::any_of(schema.tables, [&](const schema::Table& part) {
    return part.options.partition_of == table.name && schema::find_table(other_side, part.name) != nullptr;
  });
  return changes && !keeps_partitions ? dialect.quote(table.name) : dialect.own_rows(table.name);
}

std::vector<Row> read(Session& session, const std::string& table, const Dialect& dialect,
                      const std::vector<std::string>& expressions) {
  if (expressions.empty()) return {};
  std::string list;
  for (const auto& expression : expressions) {
    if (!list.empty()) list += ", ";
    list += dialect.literal_of(expression);
  }
  return session.query("SELECT " + list + " FROM " + table);
}

// 'abc' -> abc; anything else as it is.
std::string_view bare(std::string_view literal) {
  if (literal.size() >= 2 && literal.front() == '\'' && literal.back() == '\'') {
    return literal.substr(1, literal.size() - 2);
  }
  return literal;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// How strictly a column's values are compared.
struct Rule {
  bool type_changed = false;
  bool nulls_filled = false;
};

bool is_null(const dialects::Value& value) {
  return !value || *value == "NULL";
}

bool same(const dialects::Value& before, const dialects::Value& after, const Rule& rule) {
  if (is_null(before)) return is_null(after) || rule.nulls_filled;
  if (is_null(after)) return false;
  if (*before == *after) return true;
  if (!rule.type_changed) return false;
  const auto left = bare(*before);
  const auto right = bare(*after);
  if (left == right) return true;
  const auto left_number = number(left);
  const auto right_number = number(right);
  return left_number && right_number && *left_number == *right_number;
}

bool same(const Row& before, const Row& after, const std::vector<Rule>& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!same(before[i], after[i], rules[i])) return false;
  }
  return true;
}

std::string show(const std::vector<std::string>& columns, const Row& row) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!text.empty()) text += ", ";
    text += columns[i] + " " + row[i].value_or("NULL");
  }
  return text;
}

// Gives each old row a new one of its own. What a NULL became may be what another row has always been: then the row
// with the NULL takes another one (the augmenting paths of bipartite matching).
class Matching {
 public:
  Matching(const std::vector<Row>& before, const std::vector<Row>& after, const std::vector<Rule>& rules)
      : before_(before), after_(after), rules_(rules), partner_of_(after.size()) {}

  // The first row of `before` that none is left for.
  std::optional<Row> unmatched() {
    for (std::size_t i = 0; i < before_.size(); ++i) {
      std::vector<bool> tried(after_.size(), false);
      if (!place(i, tried)) return before_[i];
    }
    return std::nullopt;
  }

 private:
  bool place(std::size_t row, std::vector<bool>& tried) {
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (tried[j] || !same(before_[row], after_[j], rules_)) continue;
      tried[j] = true;
      if (partner_of_[j] && !place(*partner_of_[j], tried)) continue;
      partner_of_[j] = row;
      return true;
    }
    return false;
  }

  const std::vector<Row>& before_;
  const std::vector<Row>& after_;
  const std::vector<Rule>& rules_;
  std::vector<std::optional<std::size_t>> partner_of_;  // by position in after_
};

std::optional<std::string> lost_in(Session& session, const Dialect& dialect, const TableRows& before,
                                   const schema::Schema& now, const NameMap& names) {
  const auto* table = schema::find_table(now, names.table(before.table.name));
  if (table == nullptr || table->temporary) return std::nullopt;  // dropped on purpose: the operations say so
  std::vector<std::string> now_columns;
  std::vector<std::string> shown;
  std::vector<std::size_t> kept;
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    const auto* old_column = schema::find_column(before.table, before.columns[i]);
    const auto* column = schema::find_column(*table, names.column(before.table.name, before.columns[i]));
    if (column == nullptr || column->generated) continue;
    kept.push_back(i);
    shown.push_back(column->name);
    now_columns.push_back(dialect.quote_identifier(column->name));
    const bool converted = before.converted.contains(before.columns[i]);
    rules.push_back({!converted && old_column->type != column->type, old_column->nullable && !column->nullable});
  }
  std::vector<Row> expected;
  for (const auto& row : before.rows) {
    Row part;
    for (const auto i : kept) part.push_back(row[i]);
    expected.push_back(std::move(part));
  }
  if (kept.empty()) return std::nullopt;
  const auto rows = read(session, rows_of(dialect, now, *table, {}, &before.table), dialect, now_columns);
  const auto where = "table " + schema::to_string(table->name) + ": ";
  if (rows.size() != expected.size()) {
    return where + std::to_string(expected.size()) + " rows before, " + std::to_string(rows.size()) + " after";
  }
  if (const auto row = Matching(expected, rows, rules).unmatched())
    return where + "a row is lost or changed: " + show(shown, *row);
  return std::nullopt;
}

}  // namespace

const ObjectName& NameMap::table(const ObjectName& old_name) const {
  const auto found = tables.find(old_name);
  return found == tables.end() ? old_name : found->second;
}

const std::string& NameMap::column(const ObjectName& old_table, const std::string& old_name) const {
  const auto found = columns.find({old_table, old_name});
  return found == columns.end() ? old_name : found->second;
}

NameMap name_map(const diff::Operations& operations) {
  // Renames may go through a temporary name (a swap), so each is applied to what the ones before it led to.
  NameMap names;
  const auto original_table = [&](const ObjectName& current) {
    for (const auto& [from, to] : names.tables) {
      if (to == current) return from;
    }
    return current;
  };
  for (const auto& operation : operations) {
    if (const auto* table = std::get_if<diff::RenameTable>(&operation)) {
      names.tables[original_table(table->from)] = table->to;
    } else if (const auto* column = std::get_if<diff::RenameColumn>(&operation)) {
      const auto owner = original_table(column->table);
      std::string original = column->from;
      for (const auto& [key, to] : names.columns) {
        if (key.first == owner && to == column->from) original = key.second;
      }
      names.columns[{owner, original}] = column->to;
    } else if (const auto* label = std::get_if<diff::RenameEnumLabel>(&operation)) {
      auto& labels = names.labels[label->type];
      const auto before = std::ranges::find(labels, label->from, &schema::Options::value_type::second);
      if (before == labels.end()) {
        labels.emplace_back(label->from, label->to);
      } else {
        before->second = label->to;
      }
    }
  }
  return names;
}

NameMap inverse(const NameMap& names) {
  NameMap back;
  for (const auto& [from, to] : names.tables) back.tables[to] = from;
  for (const auto& [from, to] : names.columns) back.columns[{names.table(from.first), to}] = from.second;
  for (const auto& [type, labels] : names.labels) {
    for (const auto& [from, to] : labels) back.labels[type].emplace_back(to, from);
  }
  return back;
}

Snapshot take_snapshot(Session& session, const Dialect& dialect, const schema::Schema& schema, const schema::Schema& to,
                       const NameMap& names) {
  Snapshot snapshot;
  const auto whole = with_inherited(schema);
  const auto target = with_inherited(to);
  for (const auto& table : whole.tables) {
    if (table.temporary) continue;
    TableRows rows{table, {}, {}, {}};
    std::vector<std::string> expressions;
    const auto* there = schema::find_table(target, names.table(table.name));
    for (const auto& column : table.columns) {
      if (column.generated) continue;
      rows.columns.push_back(column.name);
      expressions.push_back(dialect.quote_identifier(column.name));
      const auto* other =
          there == nullptr ? nullptr : schema::find_column(*there, names.column(table.name, column.name));
      if (other == nullptr || other->generated) continue;
      auto value = dialect.converted(expressions.back(), whole, column, target, *other);
      for (const auto& [type, labels] : names.labels) {
        if (value.empty()) value = dialect.relabelled(expressions.back(), column, type, labels);
      }
      if (value.empty()) continue;
      rows.converted.insert(column.name);
      expressions.back() = std::move(value);
    }
    rows.rows = read(session, rows_of(dialect, whole, table, target, there), dialect, expressions);
    if (!rows.rows.empty()) snapshot.push_back(std::move(rows));
  }
  return snapshot;
}

std::vector<std::string> lost_rows(Session& session, const Dialect& dialect, const Snapshot& before,
                                   const schema::Schema& now, const NameMap& names) {
  std::vector<std::string> lost;
  const auto whole = with_inherited(now);
  for (const auto& table : before) {
    if (auto line = lost_in(session, dialect, table, whole, names)) lost.push_back(std::move(*line));
  }
  return lost;
}

}  // namespace strata::runner
