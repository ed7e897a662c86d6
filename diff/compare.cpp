// Two schemas of one engine -> operations: objects are paired by name through hash maps, judged in canonical
// spelling and reported as written. Creations and changes come in the order of `to`, drops last and in the
// opposite order of `from`, so that the list reads like the new schema.
#include "diff/compare.hpp"

#include "diff/match.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>

namespace strata::diff {

namespace {

using schema::OpaqueObject;
using schema::Schema;
using schema::Table;
using schema::View;

struct Result {
  Operations operations;
  Operations drops;  // in the order of `from`
};

// Permanent opaque objects by the table or view that they vanish with. What is temporary belongs to a session and
// is not created along with a table.
class Hanging {
 public:
  explicit Hanging(const Schema& schema) {
    for (const OpaqueObject& object : schema.opaque_objects) {
      if (object.table && !object.temporary) objects_[key_of(*object.table)].push_back(object);
    }
  }
  [[nodiscard]] std::vector<OpaqueObject> on(const ObjectName& owner) const {
    const auto found = objects_.find(key_of(owner));
    return found == objects_.end() ? std::vector<OpaqueObject>{} : found->second;
  }

 private:
  std::unordered_map<std::string, std::vector<OpaqueObject>> objects_;
};

// Enums, domains and their kind: created, altered or dropped as a whole.
template <class Create, class Alter, class Drop, class T>
void compare_simple(const std::vector<Both<T>>& from, const std::vector<Both<T>>& to, Result& result) {
  for (const auto& pair : match(from, to, [](const T& object) { return key_of(object.name); })) {
    if (!pair.from) {
      result.operations.push_back(Create{*pair.to->written});
    } else if (!pair.to) {
      result.drops.push_back(Drop{*pair.from->written});
    } else if (*pair.from->canonical != *pair.to->canonical) {
      result.operations.push_back(Alter{*pair.from->written, *pair.to->written});
    }
  }
}

void compare_namespaces(const Side& from, const Side& to, Result& result) {
  const auto pairs =
      match(both(from.written.namespaces, from.canonical.namespaces),
            both(to.written.namespaces, to.canonical.namespaces), [](const std::string& name) { return name; });
  for (const auto& pair : pairs) {
    if (!pair.from) result.operations.push_back(CreateNamespace{*pair.to->written});
    if (!pair.to) result.drops.push_back(DropNamespace{*pair.from->written});
  }
}

// A version that is not stated is any version.
bool same_extension(const schema::Extension& a, const schema::Extension& b) {
  return a.schema == b.schema && (a.version == b.version || a.version.empty() || b.version.empty());
}

void compare_extensions(const Side& from, const Side& to, Result& result) {
  const auto pairs = match(both(from.written.extensions, from.canonical.extensions),
                           both(to.written.extensions, to.canonical.extensions),
                           [](const schema::Extension& extension) { return extension.name; });
  for (const auto& pair : pairs) {
    if (pair.from && pair.to && same_extension(*pair.from->canonical, *pair.to->canonical)) continue;
    if (pair.from) (pair.to ? result.operations : result.drops).push_back(DropExtension{*pair.from->written});
    if (pair.to) result.operations.push_back(CreateExtension{*pair.to->written});
  }
}

template <class T>
std::optional<T> written(const std::optional<Both<T>>& object) {
  return object ? std::optional<T>(*object->written) : std::nullopt;
}

void compare_table_lists(const Side& from, const Side& to, const Hanging& from_hanging, const Hanging& to_hanging,
                         bool column_order, Result& result) {
  // A temporary table may stand beside a permanent one of the same name.
  const auto key = [](const Table& table) { return (table.temporary ? "t" : "p") + key_of(table.name); };
  for (const auto& pair :
       match(both(from.written.tables, from.canonical.tables), both(to.written.tables, to.canonical.tables), key)) {
    const Table& table = pair.to ? *pair.to->written : *pair.from->written;
    if (table.temporary) {
      Operations differences;
      if (pair.from && pair.to) compare_tables(*pair.from, *pair.to, column_order, differences);
      if (pair.from && pair.to && differences.empty()) continue;
      (pair.to ? result.operations : result.drops)
          .push_back(RedefineTemporaryTable{written(pair.from), written(pair.to)});
    } else if (!pair.from) {
      result.operations.push_back(CreateTable{table, to_hanging.on(table.name)});
    } else if (!pair.to) {
      result.drops.push_back(DropTable{table, from_hanging.on(table.name)});
    } else {
      compare_tables(*pair.from, *pair.to, column_order, result.operations);
    }
  }
}

// What a query depends on follows from its text; indexes are compared on their own.
bool same_view(View a, View b) {
  a.depends_on.clear();
  b.depends_on.clear();
  a.indexes.clear();
  b.indexes.clear();
  return a == b;
}

void compare_view_pair(const Both<View>& from, const Both<View>& to, const Hanging& from_hanging,
                       const Hanging& to_hanging, Operations& operations) {
  if (*from.canonical == *to.canonical) return;
  if (from.canonical->materialized != to.canonical->materialized) {
    operations.push_back(DropView{*from.written, from_hanging.on(from.written->name)});
    operations.push_back(CreateView{*to.written, to_hanging.on(to.written->name)});
  } else if (!same_view(*from.canonical, *to.canonical)) {
    operations.push_back(ReplaceView{*from.written, *to.written, from_hanging.on(from.written->name)});
  } else {
    compare_indexes(from.written->name, both(from.written->indexes, from.canonical->indexes),
                    both(to.written->indexes, to.canonical->indexes), operations);
  }
}

void compare_views(const Side& from, const Side& to, const Hanging& from_hanging, const Hanging& to_hanging,
                   Result& result) {
  const auto key = [](const View& view) { return (view.temporary ? "t" : "p") + key_of(view.name); };
  for (const auto& pair :
       match(both(from.written.views, from.canonical.views), both(to.written.views, to.canonical.views), key)) {
    const View& view = pair.to ? *pair.to->written : *pair.from->written;
    if (view.temporary) {
      if (pair.from && pair.to && same_view(*pair.from->canonical, *pair.to->canonical)) continue;
      (pair.to ? result.operations : result.drops)
          .push_back(RedefineTemporaryView{written(pair.from), written(pair.to)});
    } else if (!pair.from) {
      result.operations.push_back(CreateView{view, to_hanging.on(view.name)});
    } else if (!pair.to) {
      result.drops.push_back(DropView{view, from_hanging.on(view.name)});
    } else {
      compare_view_pair(*pair.from, *pair.to, from_hanging, to_hanging, result.operations);
    }
  }
}

// The permanent tables and views that an operation of `operations` creates (or drops) with all that hangs on them.
template <class OnTable, class OnView>
std::unordered_set<std::string> owners(const Result& result) {
  std::unordered_set<std::string> names;
  for (const Operations* list : {&result.operations, &result.drops}) {
    for (const Operation& operation : *list) {
      if (const auto* table = std::get_if<OnTable>(&operation)) names.insert(key_of(table->table.name));
      if (const auto* view = std::get_if<OnView>(&operation)) names.insert(key_of(view->view.name));
    }
  }
  return names;
}

bool hangs_on(const OpaqueObject& object, const std::unordered_set<std::string>& owners) {
  return object.table && !object.temporary && owners.contains(key_of(*object.table));
}

std::string opaque_key(const OpaqueObject& object) {
  return (object.temporary ? "t" : "p") + object.kind + '\0' + key_of(object.name) + '\0' +
         (object.table ? key_of(*object.table) : "");
}

void compare_opaque_objects(const Side& from, const Side& to, Result& result) {
  const auto created = owners<CreateTable, CreateView>(result);
  const auto dropped = owners<DropTable, DropView>(result);
  const auto pairs = match(both(from.written.opaque_objects, from.canonical.opaque_objects),
                           both(to.written.opaque_objects, to.canonical.opaque_objects), opaque_key);
  for (const auto& [old_object, new_object] : pairs) {
    if (old_object && new_object && old_object->canonical->definition == new_object->canonical->definition) continue;
    if (old_object && !hangs_on(*old_object->written, dropped)) {
      (new_object ? result.operations : result.drops).push_back(DropOpaque{*old_object->written});
    }
    if (new_object && !hangs_on(*new_object->written, created)) {
      result.operations.push_back(CreateOpaque{*new_object->written});
    }
  }
}

}  // namespace

Operations compare(const Side& from, const Side& to, const CompareOptions& options) {
  const Hanging from_hanging(from.written);
  const Hanging to_hanging(to.written);
  Result result;
  compare_namespaces(from, to, result);
  compare_extensions(from, to, result);
  compare_simple<CreateEnum, AlterEnum, DropEnum>(both(from.written.enums, from.canonical.enums),
                                                  both(to.written.enums, to.canonical.enums), result);
  compare_simple<CreateDomain, AlterDomain, DropDomain>(both(from.written.domains, from.canonical.domains),
                                                        both(to.written.domains, to.canonical.domains), result);
  compare_simple<CreateCompositeType, AlterCompositeType, DropCompositeType>(
      both(from.written.composite_types, from.canonical.composite_types),
      both(to.written.composite_types, to.canonical.composite_types), result);
  compare_simple<CreateSequence, AlterSequence, DropSequence>(both(from.written.sequences, from.canonical.sequences),
                                                              both(to.written.sequences, to.canonical.sequences),
                                                              result);
  compare_table_lists(from, to, from_hanging, to_hanging, options.column_order, result);
  compare_views(from, to, from_hanging, to_hanging, result);
  if (options.opaque_objects) compare_opaque_objects(from, to, result);
  std::move(result.drops.rbegin(), result.drops.rend(), std::back_inserter(result.operations));
  return std::move(result.operations);
}

}  // namespace strata::diff
