// A work list of disturbed things: each one taken from it disturbs what uses it, until nothing new is found. All on
// the old schema, since that is what stands in the way.
#include "dialects/postgresql/disturbance.hpp"

#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/column_uses.hpp"
#include "dialects/postgresql/neighbours.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/reparsable.hpp"
#include "schema/contains.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <deque>
#include <variant>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ColumnName;
using schema::ObjectName;
using schema::OpaqueObject;
using schema::Table;
using schema::View;

// A function whose body the server has parsed, and so keeps to what it uses.
bool has_parsed_body(const OpaqueObject& object) {
  return (object.kind == "function" || object.kind == "procedure") && !mentions(object.definition, "as");
}

class Search {
 public:
  Search(const Lowering& lowering, const std::set<ObjectName>& replaced_enums)
      : lowering_(lowering), schema_(lowering.change().from), neighbours_(schema_) {
    for (const diff::Operation& operation : lowering.operations()) {
      std::visit([&](const auto& o) { note_dropped(o); }, operation);
    }
    for (const diff::Operation& operation : lowering.operations()) {
      std::visit([&](const auto& o) { begin(o, replaced_enums); }, operation);
    }
  }

  Disturbed run() {
    while (!work_.empty()) {
      const Item item = work_.front();
      work_.pop_front();
      std::visit([this](const auto& thing) { spread(thing); }, item);
    }
    return std::move(found_);
  }

 private:
  struct TypeItem {
    ObjectName name;
  };
  struct ColumnItem {
    ColumnName name;
    Disturbance how;
    bool new_type;  // of another identity, though the name may be the same
  };
  struct ViewItem {
    ObjectName name;
  };
  struct ObjectItem {
    std::size_t index;
  };
  using Item = std::variant<TypeItem, ColumnItem, ViewItem, ObjectItem>;

  // ---- what begins it

  void note_dropped(const diff::DropColumn& o) { dropped_columns_.insert({o.table, o.column.name}); }
  void note_dropped(const diff::AlterColumn& o) { altered_[{o.table, o.from.name}] = &o; }
  void note_dropped(const diff::AddConstraint& o) { added_.emplace_back(o.table, anonymous(o.constraint)); }
  static void note_dropped(const auto& /*other*/) {}

  static diff::Constraint anonymous(diff::Constraint constraint) {
    std::visit(
        [](auto& c) {
          c.name.clear();
          c.comment.clear();
        },
        constraint);
    return constraint;
  }

