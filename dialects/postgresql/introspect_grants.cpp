// Rights that were given or taken: one opaque object for each object with other rights than it was born with. Roles
// belong to the cluster; a scratch database on another server may lack them.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// What is in the list and not in the default one was granted, the reverse was revoked. The rights on columns count as
// their table's.
constexpr std::string_view grants_query = R"sql(
  WITH object (kind, namespace, holder, name, target, attname, rights, usual) AS (
    SELECT 'grant',
           c.relnamespace,
           CASE WHEN c.relkind <> 'S' THEN c.oid ELSE COALESCE(d.refobjid, 0) END,
           c.relname::text,
           CASE WHEN c.relkind = 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass,
           NULL,
           c.relacl,
           acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
    FROM pg_class AS c
    LEFT JOIN pg_depend AS d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    WHERE c.relnamespace IN ($namespaces) AND c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'grant', c.relnamespace, c.oid, c.relname, 'TABLE ' || c.oid::regclass, quote_ident(a.attname), a.attacl,
           acldefault('c', c.relowner)
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE c.relnamespace IN ($namespaces) AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'grant', p.pronamespace, 0, p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
           format('%s %s%I(%s)', CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                  CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END, p.proname,
                  CASE WHEN p.prokind = 'a' THEN oidvectortypes(p.proargtypes)
                       ELSE pg_get_function_identity_arguments(p.oid) END),
           NULL, p.proacl, acldefault('f', p.proowner)
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.pronamespace IN ($namespaces) AND p.proacl IS NOT NULL
      AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                        AND d.deptype IN ('e', 'i'))
    UNION ALL
    SELECT 'grant', t.typnamespace, 0, t.typname, 'TYPE ' || t.oid::regtype, NULL, t.typacl, acldefault('T', t.typowner)
    FROM pg_type AS t
    WHERE t.typnamespace IN ($namespaces) AND t.typacl IS NOT NULL
    UNION ALL
    SELECT 'grant on schema', n.oid, 0, n.nspname, format('SCHEMA %I', n.nspname), NULL, n.nspacl,
           COALESCE((SELECT i.initprivs FROM pg_init_privs AS i
                     WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid), acldefault('n', n.nspowner))
    FROM pg_namespace AS n
    WHERE n.oid IN ($namespaces) AND n.nspacl IS NOT NULL
  ), difference AS (
    SELECT object.*, 'granted' AS what, r.grantee, r.is_grantable, r.privilege_type
    FROM object CROSS JOIN LATERAL (
      SELECT grantee, privilege_type, is_grantable FROM aclexplode(object.rights)
      EXCEPT SELECT grantee, privilege_type, is_grantable FROM aclexplode(object.usual)) AS r
    UNION ALL
    SELECT object.*, 'revoked', r.grantee, false, r.privilege_type
    FROM object CROSS JOIN LATERAL (
      SELECT grantee, privilege_type FROM aclexplode(object.usual)
      EXCEPT SELECT grantee, privilege_type FROM aclexplode(object.rights)) AS r
  ), statement AS (
    SELECT kind, namespace, holder, name, what, attname, grantee,
           string_agg(privilege_type || COALESCE(' (' || attname || ')', ''), ', ' ORDER BY privilege_type) || ' ON '
             || target AS rights,
           CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
           CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS option
    FROM difference
    GROUP BY kind, namespace, holder, name, target, what, attname, grantee, is_grantable
  )
  SELECT 0, 0, namespace, holder, kind, name, '',
         string_agg(CASE what WHEN 'granted' THEN 'GRANT ' || rights || ' TO ' || role || option
                              ELSE 'REVOKE ' || rights || ' FROM ' || role END,
                    E';\n' ORDER BY what DESC, role, rights COLLATE "C", option),
         string_agg(CASE what WHEN 'granted' THEN 'REVOKE ' || rights || ' FROM ' || role
                              ELSE 'GRANT ' || rights || ' TO ' || role END,
                    E';\n' ORDER BY what, role, rights COLLATE "C", option)
  FROM statement
  GROUP BY kind, namespace, holder, name
  ORDER BY namespace, name COLLATE "C"
)sql";

// New objects of these schemas get such rights.
constexpr std::string_view default_privileges_query = R"sql(
  SELECT 0, 0, n.oid, 0, 'default privileges',
         format('%s of %s', said.objects, pg_get_userbyid(d.defaclrole)), '',
         string_agg(format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT %s ON %s TO %s%s',
                           pg_get_userbyid(d.defaclrole), n.nspname, r.privilege_type, said.objects,
                           CASE WHEN r.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END,
                           CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END),
                    E';\n' ORDER BY r.grantee, r.privilege_type),
         string_agg(format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I REVOKE %s ON %s FROM %s',
                           pg_get_userbyid(d.defaclrole), n.nspname, r.privilege_type, said.objects,
                           CASE WHEN r.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END),
                    E';\n' ORDER BY r.grantee, r.privilege_type)
  FROM pg_default_acl AS d
  JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
  CROSS JOIN LATERAL aclexplode(d.defaclacl) AS r
  CROSS JOIN LATERAL (
    SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                WHEN 'T' THEN 'TYPES' END AS objects
  ) AS said
  WHERE n.oid IN ($namespaces)
  GROUP BY n.oid, n.nspname, d.defaclrole, said.objects
)sql";

}  // namespace

void read_grants(Draft& draft) {
  std::vector<schema::OpaqueObject>& objects = draft.schema.opaque_objects;
  const std::size_t first = objects.size();
  read_opaque(draft, grants_query);
  for (std::size_t i = first; i < objects.size(); ++i) {
    if (!objects[i].table && objects[i].kind == "grant") objects[i].depends_on.push_back(objects[i].name);
  }
  read_opaque(draft, default_privileges_query);
}

}  // namespace strata::dialects::postgresql
