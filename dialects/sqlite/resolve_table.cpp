// Keys, constraints and indexes of a table; see resolve_table.hpp.
#include "dialects/sqlite/resolve_table.hpp"

#include "dialects/resolving.hpp"
#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>

namespace strata::dialects::sqlite {
namespace {

using schema::Finding;
using schema::KeyPart;
using schema::ModelIndex;
using schema::ModelKey;
using schema::ModelKeyPart;
using schema::ModelTable;
using schema::SourceLocation;

constexpr std::string_view only_on_hint = "limit it to the engines that have it: .only_on(\"postgresql\")";

std::string expand_here(const schema::Fragment& fragment) {
  return schema::expand(fragment, engine_name, quote_identifier);
}

// SQLite keeps NULLs before all values: first when ascending, last when descending.
bool is_own_order(const ModelKeyPart& part) {
  return !part.nulls || (*part.nulls == schema::NullsOrder::first) != part.descending;
}

// An operator class decides what is equal and which comes first; a prefix length what is unique.
void refuse_part_features(const ModelKeyPart& part, std::string_view owner, const SourceLocation& location,
                          std::vector<Finding>& findings) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view engine) {
    if (!has) return;
    findings.push_back({location, fmt::format("{} has {}, which SQLite lacks", owner, what),
                        fmt::format("limit it with .only_on(\"{}\") and describe another for sqlite", engine)});
  };
  refuse(!part.operator_class.empty(), "the operator class " + part.operator_class, "postgresql");
  refuse(part.prefix_length.has_value(), "a prefix length", "mariadb");
}

KeyPart resolve_part(const ModelKeyPart& part, std::string_view owner, const SourceLocation& location,
                     std::vector<Finding>& findings) {
  if (!is_own_order(part)) {
    findings.push_back({location, fmt::format("{} asks for an order of NULLs that SQLite's indexes can't have", owner),
                        "leave the order of NULLs to the engine, or .only_on(\"postgresql\")"});
  }
  refuse_part_features(part, owner, location, findings);
  KeyPart out;
  out.column = part.column;
  if (part.column.empty()) out.expression = expand_here(part.expression);
  out.collation = part.collation;
  out.descending = part.descending;
  return out;
}

std::vector<KeyPart> resolve_parts(const std::vector<ModelKeyPart>& parts, std::string_view owner,
                                   const SourceLocation& location, std::vector<Finding>& findings) {
  std::vector<KeyPart> out;
  for (const ModelKeyPart& part : parts) out.push_back(resolve_part(part, owner, location, findings));
  return out;
}

void refuse_key_features(const ModelKey& key, const std::string& owner, std::vector<Finding>& findings) {
  if (!key.include.empty()) {
    findings.push_back({key.location, fmt::format("{} has INCLUDE columns, which SQLite's keys can't have", owner),
                        "leave them out and add a plain index that begins with the key's columns"});
  }
  if (key.nulls_not_distinct) {
    findings.push_back({key.location,
                        fmt::format("{} is NULLS NOT DISTINCT, but SQLite takes every NULL for a different one", owner),
                        std::string(only_on_hint)});
  }
  if (key.deferral != schema::Deferral::not_deferrable) {
    findings.push_back({key.location, fmt::format("{} is deferrable; SQLite defers foreign keys only", owner),
                        std::string(only_on_hint)});
  }
}

schema::PrimaryKey resolve_primary_key(const ModelTable& table, std::vector<Finding>& findings) {
  const ModelKey& key = *table.primary_key;
  const std::string owner = name_or(key.name, "primary key", table.name);
  refuse_key_features(key, owner, findings);
  schema::PrimaryKey out;
  out.name = key.name;
  out.parts = resolve_parts(key.parts, owner, key.location, findings);
  out.on_conflict = key.on_conflict;
  out.on_column_descending = key.on_column_descending;
  out.location = key.location;
  return out;
}

schema::UniqueConstraint resolve_unique(const ModelTable& table, const ModelKey& key, std::vector<Finding>& findings) {
  const std::string owner = name_or(key.name, "unique constraint", table.name);
  refuse_key_features(key, owner, findings);
  schema::UniqueConstraint out;
  out.name = key.name;
  out.parts = resolve_parts(key.parts, owner, key.location, findings);
  out.on_conflict = key.on_conflict;
  out.location = key.location;
  return out;
}

void refuse_not_valid(const SourceLocation& location, const std::string& owner, std::vector<Finding>& findings) {
  findings.push_back({location, fmt::format("{} is NOT VALID; SQLite's rows all obey or none do", owner),
                      "leave NOT VALID out, or .only_on(\"postgresql\")"});
}

schema::ForeignKey resolve_foreign_key(const ModelTable& table, const schema::ModelForeignKey& key,
                                       std::vector<Finding>& findings) {
  if (!key.on_delete_columns.empty()) {
    findings.push_back({key.location,
                        fmt::format("{} sets only some columns on delete; SQLite sets all of them",
                                    name_or(key.name, "foreign key", table.name)),
                        "leave the list of columns out, or .only_on(\"postgresql\")"});
  }
  if (!key.validated) refuse_not_valid(key.location, name_or(key.name, "foreign key", table.name), findings);
  schema::ForeignKey out;
  out.name = key.name;
  out.columns = key.columns;
  out.referenced_table = resolve_name(key.referenced_table, key.location, findings);
  out.referenced_columns = key.referenced_columns;
  out.on_delete = key.on_delete.value_or(schema::ReferentialAction::no_action);
  out.on_update = key.on_update.value_or(schema::ReferentialAction::no_action);
  out.match = key.match;
  out.deferral = key.deferral;
  out.location = key.location;
  return out;
}