  void begin(const diff::AlterColumn& o, const std::set<ObjectName>& /*replaced*/) {
    if (is_remade(o.from, o.to)) {
      add_column({o.table, o.from.name}, Disturbance::remake, false);
    } else if (is_retyped(o.from, o.to)) {
      add_column({o.table, o.from.name}, Disturbance::retype, false);
    }
  }
  void begin(const diff::AlterEnum& o, const std::set<ObjectName>& replaced) {
    if (!only_adds_labels(o.from, o.to) || replaced.contains(o.from.name)) add_type(o.from.name);
  }
  void begin(const diff::AlterDomain& o, const std::set<ObjectName>& /*replaced*/) {
    if (o.from.type != o.to.type || o.from.collation != o.to.collation) add_type(o.from.name);
  }
  void begin(const diff::AlterCompositeType& o, const std::set<ObjectName>& /*replaced*/) {
    const bool retyped = std::ranges::any_of(o.from.attributes, [&](const Column& old_attribute) {
      const auto found = std::ranges::find(o.to.attributes, old_attribute.name, &Column::name);
      return found != o.to.attributes.end() && is_retyped(old_attribute, *found);
    });
    if (retyped && is_used(o.from.name)) add_type(o.from.name);
  }
  void begin(const diff::DropView& o, const std::set<ObjectName>& /*replaced*/) { add_view(o.view.name); }
  // A view takes the table's place: what uses the one must let go of it, and be made again of the other.
  void begin(const diff::DropTable& o, const std::set<ObjectName>& /*replaced*/) {
    if (lowering_.to().view(o.table.name) != nullptr) disturb_dependants(o.table.name);
    if (lowering_.is_remade(o.table.name)) disturb_all_on(o.table.name);
  }
  // The new table bears the name only: what uses the old one must let go of it, what hangs on it goes with it.
  void disturb_all_on(const ObjectName& name) {
    disturb_dependants(name);
    for (const std::size_t i : neighbours_.objects(name)) {
      const OpaqueObject& object = schema_.opaque_objects[i];
      if (!object.temporary && object.table == name) add_object(i);
    }
    for (const auto& [other, key] : neighbours_.keys(name)) {
      if (key->referenced_table == name && other->name != name) found_.constraints[other->name].insert(key->name);
    }
  }
  void begin(const diff::ReplaceView& o, const std::set<ObjectName>& /*replaced*/) {
    if (!replaceable(o.from, o.to)) add_view(o.from.name);
  }
  // GROUP BY a primary key lets a view select the other columns; it then depends on the constraint.
  void begin(const diff::DropConstraint& o, const std::set<ObjectName>& /*replaced*/) {
    if (contains(added_, std::pair(o.table, anonymous(o.constraint)))) return;  // only its name or comment changes
    if (const auto* unique = std::get_if<schema::UniqueConstraint>(&o.constraint)) {
      disturb_keys_to(o.table, unique->parts);
    }
    const auto* key = std::get_if<schema::PrimaryKey>(&o.constraint);
    if (key == nullptr) return;
    disturb_keys_to(o.table, key->parts);
    for (const View* view : neighbours_.views_on(o.table)) {
      if (mentions(view->definition, "group")) add_view(view->name);
    }
  }
  void begin(const diff::DropIndex& o, const std::set<ObjectName>& /*replaced*/) {
    if (o.index.unique) disturb_keys_to(o.table, o.index.parts);
  }
  static void begin(const auto& /*other*/, const std::set<ObjectName>& /*replaced*/) {}

  // Foreign keys hold on to the index that they found when they were made.
  void disturb_keys_to(const ObjectName& table, const std::vector<schema::KeyPart>& parts) {
    std::set<std::string> columns;
    for (const schema::KeyPart& part : parts) columns.insert(part.column);
    for (const auto& [other, key] : neighbours_.keys(table)) {
      const std::set<std::string> referenced(key->referenced_columns.begin(), key->referenced_columns.end());
      if (key->referenced_table == table && referenced == columns) found_.constraints[other->name].insert(key->name);
    }
  }

  // ---- noting each thing once

  void add_type(const ObjectName& name) {
    if (found_.types.insert(name).second) work_.emplace_back(TypeItem{name});
  }
  void add_view(const ObjectName& name) {
    if (lowering_.from().view(name) != nullptr && found_.views.insert(name).second) work_.emplace_back(ViewItem{name});
  }
  void add_object(std::size_t index) {
    if (found_.objects.insert(index).second) work_.emplace_back(ObjectItem{index});
  }
  void add_column(const ColumnName& name, Disturbance how, bool new_type) {
    if (dropped_columns_.contains(name)) return;
    const auto altered = altered_.find(name);
    if (altered != altered_.end() && is_remade(altered->second->from, altered->second->to)) how = Disturbance::remake;
    const auto [place, is_new] = found_.columns.emplace(name, how);
    if (is_new) work_.emplace_back(ColumnItem{name, how, new_type});
  }

  [[nodiscard]] bool is_used(const ObjectName& type) const {
    return std::ranges::any_of(schema_.tables, [&](const Table& table) {
      return std::ranges::any_of(table.columns, [&](const Column& column) { return type_name(column.type) == type; });
    });
  }

  // ---- how it spreads

