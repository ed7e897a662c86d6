// Changes of one table that ALTER TABLE can do in place (lang_altertable.html, sections 4 and 5): adding and dropping
// columns that nothing hangs on. It is all or nothing: a table that must be rebuilt takes its other changes along.
#include "dialects/sqlite/lower_parts.hpp"
#include "dialects/sqlite/mentions.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <optional>

namespace strata::dialects::sqlite {
namespace {

using diff::Phase;
using diff::Step;
using schema::Column;
using schema::KeyPart;
using schema::Table;

bool has_part(const std::vector<KeyPart>& parts, std::string_view column) {
  return std::ranges::any_of(parts, [&](const KeyPart& part) {
    return part.column.empty() ? mentions(part.expression, column) : same_name(part.column, column);
  });
}

bool in_key(const Table& table, std::string_view column) {
  if (table.primary_key && has_part(table.primary_key->parts, column)) return true;
  return std::ranges::any_of(table.uniques, [&](const auto& unique) { return has_part(unique.parts, column); });
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const std::string& other) { return same_name(other, name); });
}

// A default that is the same for all rows. Only such a one can rows that are there already take on.
bool is_constant(const std::string& value) {
  const std::vector<Token> tokens = tokenize(value);
  const bool is_signed = is_symbol(tokens.front(), "-") || is_symbol(tokens.front(), "+");
  const Token& token = tokens[is_signed ? 1 : 0];
  if (tokens.size() != (is_signed ? 3U : 2U)) return false;
  return token.kind == TokenKind::number || token.kind == TokenKind::string || token.kind == TokenKind::blob ||
         is_keyword(token, "null") || is_keyword(token, "true") || is_keyword(token, "false");
}

bool is_null(const std::optional<std::string>& value) {
  return !value || (tokenize(*value).size() == 2 && is_keyword(tokenize(*value).front(), "null"));
}

bool can_add(const Column& column, const Table& to) {
  if (in_key(to, column.name) || column.identity) return false;
  if (column.generated) return !column.generated->stored && column.nullable;
  if (column.default_value && !is_constant(*column.default_value)) return false;
  return column.nullable || !is_null(column.default_value);
}

// `remaining` are the old indexes that stay. Triggers and views that use the column make SQLite refuse, which is as
// it should be: a rebuild would leave them behind, broken.
bool can_drop(const Column& column, const Table& from, const std::vector<const schema::Index*>& remaining) {
  if (in_key(from, column.name)) return false;
  const auto indexed = [&](const schema::Index* index) {
    return has_part(index->parts, column.name) || mentions(index->where, column.name);
  };
  const auto refers = [&](const schema::ForeignKey& key) { return contains(key.columns, column.name); };
  const auto checked = [&](const schema::Check& check) { return mentions(check.expression, column.name); };
  const auto computed = [&](const Column& other) {
    return other.generated && other.name != column.name && mentions(other.generated->expression, column.name);
  };
  return std::ranges::none_of(remaining, indexed) && std::ranges::none_of(from.foreign_keys, refers) &&
         std::ranges::none_of(from.checks, checked) && std::ranges::none_of(from.columns, computed);
}

// A column to add, with the new constraints that can be written behind it.
struct Addition {
  const Column* column = nullptr;
  std::string constraints;
  std::vector<std::size_t> operations;
};

// In the order of the new table, so that the file reads like it; but behind what they are computed from, since that
// must exist by then.
std::vector<Addition> in_order(std::vector<Addition> pending, const Table& to) {
  const auto place = [&](const Addition& addition) {
    return std::ranges::find(to.columns, addition.column->name, &Column::name) - to.columns.begin();
  };
  std::ranges::stable_sort(pending, {}, place);
  std::vector<Addition> ordered;
  const auto is_ready = [&](const Addition& addition) {
    return std::ranges::none_of(pending, [&](const Addition& other) {
      return addition.column != other.column && addition.column->generated &&
             mentions(addition.column->generated->expression, other.column->name);
    });
  };
  while (!pending.empty()) {
    auto next = std::ranges::find_if(pending, is_ready);
    if (next == pending.end()) next = pending.begin();  // only a loop, which SQLite refuses by itself
    ordered.push_back(std::move(*next));
    pending.erase(next);
  }
  return ordered;
}

// A check goes behind the last new column that it mentions, since it must exist by then; a foreign key of one column
// behind that, if the rows that are there get NULL in it.
Addition* place_for(const diff::Constraint& constraint, std::vector<Addition>& additions) {
  if (const auto* check = std::get_if<schema::Check>(&constraint)) {
    const auto last = std::find_if(additions.rbegin(), additions.rend(), [&](const Addition& addition) {
      return mentions(check->expression, addition.column->name);
    });
    return last == additions.rend() ? nullptr : &*last;
  }
  if (const auto* key = std::get_if<schema::ForeignKey>(&constraint)) {
    const auto own = std::ranges::find_if(additions, [&](const Addition& addition) {
      return key->columns.size() == 1 && same_name(key->columns.front(), addition.column->name) &&
             is_null(addition.column->default_value);
    });
    return own == additions.end() ? nullptr : &*own;
  }
  return nullptr;
}

std::string inline_constraint(const diff::Constraint& constraint) {
  if (const auto* check = std::get_if<schema::Check>(&constraint)) {
    return " " + constraint_name(check->name) + "CHECK (" + check->expression + ")";
  }
  const auto& key = std::get<schema::ForeignKey>(constraint);
  return " " + constraint_name(key.name) + references_clause(key);
}

struct Drop {
  const Column* column = nullptr;
  std::size_t operation = 0;
};

struct InPlace {
  std::vector<Addition> additions;
  std::vector<Drop> drops;
  std::vector<std::size_t> indexes;  // operations
};