schema::Check resolve_check(const ModelTable& table, const schema::ModelCheck& check, std::vector<Finding>& findings) {
  if (!check.validated) refuse_not_valid(check.location, name_or(check.name, "check", table.name), findings);
  schema::Check out;
  out.name = check.name;
  out.expression = expand_here(check.expression);
  out.location = check.location;
  return out;
}

bool is_plain_method(std::string_view method) {
  return method.empty() || same_name(method, "btree");
}

void refuse_index_features(const ModelTable& table, const ModelIndex& index, std::vector<Finding>& findings) {
  if (!is_plain_method(index.method)) {
    findings.push_back({index.location,
                        fmt::format("index {} on {} uses {}; SQLite's indexes are b-trees", index.name,
                                    to_string(table.name), index.method),
                        std::string(only_on_hint)});
  }
  if (index.nulls_not_distinct) {
    findings.push_back({index.location,
                        fmt::format("index {} on {} is NULLS NOT DISTINCT, but SQLite takes every NULL for a different "
                                    "one",
                                    index.name, to_string(table.name)),
                        std::string(only_on_hint)});
  }
  if (index.unique && !index.include.empty()) {
    findings.push_back({index.location,
                        fmt::format("unique index {} on {} has INCLUDE columns: SQLite could only make them part of "
                                    "the key, which changes what is unique",
                                    index.name, to_string(table.name)),
                        "leave INCLUDE out, add a second index that is not unique, or .only_on(\"postgresql\")"});
  }
}

// INCLUDE columns of a plain index become its last key columns, which covers the same queries.
schema::Index resolve_index(const ModelTable& table, const ModelIndex& index, std::vector<Finding>& findings) {
  refuse_index_features(table, index, findings);
  schema::Index out;
  out.name = index.name;
  out.parts = resolve_parts(index.parts, "index " + index.name, index.location, findings);
  for (const std::string& column : index.include) {
    KeyPart part;
    part.column = column;
    out.parts.push_back(std::move(part));
  }
  out.unique = index.unique;
  out.where = expand_here(index.where);
  out.location = index.location;
  return out;
}

void refuse_table_features(const ModelTable& table, std::vector<Finding>& findings) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view engine) {
    if (!has) return;
    findings.push_back({table.location, fmt::format("table {} {}, which SQLite lacks", to_string(table.name), what),
                        fmt::format("limit the table with .only_on(\"{}\")", engine)});
  };
  refuse(!table.options.inherits.empty(), "inherits from another", "postgresql");
  refuse(table.options.partition_of.has_value(), "is a partition", "postgresql");
  refuse(!table.options.partition_by.empty(), "is partitioned", "postgresql\", \"mariadb");
  refuse_mariadb_features(table, engine_title, findings);
  for (const schema::ModelExclusion& exclusion : table.exclusions) {
    if (!schema::on_engine(exclusion.only_on, engine_name)) continue;
    findings.push_back(
        {exclusion.location,
         fmt::format("{} can't be on SQLite", name_or(exclusion.name, "exclusion constraint", table.name)),
         std::string(only_on_hint)});
  }
}

}  // namespace

schema::ObjectName resolve_name(const schema::ObjectName& name, const SourceLocation& location,
                                std::vector<Finding>& findings) {
  if (!name.schema.empty() && !same_name(name.schema, "main") && !same_name(name.schema, "temp")) {
    findings.push_back({location, fmt::format("{} is in a schema of its own, which SQLite lacks", to_string(name)),
                        "leave the schema out, or .only_on(\"postgresql\")"});
  }
  return {"", name.name};
}

schema::Table resolve_table(const schema::Model& model, const ModelTable& table, std::vector<Finding>& findings) {
  refuse_table_features(table, findings);
  schema::Table out;
  out.name = resolve_name(table.name, table.location, findings);
  out.temporary = table.temporary;
  ResolvedColumns columns = resolve_columns(model, table, findings);
  out.columns = std::move(columns.columns);
  const auto here = [](const auto& object) { return schema::on_engine(object.only_on, engine_name); };
  if (table.primary_key && here(*table.primary_key)) out.primary_key = resolve_primary_key(table, findings);
  for (const ModelKey& key : table.uniques) {
    if (here(key)) out.uniques.push_back(resolve_unique(table, key, findings));
  }
  for (const schema::ModelForeignKey& key : table.foreign_keys) {
    if (here(key)) out.foreign_keys.push_back(resolve_foreign_key(table, key, findings));
  }
  for (const schema::ModelCheck& check : table.checks) {
    if (here(check)) out.checks.push_back(resolve_check(table, check, findings));
  }
  out.checks.insert(out.checks.end(), columns.checks.begin(), columns.checks.end());
  for (const ModelIndex& index : table.indexes) {
    if (here(index)) out.indexes.push_back(resolve_index(table, index, findings));
  }
  out.options.strict = table.options.strict;
  out.options.without_rowid = table.options.without_rowid;
  out.comment = table.comment;
  out.location = table.location;
  require_columns(out, engine_title, findings);
  return out;
}

}  // namespace strata::dialects::sqlite
