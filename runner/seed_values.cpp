// Whatever stands in a check or in a partition's bound is likely to pass it, so it comes first.
#include "runner/seed_values.hpp"

#include "schema/ascii.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

namespace strata::runner {
namespace {

using dialects::Dialect;
using schema::Column;
using schema::ObjectName;
using schema::Table;

// Behind the text that begins here with a quote; '' is a quote within it.
std::size_t end_of_text(std::string_view expression, std::size_t begin) {
  for (std::size_t i = begin + 1; i < expression.size(); ++i) {
    if (expression[i] != '\'') continue;
    if (i + 1 == expression.size() || expression[i + 1] != '\'') return i + 1;
    ++i;
  }
  return expression.size();
}

// Behind the characters that belong to the one that is here.
std::size_t end_of_run(std::string_view expression, std::size_t begin, bool (*belongs)(char)) {
  std::size_t end = begin + 1;
  while (end < expression.size() && belongs(expression[end])) ++end;
  return end;
}

bool is_in_number(char c) {
  return ascii::is_digit(c) || c == '.';
}

bool is_in_word(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '_';
}

// Literals in an expression: what a check compares a column with is a value the column likely may have.
Literals literals_in(std::string_view expression) {
  Literals found;
  for (std::size_t i = 0; i < expression.size();) {
    const char c = expression[i];
    std::size_t end = i + 1;
    if (c == '\'') {
      end = end_of_text(expression, i);
      found.emplace_back(expression.substr(i, end - i));
    } else if (ascii::is_digit(c)) {
      end = end_of_run(expression, i, is_in_number);
      const std::string number{expression.substr(i, end - i)};
      found.push_back(number);
      if (number.find('.') == std::string::npos && number.size() < 10) {
        found.push_back(std::to_string(std::stol(number) + 1));  // a bound may be exclusive
      }
    } else if (is_in_word(c) || c == '"') {
      end = end_of_run(expression, i, is_in_word);
    }
    i = end;
  }
  return found;
}

Literals check_literals(const Table& table, const Column& column) {
  Literals values;
  for (const auto& check : table.checks) {
    if (check.expression.find(column.name) == std::string::npos) continue;
    for (auto& literal : literals_in(check.expression)) values.push_back(std::move(literal));
  }
  return values;
}

// A partition's own bound and those of the partitions it lies in, where the column is what they are told apart by.
Literals bound_literals(const schema::Schema& schema, const Table& table, const Column& column) {
  Literals values;
  for (const auto* inner = &table; inner != nullptr && inner->options.partition_of;) {
    const auto* outer = schema::find_table(schema, *inner->options.partition_of);
    if (outer != nullptr && outer->options.partition_by.find(column.name) != std::string::npos) {
      std::ranges::move(literals_in(inner->options.partition_bound), std::back_inserter(values));
    }
    inner = outer;
  }
  return values;
}

}  // namespace

Literals required_literals(const schema::Schema& schema, const Table& table, const Column& column) {
  auto values = bound_literals(schema, table, column);
  std::ranges::move(check_literals(table, column), std::back_inserter(values));
  return values;
}

Literals candidate_values(const Dialect& dialect, const schema::Schema& schema, const Table& table,
                          const Column& column) {
  auto values = required_literals(schema, table, column);
  for (auto& sample : dialect.sample_values(schema, column)) values.push_back(std::move(sample));
  return values;
}

Literals distinct(Literals values) {
  Literals result;
  std::set<std::string> seen;
  for (auto& value : values) {
    if (seen.insert(value).second) result.push_back(std::move(value));
  }
  return result;
}

std::string insert_statement(const Dialect& dialect, const ObjectName& table, const Assignments& values) {
  std::string columns;
  std::string list;
  for (const auto& [column, literal] : values) {
    if (!columns.empty()) {
      columns += ", ";
      list += ", ";
    }
    columns += dialect.quote_identifier(column);
    list += literal;
  }
  return "INSERT INTO " + dialect.quote(table) + " (" + columns + ") VALUES (" + list + ")";
}

}  // namespace strata::runner
