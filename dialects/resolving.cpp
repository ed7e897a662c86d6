// Shared by the dialects; see resolving.hpp.
#include "dialects/resolving.hpp"

#include "schema/fragment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace strata::dialects {

using schema::Finding;
using schema::KeyPart;
using schema::ModelColumn;
using schema::ModelTable;
using schema::SourceLocation;

std::string full_name(const ModelTable& table, const ModelColumn& column) {
  return to_string(table.name) + "." + column.name;
}

std::string name_or(const std::string& name, std::string_view kind, const schema::ObjectName& table) {
  return name.empty() ? fmt::format("a {} of {}", kind, to_string(table)) : fmt::format("{} {}", kind, name);
}

const schema::ModelEnum* find_enum(const schema::Model& model, const std::string& enum_name) {
  const auto found = std::ranges::find_if(model.enums, [&](const schema::ModelEnum& type) {
    return to_string(type.name) == enum_name || type.name.name == enum_name;
  });
  return found == model.enums.end() ? nullptr : &*found;
}

std::vector<std::string> referenced_columns(const schema::Model& model, const schema::ModelForeignKey& key,
                                            std::string_view engine) {
  if (!key.referenced_columns.empty()) return key.referenced_columns;
  std::vector<std::string> columns;
  for (const ModelTable& table : model.tables) {
    const bool meant = table.name == key.referenced_table && schema::on_engine(table.only_on, engine);
    if (!meant || !table.primary_key) continue;
    for (const schema::ModelKeyPart& part : table.primary_key->parts) columns.push_back(part.column);
    break;
  }
  return columns;
}

std::string trimmed_query(std::string text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n;");
  text.erase(last == std::string::npos ? 0 : last + 1);
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  return text;
}

void refuse_mariadb_features(const ModelTable& table, const ModelColumn& column, std::string_view engine,
                             std::vector<Finding>& findings) {
  const auto refuse = [&](bool has, std::string_view what, std::string_view way_out) {
    if (!has) return;
    findings.push_back({column.location, fmt::format("{} {}, which {} lacks", full_name(table, column), what, engine),
                        fmt::format("leave it out{}, or limit the column with .only_on(\"mariadb\")", way_out)});
  };
  refuse(column.on_update.has_value(), "has ON UPDATE", " and write a trigger");
  refuse(column.invisible, "is invisible", "");
}

void refuse_mariadb_features(const ModelTable& table, std::string_view engine, std::vector<Finding>& findings) {
  const auto refuse = [&](bool has, std::string_view what) {
    if (!has) return;
    findings.push_back({table.location, fmt::format("table {} {}, which {} lacks", to_string(table.name), what, engine),
                        "limit the table with .only_on(\"mariadb\")"});
  };
  refuse(!table.options.collation.empty(), "has a collation for all its columns (give each its own)");
  refuse(table.options.system_versioned, "is system-versioned");
}

void require_columns(const schema::Table& table, std::string_view engine, std::vector<Finding>& findings) {
  if (table.options.partition_of || !table.options.inherits.empty()) return;
  const auto require = [&](const std::string& column, std::string_view owner, const SourceLocation& location) {
    if (column.empty() || find_column(table, column) != nullptr) return;
    findings.push_back(
        {location,
         fmt::format("{} of {} needs the column {}, which is not on {}", owner, to_string(table.name), column, engine),
         "limit both with the same .only_on(…)"});
  };
  const auto require_key = [&](const auto& key, std::string_view owner) {
    for (const KeyPart& part : key.parts) require(part.column, owner, key.location);
    for (const std::string& column : key.include) require(column, owner, key.location);
  };
  if (table.primary_key) require_key(*table.primary_key, "the primary key");
  for (const schema::UniqueConstraint& unique : table.uniques) require_key(unique, "a unique constraint");
  for (const schema::Index& index : table.indexes) require_key(index, "index " + index.name);
  for (const schema::ForeignKey& key : table.foreign_keys) {
    for (const std::string& column : key.columns) require(column, "a foreign key", key.location);
  }
  for (const schema::Exclusion& exclusion : table.exclusions) {
    for (const auto& element : exclusion.elements) {
      require(element.part.column, "an exclusion constraint", exclusion.location);
    }
  }
}

namespace {

bool is_key(const schema::Table& table, const std::vector<std::string>& columns) {
  const std::set<std::string> wanted(columns.begin(), columns.end());
  const auto covers = [&](const auto& key) {
    std::set<std::string> names;
    for (const KeyPart& part : key.parts) names.insert(part.column);
    return names == wanted;
  };
  if (table.primary_key && covers(*table.primary_key)) return true;
  if (std::ranges::any_of(table.uniques, covers)) return true;
  return std::ranges::any_of(
      table.indexes, [&](const schema::Index& index) { return index.unique && index.where.empty() && covers(index); });
}

}  // namespace

void require_keys(const schema::Schema& schema, std::string_view engine, std::vector<Finding>& findings) {
  std::map<schema::ObjectName, const schema::Table*> tables;
  for (const schema::Table& table : schema.tables) {
    if (!table.options.partition_of && table.options.inherits.empty()) tables.emplace(table.name, &table);
  }
  for (const schema::Table& table : schema.tables) {
    for (const schema::ForeignKey& key : table.foreign_keys) {
      const auto parent = tables.find(key.referenced_table);
      if (parent == tables.end() || key.referenced_columns.empty()) continue;
      if (is_key(*parent->second, key.referenced_columns)) continue;
      findings.push_back({key.location,
                          fmt::format("table {}: a foreign key references {} ({}), which is no whole key; {} needs one",
                                      to_string(table.name), to_string(key.referenced_table),
                                      fmt::join(key.referenced_columns, ", "), engine),
                          "make it the primary key or add a unique constraint"});
    }
  }
}

Settings& Settings::add(bool has, std::string_view what) {
  if (has) text_.append(text_.empty() ? "" : ", ").append(what);
  return *this;
}

void Notes::add(const SourceLocation& location, const std::string& object, const Settings& settings) {
  if (settings.text().empty()) return;
  findings_.push_back({location, fmt::format("{}: {} does without {}", object, engine_, settings.text()), ""});
}

}  // namespace strata::dialects
