// The columns of tables, with the names of those of materialised views. Then, what a child only has from its parents
// is left out of it: the statement that makes the child does not say it either.
#include "dialects/postgresql/introspect_parts.hpp"

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

// Collations and storage only where they are not the type's own. A default has no columns in it, so that the server
// need not open its table to print it.
constexpr std::string_view columns_query = R"sql(
  SELECT a.attrelid,
         a.attnum,
         a.attname,
         format_type(a.atttypid, a.atttypmod),
         a.attnotnull,
         a.attislocal,
         CASE WHEN a.atthasdef THEN pg_get_expr(d.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE d.adrelid END) END,
         NULLIF(a.attidentity, ''),
         NULLIF(a.attgenerated, ''),
         CASE WHEN a.attcollation <> t.typcollation THEN
           CASE WHEN pg_collation_is_visible(a.attcollation) THEN '' ELSE co.collnamespace::regnamespace || '.' END
           || quote_ident(co.collname) END,
         CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END,
         $since 140000 {NULLIF(a.attcompression, '')} else {NULL},
         CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END
  FROM pg_class AS c
  JOIN pg_attribute AS a ON a.attrelid = c.oid
  JOIN pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
  LEFT JOIN pg_collation AS co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
  WHERE c.relnamespace IN ($namespaces) AND c.relkind IN ('r', 'p', 'm', 'f', 'c')
    AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attrelid, a.attnum
)sql";

std::string storage_name(char storage) {
  switch (storage) {
    case 'p':
      return "plain";
    case 'e':
      return "external";
    case 'x':
      return "extended";
    case 'm':
      return "main";
    default:
      return "";
  }
}

std::string compression_name(char compression) {
  switch (compression) {
    case 'p':
      return "pglz";
    case 'l':
      return "lz4";
    default:
      return "";
  }
}

void remember(Relation& relation, std::size_t number, const std::string& name, bool local) {
  if (relation.column_names.size() < number) {
    relation.column_names.resize(number);
    relation.local_columns.resize(number);
  }
  relation.column_names[number - 1] = name;
  relation.local_columns[number - 1] = local;
}

schema::Column read_column(Fields& fields, std::string name, std::string type, bool not_null) {
  schema::Column column;
  column.name = std::move(name);
  column.type = std::move(type);
  column.nullable = !not_null;
  Value expression = fields.optional();
  const char identity = fields.letter();
  const char generated = fields.letter();
  if (identity != ' ') {
    column.identity.emplace();
    column.identity->kind = identity == 'a' ? schema::IdentityKind::always : schema::IdentityKind::by_default;
  }
  if (generated != ' ') {
    column.generated = schema::Generated{std::move(expression).value_or(""), generated == 's'};
  } else {
    column.default_value = std::move(expression);
  }
  column.collation = fields.text();
  column.storage = storage_name(fields.letter());
  column.compression = compression_name(fields.letter());
  if (const auto target = fields.optional_number()) column.statistics_target = static_cast<int>(*target);
  return column;
}

const schema::Column* find_column(Draft& draft, Oid relation, const std::string& name) {
  const schema::Table* table = draft.table(relation);
  return table == nullptr ? nullptr : schema::find_column(*table, name);
}

// Nothing but the parent's: what it was given beside the type. Identity is not inherited.
bool says_the_same(const schema::Column& child, const schema::Column& parent) {
  return child.nullable == parent.nullable && child.default_value == parent.default_value &&
         child.generated == parent.generated && child.collation == parent.collation &&
         child.storage == parent.storage && child.compression == parent.compression && !child.identity &&
         !child.statistics_target && child.comment.empty();
}

// A partition has its parent's columns, whether it was made as one or attached later; in the same order unless it was.
bool in_order_of_parent(Draft& draft, const schema::Table& child, const Relation& relation) {
  if (!relation.partition || relation.parents.size() != 1) return false;
  const schema::Table* parent = draft.table(relation.parents.front());
  return parent != nullptr &&
         std::ranges::equal(parent->columns, child.columns, {}, &schema::Column::name, &schema::Column::name);
}

// Positions in Table::columns.
std::vector<std::size_t> inherited_columns(Draft& draft, const schema::Table& table, const Relation& relation) {
  std::vector<std::size_t> inherited;
  const bool all = in_order_of_parent(draft, table, relation);
  std::size_t position = 0;
  for (std::size_t number = 0; number < relation.column_names.size(); ++number) {
    if (relation.column_names[number].empty()) continue;
    const schema::Column& column = table.columns[position];
    const bool candidate = all || !relation.local_columns[number];
    const bool same = candidate && std::ranges::all_of(relation.parents, [&](Oid parent) {
                        const schema::Column* other = find_column(draft, parent, column.name);
                        return other == nullptr || says_the_same(column, *other);
                      });
    if (same) inherited.push_back(position);
    ++position;
  }
  return inherited;
}

}  // namespace

void read_columns(Draft& draft) {
  for (Row& row : draft.catalog.rows(columns_query)) {
    Fields fields(row);
    const Oid oid = fields.oid();
    const int number = fields.integer();
    std::string name = fields.text();
    std::string type = fields.text();
    const bool not_null = fields.flag();
    const bool local = fields.flag();
    const auto found = draft.relations.find(oid);
    if (found == draft.relations.end()) continue;
    remember(found->second, static_cast<std::size_t>(number), name, local);
    schema::Table* table = draft.table(oid);
    if (table == nullptr && found->second.kind != RelationKind::composite) continue;
    schema::Column column = read_column(fields, std::move(name), std::move(type), not_null);
    column.comment = draft.catalog.comment(catalog::relation, oid, number);
    if (table != nullptr) {
      table->columns.push_back(std::move(column));
    } else {
      draft.attributes[oid].push_back(std::move(column));
    }
  }
}

void leave_out_inherited(Draft& draft) {
  // A grandchild is compared with its parent before that one loses anything.
  std::vector<std::pair<schema::Table*, std::vector<std::size_t>>> found;
  for (const auto& [oid, relation] : draft.relations) {
    schema::Table* table = draft.table(oid);
    if (table == nullptr || relation.parents.empty()) continue;
    found.emplace_back(table, inherited_columns(draft, *table, relation));
  }
  // What is left of those that are only inherited has something of its own, but for those of partitions, which are
  // never anything else.
  for (const auto& [oid, relation] : draft.relations) {
    schema::Table* table = draft.table(oid);
    if (table == nullptr || relation.parents.empty() || relation.partition) continue;
    std::size_t position = 0;
    for (std::size_t number = 0; number < relation.column_names.size(); ++number) {
      if (relation.column_names[number].empty()) continue;
      table->columns[position++].inherited = !relation.local_columns[number];
    }
  }
  for (const auto& [table, positions] : found) {
    for (auto position = positions.rbegin(); position != positions.rend(); ++position) {
      table->columns.erase(table->columns.begin() + static_cast<std::ptrdiff_t>(*position));
    }
  }
}

}  // namespace strata::dialects::postgresql
