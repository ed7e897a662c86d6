// Functions and procedures as the server prints them, and aggregates, which it does not print.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// The server qualifies the name always; ours has a schema where it is not the default one. In a schema's temporary
// counterpart the name is said as pg_temp.
constexpr std::string_view functions_query = R"sql(
  SELECT 'pg_proc'::regclass::oid,
         p.oid,
         p.pronamespace,
         0,
         CASE WHEN p.prokind = 'p' THEN 'procedure' ELSE 'function' END,
         p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
         said.kind || ' ' || said.name || '(' || said.arguments || ')',
         'CREATE OR REPLACE ' || said.kind || ' ' || said.name
           || substr(said.definition, strpos(said.definition, said.full_name) + length(said.full_name)),
         'DROP ' || said.kind || ' ' || said.name || '(' || said.arguments || ')'
  FROM pg_proc AS p
  JOIN pg_namespace AS n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
           quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS full_name,
           CASE WHEN n.nspname = current_schema() THEN '' WHEN n.oid = pg_my_temp_schema() THEN 'pg_temp.'
                ELSE quote_ident(n.nspname) || '.' END || quote_ident(p.proname) AS name,
           pg_get_function_identity_arguments(p.oid) AS arguments,
           pg_get_functiondef(p.oid) AS definition
  ) AS said
  WHERE p.pronamespace IN ($namespaces) AND p.prokind <> 'a'
  ORDER BY p.pronamespace, p.proname COLLATE "C", 6
)sql";

constexpr std::string_view aggregates_query = R"sql(
  SELECT 'pg_proc'::regclass::oid,
         p.oid,
         p.pronamespace,
         0,
         'aggregate',
         p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
         'AGGREGATE ' || said.name,
         'CREATE AGGREGATE ' || said.name || E' (\n  ' || concat_ws(E',\n  ',
           'SFUNC = ' || a.aggtransfn,
           'STYPE = ' || format_type(a.aggtranstype, NULL),
           'SSPACE = ' || NULLIF(a.aggtransspace, 0),
           'FINALFUNC = ' || NULLIF(a.aggfinalfn::oid, 0)::regproc,
           CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
           'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalfn = 0 THEN NULL
              WHEN a.aggfinalmodify = CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN NULL
              WHEN a.aggfinalmodify = 'r' THEN 'READ_ONLY' WHEN a.aggfinalmodify = 's' THEN 'SHAREABLE'
              ELSE 'READ_WRITE' END,
           'COMBINEFUNC = ' || NULLIF(a.aggcombinefn::oid, 0)::regproc,
           'SERIALFUNC = ' || NULLIF(a.aggserialfn::oid, 0)::regproc,
           'DESERIALFUNC = ' || NULLIF(a.aggdeserialfn::oid, 0)::regproc,
           'INITCOND = ' || quote_literal(a.agginitval),
           'MSFUNC = ' || NULLIF(a.aggmtransfn::oid, 0)::regproc,
           'MINVFUNC = ' || NULLIF(a.aggminvtransfn::oid, 0)::regproc,
           'MSTYPE = ' || format_type(NULLIF(a.aggmtranstype, 0), NULL),
           'MSSPACE = ' || NULLIF(a.aggmtransspace, 0),
           'MFINALFUNC = ' || NULLIF(a.aggmfinalfn::oid, 0)::regproc,
           CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
           'MFINALFUNC_MODIFY = ' || CASE WHEN a.aggmfinalfn = 0 THEN NULL
              WHEN a.aggmfinalmodify = CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN NULL
              WHEN a.aggmfinalmodify = 'r' THEN 'READ_ONLY' WHEN a.aggmfinalmodify = 's' THEN 'SHAREABLE'
              ELSE 'READ_WRITE' END,
           'MINITCOND = ' || quote_literal(a.aggminitval),
           (SELECT format('SORTOP = OPERATOR(%I.%s)', n.nspname, o.oprname)
            FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace WHERE o.oid = a.aggsortop),
           'PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
           CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END) || E'\n)',
         'DROP AGGREGATE ' || said.name
  FROM pg_proc AS p
  JOIN pg_aggregate AS a ON a.aggfnoid = p.oid
  JOIN pg_namespace AS n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN n.nspname = current_schema() THEN '' WHEN n.oid = pg_my_temp_schema() THEN 'pg_temp.'
                ELSE quote_ident(n.nspname) || '.' END || quote_ident(p.proname)
           || '(' || COALESCE(NULLIF(pg_get_function_identity_arguments(p.oid), ''), '*') || ')' AS name
  ) AS said
  WHERE p.pronamespace IN ($namespaces)
  ORDER BY p.pronamespace, p.proname COLLATE "C", 6
)sql";

}  // namespace

void read_routines(Draft& draft) {
  read_opaque(draft, functions_query);
  read_opaque(draft, aggregates_query);
}

}  // namespace strata::dialects::postgresql