  void spread(const TypeItem& item) {
    for (const schema::Domain& domain : schema_.domains) {
      if (type_name(domain.type) == item.name) add_type(domain.name);
    }
    for (const schema::CompositeType& type : schema_.composite_types) {
      for (const Column& attribute : type.attributes) {
        if (type_name(attribute.type) == item.name) add_type(type.name);
      }
    }
    for (const Table& table : schema_.tables) {
      if (!table.temporary) disturb_table(table, item.name);
    }
    disturb_dependants(item.name);
  }

  void disturb_table(const Table& table, const ObjectName& type) {
    for (const Column& column : table.columns) {
      if (type_name(column.type) == type) {
        add_column({table.name, column.name}, column.generated ? Disturbance::remake : Disturbance::retype, true);
      } else if (column.generated && names_type(column.generated->expression, type)) {
        add_column({table.name, column.name}, Disturbance::remake, false);
      } else if (column.default_value && names_type(*column.default_value, type)) {
        add_column({table.name, column.name}, Disturbance::retype, false);
      }
    }
    const auto any_names = [&](const std::vector<std::string_view>& texts) {
      return std::ranges::any_of(texts, [&](std::string_view text) { return names_type(text, type); });
    };
    for (const schema::Index& index : table.indexes) {
      if (any_names(expressions_of(index))) found_.indexes[table.name].insert(index.name);
    }
    for (const diff::Constraint& constraint : constraints_of(table)) {
      if (any_names(expressions_of(constraint))) found_.constraints[table.name].insert(constraint_name(constraint));
    }
  }

  [[nodiscard]] bool names_type(std::string_view expression, const ObjectName& type) const {
    Resources used;
    lowering_.add_used_by(expression, used);
    return contains(used, postgresql::type(type));
  }

  void spread(const ColumnItem& item) {
    const Table* table = lowering_.from().table(item.name.table);
    if (table == nullptr) return;
    for (const Table* child : neighbours_.children(table->name)) {
      add_column({child->name, item.name.column}, item.how, item.new_type);
    }
    for (const Column& column : table->columns) {
      if (column.name != item.name.column && column.generated &&
          mentions(column.generated->expression, item.name.column)) {
        add_column({table->name, column.name}, Disturbance::remake, false);
      }
    }
    disturb_inside(*table, item);
    disturb_keys(item);
    for (const View* view : neighbours_.views_on(item.name)) add_view(view->name);
    for (const std::size_t i : neighbours_.objects(table->name)) {
      if (stands_in_the_way(schema_.opaque_objects[i], item)) add_object(i);
    }
  }

  // Dropping a column takes along what is made of it. Where only the type changes the server makes indexes and
  // constraints anew by itself, from its own text: that fails for a type of another identity, and gives another tree
  // for the texts that are no fixpoint.
  void disturb_inside(const Table& table, const ColumnItem& item) {
    const auto rebuilt_differently = [&](const std::vector<std::string_view>& texts) {
      return std::ranges::any_of(texts, [&](std::string_view text) {
        return mentions(text, item.name.column) && (item.new_type || reparsable(text) != text);
      });
    };
    for (const schema::Index& index : table.indexes) {
      const bool lost = item.how == Disturbance::remake && uses_column(index, item.name.column);
      if (lost || rebuilt_differently(expressions_of(index))) found_.indexes[table.name].insert(index.name);
    }
    for (const diff::Constraint& constraint : constraints_of(table)) {
      const bool lost = item.how == Disturbance::remake && uses_column(constraint, item.name.column);
      if (lost || rebuilt_differently(expressions_of(constraint))) {
        found_.constraints[table.name].insert(constraint_name(constraint));
      }
    }
  }

  // Both ends of a foreign key change one after the other: in between their types must be comparable.
  void disturb_keys(const ColumnItem& item) {
    for (const auto& [other, key] : neighbours_.keys(item.name.table)) {
      for (std::size_t i = 0; i < key->columns.size() && i < key->referenced_columns.size(); ++i) {
        const ColumnName near{other->name, key->columns[i]};
        const ColumnName far{key->referenced_table, key->referenced_columns[i]};
        if (near != item.name && far != item.name) continue;
        const bool lost = item.how == Disturbance::remake || item.new_type || !stays_comparable(near, far);
        if (lost && key->columns.size() == key->referenced_columns.size()) {
          found_.constraints[other->name].insert(key->name);
        }
      }
    }
  }

