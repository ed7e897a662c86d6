// Indexes, the primary key, and checks that are the table's own: dropped before the columns change, added after it.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/table_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using schema::ForeignKey;
using schema::Index;
using schema::Table;

bool is_foreign_key(const diff::Constraint& constraint) {
  return std::holds_alternative<ForeignKey>(constraint);
}

bool only_visibility_differs(Index from, const Index& to) {
  if (from.ignored == to.ignored) return false;
  from.ignored = to.ignored;
  return from == to;
}

// The pair of a drop and a creation that only says whether queries use the index.
bool only_visibility(const Parts& parts, const Index& dropped) {
  return std::ranges::any_of(parts.created_indexes, [&](const diff::CreateIndex* created) {
    return created->index.name == dropped.name && only_visibility_differs(dropped, created->index);
  });
}

class Keys {
 public:
  Keys(const Parts& parts, TableChange& change) : parts_(parts), change_(change), remakes_all_(remakes_keys(change)) {}

  // A check of a column's own goes with the column's definition.
  static bool is_of_column(const Table& table, const diff::Constraint& constraint) {
    return std::holds_alternative<schema::Check>(constraint) &&
           find_column(table, constraint_name(constraint)) != nullptr;
  }

  void drop_constraints() {
    for (const diff::Constraint* constraint : parts_.dropped_constraints) {
      if (std::holds_alternative<schema::PrimaryKey>(*constraint)) {
        change_.main.clauses.push_back({"DROP PRIMARY KEY"});
      } else if (std::holds_alternative<schema::UniqueConstraint>(*constraint)) {
        change_.main.clauses.push_back({"DROP KEY", if_exists, quote_identifier(constraint_name(*constraint))});
        change_.main.work.drops_indexes = true;
      } else if (!is_foreign_key(*constraint) && !is_of_column(change_.from, *constraint)) {
        change_.main.clauses.push_back({"DROP CONSTRAINT", if_exists, quote_identifier(constraint_name(*constraint))});
      }
    }
  }

