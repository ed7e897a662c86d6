// The parts of introspect(), in the order that they run: each reads one kind of thing and adds it to the draft. Tables
// are looked up by name, and what can only be told by SHOW CREATE is noted for the pass that asks for it.
#pragma once

#include "dialects/mariadb/catalog.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace strata::dialects::mariadb {

// What is known of a table beside the Table that is made of it.
struct TableFacts {
  std::size_t position = 0;  // in Schema::tables
  std::string engine;
  std::string collation;
};

// A sequence as it is listed; its options are the row that it holds.
struct ListedSequence {
  std::string engine;
  std::string comment;
  std::string data_type;  // of its columns
};

struct Draft {
  explicit Draft(Catalog& read_from) : catalog(read_from) {}

  Catalog& catalog;
  schema::Schema schema;
  std::unordered_map<std::string, TableFacts> facts;
  std::map<std::string, ListedSequence> sequences;
  std::set<std::string> views;
  std::set<std::string> to_show;  // tables that have something that no catalog tells, or may have
  std::set<std::string> to_leave;  // tables that have something that no field of a Table takes

  // A table that is read, or nullptr: of what is out of scope, a view, a sequence.
  [[nodiscard]] schema::Table* table(const std::string& name);
};

void read_tables(Draft& draft);  // and the names of views and sequences: 1 query
void read_columns(Draft& draft);  // 2 queries
void read_keys(Draft& draft);  // the primary key and indexes: 1 query
void read_foreign_keys(Draft& draft);  // 2 queries
void read_checks(Draft& draft);  // 1 query
void read_shown_tables(Draft& draft);  // SHOW CREATE of tables that need it
void read_temporary_tables(Draft& draft, const std::vector<std::string>& names);  // SHOW CREATE of each
void read_sequences(Draft& draft);  // 1 query, where there are any
void read_views(Draft& draft);  // SHOW CREATE of each
void read_programs(Draft& draft);  // triggers, routines, events: 3 queries, and SHOW CREATE of each

// What both readers of tables, of the catalog and of SHOW CREATE, make of the same facts.

// Whether a column of this type holds bytes, not characters.
bool is_binary(std::string_view type);
// The collation of a column, where it is not the table's, and its character set likewise.
void set_collation(schema::Column& column, std::string_view collation, std::string_view of_table);
// The same of a table, where they are not the database's.
void set_collation(schema::TableOptions& options, std::string_view collation, const Catalog& catalog);
// Takes an option into its field, or among the storage parameters; not those that are only the engine's default.
void add_option(schema::TableOptions& options, std::string_view engine, const std::string& name,
                const std::string& value);
// Whether KEY_BLOCK_SIZE is read of this table's keys, which SHOW CREATE alone tells. InnoDB takes no notice of it:
// only where the table has one itself.
bool tells_block_sizes(const schema::TableOptions& options, std::string_view engine);
// JSON is LONGTEXT in utf8mb4_bin that a check of its own holds to be valid: the type then, and no check.
bool take_json(schema::Column& column, std::string_view collation, std::string_view check);
// Leaves out the indexes that writing the foreign keys makes again, and orders the keys as those indexes were.
void leave_out_implicit_indexes(schema::Table& table);

}  // namespace strata::dialects::mariadb
