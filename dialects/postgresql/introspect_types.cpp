// Types that are modelled (enums, domains, composite types) and extensions.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// A table's row type is no type of its own.
constexpr std::string_view types_query = R"sql(
  SELECT t.oid,
         t.typnamespace,
         t.typname,
         t.typtype,
         t.typrelid,
         CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
         t.typnotnull,
         CASE WHEN t.typdefaultbin IS NOT NULL THEN pg_get_expr(t.typdefaultbin, 0) END,
         CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(co.collname),
         CASE WHEN t.typtype = 'e' THEN
           (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid) END
  FROM pg_type AS t
  LEFT JOIN pg_class AS c ON c.oid = t.typrelid AND c.relkind = 'c'
  LEFT JOIN pg_type AS base ON base.oid = t.typbasetype AND t.typtype = 'd'
  LEFT JOIN pg_collation AS co ON co.oid = t.typcollation AND co.oid <> base.typcollation
  LEFT JOIN pg_namespace AS n ON n.oid = co.collnamespace
  WHERE t.typnamespace IN ($namespaces) AND (t.typtype IN ('e', 'd') OR c.oid IS NOT NULL)
  ORDER BY t.typnamespace, t.typname COLLATE "C"
)sql";

constexpr std::string_view domain_checks_query = R"sql(
  SELECT k.oid, k.contypid, k.conname, k.convalidated, pg_get_expr(k.conbin, 0)
  FROM pg_constraint AS k
  WHERE k.connamespace IN ($namespaces) AND k.contypid <> 0 AND k.contype = 'c'
  ORDER BY k.contypid, k.conname COLLATE "C"
)sql";

constexpr std::string_view extensions_query = R"sql(
  SELECT e.extname, e.extnamespace, e.extversion
  FROM pg_extension AS e
  WHERE e.extname <> 'plpgsql'
  ORDER BY e.extname COLLATE "C"
)sql";

void read_type(Draft& draft, Row& row) {
  Fields fields(row);
  const Oid oid = fields.oid();
  const Oid name_space = fields.oid();
  schema::ObjectName name = draft.catalog.name(name_space, fields.text());
  const char kind = fields.letter();
  const Oid relation = fields.oid();
  const Oid member = kind == 'c' ? relation : oid;
  const Oid member_catalog = kind == 'c' ? catalog::relation : catalog::type;
  const bool of_extension =
      draft.catalog.is_made_by_other(member_catalog, member) || draft.catalog.is_made_by_other(catalog::type, oid);
  if (of_extension || !draft.catalog.in_scope(name_space, name)) return;
  std::string comment = draft.catalog.comment(catalog::type, oid);
  schema::Schema& schema = draft.schema;
  if (kind == 'c') {
    schema.composite_types.push_back({std::move(name), std::move(draft.attributes[relation]), std::move(comment), {}});
    return;
  }
  schema::Domain domain;
  domain.type = fields.text();
  domain.nullable = !fields.flag();
  domain.default_value = fields.optional();
  domain.collation = fields.text();
  if (kind == 'e') {
    schema.enums.push_back({std::move(name), fields.texts(), std::move(comment), {}});
    return;
  }
  domain.name = std::move(name);
  domain.comment = std::move(comment);
  draft.domains.emplace(oid, schema.domains.size());
  schema.domains.push_back(std::move(domain));
}

}  // namespace

void read_types(Draft& draft) {
  for (Row& row : draft.catalog.rows(types_query)) read_type(draft, row);
  for (Row& row : draft.catalog.rows(domain_checks_query)) {
    Fields fields(row);
    const Oid oid = fields.oid();
    const auto domain = draft.domains.find(fields.oid());
    if (domain == draft.domains.end()) continue;
    schema::Check check;
    check.name = fields.text();
    check.validated = fields.flag();
    check.expression = fields.text();
    check.comment = draft.catalog.comment(catalog::constraint, oid);
    draft.schema.domains[domain->second].checks.push_back(std::move(check));
  }
  for (Row& row : draft.catalog.rows(extensions_query)) {
    Fields fields(row);
    schema::Extension extension;
    extension.name = fields.text();
    extension.schema = draft.catalog.name(fields.oid(), "").schema;
    extension.version = fields.text();
    draft.schema.extensions.push_back(std::move(extension));
  }
}

}  // namespace strata::dialects::postgresql
