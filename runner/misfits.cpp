// The dialect says what does not fit; here it is counted, and the rows are named by their keys.
#include "runner/misfits.hpp"

#include "schema/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Session;
using schema::Table;

constexpr std::size_t rows_named = 5;
constexpr std::size_t longest_key = 40;  // bytes

struct Question {
  Misfits about;
  std::string condition;
};

std::vector<Question> questions(const Dialect& dialect, const Table& from, const Table& to, const NameMap& names) {
  std::vector<Question> found;
  for (const auto& old_column : from.columns) {
    const auto* column = schema::find_column(to, names.column(from.name, old_column.name));
    if (column == nullptr || column->generated) continue;
    std::string condition = dialect.misfit(from, old_column, to, *column);
    if (condition.empty()) continue;
    found.push_back(
        {{{from.name, old_column.name}, {to.name, column->name}, column->type, 0, {}}, std::move(condition)});
  }
  return found;
}

// By their new names.
std::set<schema::ObjectName> tables_of_other_types(const diff::Operations& operations) {
  std::set<schema::ObjectName> tables;
  for (const auto& operation : operations) {
    if (const auto* column = std::get_if<diff::AlterColumn>(&operation)) tables.insert(column->table);
    if (const auto* options = std::get_if<diff::AlterTableOptions>(&operation)) tables.insert(options->table);
  }
  return tables;
}

std::size_t count_of(const dialects::Value& value) {
  std::size_t count = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), count);
  return count;
}

std::string shortened(const std::string& text) {
  if (text.size() <= longest_key) return text;
  return std::string(schema::clipped(text, longest_key)) + "…";
}

// What names a row of the table: its primary key, else the number that the engine has for it.
std::vector<std::string> key_of(const Dialect& dialect, const Table& table) {
  std::vector<std::string> columns;
  if (table.primary_key) {
    for (const auto& part : table.primary_key->parts) columns.push_back(dialect.quote_identifier(part.column));
  }
  if (columns.empty()) {
    if (std::string number = dialect.row_number(table); !number.empty()) columns.push_back(std::move(number));
  }
  return columns;
}

std::vector<std::string> name_rows(Session& session, const Dialect& dialect, const Table& table,
                                   const std::string& condition) {
  const auto key = key_of(dialect, table);
  if (key.empty()) return {};
  std::vector<std::string> shown;
  for (const auto& column : key) shown.push_back(dialect.literal_of(column));
  std::vector<std::string> rows;
  for (const auto& row : session.query(fmt::format("SELECT {} FROM {} WHERE {} LIMIT {}", fmt::join(shown, ", "),
                                                   dialect.quote(table.name), condition, rows_named))) {
    std::string text;
    for (std::size_t i = 0; i < key.size(); ++i) {
      text += fmt::format("{}{} {}", text.empty() ? "" : " and ", key[i], shortened(row[i].value_or("NULL")));
    }
    rows.push_back(std::move(text));
  }
  return rows;
}

void ask(Session& session, const Dialect& dialect, const Table& table, std::vector<Question> asked,
         std::vector<Misfits>& found) {
  std::vector<std::string> counts;
  for (const auto& question : asked)
    counts.push_back(fmt::format("count(CASE WHEN {} THEN 1 END)", question.condition));
  const auto answer =
      session.query(fmt::format("SELECT {} FROM {}", fmt::join(counts, ", "), dialect.quote(table.name))).at(0);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    Misfits& misfits = asked[i].about;
    misfits.count = count_of(answer[i]);
    if (misfits.count == 0) continue;
    misfits.rows = name_rows(session, dialect, table, asked[i].condition);
    found.push_back(std::move(misfits));
  }
}

bool put_behind(const schema::ColumnName& column, const diff::Hazard& hazard, std::vector<diff::Step>& steps) {
  for (auto& step : steps) {
    const auto place = std::ranges::find(step.hazards, column, &diff::Hazard::values_of);
    if (place == step.hazards.end()) continue;
    step.hazards.insert(place + 1, hazard);
    return true;
  }
  return false;
}

}  // namespace

std::vector<Misfits> find_misfits(Session& session, const Dialect& dialect, const schema::Schema& from,
                                  const schema::Schema& to, const diff::Operations& operations) {
  const NameMap names = name_map(operations);
  const auto changed = tables_of_other_types(operations);
  std::vector<Misfits> found;
  for (const auto& table : from.tables) {
    const auto& new_name = names.table(table.name);
    if (table.temporary || !changed.contains(new_name)) continue;
    const auto* target = schema::find_table(to, new_name);
    if (target == nullptr || target->temporary) continue;
    auto asked = questions(dialect, table, *target, names);
    if (!asked.empty()) ask(session, dialect, table, std::move(asked), found);
  }
  return found;
}

std::string describe(const Misfits& misfits) {
  const bool one = misfits.count == 1;
  const bool more = !misfits.rows.empty() && misfits.rows.size() < misfits.count;
  std::string text = fmt::format("{}.{}: {} {} not fit {}", schema::to_string(misfits.column.table),
                                 misfits.column.column, misfits.count, one ? "value does" : "values do", misfits.type);
  if (!misfits.rows.empty()) text += fmt::format(" ({}{})", fmt::join(misfits.rows, ", "), more ? ", …" : "");
  return text;
}

void add_hazards(const std::vector<Misfits>& found, std::vector<diff::Step>& steps) {
  for (const auto& misfits : found) {
    const diff::Hazard hazard{diff::HazardKind::value_change, "now " + describe(misfits), {}};
    if (!put_behind(misfits.renamed, hazard, steps)) put_behind({misfits.renamed.table, ""}, hazard, steps);
  }
}

std::string misfit_condition(const Dialect& dialect, const Table& from, const Table& to, const NameMap& names) {
  std::string all;
  for (const auto& question : questions(dialect, from, to, names)) {
    all += fmt::format("{}({})", all.empty() ? "" : " OR ", question.condition);
  }
  return all;
}

}  // namespace strata::runner
