// What uses what, from pg_depend: views their tables, columns and functions, tables the functions of their defaults,
// checks and indexes, opaque objects whatever their definitions name.
#include "dialects/postgresql/introspect_parts.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

// A dependency is attributed to what it is a part of: a default, a check or an index to its table, the rule behind a
// view to the view; an array to its elements' type, a multirange to its range, a row type to its table. A foreign
// key's tables, a child's parents and an owned sequence's table are told elsewhere.
constexpr std::string_view dependencies_query = R"sql(
  SELECT CASE WHEN d.classid = 'pg_rewrite'::regclass AND rule.rulename = '_RETURN' THEN 'pg_class'::regclass
              WHEN d.classid = 'pg_attrdef'::regclass THEN 'pg_class'::regclass
              WHEN d.classid = 'pg_constraint'::regclass AND k.contypid <> 0 THEN 'pg_type'::regclass
              WHEN d.classid = 'pg_constraint'::regclass THEN 'pg_class'::regclass
              ELSE d.classid::regclass END::oid,
         CASE WHEN d.classid = 'pg_rewrite'::regclass AND rule.rulename = '_RETURN' THEN rule.ev_class
              WHEN d.classid = 'pg_attrdef'::regclass THEN def.adrelid
              WHEN d.classid = 'pg_constraint'::regclass AND k.contypid <> 0 THEN k.contypid
              WHEN d.classid = 'pg_constraint'::regclass THEN k.conrelid
              ELSE COALESCE(index.indrelid, d.objid) END,
         CASE WHEN row_type.oid IS NOT NULL THEN 'pg_class'::regclass ELSE d.refclassid::regclass END::oid,
         COALESCE(row_type.oid, type.oid, d.refobjid),
         COALESCE(rel.relnamespace, proc.pronamespace, row_type.relnamespace, type.typnamespace, op.oprnamespace,
                  coll.collnamespace, config.cfgnamespace, 0),
         COALESCE(rel.relname, proc.proname || '(' || oidvectortypes(proc.proargtypes) || ')', row_type.relname,
                  type.typname,
                  op.oprname || '(' || CASE WHEN op.oprleft = 0 THEN '' ELSE format_type(op.oprleft, NULL) || ', ' END
                    || format_type(op.oprright, NULL) || ')',
                  coll.collname, config.cfgname, server.srvname),
         col.attname
  FROM pg_depend AS d
  LEFT JOIN pg_rewrite AS rule ON d.classid = 'pg_rewrite'::regclass AND rule.oid = d.objid
  LEFT JOIN pg_attrdef AS def ON d.classid = 'pg_attrdef'::regclass AND def.oid = d.objid
  LEFT JOIN pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
  LEFT JOIN pg_index AS index ON d.classid = 'pg_class'::regclass AND index.indexrelid = d.objid
  LEFT JOIN pg_class AS rel ON d.refclassid = 'pg_class'::regclass AND rel.oid = d.refobjid
  LEFT JOIN pg_attribute AS col ON d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    AND col.attrelid = d.refobjid AND col.attnum = d.refobjsubid
  LEFT JOIN pg_proc AS proc ON d.refclassid = 'pg_proc'::regclass AND proc.oid = d.refobjid
  LEFT JOIN pg_type AS named ON d.refclassid = 'pg_type'::regclass AND named.oid = d.refobjid
  LEFT JOIN pg_range AS range ON $since 140000 {range.rngmultitypid = named.oid} else {false}
  LEFT JOIN pg_type AS type ON type.oid = COALESCE(range.rngtypid,
    CASE WHEN named.typcategory = 'A' AND named.typelem <> 0 THEN named.typelem ELSE named.oid END)
  LEFT JOIN pg_class AS row_type ON row_type.oid = type.typrelid AND row_type.relkind <> 'c'
  LEFT JOIN pg_operator AS op ON d.refclassid = 'pg_operator'::regclass AND op.oid = d.refobjid
  LEFT JOIN pg_collation AS coll ON d.refclassid = 'pg_collation'::regclass AND coll.oid = d.refobjid
  LEFT JOIN pg_ts_config AS config ON d.refclassid = 'pg_ts_config'::regclass AND config.oid = d.refobjid
  LEFT JOIN pg_foreign_server AS server ON d.refclassid = 'pg_foreign_server'::regclass AND server.oid = d.refobjid
  WHERE (d.deptype = 'n' OR d.classid = 'pg_opclass'::regclass AND d.refclassid = 'pg_opfamily'::regclass)
    AND d.refobjid >= 16384
    AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass,
                         'pg_collation'::regclass, 'pg_ts_config'::regclass, 'pg_foreign_server'::regclass, 'pg_opfamily'::regclass)
    AND NOT (d.refclassid = 'pg_class'::regclass AND d.classid IN ('pg_class'::regclass, 'pg_constraint'::regclass))
    AND (rel.relkind IS NULL OR rel.relkind NOT IN ('i', 'I'))
)sql";

struct Dependency {
  ObjectId owner;
  ObjectId target;
  schema::ObjectName name;
  std::string column;
};

void place(Draft& draft, Dependency dependency) {
  const ObjectId& owner = dependency.owner;
  if (owner.catalog == catalog::relation) {
    if (schema::View* view = draft.view(owner.oid)) {
      if (!dependency.column.empty()) view->used_columns.push_back({dependency.name, std::move(dependency.column)});
      view->depends_on.push_back(std::move(dependency.name));
      return;
    }
    schema::Table* table = draft.table(owner.oid);
    const auto sequence = draft.owned_sequences.find(dependency.target.oid);
    const bool own = dependency.target.catalog == catalog::relation && sequence != draft.owned_sequences.end() &&
                     sequence->second == owner.oid;
    if (table != nullptr && !own) return table->depends_on.push_back(std::move(dependency.name));
  }
  const auto object = draft.opaque_objects.find(owner);
  if (object == draft.opaque_objects.end()) return;
  schema::OpaqueObject& opaque = draft.schema.opaque_objects[object->second];
  if (opaque.table != dependency.name) opaque.depends_on.push_back(std::move(dependency.name));
}

template <class Name>
void sort_unique(std::vector<Name>& names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

void read_dependencies(Draft& draft) {
  for (Row& row : draft.catalog.rows(dependencies_query)) {
    Fields fields(row);
    Dependency dependency;
    dependency.owner.catalog = fields.oid();
    dependency.owner.oid = fields.oid();
    dependency.target.catalog = fields.oid();
    dependency.target.oid = fields.oid();
    if (dependency.owner == dependency.target) continue;
    if (draft.catalog.is_made_by_other(dependency.target.catalog, dependency.target.oid)) continue;
    const Oid name_space = fields.oid();
    dependency.name = draft.catalog.name(name_space, fields.text());
    dependency.column = fields.text();
    const auto opaque = draft.opaque_objects.find(dependency.target);
    if (opaque != draft.opaque_objects.end()) dependency.name = draft.schema.opaque_objects[opaque->second].name;
    // A family that was made with its class has no name here: it is no object of its own.
    if (!dependency.name.name.empty()) place(draft, std::move(dependency));
  }
  for (schema::Table& table : draft.schema.tables) sort_unique(table.depends_on);
  for (schema::View& view : draft.schema.views) {
    sort_unique(view.depends_on);
    sort_unique(view.used_columns);
  }
  for (schema::OpaqueObject& object : draft.schema.opaque_objects) sort_unique(object.depends_on);
}

}  // namespace strata::dialects::postgresql
