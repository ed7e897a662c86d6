// Foreign tables, and the servers that they are on, which have no schema: they are read when a table in scope needs
// them. User mappings hold passwords and are not read.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view servers_query = R"sql(
  SELECT 'pg_foreign_server'::regclass::oid,
         s.oid,
         (SELECT min(c.relnamespace) FROM pg_foreign_table AS t JOIN pg_class AS c ON c.oid = t.ftrelid
          WHERE t.ftserver = s.oid AND c.relnamespace IN ($namespaces)),
         0,
         'server',
         s.srvname,
         format('SERVER %I', s.srvname),
         format('CREATE SERVER %I', s.srvname) || COALESCE(' TYPE ' || quote_literal(s.srvtype), '')
           || COALESCE(' VERSION ' || quote_literal(s.srvversion), '')
           || format(' FOREIGN DATA WRAPPER %I', w.fdwname)
           || COALESCE((SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', ') || ')'
                        FROM pg_options_to_table(s.srvoptions)), ''),
         format('DROP SERVER %I', s.srvname)
  FROM pg_foreign_server AS s
  JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
  WHERE s.oid IN (SELECT t.ftserver FROM pg_foreign_table AS t JOIN pg_class AS c ON c.oid = t.ftrelid
                  WHERE c.relnamespace IN ($namespaces))
  ORDER BY s.srvname COLLATE "C"
)sql";

constexpr std::string_view foreign_tables_query = R"sql(
  SELECT 'pg_class'::regclass::oid,
         c.oid,
         c.relnamespace,
         0,
         'foreign table',
         c.relname,
         'FOREIGN TABLE ' || c.oid::regclass,
         format(E'CREATE FOREIGN TABLE %s (\n  %s\n)', c.oid::regclass, concat_ws(E',\n  ',
           (SELECT string_agg(
                format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                  || COALESCE((SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', ') || ')'
                               FROM pg_options_to_table(a.attfdwoptions)), '')
                  || CASE WHEN a.attcollation <> t.typcollation THEN
                       (SELECT format(' COLLATE %I.%I', n.nspname, co.collname)
                        FROM pg_collation AS co JOIN pg_namespace AS n ON n.oid = co.collnamespace
                        WHERE co.oid = a.attcollation) ELSE '' END
                  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                  || COALESCE(CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                                   ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' END, ''),
                E',\n  ' ORDER BY a.attnum)
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition)),
           (SELECT string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), E',\n  '
                              ORDER BY k.conname COLLATE "C")
            FROM pg_constraint AS k
            WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.coninhcount = 0)))
           || COALESCE((SELECT ' INHERITS (' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) || ')'
                        FROM pg_inherits AS i WHERE i.inhrelid = c.oid AND NOT c.relispartition), '')
           || format(E'\nSERVER %I', s.srvname)
           || COALESCE((SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', ') || ')'
                        FROM pg_options_to_table(f.ftoptions)), '')
           || COALESCE((SELECT format(E';\nALTER TABLE %s ATTACH PARTITION %s %s', i.inhparent::regclass,
                                      c.oid::regclass, pg_get_expr(c.relpartbound, c.oid))
                        FROM pg_inherits AS i WHERE i.inhrelid = c.oid AND c.relispartition), ''),
         'DROP FOREIGN TABLE ' || c.oid::regclass
  FROM pg_class AS c
  JOIN pg_foreign_table AS f ON f.ftrelid = c.oid
  JOIN pg_foreign_server AS s ON s.oid = f.ftserver
  WHERE c.relnamespace IN ($namespaces)
  ORDER BY c.relnamespace, c.relname COLLATE "C"
)sql";

}  // namespace

void read_foreign_objects(Draft& draft) {
  read_opaque(draft, servers_query);
  read_opaque(draft, foreign_tables_query);
}

}  // namespace strata::dialects::postgresql
