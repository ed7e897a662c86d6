// Renames that were asked for, by hints in the models or on the command line, as operations: those that still apply,
// in an order in which each new name is free when it is taken.
#include "diff/rename.hpp"

#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace strata::diff {

namespace {

using schema::Schema;
using schema::Table;

// Old and new name of one thing among its like (tables, columns or indexes of a table, labels of an enum; only tables
// are in a schema).
struct Move {
  ObjectName from;
  ObjectName to;
  bool required = false;
};

Move within(const Rename& rename, bool required) {
  return {{"", rename.from}, {"", rename.to}, required};
}

// How the messages speak of the things that are renamed.
struct Words {
  std::string_view what;  // "column"
  std::string in;  // " in table users"
};

[[noreturn]] void throw_unusable(const Words& words, const Move& move, const std::string& why) {
  throw Error(ErrorCode::usage, fmt::format("can't rename {} {} to {}{}: {}", words.what, to_string(move.from),
                                            to_string(move.to), words.in, why))
      .hint("leave out this --rename, or correct its names");
}

using Names = std::set<ObjectName>;

void check_required(const Words& words, const Move& move, const Names& from, const Names& to) {
  if (!from.contains(move.from)) {
    throw_unusable(words, move, fmt::format("there is no {} {}", words.what, to_string(move.from)));
  }
  if (!to.contains(move.to)) {
    throw_unusable(words, move, fmt::format("the new schema has no {} {}", words.what, to_string(move.to)));
  }
}

// Accepts the required moves, and the hints that still apply: the old name is there, the new one is not, or is
// itself given up by a move that is accepted.
std::vector<Move> accepted(const Words& words, const std::vector<Move>& moves, const Names& from, const Names& to) {
  std::vector<Move> result;
  Names given_up;
  Names taken;
  const auto accept = [&](const Move& move) {
    result.push_back(move);
    given_up.insert(move.from);
    taken.insert(move.to);
  };
  for (const Move& move : moves) {
    if (!move.required) continue;
    check_required(words, move, from, to);
    if (std::ranges::any_of(result, [&](const Move& m) { return m.from == move.from && m.to == move.to; })) continue;
    if (given_up.contains(move.from) || taken.contains(move.to)) {
      throw_unusable(words, move, "another rename has one of these names");
    }
    accept(move);
  }
  std::map<ObjectName, ObjectName> by_hint;  // old name -> new name
  for (bool again = true; again;) {  // accepting the end of a chain lets the move before it in
    again = false;
    for (const Move& move : moves) {
      const bool free = !from.contains(move.to) || given_up.contains(move.to);
      if (move.required || move.from == move.to || taken.contains(move.to) || !free || !from.contains(move.from) ||
          !to.contains(move.to)) {
        continue;
      }
      if (by_hint.contains(move.from)) {
        throw Error(ErrorCode::models,
                    fmt::format("both {} and {} say that they are renamed from {} {}{}", to_string(by_hint[move.from]),
                                to_string(move.to), words.what, to_string(move.from), words.in))
            .hint("keep renamed_from on one of them");
      }
      if (given_up.contains(move.from)) continue;
      accept(move);
      by_hint[move.from] = move.to;
      again = true;
    }
  }
  for (const Move& move : result) {
    if (from.contains(move.to) && !given_up.contains(move.to)) {
      throw_unusable(words, move, fmt::format("there is a {} {} already", words.what, to_string(move.to)));
    }
  }
  return result;
}

ObjectName free_name(ObjectName name, const Names& from, const Names& to) {
  name.name += "_strata_swap";
  while (from.contains(name) || to.contains(name)) name.name += "_";
  return name;
}

// The moves one after the other: each into a name that is free by then, a swap through a temporary name.
std::vector<Move> in_order(std::vector<Move> pending, const Names& from, const Names& to) {
  std::vector<Move> ordered;
  Names occupied;
  for (const Move& move : pending) occupied.insert(move.from);
  while (!pending.empty()) {
    const std::size_t before = pending.size();
    std::erase_if(pending, [&](const Move& move) {
      if (occupied.contains(move.to)) return false;
      occupied.erase(move.from);
      ordered.push_back(move);
      return true;
    });
    if (pending.size() < before) continue;
    Move& first = pending.front();  // only cycles are left: open one
    const ObjectName temporary = free_name(first.from, from, to);
    ordered.push_back({first.from, temporary, first.required});
    occupied.erase(first.from);
    occupied.insert(temporary);
    first.from = temporary;
  }
  return ordered;
}

template <class T>
Names names_of(const std::vector<T>& things) {
  Names names;
  for (const T& thing : things) names.insert({"", thing.name});
  return names;
}

Names names_of(const schema::EnumType& type) {
  Names names;
  for (const std::string& label : type.labels) names.insert({"", label});
  return names;
}

using Tables = std::map<ObjectName, const Table*>;

// A temporary table is made anew by each revision that changes it: it has nothing to rename.
Tables tables_of(const Schema& schema) {
  Tables tables;
  for (const Table& table : schema.tables) {
    if (!table.temporary) tables.emplace(table.name, &table);
  }
  return tables;
}

Names names_of(const Tables& tables) {
  Names names;
  for (const auto& [name, table] : tables) names.insert(name);
  return names;
}

struct Request {
  const Rename* rename;
  bool required;
};

class Planner {
 public:
  Planner(const Schema& from, const Schema& to)
      : from_schema_(from), to_schema_(to), from_(tables_of(from)), to_(tables_of(to)) {}

