// What one engine has: tables, views, sequences, types and everything that hangs on them, as plain values.
// Introspection and resolve() make a Schema; compare, render and the C++ generator read it. Texts (types,
// defaults, expressions) are in the engine's own SQL. Objects refer to each other by name, and lists keep
// their order; the same content compares equal with ==.
#pragma once

#include "schema/rare.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strata::schema {

// Where a description was written. Two locations always compare equal, so that moving a line is no difference.
struct SourceLocation {
  std::string file;
  int line = 0;

  friend bool operator==(const SourceLocation&, const SourceLocation&) { return true; }
};

// A name as the engine stores it, unquoted. An empty schema means the engine's default one.
struct ObjectName {
  std::string schema;
  std::string name;

  friend auto operator<=>(const ObjectName&, const ObjectName&) = default;
};

// "schema.name", or "name" when no schema is given: for people, not for SQL.
std::string to_string(const ObjectName& name);

enum class Deferral { not_deferrable, initially_immediate, initially_deferred };
enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };
enum class MatchType { simple, full, partial };
enum class NullsOrder { first, last };
enum class IdentityKind { always, by_default, auto_increment, serial };

// SQLite: lang_conflict.html. What a violated constraint does; `none` is the engine's default.
enum class ConflictAction { none, rollback, abort, fail, ignore, replace };

// A name and a value that the engine takes as they are: storage parameters, view options.
using Options = std::vector<std::pair<std::string, std::string>>;

// PostgreSQL and MariaDB: CREATE SEQUENCE. An absent value is the engine's default.
struct SequenceOptions {
  std::string data_type;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> increment;
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  std::optional<std::int64_t> cache;
  bool cycle = false;

  friend bool operator==(const SequenceOptions&, const SequenceOptions&) = default;
};

struct Identity {
  IdentityKind kind = IdentityKind::by_default;
  SequenceOptions sequence;

  friend bool operator==(const Identity&, const Identity&) = default;
};

struct Generated {
  std::string expression;
  bool stored = false;

  friend bool operator==(const Generated&, const Generated&) = default;
};

struct Column {
  std::string name;
  std::string type;  // as the engine spells it, with modifiers; empty where SQLite has none
  bool nullable = true;
  std::optional<std::string> default_value;  // SQL
  Rare<Identity> identity;
  Rare<Generated> generated;
  std::string collation;
  std::string character_set;  // MariaDB
  std::optional<std::string> on_update;  // MariaDB: ON UPDATE CURRENT_TIMESTAMP
  bool invisible = false;  // MariaDB
  std::string storage;  // PostgreSQL, where not the type's own
  std::string compression;  // PostgreSQL
  std::optional<int> statistics_target;  // PostgreSQL
  bool inherited =
      false;  // PostgreSQL: the parents', said here for what differs from them; not the table's own as well
  ConflictAction not_null_conflict = ConflictAction::none;  // SQLite
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Column&, const Column&) = default;
};

// One element of a key or an index: a column, or an expression when `column` is empty.
struct KeyPart {
  std::string column;
  std::string expression;
  std::string collation;
  std::string operator_class;  // PostgreSQL
  bool descending = false;
  std::optional<NullsOrder> nulls;  // PostgreSQL, where not the direction's own
  std::optional<int> prefix_length;  // MariaDB, in characters (bytes for binary types)

  friend bool operator==(const KeyPart&, const KeyPart&) = default;
};

struct PrimaryKey {
  std::string name;  // empty: unnamed
  std::vector<KeyPart> parts;
  std::vector<std::string> include;  // PostgreSQL
  Deferral deferral = Deferral::not_deferrable;
  ConflictAction on_conflict = ConflictAction::none;
  // SQLite: lang_createtable.html. `INTEGER PRIMARY KEY DESC` written on the column is no alias of the rowid,
  // the same key written on the table is one.
  bool on_column_descending = false;
  Options storage_parameters;  // PostgreSQL: of its index
  std::string comment;
  SourceLocation location;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct UniqueConstraint {
  std::string name;
  std::vector<KeyPart> parts;
  std::vector<std::string> include;  // PostgreSQL
  bool nulls_not_distinct = false;  // PostgreSQL 15
  Deferral deferral = Deferral::not_deferrable;
  ConflictAction on_conflict = ConflictAction::none;
  Options storage_parameters;  // PostgreSQL: of its index
  std::string comment;
  SourceLocation location;

  friend bool operator==(const UniqueConstraint&, const UniqueConstraint&) = default;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  ObjectName referenced_table;
  std::vector<std::string> referenced_columns;  // empty: the referenced primary key
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  std::vector<std::string> on_delete_columns;  // PostgreSQL 15: SET NULL (columns)
  MatchType match = MatchType::simple;
  Deferral deferral = Deferral::not_deferrable;
  bool validated = true;  // PostgreSQL: not NOT VALID
  std::string comment;
  SourceLocation location;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Check {
  std::string name;
  std::string expression;
  bool no_inherit = false;  // PostgreSQL
  bool validated = true;  // PostgreSQL
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Check&, const Check&) = default;
};

struct ExclusionElement {
  KeyPart part;
  std::string operator_name;

