// The models generated from the sample schema are compiled into this test; loaded and sent through JSON, they must
// say what the schema says.
#include "sample_schema.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"
#include "schema/read_json.hpp"
#include "schema/write_json.hpp"
#include "strata/load.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace strata::schema;

namespace {

constexpr std::string_view engine = "sample";

// What the sample's engine would make of a model: it quotes nothing and has every feature.
std::string expanded(const Fragment& fragment) {
  return expand(fragment, engine, [](std::string_view name) { return std::string(name); });
}

std::string type_of(const ModelColumn& column) {
  if (const auto native = text_for(column.native_types, engine)) return *native;
  if (column.type.kind == PortableKind::int64) return "bigint";
  return column.type.kind == PortableKind::enumeration ? column.type.enum_name : "text";
}

Column resolved(const ModelColumn& from) {
  Column column;
  column.name = from.name;
  column.type = type_of(from);
  column.nullable = from.nullable;
  column.default_value = text_for(from.default_sql, engine);
  column.identity = from.identity;
  if (from.generated) column.generated = Generated{expanded(*from.generated), from.generated_stored};
  column.collation = text_for(from.collation, engine).value_or("");
  column.character_set = from.character_set;
  column.on_update = from.on_update;
  column.invisible = from.invisible;
  column.storage = from.storage;
  column.compression = from.compression;
  column.statistics_target = from.statistics_target;
  column.inherited = from.inherited;
  column.not_null_conflict = from.not_null_conflict;
  column.comment = from.comment;
  return column;
}

std::vector<KeyPart> resolved(const std::vector<ModelKeyPart>& from) {
  std::vector<KeyPart> parts;
  for (const ModelKeyPart& part : from) {
    const std::string expression = part.column.empty() ? expanded(part.expression) : "";
    parts.push_back({part.column, expression, part.collation, part.operator_class, part.descending, part.nulls,
                     part.prefix_length});
  }
  return parts;
}

Index resolved(const ModelIndex& from) {
  return {from.name,
          resolved(from.parts),
          from.unique,
          from.method,
          from.include,
          expanded(from.where),
          from.nulls_not_distinct,
          from.storage_parameters,
          from.tablespace,
          from.ignored,
          true,
          from.comment,
          {}};
}

Exclusion resolved(const ModelExclusion& from) {
  Exclusion exclusion{
      from.name,    from.method, {}, from.include, expanded(from.where), from.deferral, from.storage_parameters,
      from.comment, {}};
  for (const ModelExclusionElement& element : from.elements) {
    exclusion.elements.push_back({resolved(std::vector{element.part}).front(), element.operator_name});
  }
  return exclusion;
}

Table resolved(const ModelTable& from) {
  Table table;
  table.name = from.name;
  table.temporary = from.temporary;
  for (const ModelColumn& column : from.columns) table.columns.push_back(resolved(column));
  if (from.primary_key) {
    const ModelKey& key = *from.primary_key;
    table.primary_key = PrimaryKey{key.name,
                                   resolved(key.parts),
                                   key.include,
                                   key.deferral,
                                   key.on_conflict,
                                   key.on_column_descending,
                                   key.storage_parameters,
                                   key.comment,
                                   {}};
  }
  for (const ModelKey& key : from.uniques) {
    table.uniques.push_back({key.name,
                             resolved(key.parts),
                             key.include,
                             key.nulls_not_distinct,
                             key.deferral,
                             key.on_conflict,
                             key.storage_parameters,
                             key.comment,
                             {}});
  }
  for (const ModelForeignKey& key : from.foreign_keys) {
    table.foreign_keys.push_back({key.name,
                                  key.columns,
                                  key.referenced_table,
                                  key.referenced_columns,
                                  key.on_delete.value_or(ReferentialAction::no_action),
                                  key.on_update.value_or(ReferentialAction::no_action),
                                  key.on_delete_columns,
                                  key.match,
                                  key.deferral,
                                  key.validated,
                                  key.comment,
                                  {}});
  }
  for (const ModelCheck& check : from.checks) {
    table.checks.push_back(
        {check.name, expanded(check.expression), check.no_inherit, check.validated, check.comment, {}});
  }
  for (const ModelExclusion& exclusion : from.exclusions) table.exclusions.push_back(resolved(exclusion));
  for (const ModelIndex& index : from.indexes) table.indexes.push_back(resolved(index));
  table.options = from.options;
  table.comment = from.comment;
  return table;
}

View resolved(const ModelView& from) {
  View view;
  view.name = from.name;
  view.materialized = from.materialized;
  view.temporary = from.temporary;
  view.columns = from.columns;
  view.definition = expand_query(from.definition, engine, {});
  view.options = from.options;
  view.check_option = from.check_option;
  for (const ModelIndex& index : from.indexes) view.indexes.push_back(resolved(index));
  view.comment = from.comment;
  return view;
}

// The models, as the exporter would print and the CLI would read them.
const Model& generated_model() {
  static const Model model = [] {
    const strata::Loaded loaded = strata::load_definitions();
    for (const strata::Problem& problem : loaded.problems) UNSCOPED_INFO(problem.message);
    CHECK(loaded.problems.empty());
    return named(read_model(to_json(loaded.model), "test"));
  }();
  return model;
}

}  // namespace

