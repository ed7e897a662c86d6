// What hangs on a table or view and vanishes with it: triggers, policies, rules, statistics, places in publications.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// Not those that the server made: for foreign keys, and on partitions for a trigger of their parent.
constexpr std::string_view triggers_query = R"sql(
  SELECT 'pg_trigger'::regclass::oid,
         t.oid,
         c.relnamespace,
         c.oid,
         'trigger',
         t.tgname,
         format('TRIGGER %I ON %s', t.tgname, c.oid::regclass),
         pg_get_triggerdef(t.oid, true)
           || CASE t.tgenabled
                WHEN 'D' THEN format(E';\nALTER TABLE %s DISABLE TRIGGER %I', c.oid::regclass, t.tgname)
                WHEN 'R' THEN format(E';\nALTER TABLE %s ENABLE REPLICA TRIGGER %I', c.oid::regclass, t.tgname)
                WHEN 'A' THEN format(E';\nALTER TABLE %s ENABLE ALWAYS TRIGGER %I', c.oid::regclass, t.tgname)
                ELSE '' END,
         format('DROP TRIGGER %I ON %s', t.tgname, c.oid::regclass)
  FROM pg_trigger AS t
  JOIN pg_class AS c ON c.oid = t.tgrelid
  WHERE c.relnamespace IN ($namespaces) AND NOT t.tgisinternal
    AND $since 130000 {t.tgparentid = 0} else {true}
  ORDER BY c.relnamespace, c.relname COLLATE "C", t.tgname COLLATE "C"
)sql";

constexpr std::string_view policies_query = R"sql(
  SELECT 'pg_policy'::regclass::oid,
         p.oid,
         c.relnamespace,
         c.oid,
         'policy',
         p.polname,
         format('POLICY %I ON %s', p.polname, c.oid::regclass),
         format('CREATE POLICY %I ON %s', p.polname, c.oid::regclass)
           || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
           || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                            WHEN 'd' THEN ' FOR DELETE' ELSE '' END
           || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' ||
                (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', '
                                   ORDER BY r)
                 FROM unnest(p.polroles) AS r) END
           || COALESCE(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
           || COALESCE(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
         format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)
  FROM pg_policy AS p
  JOIN pg_class AS c ON c.oid = p.polrelid
  WHERE c.relnamespace IN ($namespaces)
  ORDER BY c.relnamespace, c.relname COLLATE "C", p.polname COLLATE "C"
)sql";

// The rule that makes a view is the view.
constexpr std::string_view rules_query = R"sql(
  SELECT 'pg_rewrite'::regclass::oid,
         r.oid,
         c.relnamespace,
         c.oid,
         'rule',
         r.rulename,
         format('RULE %I ON %s', r.rulename, c.oid::regclass),
         rtrim(pg_get_ruledef(r.oid, true), '; ')
           || CASE r.ev_enabled
                WHEN 'D' THEN format(E';\nALTER TABLE %s DISABLE RULE %I', c.oid::regclass, r.rulename)
                WHEN 'R' THEN format(E';\nALTER TABLE %s ENABLE REPLICA RULE %I', c.oid::regclass, r.rulename)
                WHEN 'A' THEN format(E';\nALTER TABLE %s ENABLE ALWAYS RULE %I', c.oid::regclass, r.rulename)
                ELSE '' END,
         format('DROP RULE %I ON %s', r.rulename, c.oid::regclass)
  FROM pg_rewrite AS r
  JOIN pg_class AS c ON c.oid = r.ev_class
  WHERE c.relnamespace IN ($namespaces) AND r.rulename <> '_RETURN'
  ORDER BY c.relnamespace, c.relname COLLATE "C", r.rulename COLLATE "C"
)sql";

constexpr std::string_view statistics_query = R"sql(
  SELECT 'pg_statistic_ext'::regclass::oid,
         s.oid,
         s.stxnamespace,
         s.stxrelid,
         'statistics',
         s.stxname,
         'STATISTICS ' || said.name,
         'CREATE STATISTICS ' || said.name
           || substr(said.definition, strpos(said.definition, said.full_name) + length(said.full_name))
           || COALESCE(E';\nALTER STATISTICS ' || said.name || ' SET STATISTICS ' || said.target, ''),
         'DROP STATISTICS ' || said.name
  FROM pg_statistic_ext AS s
  JOIN pg_namespace AS n ON n.oid = s.stxnamespace
  CROSS JOIN LATERAL (
    SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname) AS full_name,
           CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END
             || quote_ident(s.stxname) AS name,
           pg_get_statisticsobjdef(s.oid) AS definition,
           $since 130000 {NULLIF(s.stxstattarget, -1)} else {NULL::integer} AS target
  ) AS said
  WHERE s.stxnamespace IN ($namespaces)
  ORDER BY s.stxnamespace, s.stxname COLLATE "C"
)sql";

constexpr std::string_view publications_query = R"sql(
  SELECT 'pg_publication_rel'::regclass::oid,
         r.oid,
         c.relnamespace,
         c.oid,
         'publication',
         p.pubname,
         '',
         format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, c.oid::regclass)
           || COALESCE((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                        FROM pg_attribute AS a
                        WHERE a.attrelid = c.oid AND a.attnum = ANY ($since 150000 {r.prattrs} else {NULL})), '')
           || COALESCE(' WHERE (' || $since 150000 {pg_get_expr(r.prqual, r.prrelid)} else {NULL} || ')', ''),
         format('ALTER PUBLICATION %I DROP TABLE ONLY %s', p.pubname, c.oid::regclass)
  FROM pg_publication_rel AS r
  JOIN pg_publication AS p ON p.oid = r.prpubid
  JOIN pg_class AS c ON c.oid = r.prrelid
  WHERE c.relnamespace IN ($namespaces)
  ORDER BY c.relnamespace, c.relname COLLATE "C", p.pubname COLLATE "C"
)sql";

}  // namespace

void read_attached(Draft& draft) {
  read_opaque(draft, triggers_query);
  read_opaque(draft, policies_query);
  read_opaque(draft, rules_query);
  read_opaque(draft, statistics_query);
  read_opaque(draft, publications_query);
}

}  // namespace strata::dialects::postgresql
