// The comparison that all engines share, less what means the same on MariaDB: looked for among the differences alone,
// so that schemas of thousands of tables are not copied for it.
#include "dialects/mariadb/compare.hpp"

#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {
namespace {

using diff::Operation;
using diff::Operations;
using schema::ForeignKey;
using schema::Index;
using schema::ObjectName;
using schema::ReferentialAction;
using schema::Table;

ReferentialAction meaning(ReferentialAction action) {
  return action == ReferentialAction::restrict ? ReferentialAction::no_action : action;
}

// foreign-keys: RESTRICT and NO ACTION are the same, the check is never put off.
bool same_meaning(ForeignKey a, ForeignKey b) {
  for (ForeignKey* key : {&a, &b}) {
    key->on_delete = meaning(key->on_delete);
    key->on_update = meaning(key->on_update);
  }
  return a == b;
}

const ForeignKey* foreign_key(const diff::Constraint& constraint) {
  return std::get_if<ForeignKey>(&constraint);
}

// Marks drops and additions of one foreign key that says the same.
void mark_same_keys(const Operations& operations, std::vector<bool>& is_same) {
  std::multimap<ObjectName, std::size_t> dropped;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const auto* o = std::get_if<diff::DropConstraint>(&operations[i]);
    if (o != nullptr && foreign_key(o->constraint) != nullptr) dropped.emplace(o->table, i);
  }
  if (dropped.empty()) return;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const auto* o = std::get_if<diff::AddConstraint>(&operations[i]);
    const ForeignKey* key = o == nullptr ? nullptr : foreign_key(o->constraint);
    if (key == nullptr) continue;
    const auto [first, last] = dropped.equal_range(o->table);
    for (auto drop = first; drop != last; ++drop) {
      const auto& old_key = *foreign_key(std::get<diff::DropConstraint>(operations[drop->second]).constraint);
      if (is_same[drop->second] || !same_meaning(old_key, *key)) continue;
      is_same[drop->second] = is_same[i] = true;
      break;
    }
  }
}

std::vector<std::string> columns_of(const Index& index) {
  std::vector<std::string> columns;
  for (const schema::KeyPart& part : index.parts) columns.push_back(part.column);
  return columns;
}

bool is_plain(const Index& index) {
  Index bare;
  bare.name = index.name;
  for (const schema::KeyPart& part : index.parts) {
    bare.parts.emplace_back();
    bare.parts.back().column = part.column;
  }
  return index == bare;
}

// "author_id", "author_id_2": what MariaDB calls the index of a foreign key that has no name.
bool is_named_by_column(std::string_view name, std::string_view column) {
  if (!name.starts_with(column)) return false;
  name.remove_prefix(column.size());
  if (name.empty()) return true;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return name.size() > 1 && name.front() == '_' && std::ranges::all_of(name.substr(1), is_digit);
}

class Tables {
 public:
  explicit Tables(const schema::Schema& schema) {
    for (const Table& table : schema.tables) tables_.emplace(table.name, &table);
  }
  [[nodiscard]] const Table* find(const ObjectName& name) const {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : found->second;
  }

 private:
  std::map<ObjectName, const Table*> tables_;
};

// Whether a foreign key that both sides have makes, or needs no more than, this index.
bool is_implicit(const Index& index, const std::string& name, const Table& from, const Table& to) {
  if (!is_plain(index)) return false;
  const std::vector<std::string> columns = columns_of(index);
  return std::ranges::any_of(to.foreign_keys, [&](const ForeignKey& key) {
    const bool stays =
        std::ranges::any_of(from.foreign_keys, [&](const ForeignKey& old_key) { return same_meaning(old_key, key); });
    return stays && key.columns == columns && (name == key.name || is_named_by_column(name, columns.front()));
  });
}

