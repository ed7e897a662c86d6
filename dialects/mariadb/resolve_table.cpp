// Keys, constraints, indexes and options of a table; see resolve_parts.hpp.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/ascii.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

using schema::KeyPart;
using schema::ModelIndex;
using schema::ModelKey;
using schema::ModelKeyPart;
using schema::ModelTable;
using schema::SourceLocation;

constexpr std::string_view only_on_hint = "limit it to the engines that have it: .only_on(\"postgresql\")";

// MariaDB keeps NULLs before all values: first when ascending, last when descending.
bool is_own_order(const ModelKeyPart& part) {
  return !part.nulls || (*part.nulls == schema::NullsOrder::first) != part.descending;
}

KeyPart resolve_part(Resolving& resolving, const ModelKeyPart& part, const std::string& owner,
                     const SourceLocation& location) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view way_out) {
    if (has) resolving.refuse(location, fmt::format("{} {}", owner, what), std::string(way_out));
  };
  refuse(part.column.empty(), "has an expression, which MariaDB's indexes can't have",
         "index a generated column: .column(\"…\", strata::native(\"…\")).generated_virtual(…), then "
         ".index(\"…\", {strata::named(\"…\")}); or limit it with .only_on(\"sqlite\", \"postgresql\")");
  refuse(!part.operator_class.empty(), "has an operator class, which MariaDB lacks", only_on_hint);
  refuse(!part.collation.empty(), "has a collation of its own; MariaDB's keys compare as their columns do",
         "give the column the collation, or limit it to the engines that have it with .only_on(…)");
  refuse(!is_own_order(part), "asks for an order of NULLs that MariaDB's indexes can't have",
         "leave the order of NULLs to the engine, or .only_on(\"postgresql\")");
  KeyPart out;
  out.column = part.column;
  out.descending = part.descending;
  out.prefix_length = part.prefix_length;
  return out;
}

std::vector<KeyPart> resolve_parts(Resolving& resolving, const std::vector<ModelKeyPart>& parts,
                                   const std::string& owner, const SourceLocation& location) {
  std::vector<KeyPart> out;
  for (const ModelKeyPart& part : parts) out.push_back(resolve_part(resolving, part, owner, location));
  return out;
}

void refuse_deferral(Resolving& resolving, schema::Deferral deferral, const std::string& owner,
                     const SourceLocation& location) {
  if (deferral == schema::Deferral::not_deferrable) return;
  resolving.refuse(location, fmt::format("{} is deferrable, but MariaDB checks each row at once", owner),
                   std::string(only_on_hint));
}

void refuse_not_distinct(Resolving& resolving, bool not_distinct, const std::string& owner,
                         const SourceLocation& location) {
  if (!not_distinct) return;
  resolving.refuse(location, fmt::format("{} is NULLS NOT DISTINCT, but MariaDB takes every NULL for another", owner),
                   "make a generated column that is never NULL the key, or .only_on(\"postgresql\")");
}

void refuse_not_valid(Resolving& resolving, bool validated, const std::string& owner, const SourceLocation& location) {
  if (validated) return;
  resolving.refuse(location, fmt::format("{} is NOT VALID; MariaDB's rows all obey or none do", owner),
                   "leave NOT VALID out, or .only_on(\"postgresql\")");
}

// Its name is PRIMARY, whatever the models call it. What it includes it holds anyway, with all of the row.
schema::PrimaryKey resolve_primary_key(Resolving& resolving, const ModelTable& table) {
  const ModelKey& key = *table.primary_key;
  const std::string owner = fmt::format("the primary key of {}", to_string(table.name));
  refuse_deferral(resolving, key.deferral, owner, key.location);
  schema::PrimaryKey out;
  out.parts = resolve_parts(resolving, key.parts, owner, key.location);
  out.storage_parameters = own_parameters(key.storage_parameters);
  out.comment = key.comment;
  out.location = key.location;
  return out;
}

void refuse_unique_include(Resolving& resolving, const std::vector<std::string>& include, const std::string& owner,
                           const SourceLocation& location) {
  if (include.empty()) return;
  resolving.refuse(location,
                   fmt::format("{} is unique and includes other columns: on MariaDB they would count as part of what "
                               "is unique",
                               owner),
                   "leave them out and add a plain index that begins with the same columns");
}

