// Fills the tables parents first. A table's constraints are met by search: each row is tried with other values, from
// a fixed sequence so that every run does the same, until the engine takes it.
#include "runner/seed.hpp"

#include "runner/inherited.hpp"
#include "runner/seed_twin.hpp"
#include "runner/seed_values.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Session;
using dialects::SqlError;
using schema::Column;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

constexpr int rows_per_table = 4;
constexpr int like_row = 3;  // like the first one in all that is no key
constexpr int tries_per_row = 100;

// What each column of a table may be tried with, in order of preference.
struct Candidates {
  const Column* column = nullptr;
  Literals values;
  std::size_t from_checks = 0;  // so many at the front stand in checks of the column or in bounds of partitions
};

// A small fixed sequence of numbers: the same rows on every run.
class Sequence {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>((state_ >> 33U) % limit);
  }

 private:
  std::uint64_t state_ = 42;
};

class Seeder {
 public:
  Seeder(Session& session, const Dialect& dialect, const schema::Schema& schema, const Twin* twin)
      : session_(session), dialect_(dialect), schema_(schema) {
    if (twin != nullptr) twin_.emplace(dialect, schema, *twin);
    for (const auto& table : schema.tables) {
      by_name_.emplace(table.name, &table);
      if (table.options.partition_of) partitions_[*table.options.partition_of].push_back(&table);
    }
  }

  std::vector<ObjectName> run() {
    for (const auto& table : schema_.tables) {
      if (!table.temporary && (!twin_ || twin_->find(table.name) != nullptr)) visit(table);
    }
    return unseeded_;
  }

 private:
  void visit(const Table& table) {
    if (!visited_.insert(table.name).second) return;
    for (const auto& key : table.foreign_keys) {
      const auto parent = by_name_.find(key.referenced_table);
      const bool seeded = !twin_ || twin_->find(key.referenced_table) != nullptr;
      if (parent != by_name_.end() && !parent->second->temporary && seeded) visit(*parent->second);
    }
    if (const auto partitions = partitions_.find(table.name); partitions != partitions_.end()) {
      for (const auto* partition : partitions->second) {  // where the rows stand
        if (!twin_ || twin_->find(partition->name) != nullptr) visit(*partition);
      }
    } else if (!fill(table)) {
      unseeded_.push_back(table.name);
    }
  }

  bool fill(const Table& table) {
    std::vector<Candidates> columns;
    for (const auto& column : table.columns) {
      if (schema::takes_values(column)) columns.push_back(candidates(table, column));
    }
    std::erase_if(columns, [](const Candidates& c) { return c.values.empty(); });
    int taken = 0;
    Assignments first;
    for (int row = 0; row < rows_per_table; ++row) {
      for (int attempt = 0; attempt < tries_per_row; ++attempt) {
        Assignments tried = values(table, columns, first, row, attempt);
        if (!insert(table, tried, row)) continue;
        if (row == 0) first = std::move(tried);
        ++taken;
        break;
      }
      if (taken == 0 && row == 1) break;  // neither a full row nor one of NULLs: more tries will not help
    }
    return taken > 0;
  }

  Candidates candidates(const Table& table, const Column& column) const {
    auto values = required_literals(schema_, table, column);
    const auto* other = twin_ ? twin_->find(table, column) : nullptr;
    if (other != nullptr) {
      std::ranges::move(required_literals(twin_->schema(), *twin_->find(table.name), *other),
                        std::back_inserter(values));
    }
    values = distinct(std::move(values));
    const auto from_checks = values.size();
    std::ranges::move(dialect_.sample_values(schema_, column), std::back_inserter(values));
    if (other != nullptr) {
      std::ranges::move(dialect_.sample_values(twin_->schema(), *other), std::back_inserter(values));
    }
    return {&column, distinct(std::move(values)), from_checks};
  }

  // Most often one of the literals that a check holds, since most others will not pass it.
  const std::string& any_of(const Candidates& candidates) {
    const bool checked = candidates.from_checks > 0 && sequence_.below(4) != 0;
    return candidates.values[sequence_.below(checked ? candidates.from_checks : candidates.values.size())];
  }

  Assignments values(const Table& table, const std::vector<Candidates>& columns, const Assignments& first, int row,
                     int attempt) {
    Assignments result;
    const bool with_nulls = row == 1;
    for (const auto& options : columns) {
      const auto* column = options.column;
      // A check may forbid NULL where the column does not: in the end each column is tried either way.
      const bool null = with_nulls && (attempt < tries_per_row / 2 || sequence_.below(2) == 0);
      if (null && may_be_null(table, *column)) {
        result[column->name] = "NULL";
      } else if (first.contains(column->name) && !in_any_key(table, *column) &&
                 (row == like_row || (attempt > 0 && sequence_.below(2) == 0))) {
        result[column->name] = first.at(column->name);  // what was taken once is a good guess
      } else if (attempt == 0) {
        result[column->name] = options.values[static_cast<std::size_t>(row) % options.values.size()];
      } else {
        result[column->name] = any_of(options);
      }
    }
    for (const auto& key : table.foreign_keys) reference(key, table, with_nulls, row, result);
    if (!twin_) return result;
    for (const auto& key : twin_->foreign_keys(table, schema_)) reference(key, table, with_nulls, row, result);
    return result;
  }