  void rename_tables(const std::vector<Request>& requests) {
    std::vector<Move> moves;
    for (const auto& [rename, required] : requests) {
      if (rename->kind != RenameKind::table) continue;
      const std::string& schema = rename->table.schema;
      moves.push_back({{rename->from_schema.value_or(schema), rename->from}, {schema, rename->to}, required});
    }
    if (moves.empty()) return;
    const Names from = names_of(from_);
    const Names to = names_of(to_);
    const std::vector<Move> chosen = accepted({"table", ""}, moves, from, to);
    for (const Move& move : chosen) {
      old_name_[move.to] = move.from;
      new_name_[move.from] = move.to;
      create_namespace(move.to.schema);
    }
    for (const Move& move : in_order(chosen, from, to)) operations_.push_back(RenameTable{move.from, move.to});
  }

  void rename_labels(const std::vector<Request>& requests) {
    std::map<ObjectName, std::vector<Move>> by_type;
    for (const auto& [rename, required] : requests) {
      if (rename->kind == RenameKind::enum_label) by_type[rename->table].push_back(within(*rename, required));
    }
    for (const auto& [type, moves] : by_type) {
      const auto from = std::ranges::find(from_schema_.enums, type, &schema::EnumType::name);
      const auto to = std::ranges::find(to_schema_.enums, type, &schema::EnumType::name);
      const Words words{"label", " of enum " + schema::to_string(type)};
      if (from == from_schema_.enums.end() || to == to_schema_.enums.end()) {
        require_owner(words, moves, "the type is not in both the old and the new schema");
        continue;
      }
      const Names old_names = names_of(*from);
      const Names new_names = names_of(*to);
      for (const Move& move : in_order(accepted(words, moves, old_names, new_names), old_names, new_names)) {
        operations_.push_back(RenameEnumLabel{type, move.from.name, move.to.name});
      }
    }
  }

  // Columns come before indexes, whose definitions mention them.
  void rename_in_tables(const std::vector<Request>& requests) {
    std::map<ObjectName, std::vector<Move>> columns;
    std::map<ObjectName, std::vector<Move>> indexes;
    for (const auto& [rename, required] : requests) {
      if (rename->kind != RenameKind::column && rename->kind != RenameKind::index) continue;
      auto& moves = rename->kind == RenameKind::column ? columns : indexes;
      moves[new_name(rename->table)].push_back(within(*rename, required));
    }
    for (const auto& [table, moves] : columns) rename_columns(table, moves);
    for (const auto& [table, moves] : indexes) rename_indexes(table, moves);
  }

  [[nodiscard]] Operations take() { return std::move(operations_); }

 private:
  void create_namespace(const std::string& name) {
    const auto has = [&](const std::vector<std::string>& names) {
      return std::ranges::find(names, name) != names.end();
    };
    if (name.empty() || has(from_schema_.namespaces) || !has(to_schema_.namespaces)) return;
    const Operation create = CreateNamespace{name};
    if (std::ranges::find(operations_, create) == operations_.end()) operations_.push_back(create);
  }

  // For the command line, where a column may be given with its table's old name.
  ObjectName new_name(const ObjectName& table) const {
    const auto found = new_name_.find(table);
    return found == new_name_.end() || to_.contains(table) ? table : found->second;
  }

