// Keys, constraints, indexes and options of a table; see resolve_parts.hpp.
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using schema::KeyPart;
using schema::ModelIndex;
using schema::ModelKey;
using schema::ModelKeyPart;
using schema::ModelTable;
using schema::NullsOrder;
using schema::SourceLocation;

KeyPart resolve_part(Resolving& resolving, const ModelKeyPart& part, const std::string& owner,
                     const SourceLocation& location) {
  if (part.prefix_length) {
    resolving.refuse(location, fmt::format("{} has a prefix length, which PostgreSQL lacks", owner),
                     "index an expression instead, sql(\"left({}, 10)\", …), or .only_on(\"mariadb\")");
  }
  KeyPart out;
  out.column = part.column;
  if (part.column.empty()) out.expression = expand_here(part.expression);
  out.collation = collation_sql(resolving.model, part.collation);
  out.operator_class = part.operator_class;
  out.descending = part.descending;
  const NullsOrder own = part.descending ? NullsOrder::first : NullsOrder::last;
  if (part.nulls && *part.nulls != own) out.nulls = part.nulls;
  return out;
}

// The order of a key's columns is its index's alone, so that it is left out (left_out() says so); what decides which
// values are equal is not.
std::vector<KeyPart> resolve_key_parts(Resolving& resolving, const ModelKey& key, const std::string& owner) {
  std::vector<KeyPart> out;
  for (const ModelKeyPart& part : key.parts) {
    const bool plain = !part.column.empty() && part.collation.empty() && part.operator_class.empty();
    if (!plain) {
      resolving.refuse(key.location,
                       fmt::format("{} has an expression, a collation or an operator class: PostgreSQL's keys are made "
                                   "of plain columns",
                                   owner),
                       "make it a unique index: .index(\"…\", {…}).unique()");
    }
    KeyPart made = resolve_part(resolving, part, owner, key.location);
    made.descending = false;
    made.nulls.reset();
    out.push_back(std::move(made));
  }
  return out;
}

schema::PrimaryKey resolve_primary_key(Resolving& resolving, const ModelTable& table) {
  const ModelKey& key = *table.primary_key;
  schema::PrimaryKey out;
  out.name = key.name;
  out.parts = resolve_key_parts(resolving, key, name_or(key.name, "primary key", table.name));
  out.include = key.include;
  out.deferral = key.deferral;
  out.storage_parameters = key.storage_parameters;
  out.comment = key.comment;
  out.location = key.location;
  return out;
}

schema::UniqueConstraint resolve_unique(Resolving& resolving, const ModelTable& table, const ModelKey& key) {
  schema::UniqueConstraint out;
  out.name = key.name;
  out.parts = resolve_key_parts(resolving, key, name_or(key.name, "unique constraint", table.name));
  out.include = key.include;
  out.nulls_not_distinct = key.nulls_not_distinct;
  out.deferral = key.deferral;
  out.storage_parameters = key.storage_parameters;
  out.comment = key.comment;
  out.location = key.location;
  return out;
}

schema::ForeignKey resolve_foreign_key(Resolving& resolving, const ModelTable& table,
                                       const schema::ModelForeignKey& key) {
  if (key.match == schema::MatchType::partial) {
    resolving.refuse(key.location,
                     fmt::format("{} is MATCH PARTIAL, which PostgreSQL has not built",
                                 name_or(key.name, "foreign key", table.name)),
                     "use MATCH FULL, or MATCH SIMPLE and NOT NULL columns");
  }
  schema::ForeignKey out;
  out.name = key.name;
  out.columns = key.columns;
  out.referenced_table = key.referenced_table;
  out.referenced_columns = referenced_columns(resolving.model, key, engine_name);
  out.on_delete = key.on_delete.value_or(schema::ReferentialAction::no_action);
  out.on_update = key.on_update.value_or(schema::ReferentialAction::no_action);
  out.on_delete_columns = key.on_delete_columns;
  out.match = key.match;
  out.deferral = key.deferral;
  out.validated = key.validated;
  out.comment = key.comment;
  out.location = key.location;
  return out;
}

schema::Check resolve_check(const schema::ModelCheck& check) {
  return {check.name, expand_here(check.expression), check.no_inherit, check.validated, check.comment, check.location};
}