  static bool in_primary_key(const Table& table, const std::string& column) {
    return table.primary_key && std::ranges::any_of(table.primary_key->parts,
                                                    [&](const schema::KeyPart& part) { return part.column == column; });
  }

  static bool in_key(const Table& table, const std::string& column) {
    const auto is_column = [&](const schema::KeyPart& part) { return part.column == column; };
    const auto holds = [&](const auto& key) { return std::ranges::any_of(key.parts, is_column); };
    return in_primary_key(table, column) || std::ranges::any_of(table.uniques, holds) ||
           std::ranges::any_of(table.indexes, [&](const schema::Index& index) { return index.unique && holds(index); });
  }

  // NULL in several rows becomes the same value in all of them where the twin takes none: not so in a key.
  bool may_be_null(const Table& table, const Column& column) const {
    if (!column.nullable || in_primary_key(table, column.name)) return false;
    const auto* other = twin_ ? twin_->find(table, column) : nullptr;
    return other == nullptr || other->nullable || !in_key(*twin_->find(table.name), other->name);
  }

  bool in_any_key(const Table& table, const Column& column) const {
    const auto* other = twin_ ? twin_->find(table, column) : nullptr;
    return in_key(table, column.name) || (other != nullptr && in_key(*twin_->find(table.name), other->name));
  }

  // Takes the values of one of the parent's rows, or NULL while there is none.
  void reference(const ForeignKey& key, const Table& table, bool with_nulls, int row, Assignments& values) {
    const auto parent = by_name_.find(key.referenced_table);
    if (parent == by_name_.end()) {
      for (const auto& name : key.columns) {
        const auto* column = schema::find_column(table, name);
        if (column != nullptr && column->nullable) values[name] = "NULL";
      }
      return;
    }
    std::vector<std::string> referenced = key.referenced_columns;
    if (referenced.empty() && parent->second->primary_key) {
      for (const auto& part : parent->second->primary_key->parts) referenced.push_back(part.column);
    }
    if (referenced.size() != key.columns.size()) return;
    const auto rows = rows_of(key.referenced_table, referenced);
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const auto* column = schema::find_column(table, key.columns[i]);
      if (column == nullptr || (with_nulls && may_be_null(table, *column))) continue;
      if (!rows.empty()) {
        const auto choice =
            static_cast<std::size_t>(row) < rows.size() ? static_cast<std::size_t>(row) : sequence_.below(rows.size());
        values[key.columns[i]] = rows[choice][i].value_or("NULL");
      } else if (column->nullable) {
        values[key.columns[i]] = "NULL";
      } else if (key.referenced_table == table.name && values.contains(referenced[i])) {
        values[key.columns[i]] = values[referenced[i]];  // the first row of a tree refers to itself
      }
    }
  }

  std::vector<dialects::Row> rows_of(const ObjectName& table, const std::vector<std::string>& columns) {
    std::string list;
    for (const auto& column : columns) {
      if (!list.empty()) list += ", ";
      list += dialect_.literal_of(dialect_.quote_identifier(column));
    }
    return session_.query("SELECT " + list + " FROM " + dialect_.quote(table));
  }

  // False when an engine refuses the row; that is how values are found.
  bool insert(const Table& table, const Assignments& values, int row) {
    if (values.empty()) return false;
    if (twin_) session_.begin();
    try {
      session_.execute(insert_statement(dialect_, table.name, values));
    } catch (const SqlError& error) {
      if (session_.in_transaction()) session_.rollback();
      if (error.code() != ErrorCode::database) throw;
      return false;
    }
    if (!twin_) return true;
    const bool taken = !has_misfits(table) && twin_->insert(table, values, row);
    taken ? session_.commit() : session_.rollback();
    return taken;
  }

  // The twin may take a value that the change from the one to the other refuses.
  bool has_misfits(const Table& table) {
    const auto condition = twin_->misfit_condition(table);
    return !condition.empty() &&
           !session_.query("SELECT 1 FROM " + dialect_.quote(table.name) + " WHERE " + condition).empty();
  }

  Session& session_;
  const Dialect& dialect_;
  const schema::Schema& schema_;
  std::optional<TwinTables> twin_;
  std::map<ObjectName, const Table*> by_name_;
  std::map<ObjectName, std::vector<const Table*>> partitions_;
  std::set<ObjectName> visited_;
  std::vector<ObjectName> unseeded_;
  Sequence sequence_;
};

}  // namespace

std::vector<ObjectName> seed(Session& session, const Dialect& dialect, const schema::Schema& schema, const Twin* twin) {
  const auto whole = with_inherited(schema);
  if (twin == nullptr) return Seeder(session, dialect, whole, nullptr).run();
  const auto whole_twin = with_inherited(twin->schema);
  const Twin completed{twin->session, whole_twin, twin->names};
  return Seeder(session, dialect, whole, &completed).run();
}

}  // namespace strata::runner
