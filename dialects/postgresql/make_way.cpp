// See make_way.hpp. First the operations asked for, rewritten where something is in their way, then what is only there
// to make way, in the order of the schema.
#include "dialects/postgresql/make_way.hpp"

#include "dialects/postgresql/column_uses.hpp"
#include "dialects/postgresql/family.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "schema/contains.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ColumnName;
using schema::ObjectName;
using schema::OpaqueObject;
using schema::Table;

class Expansion {
 public:
  Expansion(const Lowering& lowering, const Disturbed& disturbed)
      : lowering_(lowering), from_(lowering.change().from), disturbed_(disturbed) {}

  Expanded run() {
    for (std::size_t i = 0; i < lowering_.operations().size(); ++i) {
      origin_ = i;
      std::visit([this](const auto& operation) { rewrite(operation); }, lowering_.operations()[i]);
    }
    origin_.reset();
    replace_types();
    change_columns();
    put_back_indexes();
    put_back_constraints();
    put_back_views();
    put_back_objects();
    return std::move(out_);
  }

 private:
  void add(diff::Operation operation) { out_.add(std::move(operation), origin_); }

  // ---- the operations asked for

  void rewrite(diff::AlterEnum o) {
    if (disturbed_.types.contains(o.from.name)) o.from.name = meanwhile(o.from.name);
    add(std::move(o));
  }
  void rewrite(const diff::AlterDomain& o) {
    replaced_types_.insert(o.from.name);
    add(diff::AlterDomain{old_definition(o.from), o.to});
  }
  void rewrite(const diff::AlterCompositeType& o) {
    replaced_types_.insert(o.from.name);
    add(diff::AlterCompositeType{old_definition(o.from), o.to});
  }

  void rewrite(diff::AlterColumn o) {
    const ColumnName name{o.table, o.from.name};
    changed_columns_.insert(name);
    if (const auto found = disturbed_.columns.find(name);
        found != disturbed_.columns.end() && found->second == Disturbance::remake) {
      return remake(o.table, o.from, o.to);
    }
    o.from.type = old_type(o.from.type);
    if (is_inherited(name)) {  // ALTER TYPE of the parent's column reaches it
      o.from.type = o.to.type;
      o.from.collation = o.to.collation;
      if (o.from == o.to) return;
    }
    add(std::move(o));
  }

  // What a table has from a parent becomes its own when it leaves it, and its parent's when it is attached: neither
  // is made or dropped by it.
  void rewrite(const diff::AddColumn& o) {
    const Table* parent = parent_of(lowering_.from(), lowering_.to(), o.table);
    const Column* column = parent == nullptr ? nullptr : find_column(*parent, o.column.name);
    if (column == nullptr) return add(o);
    if (*column != o.column) add(diff::AlterColumn{o.table, *column, o.column});
  }
  void rewrite(const diff::AddConstraint& o) {
    const Table* parent = parent_of(lowering_.from(), lowering_.to(), o.table);
    const bool kept = parent != nullptr &&
                      (!lowering_.is_remade(parent->name) || std::holds_alternative<schema::Check>(o.constraint));
    if (!kept || !has_same(constraints_of(*parent), o.constraint)) add(o);
  }

  static bool has_same(const std::vector<diff::Constraint>& constraints, const diff::Constraint& wanted) {
    return std::ranges::any_of(constraints, [&](diff::Constraint other) {
      const std::string& name = constraint_name(wanted);
      std::visit([&](auto& c) { c.name = name; }, other);
      return other == wanted;
    });
  }
  static bool has_same(const std::vector<schema::Index>& indexes, const schema::Index& wanted) {
    return std::ranges::any_of(indexes, [&](schema::Index other) {
      other.name = wanted.name;
      return other == wanted;
    });
  }

  // The parent whose partition the table is on the first side only, or nullptr.
  static const Table* parent_of(const Objects& side, const Objects& other, const ObjectName& name) {
    const Table* table = side.table(name);
    const Table* twin = other.table(name);
    if (table == nullptr || twin == nullptr || !table->options.partition_of ||
        twin->options.partition_of == table->options.partition_of) {
      return nullptr;
    }
    return side.table(*table->options.partition_of);
  }