  // The table before and after; nullptr where it is not there.
  std::pair<const Table*, const Table*> sides(const ObjectName& table) const {
    const auto renamed = old_name_.find(table);
    const bool gave_up_its_name = renamed == old_name_.end() && new_name_.contains(table);
    const auto from = from_.find(renamed == old_name_.end() ? table : renamed->second);
    const auto to = to_.find(table);
    return {from == from_.end() || gave_up_its_name ? nullptr : from->second, to == to_.end() ? nullptr : to->second};
  }

  static void require_owner(const Words& words, const std::vector<Move>& moves, const std::string& why) {
    const auto required = std::ranges::find_if(moves, &Move::required);
    if (required != moves.end()) throw_unusable(words, *required, why);
  }
  static void require_table(const ObjectName& table, const std::vector<Move>& moves, std::string_view what) {
    require_owner({what, " in table " + schema::to_string(table)}, moves,
                  "the table is not in both the old and the new schema");
  }

  void rename_columns(const ObjectName& table, const std::vector<Move>& moves) {
    const auto [from, to] = sides(table);
    if (from == nullptr || to == nullptr) return require_table(table, moves, "column");
    const Words words{"column", " in table " + schema::to_string(table)};
    const Names old_names = names_of(from->columns);
    const Names new_names = names_of(to->columns);
    const std::vector<Move> chosen = accepted(words, moves, old_names, new_names);
    for (const Move& move : chosen) new_columns_[table][move.from.name] = move.to.name;
    for (const Move& move : in_order(chosen, old_names, new_names)) {
      operations_.push_back(RenameColumn{table, move.from.name, move.to.name});
    }
  }

  void rename_indexes(const ObjectName& table, const std::vector<Move>& moves) {
    const auto [from, to] = sides(table);
    if (from == nullptr || to == nullptr) return require_table(table, moves, "index");
    const Words words{"index", " in table " + schema::to_string(table)};
    const Names old_names = names_of(from->indexes);
    const Names new_names = names_of(to->indexes);
    const std::vector<Move> chosen = accepted(words, moves, old_names, new_names);
    std::map<std::string, schema::Index> definitions;  // by the name that it has at the moment
    for (const Move& move : chosen) {
      const auto old_index = std::ranges::find(from->indexes, move.from.name, &schema::Index::name);
      const auto new_index = std::ranges::find(to->indexes, move.to.name, &schema::Index::name);
      definitions[move.from.name] = with_new_columns(table, *old_index, *new_index);
    }
    for (const Move& move : in_order(chosen, old_names, new_names)) {
      auto definition = definitions.extract(move.from.name);
      definition.key() = move.to.name;
      definition.mapped().name = move.to.name;
      operations_.push_back(RenameIndex{table, definition.mapped(), move.from.name, move.to.name});
      definitions.insert(std::move(definition));
    }
  }

  // The index as the engine has it once the columns are renamed. In expressions the engine rewrites the names
  // itself, so there the new schema's text is taken.
  schema::Index with_new_columns(const ObjectName& table, schema::Index index, const schema::Index& wanted) const {
    const auto renamed = new_columns_.find(table);
    if (renamed == new_columns_.end()) return index;
    const auto rename = [&](std::string& column) {
      if (const auto found = renamed->second.find(column); found != renamed->second.end()) column = found->second;
    };
    for (std::size_t i = 0; i < index.parts.size(); ++i) {
      rename(index.parts[i].column);
      if (index.parts.size() == wanted.parts.size() && !index.parts[i].expression.empty()) {
        index.parts[i].expression = wanted.parts[i].expression;
      }
    }
    for (std::string& column : index.include) rename(column);
    if (!index.where.empty()) index.where = wanted.where;
    return index;
  }

  const Schema& from_schema_;
  const Schema& to_schema_;
  Tables from_;
  Tables to_;
  std::map<ObjectName, ObjectName> old_name_;
  std::map<ObjectName, ObjectName> new_name_;
  std::map<ObjectName, std::map<std::string, std::string>> new_columns_;
  Operations operations_;
};

}  // namespace

Operations rename_operations(const Schema& from, const Schema& to, const std::vector<Rename>& hints,
                             const std::vector<Rename>& required) {
  std::vector<Request> requests;
  for (const Rename& rename : required) requests.push_back({&rename, true});
  for (const Rename& rename : hints) requests.push_back({&rename, false});
  Planner planner(from, to);
  planner.rename_tables(requests);
  planner.rename_in_tables(requests);
  planner.rename_labels(requests);
  return planner.take();
}

}  // namespace strata::diff