std::vector<const schema::Index*> remaining_indexes(const diff::Operations& operations,
                                                    const std::vector<std::size_t>& indices, const Table& from) {
  std::vector<const schema::Index*> remaining;
  for (const schema::Index& index : from.indexes) {
    const bool dropped = std::ranges::any_of(indices, [&](std::size_t i) {
      const auto* drop = std::get_if<diff::DropIndex>(&operations[i]);
      return drop != nullptr && same_name(drop->index.name, index.name);
    });
    if (!dropped) remaining.push_back(&index);
  }
  return remaining;
}

// Nothing where one of the operations asks for more than ALTER TABLE can do.
std::optional<InPlace> find_in_place(const Lowering& lowering, const std::vector<std::size_t>& indices,
                                     const Table& from, const Table& to) {
  const diff::Operations& operations = lowering.change().operations;
  const std::vector<const schema::Index*> remaining = remaining_indexes(operations, indices, from);
  InPlace out;
  for (const std::size_t i : indices) {
    if (const auto* add = std::get_if<diff::AddColumn>(&operations[i])) {
      if (!can_add(add->column, to) || lowering.fill_for(to.name, add->column.name) != nullptr) return std::nullopt;
      out.additions.push_back({&add->column, "", {i}});
    } else if (const auto* drop = std::get_if<diff::DropColumn>(&operations[i])) {
      if (!can_drop(drop->column, from, remaining) || lowering.stands_beside_broken()) return std::nullopt;
      out.drops.push_back({&drop->column, i});
    } else if (std::holds_alternative<diff::CreateIndex>(operations[i]) ||
               std::holds_alternative<diff::DropIndex>(operations[i]) ||
               std::holds_alternative<diff::RenameIndex>(operations[i])) {
      out.indexes.push_back(i);
    } else if (!std::holds_alternative<diff::AddConstraint>(operations[i])) {
      return std::nullopt;
    }
  }
  out.additions = in_order(std::move(out.additions), to);
  for (const std::size_t i : indices) {
    const auto* add = std::get_if<diff::AddConstraint>(&operations[i]);
    if (add == nullptr) continue;
    Addition* place = place_for(add->constraint, out.additions);
    if (place == nullptr) return std::nullopt;
    place->constraints += inline_constraint(add->constraint);
    place->operations.push_back(i);
  }
  return out;
}

void add_column(Lowering& lowering, const Addition& addition, const Table& table) {
  const Column& column = *addition.column;
  Step step;
  step.summary = diff::describe(lowering.change().operations[addition.operations.front()]);
  step.phase = Phase::create;
  step.statements = {fmt::format("ALTER TABLE {} ADD COLUMN {}{}{}{}", quote_identifier(table.name.name),
                                 quote_identifier(column.name), column_definition(column), addition.constraints,
                                 comment_clause(column.comment))};
  step.operations = addition.operations;
  lowering.add(std::move(step));
}

void drop_column(Lowering& lowering, const Drop& drop, const Table& table) {
  const diff::Operation& operation = lowering.change().operations[drop.operation];
  Step step;
  step.summary = diff::describe(operation);
  step.phase = Phase::drop;
  step.statements = {fmt::format("ALTER TABLE {} DROP COLUMN {}", quote_identifier(table.name.name),
                                 quote_identifier(drop.column->name))};
  step.operations = {drop.operation};
  add_data_loss(operation, step.hazards);
  step.hazards.push_back({diff::HazardKind::rewrite, fmt::format("rewrites every row of {}", to_string(table.name))});
  std::ranges::move(lowering.broken_by_drop(table.name, drop.column->name), std::back_inserter(step.hazards));
  lowering.add(std::move(step));
}

}  // namespace

void lower_index(Lowering& lowering, std::size_t index, const Table& table) {
  const diff::Operation& operation = lowering.change().operations[index];
  Step step;
  step.summary = diff::describe(operation);
  step.operations = {index};
  const auto create = [&](const schema::Index& definition) {
    step.phase = Phase::constrain;
    step.statements.push_back(create_index(table, definition));
    step.provides = {relation(definition.name)};
    step.hazards = {
        {diff::HazardKind::scan, fmt::format("reads every row of {}{}", to_string(table.name),
                                             definition.unique ? ", and fails if two of them have the same key" : "")}};
  };
  if (const auto* drop = std::get_if<diff::DropIndex>(&operation)) {
    step.phase = Phase::release;
    step.statements = {"DROP INDEX " + quote_identifier(drop->index.name)};
    step.removes = {relation(drop->index.name)};
  } else if (const auto* rename = std::get_if<diff::RenameIndex>(&operation)) {
    schema::Index renamed = rename->index;
    renamed.name = rename->to;
    step.statements = {"DROP INDEX " + quote_identifier(rename->from)};
    step.removes = {relation(rename->from)};
    create(renamed);
  } else {
    create(std::get<diff::CreateIndex>(operation).index);
  }
  lowering.add(std::move(step));
}

bool alter_in_place(Lowering& lowering, const std::vector<std::size_t>& operations, const Table& from,
                    const Table& to) {
  const std::optional<InPlace> changes = find_in_place(lowering, operations, from, to);
  if (!changes) return false;
  for (const Addition& addition : changes->additions) add_column(lowering, addition, to);
  for (const std::size_t i : changes->indexes) lower_index(lowering, i, to);
  for (const Drop& drop : changes->drops) drop_column(lowering, drop, to);
  return true;
}

void lower_table(Lowering& lowering, const std::vector<std::size_t>& operations, const Table& from, const Table& to) {
  if (!alter_in_place(lowering, operations, from, to)) rebuild(lowering, operations, from, to);
}

}  // namespace strata::dialects::sqlite