  // What is dropped anyway goes while its type still bears the old name, or later: before the old type does.
  void rewrite(diff::DropColumn o) {
    const Table* parent = parent_of(lowering_.to(), lowering_.from(), o.table);
    if (const Column* column = parent == nullptr ? nullptr : find_column(*parent, o.column.name)) {
      if (*column != o.column) rewrite(diff::AlterColumn{o.table, o.column, *column});
      return;
    }
    let_go_of_types(o.column);
    add(std::move(o));
  }
  void rewrite(diff::DropTable o) {
    for (Column& column : o.table.columns) let_go_of_types(column);
    drop_disturbed_keys(o.table);
    add(std::move(o));
  }
  // Tables are dropped last: a key that it refers to may have to go before that.
  void drop_disturbed_keys(Table& table) {
    const auto disturbed = disturbed_.constraints.find(table.name);
    if (disturbed == disturbed_.constraints.end()) return;
    for (const schema::ForeignKey& key : table.foreign_keys) {
      if (disturbed->second.contains(key.name)) add(diff::DropConstraint{table.name, key});
    }
    std::erase_if(table.foreign_keys,
                  [&](const schema::ForeignKey& key) { return disturbed->second.contains(key.name); });
  }
  void let_go_of_types(Column& column) const {
    const std::string type = old_type(column.type);
    if (type == column.type) return;
    column.type = type;
    column.default_value.reset();
  }

  void rewrite(const diff::ReplaceView& o) {
    if (!disturbed_.views.contains(o.from.name)) return add(o);
    changed_views_.insert(o.from.name);
    const std::vector<OpaqueObject> hanging = hanging_on(o.from.name);
    add(diff::DropView{o.from, hanging});
    add(diff::CreateView{o.to, hanging});
  }
  void rewrite(const diff::DropView& o) {
    changed_views_.insert(o.view.name);
    add(o);
  }
  // The indexes of a view that comes back come with it, as they are to be.
  void rewrite(const diff::CreateIndex& o) {
    const Table* parent = parent_of(lowering_.from(), lowering_.to(), o.table);
    if (parent != nullptr && !lowering_.is_remade(parent->name) && has_same(parent->indexes, o.index)) return;
    if (!disturbed_.views.contains(o.table)) add(o);
  }
  void rewrite(const diff::DropIndex& o) {
    const Table* parent = parent_of(lowering_.to(), lowering_.from(), o.table);
    if (parent != nullptr && has_same(parent->indexes, o.index)) return;
    dropped_[o.table].insert(o.index.name);
    if (!disturbed_.views.contains(o.table)) add(o);
  }
  void rewrite(const diff::RenameIndex& o) {
    if (disturbed_.views.contains(o.table)) return;
    const auto found = disturbed_.indexes.find(o.table);
    if (found == disturbed_.indexes.end() || !found->second.contains(o.from)) return add(o);
    dropped_[o.table].insert(o.from);
    schema::Index old_index = o.index;
    old_index.name = o.from;
    add(diff::DropIndex{o.table, old_index});
    add(diff::CreateIndex{o.table, o.index});
  }
  void rewrite(const diff::DropConstraint& o) {
    const Table* parent = parent_of(lowering_.to(), lowering_.from(), o.table);
    if (parent != nullptr && has_same(constraints_of(*parent), o.constraint)) return;
    dropped_[o.table].insert(constraint_name(o.constraint));
    add(o);
  }
  void rewrite(const auto& other) { add(other); }

  // ---- what makes way

  [[nodiscard]] std::string old_type(const std::string& type) const {
    const ObjectName name = type_name(type);
    if (!disturbed_.types.contains(name)) return type;
    const auto brackets = type.find("[]");
    return quote(meanwhile(name)) + (brackets == std::string::npos ? "" : type.substr(brackets));
  }
  [[nodiscard]] schema::Domain old_definition(schema::Domain domain) const {
    if (disturbed_.types.contains(domain.name)) domain.name = meanwhile(domain.name);
    domain.type = old_type(domain.type);
    return domain;
  }
  [[nodiscard]] schema::CompositeType old_definition(schema::CompositeType type) const {
    if (disturbed_.types.contains(type.name)) type.name = meanwhile(type.name);
    for (Column& attribute : type.attributes) attribute.type = old_type(attribute.type);
    return type;
  }