TEST_CASE("generated tables say what the schema says") {
  const Schema expected = testing::sample_schema();
  const Model& model = generated_model();
  REQUIRE(model.tables.size() == expected.tables.size());
  for (const Table& table : expected.tables) {
    INFO(to_string(table.name) << (table.temporary ? " (temporary)" : ""));
    const auto found = std::ranges::find_if(model.tables, [&](const ModelTable& candidate) {
      return candidate.name == table.name && candidate.temporary == table.temporary;
    });
    REQUIRE(found != model.tables.end());
    Schema one;
    one.tables = {table};
    Schema other;
    other.tables = {resolved(*found)};
    other.tables[0].location = {};
    CHECK(to_json(other) == to_json(one));
    CHECK(other == one);
  }
}

TEST_CASE("generated views say what the schema says") {
  const Schema expected = testing::sample_schema();
  const Model& model = generated_model();
  REQUIRE(model.views.size() == expected.views.size());
  for (std::size_t i = 0; i < expected.views.size(); ++i) CHECK(resolved(model.views[i]) == expected.views[i]);
}

TEST_CASE("generated types and sequences say what the schema says") {
  const Schema expected = testing::sample_schema();
  const Model& model = generated_model();
  CHECK(model.namespaces == expected.namespaces);
  CHECK(model.extensions == expected.extensions);
  REQUIRE(model.enums.size() == expected.enums.size());
  for (const EnumType& type : expected.enums) {
    const auto found = std::ranges::find(model.enums, type.name, &ModelEnum::name);
    REQUIRE(found != model.enums.end());
    CHECK(found->labels == type.labels);
    CHECK(found->comment == type.comment);
  }
  REQUIRE(model.domains.size() == 1);
  const ModelDomain& domain = model.domains[0];
  CHECK(domain.name == expected.domains[0].name);
  CHECK(domain.type == expected.domains[0].type);
  CHECK_FALSE(domain.nullable);
  CHECK(domain.default_value == expected.domains[0].default_value);
  CHECK(domain.collation == "C");
  REQUIRE(domain.checks.size() == 2);
  CHECK(expanded(domain.checks[1].expression) == "VALUE <> '{}'");
  REQUIRE(model.composite_types.size() == 1);
  CHECK(model.composite_types[0].attributes == expected.composite_types[0].attributes);
  REQUIRE(model.sequences.size() == 2);
  CHECK(model.sequences[0].options == expected.sequences[0].options);
  CHECK(model.sequences[0].owned_by == "lines.id");
}