void mark_implicit_indexes(const schema::Schema& from, const schema::Schema& to, const Operations& operations,
                           std::vector<bool>& is_same) {
  const auto is_index = [](const Operation& o) {
    return std::holds_alternative<diff::CreateIndex>(o) || std::holds_alternative<diff::DropIndex>(o) ||
           std::holds_alternative<diff::RenameIndex>(o);
  };
  if (std::ranges::none_of(operations, is_index)) return;
  const Tables old_tables(from);
  const Tables tables(to);
  std::map<std::pair<ObjectName, std::string>, int> uses;  // drop and creation of one name are a change of it
  for (const Operation& operation : operations) {
    if (const auto* o = std::get_if<diff::CreateIndex>(&operation)) ++uses[{o->table, o->index.name}];
    if (const auto* o = std::get_if<diff::DropIndex>(&operation)) ++uses[{o->table, o->index.name}];
  }
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const auto implicit = [&](const ObjectName& name, const Index& index, const std::string& index_name) {
      const Table* old_table = old_tables.find(name);
      const Table* table = tables.find(name);
      return old_table != nullptr && table != nullptr && is_implicit(index, index_name, *old_table, *table);
    };
    if (const auto* o = std::get_if<diff::CreateIndex>(&operations[i])) {
      is_same[i] = uses[{o->table, o->index.name}] == 1 && implicit(o->table, o->index, o->index.name);
    } else if (const auto* drop = std::get_if<diff::DropIndex>(&operations[i])) {
      is_same[i] = uses[{drop->table, drop->index.name}] == 1 && implicit(drop->table, drop->index, drop->index.name);
    } else if (const auto* rename = std::get_if<diff::RenameIndex>(&operations[i])) {
      is_same[i] =
          implicit(rename->table, rename->index, rename->from) && implicit(rename->table, rename->index, rename->to);
    }
  }
}

// Tables, views and sequences that are known by name only, or as one whole.
std::set<ObjectName> opaque_relations(const schema::Schema& schema) {
  std::set<ObjectName> names;
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (object.kind == "table" || object.kind == "view" || object.kind == "sequence") names.insert(object.name);
  }
  return names;
}

// The table, view or sequence that an operation drops (or creates), or nullptr.
const ObjectName* dropped_relation(const Operation& operation) {
  if (const auto* o = std::get_if<diff::DropTable>(&operation)) return &o->table.name;
  if (const auto* o = std::get_if<diff::DropView>(&operation)) return &o->view.name;
  if (const auto* o = std::get_if<diff::DropSequence>(&operation)) return &o->sequence.name;
  return nullptr;
}
const ObjectName* created_relation(const Operation& operation) {
  if (const auto* o = std::get_if<diff::CreateTable>(&operation)) return &o->table.name;
  if (const auto* o = std::get_if<diff::CreateView>(&operation)) return &o->view.name;
  if (const auto* o = std::get_if<diff::CreateSequence>(&operation)) return &o->sequence.name;
  return nullptr;
}

// What one side models and the other does not is neither dropped nor made: it is there on both.
void refuse_other_kinds(const schema::Schema& from, const schema::Schema& to, const Operations& operations) {
  const std::set<ObjectName> old_names = opaque_relations(from);
  const std::set<ObjectName> names = opaque_relations(to);
  if (old_names.empty() && names.empty()) return;
  for (const Operation& operation : operations) {
    const ObjectName* dropped = dropped_relation(operation);
    const ObjectName* created = created_relation(operation);
    const bool becomes_opaque = dropped != nullptr && names.contains(*dropped);
    const bool was_opaque = created != nullptr && old_names.contains(*created);
    if (!becomes_opaque && !was_opaque) continue;
    throw Error(ErrorCode::refused,
                fmt::format("{} is on one side what strata does not model, and can't be changed from "
                            "or to it",
                            to_string(becomes_opaque ? *dropped : *created)))
        .hint("write a revision for it by hand, or leave it out by [scope] exclude");
  }
}

}  // namespace

Operations compare(const schema::Schema& from, const schema::Schema& to, const diff::CompareOptions& options) {
  Operations operations = diff::compare({from, from}, {to, to}, options);
  refuse_other_kinds(from, to, operations);
  std::vector<bool> is_same(operations.size(), false);
  mark_same_keys(operations, is_same);
  mark_implicit_indexes(from, to, operations, is_same);
  Operations differences;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (!is_same[i]) differences.push_back(std::move(operations[i]));
  }
  return differences;
}

}  // namespace strata::dialects::mariadb
