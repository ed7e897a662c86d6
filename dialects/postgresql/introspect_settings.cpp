// What tables, views and columns are set to beside their definitions, each thing an opaque object of its own: it is
// made by an ALTER TABLE, and undone by another.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view table_settings_query = R"sql(
  SELECT 0,
         0,
         c.relnamespace,
         c.oid,
         setting.kind,
         c.relname,
         '',
         format('ALTER %s %s %s', setting.object, c.oid::regclass, setting.made),
         format('ALTER %s %s %s', setting.object, c.oid::regclass, setting.undone)
  FROM pg_class AS c
  LEFT JOIN (SELECT i.indrelid, ic.relname FROM pg_index AS i JOIN pg_class AS ic ON ic.oid = i.indexrelid
             WHERE i.indisclustered) AS cluster ON cluster.indrelid = c.oid
  LEFT JOIN (SELECT i.indrelid, ic.relname FROM pg_index AS i JOIN pg_class AS ic ON ic.oid = i.indexrelid
             WHERE i.indisreplident) AS identity ON identity.indrelid = c.oid
  LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = c.reltablespace
  CROSS JOIN LATERAL (VALUES
    ('row security', 'TABLE', CASE WHEN c.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END,
     'DISABLE ROW LEVEL SECURITY'),
    ('forced row security', 'TABLE', CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END,
     'NO FORCE ROW LEVEL SECURITY'),
    ('replica identity', 'TABLE',
     CASE WHEN c.relkind NOT IN ('r', 'p', 'm') THEN NULL
          WHEN c.relreplident = 'n' THEN 'REPLICA IDENTITY NOTHING' WHEN c.relreplident = 'f' THEN 'REPLICA IDENTITY FULL'
          WHEN c.relreplident = 'i' THEN 'REPLICA IDENTITY USING INDEX ' || quote_ident(identity.relname) END,
     'REPLICA IDENTITY DEFAULT'),
    ('cluster mark', CASE WHEN c.relkind = 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
     'CLUSTER ON ' || quote_ident(cluster.relname), 'SET WITHOUT CLUSTER'),
    ('type of table', 'TABLE', CASE WHEN c.reloftype <> 0 THEN 'OF ' || format_type(c.reloftype, NULL) END, 'NOT OF'),
    ('tablespace', 'MATERIALIZED VIEW',
     CASE WHEN c.relkind = 'm' THEN 'SET TABLESPACE ' || quote_ident(tablespace.spcname) END, 'SET TABLESPACE pg_default')
  ) AS setting (kind, object, made, undone)
  WHERE c.relnamespace IN ($namespaces) AND c.relkind IN ('r', 'p', 'm', 'f')
    AND (c.relrowsecurity OR c.relforcerowsecurity OR c.relreplident IN ('i', 'f') OR cluster.relname IS NOT NULL
         OR c.reloftype <> 0 OR c.relreplident = 'n' AND c.relkind IN ('r', 'p', 'm')
         OR c.relkind = 'm' AND c.reltablespace <> 0)
    AND setting.made IS NOT NULL
  ORDER BY c.relnamespace, c.relname COLLATE "C", setting.kind COLLATE "C"
)sql";

// Options for the planner on any column, but for the version that Debian's server keeps among them by itself
// (pg_attver), which pg_dump leaves out, too; defaults and comments of the columns of views, which have no list of
// columns; comments on the indexes of constraints, which are listed as constraints only; and comments on schemas.
constexpr std::string_view column_settings_query = R"sql(
  SELECT 0, 0, c.relnamespace, c.oid, 'column options', c.relname || '.' || a.attname, '',
         format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', c.oid::regclass, a.attname,
                (SELECT string_agg(o, ', ') FROM unnest(a.attoptions) AS o WHERE o NOT LIKE 'pg\_%')),
         format('ALTER TABLE %s ALTER COLUMN %I RESET (%s)', c.oid::regclass, a.attname,
                (SELECT string_agg(split_part(o, '=', 1), ', ') FROM unnest(a.attoptions) AS o
                 WHERE o NOT LIKE 'pg\_%'))
  FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
  WHERE c.relnamespace IN ($namespaces) AND c.relkind IN ('r', 'p', 'm', 'f')
    AND (cardinality(a.attoptions) > 1 OR a.attoptions[1] NOT LIKE 'pg\_%') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 0, 0, c.relnamespace, c.oid, 'column default', c.relname || '.' || a.attname, '',
         format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', c.oid::regclass, a.attname,
                pg_get_expr(d.adbin, d.adrelid)),
         format('ALTER VIEW %s ALTER COLUMN %I DROP DEFAULT', c.oid::regclass, a.attname)
  FROM pg_attrdef AS d JOIN pg_class AS c ON c.oid = d.adrelid AND c.relkind = 'v'
  JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE c.relnamespace IN ($namespaces)
  UNION ALL
  SELECT 0, 0, c.relnamespace, c.oid, 'comment', c.relname || '.' || a.attname, '',
         format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname, d.description),
         format('COMMENT ON COLUMN %s.%I IS NULL', c.oid::regclass, a.attname)
  FROM pg_description AS d JOIN pg_class AS c ON c.oid = d.objoid AND c.relkind IN ('v', 'm', 'f')
  JOIN pg_attribute AS a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
  WHERE c.relnamespace IN ($namespaces) AND d.classoid = 'pg_class'::regclass AND d.objsubid > 0
  UNION ALL
  SELECT 0, 0, c.relnamespace, k.conrelid, 'comment', c.relname::text, '',
         format('COMMENT ON INDEX %s IS %L', c.oid::regclass, d.description),
         format('COMMENT ON INDEX %s IS NULL', c.oid::regclass)
  FROM pg_description AS d JOIN pg_class AS c ON c.oid = d.objoid AND c.relkind IN ('i', 'I')
  JOIN pg_constraint AS k ON k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')
  WHERE c.relnamespace IN ($namespaces) AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
  UNION ALL
  SELECT 0, 0, n.oid, 0, 'comment', n.nspname::text, '',
         format('COMMENT ON SCHEMA %I IS %L', n.nspname, d.description),
         format('COMMENT ON SCHEMA %I IS NULL', n.nspname)
  FROM pg_namespace AS n JOIN pg_description AS d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid
  WHERE n.oid IN ($namespaces) AND d.description <> 'standard public schema'
  ORDER BY 3, 6
)sql";

}  // namespace

void read_settings(Draft& draft) {
  read_opaque(draft, table_settings_query);
  read_opaque(draft, column_settings_query);
}

}  // namespace strata::dialects::postgresql