  friend bool operator==(const ExclusionElement&, const ExclusionElement&) = default;
};

// PostgreSQL: EXCLUDE USING method (…).
struct Exclusion {
  std::string name;
  std::string method;
  std::vector<ExclusionElement> elements;
  std::vector<std::string> include;
  std::string where;
  Deferral deferral = Deferral::not_deferrable;
  Options storage_parameters;
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

struct Index {
  std::string name;
  std::vector<KeyPart> parts;
  bool unique = false;
  std::string method;  // empty: the engine's default; also fulltext and spatial (MariaDB)
  std::vector<std::string> include;
  std::string where;
  bool nulls_not_distinct = false;
  Options storage_parameters;
  std::string tablespace;
  bool ignored = false;  // MariaDB
  bool valid = true;  // PostgreSQL: what a failed CONCURRENTLY leaves is not
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Index&, const Index&) = default;
};

struct TableOptions {
  bool strict = false;  // SQLite
  bool without_rowid = false;  // SQLite
  bool unlogged = false;  // PostgreSQL
  std::string access_method;  // PostgreSQL
  std::string tablespace;
  std::vector<ObjectName> inherits;  // PostgreSQL
  std::optional<ObjectName> partition_of;  // PostgreSQL
  std::string partition_bound;  // PostgreSQL: FOR VALUES …
  std::string partition_by;  // PostgreSQL: RANGE (…); MariaDB: the whole clause
  Options storage_parameters;
  std::string engine;  // MariaDB
  std::string character_set;  // MariaDB
  std::string collation;  // MariaDB
  std::string row_format;  // MariaDB
  bool system_versioned = false;  // MariaDB

  friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

struct Table {
  ObjectName name;
  bool temporary = false;
  std::vector<Column> columns;
  std::optional<PrimaryKey> primary_key;
  std::vector<UniqueConstraint> uniques;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Check> checks;
  std::vector<Exclusion> exclusions;
  std::vector<Index> indexes;
  TableOptions options;
  // Functions and their kind that defaults, generated columns, checks and indexes use, where the engine tells.
  std::vector<ObjectName> depends_on;
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Table&, const Table&) = default;
};

struct ColumnName {
  ObjectName table;
  std::string column;

  friend auto operator<=>(const ColumnName&, const ColumnName&) = default;
};

struct View {
  ObjectName name;
  bool materialized = false;
  bool temporary = false;
  std::vector<std::string> columns;  // an explicit list of names, else empty
  std::string definition;  // the query
  Options options;  // security_barrier (PostgreSQL), algorithm, security (MariaDB)
  std::string check_option;  // "", "local", "cascaded"
  std::vector<Index> indexes;  // of a materialised view
  std::vector<ObjectName> depends_on;  // tables, views, functions and types that the query uses
  std::vector<ColumnName> used_columns;  // of them, where the engine tells
  std::string comment;
  SourceLocation location;

  friend bool operator==(const View&, const View&) = default;
};

struct Sequence {
  ObjectName name;
  SequenceOptions options;
  std::string owned_by;  // "table.column", or empty
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Sequence&, const Sequence&) = default;
};

struct EnumType {
  ObjectName name;
  std::vector<std::string> labels;
  std::string comment;
  SourceLocation location;

  friend bool operator==(const EnumType&, const EnumType&) = default;
};

struct Domain {
  ObjectName name;
  std::string type;
  bool nullable = true;
  std::optional<std::string> default_value;
  std::string collation;
  std::vector<Check> checks;
  std::string comment;
  SourceLocation location;

  friend bool operator==(const Domain&, const Domain&) = default;
};

struct CompositeType {
  ObjectName name;
  std::vector<Column> attributes;
  std::string comment;
  SourceLocation location;

  friend bool operator==(const CompositeType&, const CompositeType&) = default;
};

struct Extension {
  std::string name;
  std::string schema;
  std::string version;

  friend bool operator==(const Extension&, const Extension&) = default;
};

// What strata does not model further: reported by kind and name and never compared, but created on scratch
// databases and put back around changes of the table it hangs on.
struct OpaqueObject {
  std::string kind;  // "trigger", "function", "virtual table", …
  ObjectName name;
  std::string definition;  // a statement that creates it; empty: strata can't re-create it
  std::string removal;  // a statement that drops it; empty: it is made and dropped with what it hangs on
  std::optional<ObjectName> table;  // the table or view it hangs on and vanishes with
  std::vector<ObjectName> depends_on;
  bool temporary = false;

  friend bool operator==(const OpaqueObject&, const OpaqueObject&) = default;
};

struct Schema {
  std::string engine;  // the dialect's name
  std::vector<std::string> namespaces;  // schemas that are ours, besides the default one
  std::vector<Extension> extensions;
  std::vector<EnumType> enums;
  std::vector<Domain> domains;
  std::vector<CompositeType> composite_types;
  std::vector<Sequence> sequences;
  std::vector<Table> tables;
  std::vector<View> views;
  std::vector<OpaqueObject> opaque_objects;

  friend bool operator==(const Schema&, const Schema&) = default;
};

// The object of that name, or nullptr. Linear: build a map for many look-ups.
const Table* find_table(const Schema& schema, const ObjectName& name);
const Column* find_column(const Table& table, const std::string& name);

// Whether an INSERT may give the column a value of its own.
bool takes_values(const Column& column);

// "trigger audit_users": how a message names an object that is not modelled.
std::string describe(const OpaqueObject& object);

}  // namespace strata::schema