  void replace_types() {
    for (const ObjectName& name : disturbed_.types) {
      if (replaced_types_.contains(name)) continue;
      const auto domain = lowering_.from().domains.find(name);
      const auto new_domain = lowering_.to().domains.find(name);
      if (domain != lowering_.from().domains.end() && new_domain != lowering_.to().domains.end()) {
        add(diff::AlterDomain{old_definition(*domain->second), *new_domain->second});
      }
      const auto composite = lowering_.from().composite_types.find(name);
      const auto new_composite = lowering_.to().composite_types.find(name);
      if (composite != lowering_.from().composite_types.end() &&
          new_composite != lowering_.to().composite_types.end()) {
        add(diff::AlterCompositeType{old_definition(*composite->second), *new_composite->second});
      }
    }
  }

  // A parent has that column too, so that what is done to the parent's is done to this one.
  [[nodiscard]] bool is_inherited(const ColumnName& name) const {
    const Table* table = lowering_.to().table(name.table);
    const Table* old_table = lowering_.from().table(name.table);
    if (table == nullptr || old_table == nullptr) return false;
    const std::vector<ObjectName> old_parents = parents_of(*old_table);
    return std::ranges::any_of(parents_of(*table), [&](const ObjectName& parent) {
      if (!contains(old_parents, parent) || lowering_.is_remade(parent)) return false;
      const Table* definition = lowering_.to().table(parent);
      return definition != nullptr &&
             (find_column(*definition, name.column) != nullptr || is_inherited({definition->name, name.column}));
    });
  }

  void remake(const ObjectName& table, const Column& from, const Column& to) {
    add(diff::DropColumn{table, from});
    add(diff::AddColumn{table, to});
  }

  void change_columns() {
    for (const auto& [name, how] : disturbed_.columns) {
      const Table* table = lowering_.from().table(name.table);
      const Table* new_table = lowering_.to().table(name.table);
      if (table == nullptr || new_table == nullptr || changed_columns_.contains(name) || is_inherited(name)) continue;
      if (lowering_.is_remade(name.table)) continue;
      const Column* column = find_column(*table, name.column);
      const Column* new_column = find_column(*new_table, name.column);
      if (column == nullptr || new_column == nullptr) continue;
      if (how == Disturbance::remake) {
        remake(name.table, *column, *new_column);
        continue;
      }
      Column old_column = *column;
      old_column.type = old_type(column->type);
      if (old_column.type == new_column->type) old_column.default_value.reset();  // only the default names the type
      add(diff::AlterColumn{name.table, old_column, *new_column});
    }
  }

  [[nodiscard]] bool is_dropped(const ObjectName& owner, const std::string& name) const {
    const auto found = dropped_.find(owner);
    return found != dropped_.end() && found->second.contains(name);
  }

  void put_back_indexes() {
    for (const auto& [owner, names] : disturbed_.indexes) {
      const Table* table = lowering_.from().table(owner);
      const Table* new_table = lowering_.to().table(owner);
      if (table == nullptr || new_table == nullptr || lowering_.is_remade(owner)) continue;
      for (const schema::Index& index : table->indexes) {
        const auto new_index = std::ranges::find(new_table->indexes, index.name, &schema::Index::name);
        if (!names.contains(index.name) || is_dropped(owner, index.name) || new_index == new_table->indexes.end()) {
          continue;
        }
        dropped_[owner].insert(index.name);
        add(diff::DropIndex{owner, index});
        add(diff::CreateIndex{owner, *new_index});
      }
    }
  }

  void put_back_constraints() {
    for (const auto& [owner, names] : disturbed_.constraints) {
      const Table* table = lowering_.from().table(owner);
      const Table* new_table = lowering_.to().table(owner);
      if (table == nullptr || new_table == nullptr || lowering_.is_remade(owner)) continue;
      const std::vector<diff::Constraint> new_constraints = constraints_of(*new_table);
      for (const diff::Constraint& constraint : constraints_of(*table)) {
        const std::string& name = constraint_name(constraint);
        const auto found = std::ranges::find_if(
            new_constraints, [&](const diff::Constraint& other) { return constraint_name(other) == name; });
        if (!names.contains(name) || is_dropped(owner, name) || found == new_constraints.end()) continue;
        dropped_[owner].insert(name);
        add(diff::DropConstraint{owner, constraint});
        add(diff::AddConstraint{owner, *found});
      }
    }
  }

