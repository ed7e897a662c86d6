// Operators, their classes and families, and casts.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view operators_query = R"sql(
  SELECT 'pg_operator'::regclass::oid,
         o.oid,
         o.oprnamespace,
         0,
         'operator',
         o.oprname || '(' || concat_ws(', ', format_type(NULLIF(o.oprleft, 0), NULL), format_type(o.oprright, NULL)) || ')',
         'OPERATOR ' || said.name || said.arguments,
         'CREATE OPERATOR ' || said.name || ' (' || concat_ws(', ',
           'FUNCTION = ' || o.oprcode,
           'LEFTARG = ' || format_type(NULLIF(o.oprleft, 0), NULL),
           'RIGHTARG = ' || format_type(NULLIF(o.oprright, 0), NULL),
           (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', n.nspname, other.oprname)
            FROM pg_operator AS other JOIN pg_namespace AS n ON n.oid = other.oprnamespace WHERE other.oid = o.oprcom),
           (SELECT format('NEGATOR = OPERATOR(%I.%s)', n.nspname, other.oprname)
            FROM pg_operator AS other JOIN pg_namespace AS n ON n.oid = other.oprnamespace
            WHERE other.oid = o.oprnegate),
           'RESTRICT = ' || NULLIF(o.oprrest::oid, 0)::regproc,
           'JOIN = ' || NULLIF(o.oprjoin::oid, 0)::regproc,
           CASE WHEN o.oprcanhash THEN 'HASHES' END,
           CASE WHEN o.oprcanmerge THEN 'MERGES' END) || ')',
         'DROP OPERATOR ' || said.name || said.arguments
  FROM pg_operator AS o
  JOIN pg_namespace AS n ON n.oid = o.oprnamespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END || o.oprname AS name,
           format(' (%s, %s)', COALESCE(format_type(NULLIF(o.oprleft, 0), NULL), 'NONE'), format_type(o.oprright, NULL))
             AS arguments
  ) AS said
  WHERE o.oprnamespace IN ($namespaces) AND o.oprcode <> 0
  ORDER BY o.oprnamespace, 6
)sql";

// One that was made with its class needs no statement of its own.
constexpr std::string_view operator_families_query = R"sql(
  SELECT 'pg_opfamily'::regclass::oid,
         f.oid,
         f.opfnamespace,
         0,
         'operator family',
         f.opfname,
         said.text,
         'CREATE ' || said.text,
         'DROP ' || said.text
  FROM pg_opfamily AS f
  JOIN pg_namespace AS n ON n.oid = f.opfnamespace
  JOIN pg_am AS am ON am.oid = f.opfmethod
  CROSS JOIN LATERAL (
    SELECT 'OPERATOR FAMILY ' || CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END
           || format('%I USING %I', f.opfname, am.amname) AS text
  ) AS said
  WHERE f.opfnamespace IN ($namespaces)
    AND NOT EXISTS (SELECT FROM pg_opclass AS c WHERE c.opcfamily = f.oid AND c.opcname = f.opfname
                      AND c.opcnamespace = f.opfnamespace)
  ORDER BY f.opfnamespace, f.opfname COLLATE "C"
)sql";

constexpr std::string_view operator_classes_query = R"sql(
  SELECT 'pg_opclass'::regclass::oid,
         c.oid,
         c.opcnamespace,
         0,
         'operator class',
         c.opcname,
         said.text,
         'CREATE ' || said.name || CASE WHEN c.opcdefault THEN ' DEFAULT' ELSE '' END
           || format(' FOR TYPE %s USING %I', format_type(c.opcintype, NULL), am.amname)
           || CASE WHEN f.opfname = c.opcname AND f.opfnamespace = c.opcnamespace THEN ''
                   ELSE format(' FAMILY %I.%I', fn.nspname, f.opfname) END
           || ' AS ' || concat_ws(', ',
             (SELECT string_agg(format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator)
                       || COALESCE(' FOR ORDER BY ' || (SELECT format('%I.%I', n.nspname, s.opfname) FROM pg_opfamily AS s
                            JOIN pg_namespace AS n ON n.oid = s.opfnamespace WHERE s.oid = o.amopsortfamily), ''),
                       ', ' ORDER BY o.amopstrategy)
              FROM pg_depend AS d JOIN pg_amop AS o ON o.oid = d.objid
              WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid),
             (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                                       format_type(p.amprocrighttype, NULL), p.amproc::regprocedure),
                       ', ' ORDER BY p.amprocnum)
              FROM pg_depend AS d JOIN pg_amproc AS p ON p.oid = d.objid
              WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass
                AND d.refobjid = c.oid),
             'STORAGE ' || format_type(CASE WHEN c.opckeytype <> 0 THEN c.opckeytype
                                            WHEN NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.refobjid = c.oid
                                                               AND d.refclassid = 'pg_opclass'::regclass
                                                               AND d.deptype = 'i') THEN c.opcintype END, NULL)),
         'DROP ' || said.text
  FROM pg_opclass AS c
  JOIN pg_namespace AS n ON n.oid = c.opcnamespace
  JOIN pg_opfamily AS f ON f.oid = c.opcfamily
  JOIN pg_namespace AS fn ON fn.oid = f.opfnamespace
  JOIN pg_am AS am ON am.oid = c.opcmethod
  CROSS JOIN LATERAL (
    SELECT name, name || format(' USING %I', am.amname) AS text
    FROM (SELECT 'OPERATOR CLASS ' || CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END
                 || quote_ident(c.opcname)) AS bare (name)
  ) AS said
  WHERE c.opcnamespace IN ($namespaces)
  ORDER BY c.opcnamespace, c.opcname COLLATE "C"
)sql";

// A cast has no schema: it is ours when one of its types is, or its function.
constexpr std::string_view casts_query = R"sql(
  SELECT 'pg_cast'::regclass::oid,
         k.oid,
         CASE WHEN s.typnamespace IN ($namespaces) THEN s.typnamespace
              WHEN t.typnamespace IN ($namespaces) THEN t.typnamespace
              ELSE f.pronamespace END,
         0,
         'cast',
         said.text,
         'CAST ' || said.text,
         'CREATE CAST ' || said.text
           || CASE k.castmethod WHEN 'b' THEN ' WITHOUT FUNCTION' WHEN 'i' THEN ' WITH INOUT'
                                ELSE ' WITH FUNCTION ' || k.castfunc::regprocedure END
           || CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END,
         'DROP CAST ' || said.text
  FROM pg_cast AS k
  JOIN pg_type AS s ON s.oid = k.castsource
  JOIN pg_type AS t ON t.oid = k.casttarget
  LEFT JOIN pg_proc AS f ON f.oid = k.castfunc
  CROSS JOIN LATERAL (
    SELECT format('(%s AS %s)', format_type(k.castsource, NULL), format_type(k.casttarget, NULL)) AS text
  ) AS said
  WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_range AS r WHERE r.rngtypid = k.castsource
                                         AND k.casttarget = $since 140000 {r.rngmultitypid} else {0})
    AND (s.typnamespace IN ($namespaces) OR t.typnamespace IN ($namespaces) OR f.pronamespace IN ($namespaces))
  ORDER BY said.text COLLATE "C"
)sql";

}  // namespace

void read_operators(Draft& draft) {
  read_opaque(draft, operators_query);
  read_opaque(draft, operator_families_query);
  read_opaque(draft, operator_classes_query);
  read_opaque(draft, casts_query);
}

}  // namespace strata::dialects::postgresql
