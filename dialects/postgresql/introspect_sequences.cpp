// Sequences: what an identity column has is told by the column, and so is what makes it a serial; all others are
// objects of their own. Options are kept only where they are not what the server would choose.
#include "dialects/postgresql/introspect_parts.hpp"

#include "schema/utf8.hpp"

#include <algorithm>
#include <limits>

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view sequences_query = R"sql(
  SELECT s.seqrelid,
         format_type(s.seqtypid, NULL),
         s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
         c.relpersistence,
         d.deptype, d.refobjid, d.refobjsubid,
         CASE WHEN d.deptype = 'a' THEN format('nextval(%L::regclass)', s.seqrelid::regclass) END
  FROM pg_class AS c
  JOIN pg_sequence AS s ON s.seqrelid = c.oid
  LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  WHERE c.relnamespace IN ($namespaces) AND c.relkind = 'S'
  ORDER BY c.relnamespace, c.relname COLLATE "C"
)sql";

struct SequenceRow {
  Oid oid = 0;
  std::string type;
  std::int64_t start = 0;
  std::int64_t increment = 0;
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;
  std::int64_t cache = 0;
  bool cycle = false;
  char persistence = 'p';
  char dependency = ' ';  // 'a': owned by a column, 'i': of an identity column
  Oid owner = 0;
  int owner_column = 0;
  std::string default_value;  // the default that draws from it
};

SequenceRow read_row(Row& row) {
  Fields fields(row);
  SequenceRow read;
  read.oid = fields.oid();
  read.type = fields.text();
  read.start = fields.number();
  read.increment = fields.number();
  read.minimum = fields.number();
  read.maximum = fields.number();
  read.cache = fields.number();
  read.cycle = fields.flag();
  read.persistence = fields.letter();
  read.dependency = fields.letter();
  read.owner = fields.oid();
  read.owner_column = fields.integer();
  read.default_value = fields.text();
  return read;
}

struct Limits {
  std::int64_t lowest;
  std::int64_t highest;
};

Limits limits_of(std::string_view type) {
  if (type == "smallint") return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
  if (type == "integer") return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

std::optional<std::int64_t> unless(std::int64_t value, std::int64_t usual) {
  return value == usual ? std::nullopt : std::optional(value);
}

// PostgreSQL: CREATE SEQUENCE, on what each option is when it is left out.
schema::SequenceOptions options_of(const SequenceRow& row, std::string_view usual_type) {
  const Limits limits = limits_of(row.type);
  const bool ascending = row.increment > 0;
  schema::SequenceOptions options;
  if (row.type != usual_type) options.data_type = row.type;
  options.increment = unless(row.increment, 1);
  options.minimum = unless(row.minimum, ascending ? 1 : limits.lowest);
  options.maximum = unless(row.maximum, ascending ? limits.highest : -1);
  options.start = unless(row.start, ascending ? row.minimum : row.maximum);
  options.cache = unless(row.cache, 1);
  options.cycle = row.cycle;
  return options;
}

// The first `bytes` of a text, less where they would end inside a character.
// PostgreSQL: makeObjectName in src/backend/commands/indexcmds.c; the longer name is shortened until all fits.
std::string serial_name(const std::string& table, const std::string& column) {
  constexpr std::size_t longest = 63;
  constexpr std::string_view end = "_seq";
  const std::size_t room = longest - end.size() - 1;
  std::size_t table_bytes = table.size();
  std::size_t column_bytes = column.size();
  while (table_bytes + column_bytes > room) --(table_bytes > column_bytes ? table_bytes : column_bytes);
  std::string name(schema::clipped(table, table_bytes));
  return name.append("_").append(schema::clipped(column, column_bytes)).append(end);
}

// A serial column's sequence is logged where its table is; one that differs must be told for itself.
bool is_serial(const SequenceRow& row, const Relation& sequence, const Relation& table, bool unlogged,
               const schema::Column& column) {
  return row.persistence == (unlogged ? 'u' : 'p') && row.dependency == 'a' &&
         column.default_value == row.default_value && column.type == row.type && !column.nullable &&
         sequence.name_space == table.name_space && sequence.name.name == serial_name(table.name.name, column.name);
}

schema::Column* owning_column(Draft& draft, const SequenceRow& row) {
  schema::Table* table = draft.table(row.owner);
  if (table == nullptr) return nullptr;
  const std::string name = draft.column_name(row.owner, row.owner_column);
  const auto found = std::ranges::find(table->columns, name, &schema::Column::name);
  return found == table->columns.end() ? nullptr : &*found;
}

// True when the column says all that there is to say.
bool told_by_column(Draft& draft, const SequenceRow& row, const Relation& sequence) {
  schema::Column* column = owning_column(draft, row);
  if (column == nullptr) return false;
  if (row.dependency == 'i' && column->identity) {
    column->identity->sequence = options_of(row, column->type);
    return true;
  }
  const bool unlogged = draft.table(row.owner)->options.unlogged;
  if (!is_serial(row, sequence, draft.relations.at(row.owner), unlogged, *column)) return false;
  column->default_value.reset();
  column->identity = schema::Identity{schema::IdentityKind::serial, options_of(row, column->type)};
  return true;
}

std::string owner_text(Draft& draft, const SequenceRow& row) {
  const auto owner = draft.relations.find(row.owner);
  if (owner == draft.relations.end()) return "";
  return schema::to_string(owner->second.name) + "." + draft.column_name(row.owner, row.owner_column);
}

}  // namespace

void read_sequences(Draft& draft) {
  for (Row& fields : draft.catalog.rows(sequences_query)) {
    const SequenceRow row = read_row(fields);
    const auto found = draft.relations.find(row.oid);
    if (found == draft.relations.end()) continue;
    const Relation& relation = found->second;
    if (row.owner != 0) draft.owned_sequences.emplace(row.oid, row.owner);
    // What is owned goes with its table, also out of scope: the history's own, an extension's.
    const bool of_table = row.owner != 0 && draft.relations.contains(row.owner);
    if (of_table && draft.find(row.owner) == nullptr) continue;
    if (told_by_column(draft, row, relation) || row.dependency == 'i') continue;
    if (draft.catalog.is_made_by_other(catalog::relation, row.oid)) continue;
    if (!draft.catalog.in_scope(relation.name_space, relation.name)) continue;
    schema::Sequence sequence;
    sequence.name = relation.name;
    sequence.options = options_of(row, "bigint");
    sequence.owned_by = owner_text(draft, row);
    sequence.comment = draft.catalog.comment(catalog::relation, row.oid);
    draft.schema.sequences.push_back(std::move(sequence));
  }
}

}  // namespace strata::dialects::postgresql