  [[nodiscard]] bool stays_comparable(const ColumnName& near, const ColumnName& far) const {
    std::vector<std::string> types;
    for (const ColumnName& name : {near, far}) {
      const Table* table = lowering_.from().table(name.table);
      const Column* column = table == nullptr ? nullptr : find_column(*table, name.column);
      if (column != nullptr) types.push_back(column->type);
      if (const auto altered = altered_.find(name); altered != altered_.end())
        types.push_back(altered->second->to.type);
    }
    return std::ranges::all_of(types, [&](const std::string& type) { return comparable(types.front(), type); });
  }

  [[nodiscard]] bool stands_in_the_way(const OpaqueObject& object, const ColumnItem& item) const {
    if (object.temporary) return false;
    const bool on_it = object.table == item.name.table;
    if (!on_it && !contains(object.depends_on, item.name.table)) return false;
    if (object.table && found_.views.contains(*object.table)) return false;  // it goes and comes with the view
    static constexpr std::array<std::string_view, 4> parsed = {"policy", "trigger", "rule", "publication"};
    static constexpr std::array<std::string_view, 3> of_columns = {"grant", "statistics", "column options"};
    const bool holds = contains(parsed, std::string_view(object.kind)) || has_parsed_body(object);
    const bool is_lost = item.how == Disturbance::remake && contains(of_columns, std::string_view(object.kind));
    return (holds || is_lost) && mentions(object.definition, item.name.column);
  }

  void spread(const ViewItem& item) { disturb_dependants(item.name); }

  void spread(const ObjectItem& item) {
    const OpaqueObject& object = schema_.opaque_objects[item.index];
    if (object.table) return;  // nothing hangs on a trigger or a policy
    for (const Table& table : schema_.tables) {
      if (!contains(table.depends_on, object.name)) continue;
      throw Error(ErrorCode::refused, fmt::format("{} must make way for this change, but table {} uses it",
                                                  describe(object), to_string(table.name)))
          .hint("write this change into an empty revision by hand");
    }
    disturb_dependants(object.name);
  }

  // What uses a view, a type or a function that goes and comes back.
  void disturb_dependants(const ObjectName& name) {
    for (const View* view : neighbours_.views_on(name)) add_view(view->name);
    for (const std::size_t i : neighbours_.objects(name)) {
      const OpaqueObject& object = schema_.opaque_objects[i];
      if (!object.temporary && object.table != name && contains(object.depends_on, name)) add_object(i);
    }
  }

  const Lowering& lowering_;
  const schema::Schema& schema_;
  const Neighbours neighbours_;
  std::set<ColumnName> dropped_columns_;
  std::map<ColumnName, const diff::AlterColumn*> altered_;
  std::vector<std::pair<ObjectName, diff::Constraint>> added_;  // without names and comments
  std::deque<Item> work_;
  Disturbed found_;
};

}  // namespace

Disturbed find_disturbed(const Lowering& lowering, const std::set<ObjectName>& replaced_enums) {
  return Search(lowering, replaced_enums).run();
}

bool is_retyped(const Column& from, const Column& to) {
  return from.type != to.type || from.collation != to.collation;
}

bool is_remade(const Column& from, const Column& to) {
  return to.generated && (from.generated != to.generated || is_retyped(from, to));
}

bool only_adds_labels(const schema::EnumType& from, const schema::EnumType& to) {
  auto next = from.labels.begin();
  for (const std::string& label : to.labels) {
    if (next != from.labels.end() && *next == label) ++next;
  }
  return next == from.labels.end();
}

}  // namespace strata::dialects::postgresql
