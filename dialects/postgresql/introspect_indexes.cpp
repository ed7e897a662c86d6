// Indexes, and the keys of the constraints that have one. A key's parts are put together from the catalog's vectors;
// the server is asked for texts only where a part is more than a column in its type's own order.
#include "dialects/postgresql/introspect_parts.hpp"
#include "dialects/postgresql/names.hpp"

#include <fmt/core.h>

namespace strata::dialects::postgresql {
namespace {

using schema::Index;
using schema::KeyPart;

constexpr std::string_view indexes_query = R"sql(
  SELECT i.indexrelid,
         i.indrelid,
         c.relname,
         CASE WHEN am.amname <> 'btree' THEN am.amname END,
         i.indisunique,
         i.indisvalid,
         i.indnkeyatts,
         i.indkey,
         i.indoption,
         CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END,
         $since 150000 {i.indnullsnotdistinct} else {false},
         c.reloptions,
         tablespace.spcname
  FROM pg_index AS i
  JOIN pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_am AS am ON am.oid = c.relam
  LEFT JOIN pg_tablespace AS tablespace ON tablespace.oid = c.reltablespace
  WHERE c.relnamespace IN ($namespaces) AND NOT c.relispartition
  ORDER BY i.indrelid, c.relname COLLATE "C"
)sql";

// PostgreSQL: pg_get_indexdef and GetDefaultOpClass. A class is told unless it is the default of the key's type or,
// where that one has none, of one that it can be read as. Which collation an expression has by itself only the server
// knows: it says COLLATE where the index has another. Methods but btree may store another type than the key has.
// (Collation 100 is "default". An expression in which no other one appears has that one or none: then the whole
// definition, which takes the server longer than all the rest, is not asked for.)
constexpr std::string_view special_parts_query = R"sql(
  SELECT x.indexrelid,
         own.attnum,
         CASE WHEN x.indkey[own.attnum - 1] = 0 THEN pg_get_indexdef(x.indexrelid, own.attnum, false) END,
         CASE WHEN pg_collation_is_visible(coll.oid) THEN '' ELSE coll.collnamespace::regnamespace || '.' END
           || quote_ident(coll.collname),
         CASE WHEN x.indkey[own.attnum - 1] = 0 AND x.indcollation[own.attnum - 1] <> 0
                AND (x.indcollation[own.attnum - 1] <> 100
                     OR x.indexprs::text ~* '(collid|colloid|collation) (?!(0|100)\M)')
              THEN pg_get_indexdef(x.indexrelid) END,
         CASE WHEN NOT class.opcdefault OR own.attoptions IS NOT NULL
                OR exact.opcintype <> class.opcintype AND exact.opcintype =
                  CASE WHEN am.amname = 'btree' THEN own.atttypid
                       ELSE (SELECT h.atttypid FROM pg_attribute AS h
                             WHERE h.attrelid = x.indrelid AND h.attnum = x.indkey[own.attnum - 1]) END THEN
           CASE WHEN pg_opclass_is_visible(class.oid) THEN '' ELSE class.opcnamespace::regnamespace || '.' END
           || quote_ident(class.opcname) END,
         (SELECT string_agg(format('%s=%L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
          FROM unnest(own.attoptions) AS o),
         CASE WHEN own.attstattarget >= 0 THEN own.attstattarget END
  FROM pg_class AS c
  JOIN pg_index AS x ON x.indexrelid = c.oid
  JOIN pg_attribute AS own ON own.attrelid = x.indexrelid AND own.attnum <= x.indnkeyatts
  JOIN pg_am AS am ON am.oid = c.relam
  JOIN pg_opclass AS class ON class.oid = x.indclass[own.attnum - 1]
  LEFT JOIN pg_opclass AS exact ON exact.opcmethod = class.opcmethod AND exact.opcintype = own.atttypid
    AND exact.opcdefault
  LEFT JOIN pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[own.attnum - 1]
    AND a.attcollation NOT IN (0, 100) AND a.attrelid >= 16384 AND a.attnum > 0
  LEFT JOIN pg_collation AS coll ON coll.oid = x.indcollation[own.attnum - 1]
    AND (x.indkey[own.attnum - 1] = 0 OR coll.oid <> COALESCE(a.attcollation, 100))
  WHERE c.relnamespace IN ($namespaces) AND c.relkind IN ('i', 'I') AND NOT c.relispartition
    AND (x.indkey[own.attnum - 1] = 0 OR coll.oid IS NOT NULL OR NOT class.opcdefault OR own.attoptions IS NOT NULL
         OR own.attstattarget >= 0 OR exact.opcintype <> class.opcintype)
  ORDER BY x.indexrelid, own.attnum
)sql";

struct IndexRow {
  Oid oid = 0;
  Oid table = 0;
  Index index;
};

KeyPart key_part(const Draft& draft, Oid table, int column, int option) {
  constexpr int descending = 1;  // PostgreSQL: INDOPTION_DESC, INDOPTION_NULLS_FIRST
  constexpr int nulls_first = 2;
  KeyPart part;
  part.column = draft.column_name(table, column);
  part.descending = (option & descending) != 0;
  const bool first = (option & nulls_first) != 0;
  if (first != part.descending) part.nulls = first ? schema::NullsOrder::first : schema::NullsOrder::last;
  return part;
}

IndexRow read_index(const Draft& draft, Row& row) {
  Fields fields(row);
  IndexRow read;
  Index& index = read.index;
  read.oid = fields.oid();
  read.table = fields.oid();
  index.name = fields.text();
  index.method = fields.text();
  index.unique = fields.flag();
  index.valid = fields.flag();
  const auto key_count = static_cast<std::size_t>(fields.integer());
  const std::vector<int> columns = fields.numbers();
  const std::vector<int> options = fields.numbers();
  index.where = fields.text();
  index.nulls_not_distinct = fields.flag();
  index.storage_parameters = fields.options();
  index.tablespace = fields.text();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i < key_count) {
      index.parts.push_back(key_part(draft, read.table, columns[i], i < options.size() ? options[i] : 0));
    } else {
      index.include.push_back(draft.column_name(read.table, columns[i]));
    }
  }
  return read;
}