schema::Exclusion resolve_exclusion(Resolving& resolving, const ModelTable& table,
                                    const schema::ModelExclusion& exclusion) {
  schema::Exclusion out;
  out.name = exclusion.name;
  out.method = exclusion.method;
  const std::string owner = name_or(exclusion.name, "exclusion constraint", table.name);
  for (const schema::ModelExclusionElement& element : exclusion.elements) {
    out.elements.push_back({resolve_part(resolving, element.part, owner, exclusion.location), element.operator_name});
  }
  out.include = exclusion.include;
  out.where = expand_here(exclusion.where);
  out.deferral = exclusion.deferral;
  out.storage_parameters = exclusion.storage_parameters;
  out.comment = exclusion.comment;
  out.location = exclusion.location;
  return out;
}

schema::Index resolve_index(Resolving& resolving, const schema::ObjectName& owner, const ModelIndex& index) {
  const std::string called = fmt::format("index {} on {}", index.name, to_string(owner));
  if (index.method == "fulltext" || index.method == "spatial") {
    resolving.refuse(index.location, fmt::format("{} is a {} index, which PostgreSQL lacks", called, index.method),
                     index.method == "spatial"
                         ? "use .method(\"gist\"), or .only_on(\"mariadb\")"
                         : "use .method(\"gin\") on sql(\"to_tsvector('english', {})\", …), or .only_on(\"mariadb\")");
  }
  schema::Index out;
  out.name = index.name;
  for (const ModelKeyPart& part : index.parts) {
    out.parts.push_back(resolve_part(resolving, part, called, index.location));
  }
  out.unique = index.unique;
  if (index.method != "btree") out.method = index.method;
  out.include = index.include;
  out.where = expand_here(index.where);
  out.nulls_not_distinct = index.nulls_not_distinct;
  out.storage_parameters = index.storage_parameters;
  out.tablespace = index.tablespace;
  out.comment = index.comment;
  out.location = index.location;
  return out;
}

// Those of other engines are told by left_out(), or refused.
schema::TableOptions resolve_options(Resolving& resolving, const ModelTable& table) {
  refuse_mariadb_features(table, engine_title, resolving.findings);
  const schema::TableOptions& given = table.options;
  if (given.partition_of && !given.inherits.empty()) {
    resolving.refuse(
        table.location,
        fmt::format("table {} is a partition and inherits from another table as well", to_string(table.name)),
        "a partition has all from the table that it is part of");
  }
  if (table.temporary && given.unlogged) {
    resolving.refuse(table.location, fmt::format("temporary table {} is unlogged as well", to_string(table.name)),
                     "temporary tables are never logged: leave .unlogged() out");
  }
  schema::TableOptions out;
  out.unlogged = given.unlogged;
  if (given.access_method != "heap") out.access_method = given.access_method;
  out.tablespace = given.tablespace;
  out.inherits = given.inherits;
  out.partition_of = given.partition_of;
  out.partition_bound = given.partition_bound;
  out.partition_by = given.partition_by;
  out.storage_parameters = given.storage_parameters;
  return out;
}

}  // namespace

std::string expand_here(const schema::Fragment& fragment) {
  return schema::expand(fragment, engine_name, quote_identifier);
}

std::vector<schema::Index> resolve_indexes(Resolving& resolving, const schema::ObjectName& owner,
                                           const std::vector<ModelIndex>& indexes) {
  std::vector<schema::Index> out;
  for (const ModelIndex& index : indexes) {
    if (schema::on_engine(index.only_on, engine_name)) out.push_back(resolve_index(resolving, owner, index));
  }
  return out;
}

schema::Table resolve_table(Resolving& resolving, const ModelTable& table) {
  const auto here = [](const auto& object) { return schema::on_engine(object.only_on, engine_name); };
  schema::Table out;
  out.name = table.temporary ? schema::ObjectName{"", table.name.name} : table.name;
  out.temporary = table.temporary;
  out.columns = resolve_columns(resolving, table);
  if (table.primary_key && here(*table.primary_key)) out.primary_key = resolve_primary_key(resolving, table);
  for (const ModelKey& key : table.uniques) {
    if (here(key)) out.uniques.push_back(resolve_unique(resolving, table, key));
  }
  for (const schema::ModelForeignKey& key : table.foreign_keys) {
    if (here(key)) out.foreign_keys.push_back(resolve_foreign_key(resolving, table, key));
  }
  for (const schema::ModelCheck& check : table.checks) {
    if (here(check)) out.checks.push_back(resolve_check(check));
  }
  for (const schema::ModelExclusion& exclusion : table.exclusions) {
    if (here(exclusion)) out.exclusions.push_back(resolve_exclusion(resolving, table, exclusion));
  }
  out.indexes = resolve_indexes(resolving, table.name, table.indexes);
  out.options = resolve_options(resolving, table);
  out.comment = table.comment;
  out.location = table.location;
  require_columns(out, engine_title, resolving.findings);
  return out;
}

}  // namespace strata::dialects::postgresql
