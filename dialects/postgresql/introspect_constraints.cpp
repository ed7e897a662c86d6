// Checks, foreign keys, and the names and deferrability of keys; their columns come with their indexes. What a
// partition or a child has from its parent is left out.
#include "dialects/postgresql/introspect_parts.hpp"

namespace strata::dialects::postgresql {
namespace {

// Names of referenced columns only for tables elsewhere: ours are known.
constexpr std::string_view constraints_query = R"sql(
  SELECT k.oid,
         k.conrelid,
         k.conname,
         k.contype,
         k.convalidated,
         k.condeferrable,
         k.condeferred,
         k.connoinherit,
         k.conislocal OR k.coninhcount = 0,
         k.coninhcount = 0,
         k.conindid,
         CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
         CASE WHEN k.contype = 'f' THEN k.conkey END,
         CASE WHEN k.contype = 'f' THEN k.confkey END,
         k.confrelid,
         referenced.relnamespace,
         referenced.relname,
         CASE WHEN k.contype = 'f' AND referenced.relnamespace NOT IN ($namespaces) THEN
           (SELECT array_agg(a.attname ORDER BY key.position)
            FROM unnest(k.confkey) WITH ORDINALITY AS key (attnum, position)
            JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = key.attnum) END,
         k.confdeltype,
         k.confupdtype,
         k.confmatchtype,
         $since 150000 {k.confdelsetcols} else {NULL},
         CASE WHEN k.contype = 'x' THEN
           (SELECT array_agg(CASE WHEN pg_operator_is_visible(o.oid) THEN o.oprname::text
                                  ELSE format('OPERATOR(%I.%s)', n.nspname, o.oprname) END ORDER BY op.position)
            FROM unnest(k.conexclop) WITH ORDINALITY AS op (oid, position)
            JOIN pg_operator AS o ON o.oid = op.oid
            JOIN pg_namespace AS n ON n.oid = o.oprnamespace) END
  FROM pg_constraint AS k
  LEFT JOIN pg_class AS referenced ON referenced.oid = k.confrelid AND k.contype = 'f'
  WHERE k.connamespace IN ($namespaces) AND k.conrelid <> 0 AND k.contype IN ('c', 'f', 'p', 'u', 'x')
    AND k.conparentid = 0
  ORDER BY k.conrelid, k.conname COLLATE "C"
)sql";

schema::ReferentialAction action(char letter) {
  switch (letter) {
    case 'r':
      return schema::ReferentialAction::restrict;
    case 'c':
      return schema::ReferentialAction::cascade;
    case 'n':
      return schema::ReferentialAction::set_null;
    case 'd':
      return schema::ReferentialAction::set_default;
    default:
      return schema::ReferentialAction::no_action;
  }
}

schema::MatchType match(char letter) {
  switch (letter) {
    case 'f':
      return schema::MatchType::full;
    case 'p':
      return schema::MatchType::partial;
    default:
      return schema::MatchType::simple;
  }
}

schema::Deferral deferral(bool deferrable, bool deferred) {
  if (!deferrable) return schema::Deferral::not_deferrable;
  return deferred ? schema::Deferral::initially_deferred : schema::Deferral::initially_immediate;
}

// What all kinds have.
struct Common {
  Oid oid = 0;
  Oid table = 0;
  std::string name;
  char kind = ' ';
  bool validated = true;
  schema::Deferral deferral = schema::Deferral::not_deferrable;
  bool no_inherit = false;
  bool local = true;  // said by this table itself
  bool not_inherited = true;
  Oid index = 0;
};

Common read_common(Fields& fields) {
  Common common;
  common.oid = fields.oid();
  common.table = fields.oid();
  common.name = fields.text();
  common.kind = fields.letter();
  common.validated = fields.flag();
  const bool deferrable = fields.flag();
  common.deferral = deferral(deferrable, fields.flag());
  common.no_inherit = fields.flag();
  common.local = fields.flag();
  common.not_inherited = fields.flag();
  common.index = fields.oid();
  return common;
}

// `fields` stand behind the check's expression.
schema::ForeignKey read_foreign_key(const Draft& draft, const Common& common, Fields& fields) {
  schema::ForeignKey key;
  key.name = common.name;
  key.deferral = common.deferral;
  key.validated = common.validated;
  key.columns = draft.column_names(common.table, fields.numbers());
  const std::vector<int> referenced_numbers = fields.numbers();
  const Oid referenced = fields.oid();
  const Oid referenced_namespace = fields.oid();
  key.referenced_table = draft.catalog.name(referenced_namespace, fields.text());
  key.referenced_columns = fields.texts();
  if (key.referenced_columns.empty()) key.referenced_columns = draft.column_names(referenced, referenced_numbers);
  key.on_delete = action(fields.letter());
  key.on_update = action(fields.letter());
  key.match = match(fields.letter());
  key.on_delete_columns = draft.column_names(common.table, fields.numbers());
  return key;
}

// Of an exclusion: where each element's operator goes is known already, its column or expression not yet.
std::vector<schema::ExclusionElement> read_operators(Fields& fields) {
  for (int skipped = 0; skipped < 10; ++skipped) fields.optional();
  std::vector<schema::ExclusionElement> elements;
  for (std::string& name : fields.texts()) {
    elements.emplace_back();
    elements.back().operator_name = std::move(name);
  }
  return elements;
}

void place(Draft& draft, schema::Table& table, const Common& common, Fields& fields) {
  std::string comment = draft.catalog.comment(catalog::constraint, common.oid);
  std::string expression = fields.text();
  switch (common.kind) {
    case 'c':
      table.checks.push_back(
          {common.name, std::move(expression), common.no_inherit, common.validated, std::move(comment), {}});
      break;
    case 'f':
      table.foreign_keys.push_back(read_foreign_key(draft, common, fields));
      table.foreign_keys.back().comment = std::move(comment);
      break;
    case 'p':
      table.primary_key.emplace();
      table.primary_key->name = common.name;
      table.primary_key->deferral = common.deferral;
      table.primary_key->comment = std::move(comment);
      draft.keys.emplace(common.index, KeyPlace{common.kind, 0});
      break;
    case 'u':
      draft.keys.emplace(common.index, KeyPlace{common.kind, table.uniques.size()});
      table.uniques.emplace_back();
      table.uniques.back().name = common.name;
      table.uniques.back().deferral = common.deferral;
      table.uniques.back().comment = std::move(comment);
      break;
    case 'x':
      draft.keys.emplace(common.index, KeyPlace{common.kind, table.exclusions.size()});
      table.exclusions.emplace_back();
      table.exclusions.back().name = common.name;
      table.exclusions.back().deferral = common.deferral;
      table.exclusions.back().comment = std::move(comment);
      table.exclusions.back().elements = read_operators(fields);
      break;
    default:
      break;
  }
}

}  // namespace

void read_constraints(Draft& draft) {
  for (Row& row : draft.catalog.rows(constraints_query)) {
    Fields fields(row);
    const Common common = read_common(fields);
    schema::Table* table = draft.table(common.table);
    if (table == nullptr) continue;
    // A partition's are its parent's even when they were there before it was attached.
    const bool partition = draft.relations.at(common.table).partition;
    if (partition ? common.not_inherited : common.local) place(draft, *table, common, fields);
  }
}

}  // namespace strata::dialects::postgresql