  [[nodiscard]] std::vector<OpaqueObject> hanging_on(const ObjectName& view) const {
    std::vector<OpaqueObject> hanging;
    for (const OpaqueObject& object : from_.opaque_objects) {
      if (object.temporary || object.table != view) continue;
      require_definition(object);
      hanging.push_back(object);
    }
    return hanging;
  }

  // What a setting names must be there afterwards too.
  void require_successor(const OpaqueObject& object) const {
    const std::set<std::string>& names = dropped_.at(*object.table);
    const bool lost = std::ranges::any_of(names, [&](const std::string& name) {
      return mentions(object.definition, name) && !has_index(*object.table, name);
    });
    if (!lost) return;
    throw Error(ErrorCode::refused, fmt::format("{} would be lost with the index that it names", describe(object)))
        .hint("take it off the table first, by a revision written by hand, or keep the index");
  }

  // Whether the new schema has an index or a key of that name on the table or materialised view.
  [[nodiscard]] bool has_index(const ObjectName& owner, const std::string& name) const {
    if (const schema::View* view = lowering_.to().view(owner)) return contains_name(view->indexes, name);
    const schema::Table* table = lowering_.to().table(owner);
    return table != nullptr &&
           ((table->primary_key && table->primary_key->name == name) || contains_name(table->indexes, name) ||
            contains_name(table->uniques, name) || contains_name(table->exclusions, name));
  }

  static bool contains_name(const auto& parts, const std::string& name) {
    return std::ranges::any_of(parts, [&](const auto& part) { return part.name == name; });
  }

  static void require_definition(const OpaqueObject& object) {
    if (!object.definition.empty()) return;
    throw Error(ErrorCode::refused,
                fmt::format("{} must make way for this change, and strata can't put it back", describe(object)))
        .hint("write this change into an empty revision by hand");
  }

  void put_back_views() {
    for (const schema::View& view : from_.views) {
      const schema::View* new_view = lowering_.to().view(view.name);
      if (view.temporary || !disturbed_.views.contains(view.name) || changed_views_.contains(view.name)) continue;
      if (new_view == nullptr) continue;
      const std::vector<OpaqueObject> hanging = hanging_on(view.name);
      add(diff::DropView{view, hanging});
      add(diff::CreateView{*new_view, hanging});
    }
  }

  // Settings of a table that name an index vanish with it, and so does the comment on the index of a key.
  [[nodiscard]] bool names_dropped_index(const OpaqueObject& object) const {
    static constexpr std::array<std::string_view, 3> settings = {"replica identity", "cluster mark", "comment"};
    if (!object.table || !contains(settings, std::string_view(object.kind))) return false;
    const auto found = dropped_.find(*object.table);
    return found != dropped_.end() && std::ranges::any_of(found->second, [&](const std::string& name) {
             return mentions(object.definition, name);
           });
  }

  void put_back_objects() {
    for (std::size_t i = 0; i < from_.opaque_objects.size(); ++i) {
      const OpaqueObject& object = from_.opaque_objects[i];
      if (object.table && disturbed_.views.contains(*object.table)) continue;  // with the view
      if (object.table && lowering_.to().table(*object.table) == nullptr &&
          lowering_.to().view(*object.table) == nullptr) {
        continue;  // gone with its table
      }
      const bool is_setting = names_dropped_index(object);
      if (is_setting) require_successor(object);
      if (!is_setting && !disturbed_.objects.contains(i)) continue;
      require_definition(object);
      if (!is_setting && !object.removal.empty()) add(diff::DropOpaque{object});
      add(diff::CreateOpaque{object});
    }
  }

  const Lowering& lowering_;
  const schema::Schema& from_;
  const Disturbed& disturbed_;
  std::optional<std::size_t> origin_;
  std::set<ObjectName> replaced_types_;
  std::set<ColumnName> changed_columns_;
  std::set<ObjectName> changed_views_;
  std::map<ObjectName, std::set<std::string>> dropped_;  // indexes and constraints by owner
  Expanded out_;
};

}  // namespace

Expanded make_way(const Lowering& lowering, const Disturbed& disturbed) {
  return Expansion(lowering, disturbed).run();
}

}  // namespace strata::dialects::postgresql
