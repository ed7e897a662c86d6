// The JSON keys of the types that only a Model has; see json_fields.hpp.
#pragma once

#include "schema/json_fields.hpp"

namespace strata::schema::json {

template <>
struct Fields<PortableType> {
  static void each(auto&& visit) {
    visit("kind", &PortableType::kind, required);
    visit("length", &PortableType::length);
    visit("precision", &PortableType::precision);
    visit("scale", &PortableType::scale);
    visit("enum", &PortableType::enum_name);
    visit("element", &PortableType::element);
  }
};

template <>
struct Fields<EngineText> {
  static void each(auto&& visit) {
    visit("engine", &EngineText::engine);
    visit("text", &EngineText::text, required);
  }
};

template <>
struct Fields<Fragment> {
  static void each(auto&& visit) {
    visit("text", &Fragment::text, required);
    visit("columns", &Fragment::columns);
    visit("on_engine", &Fragment::on_engine);
  }
};

template <>
struct Fields<Literal> {
  static void each(auto&& visit) {
    visit("kind", &Literal::kind, required);
    visit("text", &Literal::text);
  }
};

template <>
struct Fields<ModelColumn> {
  static void each(auto&& visit) {
    visit("name", &ModelColumn::name, required);
    visit("type", &ModelColumn::type, required);
    visit("native_types", &ModelColumn::native_types);
    visit("nullable", &ModelColumn::nullable);
    visit("default_literal", &ModelColumn::default_literal);
    visit("default_sql", &ModelColumn::default_sql);
    visit("identity", &ModelColumn::identity);
    visit("generated", &ModelColumn::generated);
    visit("generated_stored", &ModelColumn::generated_stored);
    visit("collation", &ModelColumn::collation);
    visit("character_set", &ModelColumn::character_set);
    visit("on_update", &ModelColumn::on_update);
    visit("invisible", &ModelColumn::invisible);
    visit("storage", &ModelColumn::storage);
    visit("compression", &ModelColumn::compression);
    visit("statistics_target", &ModelColumn::statistics_target);
    visit("inherited", &ModelColumn::inherited);
    visit("not_null_conflict", &ModelColumn::not_null_conflict);
    visit("comment", &ModelColumn::comment);
    visit("renamed_from", &ModelColumn::renamed_from);
    visit("only_on", &ModelColumn::only_on);
    visit("location", &ModelColumn::location);
  }
};

template <>
struct Fields<ModelKeyPart> {
  static void each(auto&& visit) {
    visit("column", &ModelKeyPart::column);
    visit("expression", &ModelKeyPart::expression);
    visit("collation", &ModelKeyPart::collation);
    visit("operator_class", &ModelKeyPart::operator_class);
    visit("descending", &ModelKeyPart::descending);
    visit("nulls", &ModelKeyPart::nulls);
    visit("prefix_length", &ModelKeyPart::prefix_length);
  }
};

template <>
struct Fields<ModelKey> {
  static void each(auto&& visit) {
    visit("name", &ModelKey::name);
    visit("unnamed", &ModelKey::unnamed);
    visit("parts", &ModelKey::parts, required);
    visit("include", &ModelKey::include);
    visit("nulls_not_distinct", &ModelKey::nulls_not_distinct);
    visit("deferral", &ModelKey::deferral);
    visit("on_conflict", &ModelKey::on_conflict);
    visit("on_column_descending", &ModelKey::on_column_descending);
    visit("storage_parameters", &ModelKey::storage_parameters);
    visit("comment", &ModelKey::comment);
    visit("only_on", &ModelKey::only_on);
    visit("location", &ModelKey::location);
  }
};

template <>
struct Fields<ModelForeignKey> {
  static void each(auto&& visit) {
    visit("name", &ModelForeignKey::name);
    visit("unnamed", &ModelForeignKey::unnamed);
    visit("columns", &ModelForeignKey::columns, required);
    visit("referenced_table", &ModelForeignKey::referenced_table, required);
    visit("referenced_columns", &ModelForeignKey::referenced_columns);
    visit("on_delete", &ModelForeignKey::on_delete);
    visit("on_update", &ModelForeignKey::on_update);
    visit("on_delete_columns", &ModelForeignKey::on_delete_columns);
    visit("match", &ModelForeignKey::match);
    visit("deferral", &ModelForeignKey::deferral);
    visit("validated", &ModelForeignKey::validated);
    visit("comment", &ModelForeignKey::comment);
    visit("only_on", &ModelForeignKey::only_on);
    visit("location", &ModelForeignKey::location);
  }
};

template <>
struct Fields<ModelCheck> {
  static void each(auto&& visit) {
    visit("name", &ModelCheck::name);
    visit("unnamed", &ModelCheck::unnamed);
    visit("expression", &ModelCheck::expression, required);
    visit("no_inherit", &ModelCheck::no_inherit);
    visit("validated", &ModelCheck::validated);
    visit("comment", &ModelCheck::comment);
    visit("only_on", &ModelCheck::only_on);
    visit("location", &ModelCheck::location);
  }
};

template <>
struct Fields<ModelExclusionElement> {
  static void each(auto&& visit) {
    visit("part", &ModelExclusionElement::part, required);
    visit("operator", &ModelExclusionElement::operator_name, required);
  }
};

template <>
struct Fields<ModelExclusion> {
  static void each(auto&& visit) {
    visit("name", &ModelExclusion::name);
    visit("unnamed", &ModelExclusion::unnamed);
    visit("method", &ModelExclusion::method);
    visit("elements", &ModelExclusion::elements, required);
    visit("include", &ModelExclusion::include);
    visit("where", &ModelExclusion::where);
    visit("deferral", &ModelExclusion::deferral);
    visit("storage_parameters", &ModelExclusion::storage_parameters);
    visit("comment", &ModelExclusion::comment);
    visit("only_on", &ModelExclusion::only_on);
    visit("location", &ModelExclusion::location);
  }
};

template <>
struct Fields<ModelIndex> {
  static void each(auto&& visit) {
    visit("name", &ModelIndex::name);
    visit("parts", &ModelIndex::parts, required);
    visit("unique", &ModelIndex::unique);
    visit("method", &ModelIndex::method);
    visit("include", &ModelIndex::include);
    visit("where", &ModelIndex::where);
    visit("nulls_not_distinct", &ModelIndex::nulls_not_distinct);
    visit("storage_parameters", &ModelIndex::storage_parameters);
    visit("tablespace", &ModelIndex::tablespace);
    visit("ignored", &ModelIndex::ignored);
    visit("comment", &ModelIndex::comment);
    visit("renamed_from", &ModelIndex::renamed_from);
    visit("only_on", &ModelIndex::only_on);
    visit("location", &ModelIndex::location);
  }
};

template <>
struct Fields<ModelTable> {
  static void each(auto&& visit) {
    visit("name", &ModelTable::name, required);
    visit("temporary", &ModelTable::temporary);
    visit("comment", &ModelTable::comment);
    visit("renamed_from", &ModelTable::renamed_from);
    visit("only_on", &ModelTable::only_on);
    visit("columns", &ModelTable::columns);
    visit("primary_key", &ModelTable::primary_key);
    visit("uniques", &ModelTable::uniques);
    visit("foreign_keys", &ModelTable::foreign_keys);
    visit("checks", &ModelTable::checks);
    visit("exclusions", &ModelTable::exclusions);
    visit("indexes", &ModelTable::indexes);
    visit("options", &ModelTable::options);
    visit("location", &ModelTable::location);
  }
};

template <>
struct Fields<ModelView> {
  static void each(auto&& visit) {
    visit("name", &ModelView::name, required);
    visit("materialized", &ModelView::materialized);
    visit("temporary", &ModelView::temporary);
    visit("comment", &ModelView::comment);
    visit("renamed_from", &ModelView::renamed_from);
    visit("only_on", &ModelView::only_on);
    visit("columns", &ModelView::columns);
    visit("definition", &ModelView::definition, required);
    visit("options", &ModelView::options);
    visit("check_option", &ModelView::check_option);
    visit("indexes", &ModelView::indexes);
    visit("location", &ModelView::location);
  }
};

template <>
struct Fields<ModelEnum> {
  static void each(auto&& visit) {
    visit("name", &ModelEnum::name, required);
    visit("labels", &ModelEnum::labels, required);
    visit("renamed_labels", &ModelEnum::renamed_labels);
    visit("comment", &ModelEnum::comment);
    visit("location", &ModelEnum::location);
  }
};

template <>
struct Fields<ModelDomain> {
  static void each(auto&& visit) {
    visit("name", &ModelDomain::name, required);
    visit("type", &ModelDomain::type, required);
    visit("nullable", &ModelDomain::nullable);
    visit("default", &ModelDomain::default_value);
    visit("collation", &ModelDomain::collation);
    visit("checks", &ModelDomain::checks);
    visit("comment", &ModelDomain::comment);
    visit("only_on", &ModelDomain::only_on);
    visit("location", &ModelDomain::location);
  }
};

template <>
struct Fields<ModelSequence> {
  static void each(auto&& visit) {
    visit("name", &ModelSequence::name, required);
    visit("options", &ModelSequence::options);
    visit("owned_by", &ModelSequence::owned_by);
    visit("comment", &ModelSequence::comment);
    visit("only_on", &ModelSequence::only_on);
    visit("location", &ModelSequence::location);
  }
};

template <>
struct Fields<ModelCompositeType> {
  static void each(auto&& visit) {
    visit("name", &ModelCompositeType::name, required);
    visit("attributes", &ModelCompositeType::attributes, required);
    visit("comment", &ModelCompositeType::comment);
    visit("only_on", &ModelCompositeType::only_on);
    visit("location", &ModelCompositeType::location);
  }
};

template <>
struct Fields<NamingConvention> {
  static void each(auto&& visit) {
    visit("primary_key", &NamingConvention::primary_key);
    visit("unique", &NamingConvention::unique);
    visit("foreign_key", &NamingConvention::foreign_key);
    visit("check", &NamingConvention::check);
    visit("exclusion", &NamingConvention::exclusion);
    visit("index", &NamingConvention::index);
  }
};

template <>
struct Fields<Model> {
  static void each(auto&& visit) {
    visit("naming", &Model::naming);
    visit("namespaces", &Model::namespaces);
    visit("extensions", &Model::extensions);
    visit("enums", &Model::enums);
    visit("domains", &Model::domains);
    visit("composite_types", &Model::composite_types);
    visit("sequences", &Model::sequences);
    visit("tables", &Model::tables);
    visit("views", &Model::views);
  }
};

}  // namespace strata::schema::json
