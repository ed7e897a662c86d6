// See online.hpp. InnoDB alone changes tables in place; what stands in its way are virtual columns, indexes on them,
// and those for full text.
#include "dialects/mariadb/online.hpp"

#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/render.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <algorithm>
#include <cctype>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::Index;
using schema::Table;

bool is_virtual(const Column& column) {
  return column.generated && !column.generated->stored;
}

bool is_innodb(const Table& table) {
  const std::string engine = ascii::in_lower_case(table.options.engine);
  return engine.empty() || engine == "innodb";
}

bool is_indexed(const Table& table, const std::string& column) {
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    return std::ranges::find(index.parts, column, &schema::KeyPart::column) != index.parts.end();
  });
}

// By its first characters, or by its words.
bool is_indexed_in_part(const Table& table, const std::string& column) {
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    const auto part = std::ranges::find(index.parts, column, &schema::KeyPart::column);
    return part != index.parts.end() && (index.method == "fulltext" || part->prefix_length);
  });
}

// In the primary key, or part of a foreign key: what is known of other columns does not hold.
bool is_key(const Table& table, const std::string& column) {
  const bool is_primary =
      table.primary_key &&
      std::ranges::find(table.primary_key->parts, column, &schema::KeyPart::column) != table.primary_key->parts.end();
  return is_primary || std::ranges::any_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
           return std::ranges::find(key.columns, column) != key.columns.end();
         });
}

// What of a table stands in the way.
struct Obstacles {
  explicit Obstacles(const Table& table) {
    for (const Column& column : table.columns) {
      has_virtual = has_virtual || is_virtual(column);
      has_stored = has_stored || (column.generated && column.generated->stored);
      virtual_is_indexed = virtual_is_indexed || (is_virtual(column) && is_indexed(table, column.name));
    }
    has_fulltext = std::ranges::any_of(table.indexes, [](const Index& index) { return index.method == "fulltext"; });
    is_compressed = table.options.row_format == "COMPRESSED";
  }

  bool has_virtual = false;
  bool has_stored = false;
  bool virtual_is_indexed = false;
  bool has_fulltext = false;
  bool is_compressed = false;
};

bool only_copies(const Table& table, const Work& work, const Obstacles& has) {
  const bool adds = work.adds_columns || work.adds_virtual_columns;
  if (work.copies || work.verifies || work.unknown || !is_innodb(table)) return true;
  if (table.options.system_versioned && (work.rebuilds || work.drops_columns || work.places_columns)) return true;
  if (work.adds_columns && work.adds_virtual_columns) return true;
  if (work.forbids_null && has.has_stored) return true;
  if (has.virtual_is_indexed && (work.rebuilds || work.drops_columns || work.places_columns)) return true;
  if (work.adds_virtual_columns && (work.places_columns || work.builds_indexes || work.rebuilds)) return true;
  if (!has.has_virtual) return false;
  return work.places_columns || (adds && work.drops_columns) ||
         (work.changes_columns() && (work.builds_indexes || work.rebuilds));
}

// Only digits of width, which say nothing of values.
bool only_display_width_differs(const ColumnType& before, const ColumnType& after) {
  return before.family == TypeFamily::integer && before.parts.base == after.parts.base &&
         before.parts.is_unsigned == after.parts.is_unsigned;
}

// Labels are stored as numbers of one byte, or two; sets as one bit each.
std::size_t bytes_of(TypeFamily family, std::size_t labels) {
  if (family == TypeFamily::enumeration) return labels <= 255 ? 1 : 2;
  const std::size_t bytes = (labels + 7) / 8;
  return bytes > 4 ? 8 : bytes;
}

bool only_appends_labels(const ColumnType& before, const ColumnType& after) {
  if (before.family != TypeFamily::enumeration && before.family != TypeFamily::set) return false;
  const auto& old_labels = before.parts.arguments;
  const auto& labels = after.parts.arguments;
  return before.family == after.family && old_labels.size() <= labels.size() &&
         std::equal(old_labels.begin(), old_labels.end(), labels.begin()) &&
         bytes_of(before.family, old_labels.size()) == bytes_of(before.family, labels.size());
}

bool only_grows(const ColumnType& before, const ColumnType& after) {
  const bool is_variable = before.parts.base == "varchar" || before.parts.base == "varbinary";
  return is_variable && before.parts.base == after.parts.base && before.size <= after.size;
}