// MariaDB has one thing only: a unique constraint is a unique index.
schema::Index resolve_unique(Resolving& resolving, const ModelTable& table, const ModelKey& key) {
  const std::string owner = name_or(key.name, "unique constraint", table.name);
  refuse_unique_include(resolving, key.include, owner, key.location);
  refuse_not_distinct(resolving, key.nulls_not_distinct, owner, key.location);
  refuse_deferral(resolving, key.deferral, owner, key.location);
  schema::Index out;
  out.name = key.name;
  out.parts = resolve_parts(resolving, key.parts, owner, key.location);
  out.unique = true;
  out.storage_parameters = own_parameters(key.storage_parameters);
  out.comment = key.comment;
  out.location = key.location;
  return out;
}

void refuse_key_features(Resolving& resolving, const ModelTable& table, const schema::ModelForeignKey& key,
                         const std::string& owner) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view way_out) {
    if (has) resolving.refuse(key.location, fmt::format("{} {}", owner, what), std::string(way_out));
  };
  refuse(table.temporary, "is on a temporary table, which has none on MariaDB",
         "leave it out, or limit it to the engines that have it with .only_on(…)");
  refuse(!key.on_delete_columns.empty(), "sets only some columns on delete; MariaDB sets all of them",
         "leave the list of columns out, or .only_on(\"postgresql\")");
  refuse(key.on_delete == schema::ReferentialAction::set_default ||
             key.on_update == schema::ReferentialAction::set_default,
         "has SET DEFAULT, which MariaDB reads and forgets", "use SET NULL or CASCADE, or write a trigger");
  refuse_deferral(resolving, key.deferral, owner, key.location);
  refuse_not_valid(resolving, key.validated, owner, key.location);
}

schema::ForeignKey resolve_foreign_key(Resolving& resolving, const ModelTable& table,
                                       const schema::ModelForeignKey& key) {
  refuse_key_features(resolving, table, key, name_or(key.name, "foreign key", table.name));
  schema::ForeignKey out;
  out.name = key.name;
  out.columns = key.columns;
  out.referenced_table = resolve_name(resolving, key.referenced_table, key.location);
  out.referenced_columns = referenced_columns(resolving.model, key, engine_name);
  out.on_delete = key.on_delete.value_or(schema::ReferentialAction::restrict);
  out.on_update = key.on_update.value_or(schema::ReferentialAction::restrict);
  out.location = key.location;
  return out;
}

schema::Check resolve_check(Resolving& resolving, const ModelTable& table, const schema::ModelCheck& check) {
  refuse_not_valid(resolving, check.validated, name_or(check.name, "check", table.name), check.location);
  schema::Check out;
  out.name = check.name;
  out.expression = expand_here(check.expression);
  out.location = check.location;
  return out;
}

void refuse_index_features(Resolving& resolving, const ModelIndex& index, const std::string& owner) {
  constexpr auto methods = std::to_array<std::string_view>({"", "btree", "hash", "rtree", "fulltext", "spatial"});
  if (std::ranges::find(methods, ascii::in_lower_case(index.method)) == methods.end()) {
    resolving.refuse(index.location, fmt::format("{} has the method {}, which MariaDB lacks", owner, index.method),
                     "use \"fulltext\" or \"spatial\" for what those find, or .only_on(\"postgresql\")");
  }
  if (!index.where.text.empty()) {
    resolving.refuse(index.location,
                     fmt::format("{} holds only some rows (WHERE), which MariaDB's indexes can't", owner),
                     index.unique ? "make a generated column that is NULL for the other rows unique: "
                                    ".generated_virtual(\"CASE WHEN … THEN … END\"); or limit the index with "
                                    ".only_on(\"sqlite\", \"postgresql\")"
                                  : "index all rows here: one index with .only_on(\"sqlite\", \"postgresql\"), and one "
                                    "without WHERE with .only_on(\"mariadb\")");
  }
  if (index.unique) refuse_unique_include(resolving, index.include, owner, index.location);
  refuse_not_distinct(resolving, index.nulls_not_distinct, owner, index.location);
}

// Elsewhere BTREE is what a key is unless it says otherwise.
bool has_hashes_by_itself(const ModelTable& table) {
  const std::string engine = ascii::in_lower_case(table.options.engine);
  return engine == "memory" || engine == "heap";
}

