// What the C++ models say: portable types, texts that name members, hints and per-engine overrides.
// The DSL makes a Model, the exporter prints it as JSON, and a dialect resolves it to a Schema. This header and
// what it includes use the standard library only, because a user's own compiler builds them.
#pragma once

#include "schema/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace strata::schema {

enum class PortableKind {
  boolean,
  int16,
  int32,
  int64,
  float32,
  float64,
  decimal,  // precision, scale
  text,
  varchar,  // length
  character,  // length
  bytes,
  date,
  time,
  timestamp,
  timestamp_tz,
  interval,
  uuid,
  json,
  enumeration,  // enum_name
  array,  // element
};

struct PortableType {
  PortableKind kind = PortableKind::text;
  int length = 0;  // characters
  int precision = 0;  // decimal digits
  int scale = 0;
  std::string enum_name;  // refers to Model::enums
  std::vector<PortableType> element;  // of an array: exactly one

  friend bool operator==(const PortableType&, const PortableType&) = default;
};

// A text that holds on one engine; an empty engine means on all that have no text of their own.
struct EngineText {
  std::string engine;
  std::string text;

  friend bool operator==(const EngineText&, const EngineText&) = default;
};

// SQL with `{}` where columns stand ("{{" and "}}" are braces). Each engine quotes the columns its own way.
// `on_engine` replaces the whole text there, with the same columns.
struct Fragment {
  std::string text;
  std::vector<std::string> columns;
  std::vector<EngineText> on_engine;

  friend bool operator==(const Fragment&, const Fragment&) = default;
};

enum class LiteralKind { null, boolean, integer, real, text, bytes };

// A C++ value as a default: `text` is "true"/"false", decimal digits, the characters, or hex digits.
struct Literal {
  LiteralKind kind = LiteralKind::null;
  std::string text;

  friend bool operator==(const Literal&, const Literal&) = default;
};

// Engines that have this object; empty: all.
using OnlyOn = std::vector<std::string>;

struct ModelColumn {
  std::string name;
  PortableType type;
  std::vector<EngineText> native_types;  // win over `type`
  bool nullable = false;
  std::optional<Literal> default_literal;
  std::vector<EngineText> default_sql;
  std::optional<Identity> identity;
  std::optional<Fragment> generated;
  bool generated_stored = false;
  std::vector<EngineText> collation;
  std::string character_set;
  std::optional<std::string> on_update;
  bool invisible = false;
  std::string storage;
  std::string compression;
  std::optional<int> statistics_target;
  bool inherited = false;
  ConflictAction not_null_conflict = ConflictAction::none;
  std::string comment;
  std::string renamed_from;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelColumn&, const ModelColumn&) = default;
};

// A column (then `expression.columns` is that column and its text "{}" ) or an expression.
struct ModelKeyPart {
  std::string column;
  Fragment expression;
  std::string collation;
  std::string operator_class;
  bool descending = false;
  std::optional<NullsOrder> nulls;
  std::optional<int> prefix_length;

  friend bool operator==(const ModelKeyPart&, const ModelKeyPart&) = default;
};

// Primary keys and unique constraints. An empty name is made by the naming convention unless `unnamed`.
struct ModelKey {
  std::string name;
  bool unnamed = false;
  std::vector<ModelKeyPart> parts;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::not_deferrable;
  ConflictAction on_conflict = ConflictAction::none;
  bool on_column_descending = false;
  Options storage_parameters;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelKey&, const ModelKey&) = default;
};

struct ModelForeignKey {
  std::string name;
  bool unnamed = false;
  std::vector<std::string> columns;
  ObjectName referenced_table;
  std::vector<std::string> referenced_columns;
  std::optional<ReferentialAction> on_delete;  // absent: what the engine does where nothing is said
  std::optional<ReferentialAction> on_update;
  std::vector<std::string> on_delete_columns;
  MatchType match = MatchType::simple;
  Deferral deferral = Deferral::not_deferrable;
  bool validated = true;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelForeignKey&, const ModelForeignKey&) = default;
};