// Reached by ALTER INDEX only: what the statement that makes the object can't say.
void add_setting(Draft& draft, const IndexRow& row, std::string kind, const std::string& set,
                 const std::string& reset) {
  const schema::ObjectName* table = draft.holder(row.table);
  const std::string name = quote(schema::ObjectName{table->schema, row.index.name});
  schema::OpaqueObject object;
  object.kind = std::move(kind);
  object.name = {table->schema, row.index.name};
  object.table = *table;
  object.temporary = draft.catalog.is_temporary(draft.relations.at(row.table).name_space);
  object.definition = fmt::format("ALTER INDEX {} {}", name, set);
  object.removal = fmt::format("ALTER INDEX {} {}", name, reset);
  draft.add_opaque({}, std::move(object));
}

// A constraint has no place for where its index is stored.
void keep_tablespace(Draft& draft, const IndexRow& row) {
  if (row.index.tablespace.empty()) return;
  add_setting(draft, row, "tablespace", "SET TABLESPACE " + quote_identifier(row.index.tablespace),
              "SET TABLESPACE pg_default");
}

void finish_constraint(Draft& draft, schema::Table& table, const KeyPlace& place, IndexRow& row) {
  keep_tablespace(draft, row);
  Index& index = row.index;
  if (place.kind == 'p') {
    table.primary_key->parts = std::move(index.parts);
    table.primary_key->include = std::move(index.include);
    table.primary_key->storage_parameters = std::move(index.storage_parameters);
  } else if (place.kind == 'u') {
    schema::UniqueConstraint& unique = table.uniques[place.position];
    unique.parts = std::move(index.parts);
    unique.include = std::move(index.include);
    unique.storage_parameters = std::move(index.storage_parameters);
    unique.nulls_not_distinct = index.nulls_not_distinct;
  } else {
    schema::Exclusion& exclusion = table.exclusions[place.position];
    exclusion.method = index.method.empty() ? "btree" : index.method;
    exclusion.include = std::move(index.include);
    exclusion.where = std::move(index.where);
    exclusion.storage_parameters = std::move(index.storage_parameters);
    for (std::size_t i = 0; i < exclusion.elements.size() && i < index.parts.size(); ++i) {
      exclusion.elements[i].part = std::move(index.parts[i]);
    }
  }
}

void apply_special_part(Draft& draft, IndexRow& row, Fields& fields) {
  const auto position = static_cast<std::size_t>(fields.integer()) - 1;
  if (position >= row.index.parts.size()) return;
  KeyPart& part = row.index.parts[position];
  part.expression = fields.text();
  std::string collation = fields.text();
  const std::string definition = fields.text();
  const bool told =
      part.expression.empty() || definition.find(part.expression + " COLLATE " + collation) != std::string::npos;
  if (told) part.collation = std::move(collation);
  part.operator_class = fields.text();
  if (const Value options = fields.optional()) part.operator_class += " (" + *options + ")";
  if (const auto target = fields.optional_number()) {
    add_setting(draft, row, "statistics target",
                fmt::format("ALTER COLUMN {} SET STATISTICS {}", position + 1, *target),
                fmt::format("ALTER COLUMN {} SET STATISTICS -1", position + 1));
  }
}

void place(Draft& draft, IndexRow& row) {
  schema::Table* table = draft.table(row.table);
  const auto key = draft.keys.find(row.oid);
  if (table != nullptr && key != draft.keys.end()) return finish_constraint(draft, *table, key->second, row);
  row.index.comment = draft.catalog.comment(catalog::relation, row.oid);
  (table != nullptr ? table->indexes : draft.view(row.table)->indexes).push_back(std::move(row.index));
}

}  // namespace

void read_indexes(Draft& draft) {
  std::vector<IndexRow> indexes;
  std::unordered_map<Oid, std::size_t> positions;
  for (Row& row : draft.catalog.rows(indexes_query)) {
    IndexRow read = read_index(draft, row);
    if (draft.find(read.table) == nullptr || draft.catalog.is_made_by_other(catalog::relation, read.oid)) continue;
    positions.emplace(read.oid, indexes.size());
    indexes.push_back(std::move(read));
  }
  for (Row& row : draft.catalog.rows(special_parts_query)) {
    Fields fields(row);
    const auto found = positions.find(fields.oid());
    if (found != positions.end()) apply_special_part(draft, indexes[found->second], fields);
  }
  for (IndexRow& row : indexes) place(draft, row);
}

}  // namespace strata::dialects::postgresql
