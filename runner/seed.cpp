// Fills the tables parents first. A table's constraints are met by search: each row is tried with other values, from
// a fixed sequence so that every run does the same, until the engine takes it.
#include "runner/seed.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Session;
using dialects::SqlError;
using schema::Column;
using schema::ForeignKey;
using schema::ObjectName;
using schema::Table;

constexpr int rows_per_table = 3;
constexpr int tries_per_row = 60;

using Literals = std::vector<std::string>;

// Literals in an expression: what a check compares a column with is a value the column likely may have.
Literals literals_in(std::string_view expression) {
  Literals found;
  for (std::size_t i = 0; i < expression.size();) {
    const char c = expression[i];
    std::size_t end = i + 1;
    if (c == '\'') {
      while (end < expression.size() &&
             (expression[end] != '\'' || (end + 1 < expression.size() && expression[end + 1] == '\''))) {
        end += expression[end] == '\'' ? 2 : 1;
      }
      end = std::min(end + 1, expression.size());
      found.emplace_back(expression.substr(i, end - i));
    } else if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '"') {
      while (end < expression.size() &&
             (std::isalnum(static_cast<unsigned char>(expression[end])) != 0 || expression[end] == '_'))
        ++end;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      while (end < expression.size() &&
             (std::isdigit(static_cast<unsigned char>(expression[end])) != 0 || expression[end] == '.'))
        ++end;
      const std::string number{expression.substr(i, end - i)};
      found.push_back(number);
      if (number.find('.') == std::string::npos && number.size() < 10) {
        found.push_back(std::to_string(std::stol(number) + 1));  // a bound may be exclusive
      }
    }
    i = end;
  }
  return found;
}

// What each column of a table may be tried with, in order of preference.
struct Candidates {
  const Column* column = nullptr;
  Literals values;
};

Candidates candidates(const Dialect& dialect, const Table& table, const Column& column) {
  Candidates result{&column, {}};
  for (const auto& check : table.checks) {
    if (check.expression.find(column.name) == std::string::npos) continue;
    for (auto& literal : literals_in(check.expression)) result.values.push_back(std::move(literal));
  }
  for (auto& sample : dialect.sample_values(column)) result.values.push_back(std::move(sample));
  Literals distinct;
  std::set<std::string> seen;
  for (auto& value : result.values) {
    if (seen.insert(value).second) distinct.push_back(std::move(value));
  }
  result.values = std::move(distinct);
  return result;
}

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
  Seeder(Session& session, const Dialect& dialect, const schema::Schema& schema)
      : session_(session), dialect_(dialect), schema_(schema) {
    for (const auto& table : schema.tables) by_name_.emplace(table.name, &table);
  }

  std::vector<ObjectName> run() {
    for (const auto& table : schema_.tables) {
      if (!table.temporary) visit(table);
    }
    return unseeded_;
  }

 private:
  void visit(const Table& table) {
    if (!visited_.insert(table.name).second) return;
    for (const auto& key : table.foreign_keys) {
      const auto parent = by_name_.find(key.referenced_table);
      if (parent != by_name_.end() && !parent->second->temporary) visit(*parent->second);
    }
    if (!fill(table)) unseeded_.push_back(table.name);
  }

  bool fill(const Table& table) {
    std::vector<Candidates> columns;
    for (const auto& column : table.columns) {
      if (!column.generated) columns.push_back(candidates(dialect_, table, column));
    }
    std::erase_if(columns, [](const Candidates& c) { return c.values.empty(); });
    int taken = 0;
    for (int row = 0; row < rows_per_table; ++row) {
      for (int attempt = 0; attempt < tries_per_row; ++attempt) {
        if (insert(table, values(table, columns, row, attempt))) {
          ++taken;
          break;
        }
      }
      if (taken == 0 && row == 1) break;  // neither a full row nor one of NULLs: more tries will not help
    }
    return taken > 0;
  }

  // Column name -> literal.
  std::map<std::string, std::string> values(const Table& table, const std::vector<Candidates>& columns, int row,
                                            int attempt) {
    std::map<std::string, std::string> result;
    const bool with_nulls = row == 1;
    for (const auto& [column, options] : columns) {
      if (with_nulls && column->nullable && !in_primary_key(table, column->name)) {
        result[column->name] = "NULL";
      } else if (attempt == 0) {
        result[column->name] = options[static_cast<std::size_t>(row) % options.size()];
      } else {
        result[column->name] = options[sequence_.below(options.size())];
      }
    }
    for (const auto& key : table.foreign_keys) reference(key, table, with_nulls, row, result);
    return result;
  }

  static bool in_primary_key(const Table& table, const std::string& column) {
    return table.primary_key && std::ranges::any_of(table.primary_key->parts,
                                                    [&](const schema::KeyPart& part) { return part.column == column; });
  }

  // Takes the values of one of the parent's rows, or NULL while there is none.
  void reference(const ForeignKey& key, const Table& table, bool with_nulls, int row,
                 std::map<std::string, std::string>& values) {
    const auto parent = by_name_.find(key.referenced_table);
    if (parent == by_name_.end()) return;
    std::vector<std::string> referenced = key.referenced_columns;
    if (referenced.empty() && parent->second->primary_key) {
      for (const auto& part : parent->second->primary_key->parts) referenced.push_back(part.column);
    }
    if (referenced.size() != key.columns.size()) return;
    const auto rows = rows_of(key.referenced_table, referenced);
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const auto* column = schema::find_column(table, key.columns[i]);
      if (column == nullptr || (with_nulls && column->nullable && !in_primary_key(table, column->name))) continue;
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

  // False when the engine refuses the row; that is how values are found.
  bool insert(const Table& table, const std::map<std::string, std::string>& values) {
    std::string columns;
    std::string list;
    for (const auto& [column, literal] : values) {
      if (!columns.empty()) {
        columns += ", ";
        list += ", ";
      }
      columns += dialect_.quote_identifier(column);
      list += literal;
    }
    if (values.empty()) return false;
    try {
      session_.execute("INSERT INTO " + dialect_.quote(table.name) + " (" + columns + ") VALUES (" + list + ")");
      return true;
    } catch (const SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      return false;
    }
  }

  Session& session_;
  const Dialect& dialect_;
  const schema::Schema& schema_;
  std::map<ObjectName, const Table*> by_name_;
  std::set<ObjectName> visited_;
  std::vector<ObjectName> unseeded_;
  Sequence sequence_;
};

}  // namespace

std::vector<ObjectName> seed(Session& session, const Dialect& dialect, const schema::Schema& schema) {
  return Seeder(session, dialect, schema).run();
}

}  // namespace strata::runner