schema::Index resolve_index(Resolving& resolving, const ModelTable& table, const ModelIndex& index) {
  const std::string owner = fmt::format("index {} on {}", index.name, to_string(table.name));
  refuse_index_features(resolving, index, owner);
  schema::Index out;
  out.name = index.name;
  out.parts = resolve_parts(resolving, index.parts, owner, index.location);
  for (const std::string& column : index.include) {
    KeyPart part;
    part.column = column;
    out.parts.push_back(std::move(part));
  }
  out.unique = index.unique;
  if (const std::string method = ascii::in_lower_case(index.method); method != "btree" || has_hashes_by_itself(table)) {
    out.method = method;
  }
  out.storage_parameters = own_parameters(index.storage_parameters);
  out.ignored = index.ignored;
  out.comment = index.comment;
  out.location = index.location;
  return out;
}

// MariaDB's clause begins with PARTITION BY; PostgreSQL's has only what stands behind.
std::string partition_clause(const std::string& given) {
  if (given.empty() || ascii::in_lower_case(given).starts_with("partition by")) return given;
  return "PARTITION BY " + given;
}

// Those of other engines are told by left_out(), or refused.
schema::TableOptions resolve_options(Resolving& resolving, const ModelTable& table) {
  const auto refuse = [&](bool has, std::string_view what) {
    if (!has) return;
    resolving.refuse(table.location, fmt::format("table {} {}, which MariaDB lacks", to_string(table.name), what),
                     "limit the table with .only_on(\"postgresql\")");
  };
  const schema::TableOptions& given = table.options;
  refuse(!given.inherits.empty(), "inherits from another");
  refuse(given.partition_of.has_value(), "is a partition with a definition of its own");
  schema::TableOptions out;
  out.partition_by = partition_clause(given.partition_by);
  out.storage_parameters = own_parameters(given.storage_parameters);
  out.engine = given.engine;
  out.character_set = given.character_set;
  out.collation = given.collation;
  out.row_format = given.row_format;
  out.system_versioned = given.system_versioned;
  return out;
}

}  // namespace

std::string expand_here(const schema::Fragment& fragment) {
  return schema::expand(fragment, engine_name, quote_identifier);
}

bool is_foreign_parameter(std::string_view name) {
  // PostgreSQL: sql-createtable.html and sql-createindex.html, "Storage Parameters".
  constexpr auto theirs = std::to_array<std::string_view>(
      {"autosummarize", "buffering", "deduplicate_items", "fastupdate", "fillfactor", "gin_pending_list_limit",
       "log_autovacuum_min_duration", "pages_per_range", "parallel_workers", "toast_tuple_target", "user_catalog_table",
       "vacuum_index_cleanup", "vacuum_truncate"});
  const std::string known = ascii::in_lower_case(name);
  return known.starts_with("autovacuum_") || known.starts_with("toast.") ||
         std::ranges::find(theirs, known) != theirs.end();
}

schema::Options own_parameters(const schema::Options& parameters) {
  schema::Options out;
  for (const auto& parameter : parameters) {
    if (!is_foreign_parameter(parameter.first)) out.push_back(parameter);
  }
  return out;
}

schema::Table resolve_table(Resolving& resolving, const ModelTable& table) {
  const auto here = [](const auto& object) { return schema::on_engine(object.only_on, engine_name); };
  schema::Table out;
  out.name = resolve_name(resolving, table.name, table.location);
  out.temporary = table.temporary;
  out.columns = resolve_columns(resolving, table);
  if (table.primary_key && here(*table.primary_key)) out.primary_key = resolve_primary_key(resolving, table);
  for (const ModelKey& key : table.uniques) {
    if (here(key)) out.indexes.push_back(resolve_unique(resolving, table, key));
  }
  for (const schema::ModelForeignKey& key : table.foreign_keys) {
    if (here(key)) out.foreign_keys.push_back(resolve_foreign_key(resolving, table, key));
  }
  for (const schema::ModelCheck& check : table.checks) {
    if (here(check)) out.checks.push_back(resolve_check(resolving, table, check));
  }
  for (const schema::ModelExclusion& exclusion : table.exclusions) {
    if (!here(exclusion)) continue;
    resolving.refuse(exclusion.location,
                     fmt::format("{} can't be on MariaDB", name_or(exclusion.name, "exclusion constraint", table.name)),
                     std::string(only_on_hint));
  }
  for (const ModelIndex& index : table.indexes) {
    if (here(index)) out.indexes.push_back(resolve_index(resolving, table, index));
  }
  out.options = resolve_options(resolving, table);
  out.comment = table.comment;
  out.location = table.location;
  require_columns(out, engine_title, resolving.findings);
  check_keys(resolving, out);
  return out;
}

}  // namespace strata::dialects::mariadb