struct ModelCheck {
  std::string name;
  bool unnamed = false;
  Fragment expression;
  bool no_inherit = false;
  bool validated = true;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelCheck&, const ModelCheck&) = default;
};

struct ModelExclusionElement {
  ModelKeyPart part;
  std::string operator_name;

  friend bool operator==(const ModelExclusionElement&, const ModelExclusionElement&) = default;
};

struct ModelExclusion {
  std::string name;
  bool unnamed = false;
  std::string method;
  std::vector<ModelExclusionElement> elements;
  std::vector<std::string> include;
  Fragment where;
  Deferral deferral = Deferral::not_deferrable;
  Options storage_parameters;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelExclusion&, const ModelExclusion&) = default;
};

struct ModelIndex {
  std::string name;  // empty: by the naming convention
  std::vector<ModelKeyPart> parts;
  bool unique = false;
  std::string method;
  std::vector<std::string> include;
  Fragment where;
  bool nulls_not_distinct = false;
  Options storage_parameters;
  std::string tablespace;
  bool ignored = false;
  std::string comment;
  std::string renamed_from;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelIndex&, const ModelIndex&) = default;
};

struct ModelTable {
  ObjectName name;
  bool temporary = false;
  std::vector<ModelColumn> columns;
  std::optional<ModelKey> primary_key;
  std::vector<ModelKey> uniques;
  std::vector<ModelForeignKey> foreign_keys;
  std::vector<ModelCheck> checks;
  std::vector<ModelExclusion> exclusions;
  std::vector<ModelIndex> indexes;
  TableOptions options;
  std::string comment;
  std::string renamed_from;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelTable&, const ModelTable&) = default;
};

struct ModelView {
  ObjectName name;
  bool materialized = false;
  bool temporary = false;
  std::vector<std::string> columns;
  Fragment definition;  // no columns: braces are plain text
  Options options;
  std::string check_option;
  std::vector<ModelIndex> indexes;
  std::string comment;
  std::string renamed_from;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelView&, const ModelView&) = default;
};

struct ModelEnum {
  ObjectName name;
  std::vector<std::string> labels;
  Options renamed_labels;  // old label, new label
  std::string comment;
  SourceLocation location;

  friend bool operator==(const ModelEnum&, const ModelEnum&) = default;
};

struct ModelDomain {
  ObjectName name;
  std::string type;
  bool nullable = true;
  std::optional<std::string> default_value;
  std::string collation;
  std::vector<ModelCheck> checks;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelDomain&, const ModelDomain&) = default;
};

struct ModelSequence {
  ObjectName name;
  SequenceOptions options;
  std::string owned_by;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelSequence&, const ModelSequence&) = default;
};

struct ModelCompositeType {
  ObjectName name;
  std::vector<Column> attributes;
  std::string comment;
  OnlyOn only_on;
  SourceLocation location;

  friend bool operator==(const ModelCompositeType&, const ModelCompositeType&) = default;
};

// Templates for names that a model does not give. {table}, {columns} (joined by "_"), {referenced} (table) and,
// for checks that a type brings with it, {kind}. An empty template leaves the constraint unnamed.
struct NamingConvention {
  std::string primary_key = "pk_{table}";
  std::string unique = "uq_{table}_{columns}";
  std::string foreign_key = "fk_{table}_{columns}_{referenced}";
  std::string check = "ck_{table}_{columns}_{kind}";
  std::string exclusion = "ex_{table}_{columns}";
  std::string index = "ix_{table}_{columns}";

  friend bool operator==(const NamingConvention&, const NamingConvention&) = default;
};

struct Model {
  NamingConvention naming;
  std::vector<std::string> namespaces;
  std::vector<Extension> extensions;
  std::vector<ModelEnum> enums;
  std::vector<ModelDomain> domains;
  std::vector<ModelCompositeType> composite_types;
  std::vector<ModelSequence> sequences;
  std::vector<ModelTable> tables;
  std::vector<ModelView> views;

  friend bool operator==(const Model&, const Model&) = default;
};

}  // namespace strata::schema
