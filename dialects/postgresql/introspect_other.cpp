// Types that are not modelled (ranges, base types), collations, conversions and the objects of text search.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// A base type is functions in C: it is named, but can't be made again.
constexpr std::string_view other_types_query = R"sql(
  SELECT 'pg_type'::regclass::oid,
         t.oid,
         t.typnamespace,
         0,
         CASE WHEN NOT t.typisdefined THEN 'shell type' WHEN t.typtype = 'r' THEN 'range type' ELSE 'base type' END,
         t.typname,
         'TYPE ' || t.oid::regtype,
         CASE WHEN NOT t.typisdefined THEN 'CREATE TYPE ' || t.oid::regtype
              WHEN t.typtype = 'r' THEN format('CREATE TYPE %s AS RANGE (%s)', t.oid::regtype, concat_ws(', ',
                'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
                (SELECT format('SUBTYPE_OPCLASS = %I.%I', n.nspname, o.opcname)
                 FROM pg_opclass AS o JOIN pg_namespace AS n ON n.oid = o.opcnamespace
                 WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
                (SELECT format('COLLATION = %I.%I', n.nspname, co.collname)
                 FROM pg_collation AS co JOIN pg_namespace AS n ON n.oid = co.collnamespace
                 WHERE co.oid = r.rngcollation AND co.oid <> subtype.typcollation),
                'CANONICAL = ' || NULLIF(r.rngcanonical::oid, 0)::regproc,
                'SUBTYPE_DIFF = ' || NULLIF(r.rngsubdiff::oid, 0)::regproc,
                $since 140000 {'MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype} else {NULL})) END,
         'DROP TYPE ' || t.oid::regtype
  FROM pg_type AS t
  LEFT JOIN pg_range AS r ON r.rngtypid = t.oid
  LEFT JOIN pg_type AS subtype ON subtype.oid = r.rngsubtype
  WHERE t.typnamespace IN ($namespaces)
    AND (t.typtype IN ('r', 'p') OR t.typtype = 'b' AND NOT EXISTS (
           SELECT FROM pg_type AS element WHERE element.oid = t.typelem AND element.typarray = t.oid))
  ORDER BY t.typnamespace, t.typname COLLATE "C"
)sql";

constexpr std::string_view collations_query = R"sql(
  SELECT 'pg_collation'::regclass::oid,
         c.oid,
         c.collnamespace,
         0,
         'collation',
         c.collname,
         'COLLATION ' || c.oid::regcollation,
         format('CREATE COLLATION %s (%s)', c.oid::regcollation, concat_ws(', ',
           'PROVIDER = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' END,
           'LOCALE = ' || quote_literal(locale.icu),
           'LC_COLLATE = ' || CASE WHEN locale.icu IS NULL THEN quote_literal(c.collcollate) END,
           'LC_CTYPE = ' || CASE WHEN locale.icu IS NULL THEN quote_literal(c.collctype) END,
           'RULES = ' || quote_literal(to_jsonb(c) ->> 'collicurules'),
           $since 120000 {CASE WHEN NOT c.collisdeterministic THEN 'DETERMINISTIC = false' END} else {NULL})),
         'DROP COLLATION ' || c.oid::regcollation
  FROM pg_collation AS c
  CROSS JOIN LATERAL (
    SELECT COALESCE(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale',
                    CASE WHEN c.collprovider <> 'c' THEN to_jsonb(c) ->> 'collcollate' END) AS icu
  ) AS locale
  WHERE c.collnamespace IN ($namespaces)
  UNION ALL
  SELECT 'pg_conversion'::regclass::oid,
         c.oid,
         c.connamespace,
         0,
         'conversion',
         c.conname,
         'CONVERSION ' || said.name,
         format('CREATE %sCONVERSION %s FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END,
                said.name, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc),
         'DROP CONVERSION ' || said.name
  FROM pg_conversion AS c
  JOIN pg_namespace AS n ON n.oid = c.connamespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(c.conname) AS name
  ) AS said
  WHERE c.connamespace IN ($namespaces)
  ORDER BY 3, 5, 6
)sql";

constexpr std::string_view text_search_query = R"sql(
  SELECT object.catalog, object.oid, object.namespace, 0, lower(object.kind), object.name,
         object.kind || ' ' || said.name,
         CASE object.kind
           WHEN 'TEXT SEARCH CONFIGURATION' THEN format('CREATE TEXT SEARCH CONFIGURATION %s (%s)%s', said.name,
             object.options, (
               SELECT string_agg(format(E';\nALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %I WITH %s', said.name,
                                        token.alias, token.dictionaries), '' ORDER BY token.tokid)
               FROM (
                 SELECT t.tokid, t.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
                 FROM pg_ts_config_map AS m
                 JOIN LATERAL ts_token_type(object.parser) AS t ON t.tokid = m.maptokentype
                 WHERE m.mapcfg = object.oid
                 GROUP BY t.tokid, t.alias) AS token (tokid, alias, dictionaries)))
           ELSE format('CREATE %s %s (%s)', object.kind, said.name, object.options) END,
         format('DROP %s %s', object.kind, said.name)
  FROM (
    SELECT 'pg_ts_parser'::regclass::oid, p.oid, p.prsnamespace, 'TEXT SEARCH PARSER', p.prsname, 0::oid,
           concat_ws(', ', 'START = ' || p.prsstart, 'GETTOKEN = ' || p.prstoken, 'END = ' || p.prsend,
                     'HEADLINE = ' || NULLIF(p.prsheadline::oid, 0)::regproc, 'LEXTYPES = ' || p.prslextype)
    FROM pg_ts_parser AS p
    UNION ALL
    SELECT 'pg_ts_template'::regclass::oid, t.oid, t.tmplnamespace, 'TEXT SEARCH TEMPLATE', t.tmplname, 0::oid,
           concat_ws(', ', 'INIT = ' || NULLIF(t.tmplinit::oid, 0)::regproc, 'LEXIZE = ' || t.tmpllexize)
    FROM pg_ts_template AS t
    UNION ALL
    SELECT 'pg_ts_dict'::regclass::oid, d.oid, d.dictnamespace, 'TEXT SEARCH DICTIONARY', d.dictname, 0::oid,
           concat_ws(', ', format('TEMPLATE = %I.%I', n.nspname, t.tmplname), d.dictinitoption)
    FROM pg_ts_dict AS d
    JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
    JOIN pg_namespace AS n ON n.oid = t.tmplnamespace
    UNION ALL
    SELECT 'pg_ts_config'::regclass::oid, c.oid, c.cfgnamespace, 'TEXT SEARCH CONFIGURATION', c.cfgname, c.cfgparser,
           format('PARSER = %I.%I', n.nspname, p.prsname)
    FROM pg_ts_config AS c
    JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
    JOIN pg_namespace AS n ON n.oid = p.prsnamespace
  ) AS object (catalog, oid, namespace, kind, name, parser, options)
  JOIN pg_namespace AS n ON n.oid = object.namespace
  CROSS JOIN LATERAL (
    SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(object.name) AS name
  ) AS said
  WHERE object.namespace IN ($namespaces)
  ORDER BY object.namespace, object.kind, object.name COLLATE "C"
)sql";

}  // namespace

void read_other_objects(Draft& draft) {
  read_opaque(draft, other_types_query);
  read_opaque(draft, collations_query);
  read_opaque(draft, text_search_query);
}

}  // namespace strata::dialects::postgresql