  void add_checks() {
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      const auto* check = std::get_if<schema::Check>(constraint);
      if (check == nullptr || is_of_column(change_.to, *constraint)) continue;
      Clause clause{"ADD " + constraint_definition(*constraint)};
      if (!check->name.empty() && !drops_constraint(check->name)) {
        clause = {"ADD CONSTRAINT", if_not_exists,
                  quote_identifier(check->name) + " CHECK " + in_parentheses(check->expression)};
      }
      change_.main.clauses.push_back(std::move(clause));
      change_.main.work.copies = true;
    }
  }

  [[nodiscard]] bool drops_constraint(const std::string& name) const {
    return std::ranges::any_of(parts_.dropped_constraints,
                               [&](const diff::Constraint* dropped) { return constraint_name(*dropped) == name; });
  }

  // ---- indexes

  [[nodiscard]] bool drops_index(const std::string& name) const {
    const bool is_listed = std::ranges::any_of(
        parts_.dropped_indexes, [&](const diff::DropIndex* dropped) { return dropped->index.name == name; });
    return is_listed || dropped_keys(parts_, change_).contains(name);
  }

  void drop_indexes() {
    for (const diff::DropIndex* dropped : parts_.dropped_indexes) {
      if (!remakes_all_ && only_visibility(parts_, dropped->index)) continue;
      drop_index(dropped->index.name);
    }
    for (const diff::RenameIndex* renamed : parts_.renamed_indexes) {
      if (remakes_all_) {
        drop_index(renamed->from);
        continue;
      }
      change_.main.clauses.push_back(
          {"RENAME KEY", if_exists,
           fmt::format("{} TO {}", quote_identifier(renamed->from), quote_identifier(renamed->to))});
    }
    for (const Index& index : remade_indexes()) drop_index(index.name);
    if (remakes_primary_key()) change_.main.clauses.push_back({"DROP PRIMARY KEY"});
  }
  void drop_index(const std::string& name) {
    change_.main.clauses.push_back({"DROP KEY", if_exists, quote_identifier(name)});
    change_.main.work.drops_indexes = true;
    const auto index = std::ranges::find(change_.from.indexes, name, &Index::name);
    if (index != change_.from.indexes.end() && hides_a_column(*index)) change_.main.work.copies = true;
  }
  // One of hash values has a virtual column for them.
  static bool hides_a_column(const Index& index) { return index.unique && index.method == "hash"; }

  void add_indexes() {
    for (const diff::Constraint* constraint : parts_.added_constraints) {
      const auto* key = std::get_if<schema::PrimaryKey>(constraint);
      const bool is_unique = std::holds_alternative<schema::UniqueConstraint>(*constraint);
      if (key == nullptr && !is_unique) continue;
      change_.main.clauses.push_back({"ADD " + constraint_definition(*constraint)});
      change_.main.work.builds_indexes = true;
      warn_of_duplicates(key != nullptr ? "the primary key" : constraint_name(*constraint));
    }
    for (const diff::CreateIndex* created : parts_.created_indexes) {
      const auto dropped = std::ranges::find_if(parts_.dropped_indexes, [&](const diff::DropIndex* other) {
        return other->index.name == created->index.name;
      });
      if (!remakes_all_ && dropped != parts_.dropped_indexes.end() &&
          only_visibility_differs((*dropped)->index, created->index)) {
        change_.main.clauses.push_back(
            {"ALTER INDEX",
             {},
             quote_identifier(created->index.name) + (created->index.ignored ? " IGNORED" : " NOT IGNORED")});
      } else {
        add_index(created->index, !drops_index(created->index.name));
      }
    }
    for (const diff::RenameIndex* renamed : parts_.renamed_indexes) {
      const auto index = std::ranges::find(change_.to.indexes, renamed->to, &Index::name);
      if (remakes_all_ && index != change_.to.indexes.end()) add_index(*index, true);
    }
    for (const Index& index : remade_indexes()) add_index(index, false);
    if (remakes_primary_key())
      change_.main.clauses.push_back({"ADD " + constraint_definition(*change_.to.primary_key)});
    if (remakes_all_) add_work_of_remaking();
  }

  void add_index(const Index& index, bool may_be_there) {
    const IndexText text = index_text(index);
    change_.main.clauses.push_back({"ADD " + text.head, may_be_there ? if_not_exists : std::string_view(), text.body});
    Work& work = change_.main.work;
    (index.method == "fulltext" ? work.builds_fulltext : work.builds_indexes) = true;
    if (index.method == "spatial" || hides_a_column(index)) work.copies = true;
    const bool only_remade =
        remakes_all_ && std::ranges::find(change_.from.indexes, index) != change_.from.indexes.end();
    if (index.unique && !only_remade) warn_of_duplicates(index.name);
  }

  void warn_of_duplicates(const std::string& name) {
    change_.add_hazard(HazardKind::scan, fmt::format("fails where two rows of {} have the same value in {}",
                                                     to_string(change_.table), name));
  }

  [[nodiscard]] bool remakes_primary_key() const {
    return remakes_all_ && change_.from.primary_key && change_.from.primary_key == change_.to.primary_key;
  }

  // InnoDB makes one index for full text at a time, and no primary key of a table in partitions.
  void add_work_of_remaking() {
    const auto texts = std::ranges::count(change_.to.indexes, "fulltext", &Index::method);
    if (texts > 1 || !change_.from.options.partition_by.empty()) change_.main.work.copies = true;
  }

  // Those that stay and yet go for a while: dropping a column takes it out of them, and see remakes_keys().
  [[nodiscard]] std::vector<Index> remade_indexes() const {
    std::vector<Index> out;
    for (const Index& index : change_.to.indexes) {
      const bool stays = std::ranges::find(change_.from.indexes, index) != change_.from.indexes.end();
      const bool is_remade = std::ranges::any_of(index.parts, [&](const schema::KeyPart& part) {
        const auto altered = parts_.altered.find(part.column);
        return altered != parts_.altered.end() && !can_modify(altered->second->from, altered->second->to);
      });
      if (stays && (is_remade || remakes_all_)) out.push_back(index);
    }
    return out;
  }

  const Parts& parts_;
  TableChange& change_;
  bool remakes_all_;
};

}  // namespace

void drop_indexes(const Parts& parts, TableChange& change) {
  Keys(parts, change).drop_indexes();
}
void add_indexes(const Parts& parts, TableChange& change) {
  Keys(parts, change).add_indexes();
}
void drop_constraints(const Parts& parts, TableChange& change) {
  Keys(parts, change).drop_constraints();
}
void add_checks(const Parts& parts, TableChange& change) {
  Keys(parts, change).add_checks();
}

std::set<std::string> dropped_indexes(const Parts& parts) {
  std::set<std::string> names;
  for (const diff::DropIndex* dropped : parts.dropped_indexes) {
    if (!only_visibility(parts, dropped->index)) names.insert(dropped->index.name);
  }
  return names;
}

std::set<std::string> dropped_keys(const Parts& parts, const TableChange& change) {
  std::set<std::string> names;
  for (const diff::Constraint* constraint : parts.dropped_constraints) {
    const auto* key = std::get_if<ForeignKey>(constraint);
    if (key != nullptr && !comes_back(*key, change)) names.insert(key->name);
  }
  return names;
}

bool comes_back(const ForeignKey& key, const TableChange& change) {
  return std::ranges::any_of(change.to.foreign_keys, [&](const ForeignKey& other) {
    return other.name == key.name && other.columns == key.columns;
  });
}

}  // namespace strata::dialects::mariadb
