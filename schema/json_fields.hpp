// Which JSON keys stand for which members: one list per type, walked by the writer, the reader and the tests, so
// that a new member is written and read as soon as it is listed here. The order is the order in the file.
// Standard library only: the exporter compiles it with the user's compiler.
#pragma once

#include "schema/model.hpp"

#include <string_view>

namespace strata::schema::json {

inline constexpr int format_version = 1;

// A required key is always written and must be there; any other is left out when it holds its default.
enum class Presence { optional, required };
inline constexpr Presence required = Presence::required;

// Fields<T>::each(visit) calls visit(key, member pointer[, required]) for each member of T.
template <class T>
struct Fields;

// The words for an enumeration, in the order of its values.
template <class E>
struct Words;

template <>
struct Words<Deferral> {
  static constexpr std::string_view all[] = {"not deferrable", "initially immediate", "initially deferred"};
};
template <>
struct Words<ReferentialAction> {
  static constexpr std::string_view all[] = {"no action", "restrict", "cascade", "set null", "set default"};
};
template <>
struct Words<MatchType> {
  static constexpr std::string_view all[] = {"simple", "full", "partial"};
};
template <>
struct Words<NullsOrder> {
  static constexpr std::string_view all[] = {"first", "last"};
};
template <>
struct Words<IdentityKind> {
  static constexpr std::string_view all[] = {"always", "by default", "auto increment", "serial"};
};
template <>
struct Words<ConflictAction> {
  static constexpr std::string_view all[] = {"none", "rollback", "abort", "fail", "ignore", "replace"};
};
template <>
struct Words<LiteralKind> {
  static constexpr std::string_view all[] = {"null", "boolean", "integer", "real", "text", "bytes"};
};
template <>
struct Words<PortableKind> {
  static constexpr std::string_view all[] = {"boolean",  "int16",   "int32", "int64",       "float32",
                                             "float64",  "decimal", "text",  "varchar",     "character",
                                             "bytes",    "date",    "time",  "timestamp",   "timestamp_tz",
                                             "interval", "uuid",    "json",  "enumeration", "array"};
};

// ---- what Model and Schema share

template <>
struct Fields<SequenceOptions> {
  static void each(auto&& visit) {
    visit("data_type", &SequenceOptions::data_type);
    visit("start", &SequenceOptions::start);
    visit("increment", &SequenceOptions::increment);
    visit("minimum", &SequenceOptions::minimum);
    visit("maximum", &SequenceOptions::maximum);
    visit("cache", &SequenceOptions::cache);
    visit("cycle", &SequenceOptions::cycle);
  }
};

template <>
struct Fields<Identity> {
  static void each(auto&& visit) {
    visit("kind", &Identity::kind, required);
    visit("sequence", &Identity::sequence);
  }
};

template <>
struct Fields<Extension> {
  static void each(auto&& visit) {
    visit("name", &Extension::name, required);
    visit("schema", &Extension::schema);
    visit("version", &Extension::version);
  }
};

template <>
struct Fields<TableOptions> {
  static void each(auto&& visit) {
    visit("strict", &TableOptions::strict);
    visit("without_rowid", &TableOptions::without_rowid);
    visit("unlogged", &TableOptions::unlogged);
    visit("access_method", &TableOptions::access_method);
    visit("tablespace", &TableOptions::tablespace);
    visit("inherits", &TableOptions::inherits);
    visit("partition_of", &TableOptions::partition_of);
    visit("partition_bound", &TableOptions::partition_bound);
    visit("partition_by", &TableOptions::partition_by);
    visit("storage_parameters", &TableOptions::storage_parameters);
    visit("engine", &TableOptions::engine);
    visit("character_set", &TableOptions::character_set);
    visit("collation", &TableOptions::collation);
    visit("row_format", &TableOptions::row_format);
    visit("system_versioned", &TableOptions::system_versioned);
  }
};

template <>
struct Fields<Column> {
  static void each(auto&& visit) {
    visit("name", &Column::name, required);
    visit("type", &Column::type);
    visit("nullable", &Column::nullable);
    visit("default", &Column::default_value);
    visit("identity", &Column::identity);
    visit("generated", &Column::generated);
    visit("collation", &Column::collation);
    visit("character_set", &Column::character_set);
    visit("on_update", &Column::on_update);
    visit("invisible", &Column::invisible);
    visit("storage", &Column::storage);
    visit("compression", &Column::compression);
    visit("statistics_target", &Column::statistics_target);
    visit("inherited", &Column::inherited);
    visit("not_null_conflict", &Column::not_null_conflict);
    visit("comment", &Column::comment);
    visit("location", &Column::location);
  }
};

// ---- Schema

template <>
struct Fields<Generated> {
  static void each(auto&& visit) {
    visit("expression", &Generated::expression, required);
    visit("stored", &Generated::stored);
  }
};

template <>
struct Fields<KeyPart> {
  static void each(auto&& visit) {
    visit("column", &KeyPart::column);
    visit("expression", &KeyPart::expression);
    visit("collation", &KeyPart::collation);
    visit("operator_class", &KeyPart::operator_class);
    visit("descending", &KeyPart::descending);
    visit("nulls", &KeyPart::nulls);
    visit("prefix_length", &KeyPart::prefix_length);
  }
};

template <>
struct Fields<PrimaryKey> {
  static void each(auto&& visit) {
    visit("name", &PrimaryKey::name);
    visit("parts", &PrimaryKey::parts, required);
    visit("include", &PrimaryKey::include);
    visit("deferral", &PrimaryKey::deferral);
    visit("on_conflict", &PrimaryKey::on_conflict);
    visit("on_column_descending", &PrimaryKey::on_column_descending);
    visit("storage_parameters", &PrimaryKey::storage_parameters);
    visit("comment", &PrimaryKey::comment);
    visit("location", &PrimaryKey::location);
  }
};

template <>
struct Fields<UniqueConstraint> {
  static void each(auto&& visit) {
    visit("name", &UniqueConstraint::name);
    visit("parts", &UniqueConstraint::parts, required);
    visit("include", &UniqueConstraint::include);
    visit("nulls_not_distinct", &UniqueConstraint::nulls_not_distinct);
    visit("deferral", &UniqueConstraint::deferral);
    visit("on_conflict", &UniqueConstraint::on_conflict);
    visit("storage_parameters", &UniqueConstraint::storage_parameters);
    visit("comment", &UniqueConstraint::comment);
    visit("location", &UniqueConstraint::location);
  }
};

template <>
struct Fields<ForeignKey> {
  static void each(auto&& visit) {
    visit("name", &ForeignKey::name);
    visit("columns", &ForeignKey::columns, required);
    visit("referenced_table", &ForeignKey::referenced_table, required);
    visit("referenced_columns", &ForeignKey::referenced_columns);
    visit("on_delete", &ForeignKey::on_delete);
    visit("on_update", &ForeignKey::on_update);
    visit("on_delete_columns", &ForeignKey::on_delete_columns);
    visit("match", &ForeignKey::match);
    visit("deferral", &ForeignKey::deferral);
    visit("validated", &ForeignKey::validated);
    visit("comment", &ForeignKey::comment);
    visit("location", &ForeignKey::location);
  }
};

template <>
struct Fields<Check> {
  static void each(auto&& visit) {
    visit("name", &Check::name);
    visit("expression", &Check::expression, required);
    visit("no_inherit", &Check::no_inherit);
    visit("validated", &Check::validated);
    visit("comment", &Check::comment);
    visit("location", &Check::location);
  }
};

template <>
struct Fields<ExclusionElement> {
  static void each(auto&& visit) {
    visit("part", &ExclusionElement::part, required);
    visit("operator", &ExclusionElement::operator_name, required);
  }
};

template <>
struct Fields<Exclusion> {
  static void each(auto&& visit) {
    visit("name", &Exclusion::name);
    visit("method", &Exclusion::method);
    visit("elements", &Exclusion::elements, required);
    visit("include", &Exclusion::include);
    visit("where", &Exclusion::where);
    visit("deferral", &Exclusion::deferral);
    visit("storage_parameters", &Exclusion::storage_parameters);
    visit("comment", &Exclusion::comment);
    visit("location", &Exclusion::location);
  }
};

template <>
struct Fields<Index> {
  static void each(auto&& visit) {
    visit("name", &Index::name, required);
    visit("parts", &Index::parts, required);
    visit("unique", &Index::unique);
    visit("method", &Index::method);
    visit("include", &Index::include);
    visit("where", &Index::where);
    visit("nulls_not_distinct", &Index::nulls_not_distinct);
    visit("storage_parameters", &Index::storage_parameters);
    visit("tablespace", &Index::tablespace);
    visit("ignored", &Index::ignored);
    visit("valid", &Index::valid);
    visit("comment", &Index::comment);
    visit("location", &Index::location);
  }
};

template <>
struct Fields<Table> {
  static void each(auto&& visit) {
    visit("name", &Table::name, required);
    visit("temporary", &Table::temporary);
    visit("comment", &Table::comment);
    visit("columns", &Table::columns);
    visit("primary_key", &Table::primary_key);
    visit("uniques", &Table::uniques);
    visit("foreign_keys", &Table::foreign_keys);
    visit("checks", &Table::checks);
    visit("exclusions", &Table::exclusions);
    visit("indexes", &Table::indexes);
    visit("options", &Table::options);
    visit("depends_on", &Table::depends_on);
    visit("location", &Table::location);
  }
};

template <>
struct Fields<ColumnName> {
  static void each(auto&& visit) {
    visit("table", &ColumnName::table, required);
    visit("column", &ColumnName::column, required);
  }
};

template <>
struct Fields<View> {
  static void each(auto&& visit) {
    visit("name", &View::name, required);
    visit("materialized", &View::materialized);
    visit("temporary", &View::temporary);
    visit("comment", &View::comment);
    visit("columns", &View::columns);
    visit("definition", &View::definition, required);
    visit("options", &View::options);
    visit("check_option", &View::check_option);
    visit("indexes", &View::indexes);
    visit("depends_on", &View::depends_on);
    visit("used_columns", &View::used_columns);
    visit("location", &View::location);
  }
};

template <>
struct Fields<Sequence> {
  static void each(auto&& visit) {
    visit("name", &Sequence::name, required);
    visit("options", &Sequence::options);
    visit("owned_by", &Sequence::owned_by);
    visit("comment", &Sequence::comment);
    visit("location", &Sequence::location);
  }
};

template <>
struct Fields<EnumType> {
  static void each(auto&& visit) {
    visit("name", &EnumType::name, required);
    visit("labels", &EnumType::labels, required);
    visit("comment", &EnumType::comment);
    visit("location", &EnumType::location);
  }
};

template <>
struct Fields<Domain> {
  static void each(auto&& visit) {
    visit("name", &Domain::name, required);
    visit("type", &Domain::type, required);
    visit("nullable", &Domain::nullable);
    visit("default", &Domain::default_value);
    visit("collation", &Domain::collation);
    visit("checks", &Domain::checks);
    visit("comment", &Domain::comment);
    visit("location", &Domain::location);
  }
};

template <>
struct Fields<CompositeType> {
  static void each(auto&& visit) {
    visit("name", &CompositeType::name, required);
    visit("attributes", &CompositeType::attributes, required);
    visit("comment", &CompositeType::comment);
    visit("location", &CompositeType::location);
  }
};

template <>
struct Fields<OpaqueObject> {
  static void each(auto&& visit) {
    visit("kind", &OpaqueObject::kind, required);
    visit("name", &OpaqueObject::name, required);
    visit("definition", &OpaqueObject::definition);
    visit("removal", &OpaqueObject::removal);
    visit("table", &OpaqueObject::table);
    visit("depends_on", &OpaqueObject::depends_on);
    visit("temporary", &OpaqueObject::temporary);
  }
};

template <>
struct Fields<Schema> {
  static void each(auto&& visit) {
    visit("engine", &Schema::engine, required);
    visit("namespaces", &Schema::namespaces);
    visit("extensions", &Schema::extensions);
    visit("enums", &Schema::enums);
    visit("domains", &Schema::domains);
    visit("composite_types", &Schema::composite_types);
    visit("sequences", &Schema::sequences);
    visit("tables", &Schema::tables);
    visit("views", &Schema::views);
    visit("opaque_objects", &Schema::opaque_objects);
  }
};

}  // namespace strata::schema::json
