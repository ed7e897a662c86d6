// Tables and views with their options, and what they inherit from or are partitions of.
#include "dialects/postgresql/introspect_parts.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view relations_query = R"sql(
  SELECT c.oid,
         c.relnamespace,
         c.relname,
         c.relkind,
         c.relpersistence,
         c.relispartition,
         CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
         CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
         c.reloptions,
         toast.reloptions,
         tablespace.spcname,
         CASE WHEN am.amname <> 'heap' THEN am.amname END,
         CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
  FROM pg_class AS c
  LEFT JOIN pg_class AS toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
  LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = c.reltablespace
  LEFT JOIN pg_am AS am ON am.oid = c.relam
  WHERE c.relnamespace IN ($namespaces) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
  ORDER BY c.relnamespace, c.relname COLLATE "C"
)sql";

constexpr std::string_view inheritance_query = R"sql(
  SELECT i.inhrelid, i.inhparent, parent.relnamespace, parent.relname
  FROM pg_inherits AS i
  JOIN pg_class AS child ON child.oid = i.inhrelid
  JOIN pg_class AS parent ON parent.oid = i.inhparent
  WHERE child.relnamespace IN ($namespaces) AND child.relkind IN ('r', 'p', 'f')
  ORDER BY i.inhrelid, i.inhseqno
)sql";

RelationKind kind_of(char relkind) {
  switch (relkind) {
    case 'v':
    case 'm':
      return RelationKind::view;
    case 'S':
      return RelationKind::sequence;
    case 'f':
      return RelationKind::foreign_table;
    case 'c':
      return RelationKind::composite;
    default:
      return RelationKind::table;
  }
}

// As the server prints it: a leading blank, a semicolon behind.
std::string trimmed_query(std::string text) {
  const auto is_edge = [](char c) { return c == ' ' || c == '\n' || c == ';'; };
  while (!text.empty() && is_edge(text.back())) text.pop_back();
  const auto start = std::ranges::find_if_not(text, is_edge);
  text.erase(text.begin(), start);
  return text;
}

// The check option is stored among the others.
void set_view_options(schema::View& view, schema::Options options) {
  for (auto& option : options) {
    if (option.first == "check_option") {
      view.check_option = std::move(option.second);
    } else {
      view.options.push_back(std::move(option));
    }
  }
}

// What the columns of pg_class that are not every relation's say of one.
struct Details {
  explicit Details(Fields& fields)
      : bound(fields.text()),
        partition_by(fields.text()),
        options(fields.options()),
        toast_options(fields.options()),
        tablespace(fields.text()),
        access_method(fields.text()),
        definition(fields.text()) {}

  std::string bound;
  std::string partition_by;
  schema::Options options;
  schema::Options toast_options;
  std::string tablespace;
  std::string access_method;
  std::string definition;
};

schema::Table table_of(Details&& details, char persistence) {
  schema::Table table;
  table.temporary = persistence == 't';
  table.options.unlogged = persistence == 'u';
  table.options.access_method = std::move(details.access_method);
  table.options.tablespace = std::move(details.tablespace);
  table.options.partition_bound = std::move(details.bound);
  table.options.partition_by = std::move(details.partition_by);
  table.options.storage_parameters = std::move(details.options);
  for (auto& [key, value] : details.toast_options) {
    table.options.storage_parameters.emplace_back("toast." + key, std::move(value));
  }
  return table;
}

schema::View view_of(Details&& details, char persistence, char relkind) {
  schema::View view;
  view.materialized = relkind == 'm';
  view.temporary = persistence == 't';
  view.definition = trimmed_query(std::move(details.definition));
  set_view_options(view, std::move(details.options));
  return view;
}

// Gives its place among those that are there.
template <class Object>
std::size_t put(Draft& draft, Oid oid, const Relation& relation, Object object, std::vector<Object>& objects) {
  object.name = relation.name;
  object.comment = draft.catalog.comment(catalog::relation, oid);
  objects.push_back(std::move(object));
  return objects.size() - 1;
}

void read_relation(Draft& draft, Row& row) {
  Fields fields(row);
  const Oid oid = fields.oid();
  Relation relation;
  relation.name_space = fields.oid();
  relation.name = draft.catalog.name(relation.name_space, fields.text());
  const char relkind = fields.letter();
  relation.kind = kind_of(relkind);
  const char persistence = fields.letter();
  relation.partition = fields.flag();
  Details details(fields);

  const bool ours = draft.catalog.in_scope(relation.name_space, relation.name) &&
                    !draft.catalog.is_made_by_other(catalog::relation, oid);
  if (ours && relation.kind == RelationKind::table) {
    relation.position = put(draft, oid, relation, table_of(std::move(details), persistence), draft.schema.tables);
  } else if (ours && relation.kind == RelationKind::view) {
    relation.position =
        put(draft, oid, relation, view_of(std::move(details), persistence, relkind), draft.schema.views);
  } else if (ours && relation.kind == RelationKind::foreign_table) {
    relation.position = 0;
  }
  draft.relations.emplace(oid, std::move(relation));
}

}  // namespace

const Relation* Draft::find(Oid relation) const {
  const auto found = relations.find(relation);
  return found == relations.end() || !found->second.position ? nullptr : &found->second;
}

schema::Table* Draft::table(Oid relation) {
  const Relation* found = find(relation);
  return found != nullptr && found->kind == RelationKind::table ? &schema.tables[*found->position] : nullptr;
}

schema::View* Draft::view(Oid relation) {
  const Relation* found = find(relation);
  return found != nullptr && found->kind == RelationKind::view ? &schema.views[*found->position] : nullptr;
}

const schema::ObjectName* Draft::holder(Oid relation) const {
  const Relation* found = find(relation);
  return found == nullptr ? nullptr : &found->name;
}

std::string Draft::column_name(Oid relation, int number) const {
  const auto found = relations.find(relation);
  if (found == relations.end() || number < 1) return "";
  const auto& names = found->second.column_names;
  const auto position = static_cast<std::size_t>(number) - 1;
  return position < names.size() ? names[position] : "";
}

std::vector<std::string> Draft::column_names(Oid relation, const std::vector<int>& numbers) const {
  std::vector<std::string> names;
  names.reserve(numbers.size());
  for (const int number : numbers) names.push_back(column_name(relation, number));
  return names;
}

void read_relations(Draft& draft) {
  for (Row& row : draft.catalog.rows(relations_query)) read_relation(draft, row);
  for (Row& row : draft.catalog.rows(inheritance_query)) {
    Fields fields(row);
    const Oid child = fields.oid();
    const Oid parent = fields.oid();
    const Oid parent_namespace = fields.oid();
    schema::ObjectName name = draft.catalog.name(parent_namespace, fields.text());
    const auto found = draft.relations.find(child);
    if (found == draft.relations.end()) continue;
    found->second.parents.push_back(parent);
    schema::Table* table = draft.table(child);
    if (table == nullptr) continue;
    if (found->second.partition) {
      table->options.partition_of = std::move(name);
    } else {
      table->options.inherits.push_back(std::move(name));
    }
  }
}

}  // namespace strata::dialects::postgresql