void add_type_change(const Table& from, const Column& old_column, const Table& to, const Column& column, Work& work) {
  const bool same_characters = character_set_of(from, old_column) == character_set_of(to, column);
  const bool same_collation = collation_of(from, old_column) == collation_of(to, column);
  const ColumnType before = column_type(old_column.type);
  const ColumnType after = column_type(column.type);
  const bool in_place = old_column.type == column.type || only_display_width_differs(before, after) ||
                        only_appends_labels(before, after) || only_grows(before, after);
  const bool is_text = has_character_set(column);
  if (!in_place || (is_text && !same_characters)) {
    work.copies = true;
  } else if (is_text && !same_collation) {
    if (is_key(from, old_column.name)) work.copies = true;
    if (is_indexed(from, old_column.name)) work.builds_indexes = true;
    if (is_indexed_in_part(from, old_column.name)) work.copies = true;
  }
}

// A literal, or the time of the statement.
bool is_same_for_all_rows(std::string_view value) {
  const std::vector<Token> tokens = tokenize(value);
  if (is_keyword(tokens[0], "current_timestamp") || is_keyword(tokens[0], "now")) return true;
  return std::ranges::all_of(tokens, [](const Token& token) {
    const bool is_literal = token.kind == TokenKind::number || token.kind == TokenKind::string ||
                            is_keyword(token, "true") || is_keyword(token, "false") || is_keyword(token, "null");
    const bool is_introducer = token.kind == TokenKind::word && token.text.starts_with("_");
    return is_literal || is_introducer || token.kind == TokenKind::end || is_symbol(token, "-") ||
           is_symbol(token, "+");
  });
}

bool takes_no_null(const Table& table, const schema::KeyPart& part) {
  const Column* column = find_column(table, part.column);
  return column != nullptr && !column->nullable && !part.prefix_length && !is_virtual(*column);
}

// What rows are kept in the order of; empty where that is a number of InnoDB's own.
std::vector<schema::KeyPart> clustering_key(const Table& table) {
  if (table.primary_key) return table.primary_key->parts;
  for (const Index& index : table.indexes) {
    const bool counts = index.unique && index.method.empty() &&
                        std::ranges::all_of(index.parts, [&](const auto& part) { return takes_no_null(table, part); });
    if (counts) return index.parts;
  }
  return {};
}

}  // namespace

Cost cost_of(const Table& table, const Work& work) {
  const Obstacles has(table);
  if (only_copies(table, work, has)) return {Algorithm::copy, true};
  const bool builds_first_fulltext = work.builds_fulltext && !has.has_fulltext;
  const bool keeps_out = work.builds_fulltext ||
                         ((has.has_fulltext || has.virtual_is_indexed) && (work.changes_columns() || work.rebuilds));
  const bool in_place = work.rebuilds || builds_first_fulltext || (has.is_compressed && work.changes_columns()) ||
                        (work.changes_columns() && (work.builds_indexes || keeps_out));
  if (in_place) return {Algorithm::inplace, keeps_out};
  if (work.builds_indexes || work.drops_indexes || work.builds_fulltext) return {Algorithm::nocopy, keeps_out};
  return {Algorithm::instant, false};
}

bool can_modify(const Column& old_column, const Column& column) {
  return is_virtual(old_column) == is_virtual(column);
}

void add_modification(const Table& from, const Column& old_column, const Table& to, const Column& column, Work& work) {
  if (old_column.generated != column.generated) {
    const bool both_virtual = is_virtual(old_column) && is_virtual(column);
    if (!both_virtual || is_indexed(from, old_column.name)) work.copies = true;
  }
  if (!same_storage(from, old_column, to, column)) {
    if (is_virtual(column)) {
      work.copies = true;
    } else {
      add_type_change(from, old_column, to, column, work);
    }
  }
  if (old_column.nullable != column.nullable) {
    work.rebuilds = true;
    if (!column.nullable) work.forbids_null = true;
  }
  if (!old_column.identity && column.identity) work.copies = work.numbers = true;
  if (old_column.storage != column.storage) work.copies = true;
}

void add_column(const Column& column, Work& work) {
  if (is_virtual(column)) {
    work.adds_virtual_columns = true;
    return;
  }
  work.adds_columns = true;
  if (column.generated || (column.default_value && !is_same_for_all_rows(*column.default_value))) work.copies = true;
  if (column.identity) work.copies = true;
}

void add_clustering(const Table& from, const Table& to, Work& work) {
  const auto before = clustering_key(from);
  const auto after = clustering_key(to);
  if (before == after) return;
  (after.empty() ? work.copies : work.rebuilds) = true;
}

std::string algorithm_clause(const Cost& cost) {
  const std::string lock = cost.keeps_writers_out ? ", LOCK=SHARED" : ", LOCK=NONE";
  switch (cost.algorithm) {
    case Algorithm::instant:
      return "ALGORITHM=INSTANT";
    case Algorithm::nocopy:
      return "ALGORITHM=NOCOPY" + lock;
    case Algorithm::inplace:
      return "ALGORITHM=INPLACE" + lock;
    case Algorithm::copy:
      return {};
  }
  return {};
}

}  // namespace strata::dialects::mariadb
