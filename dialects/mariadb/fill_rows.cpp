// The UPDATE that gives rows their values, where DEFAULT does not.
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/table_change.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::Table;

bool fires_on_update(std::string_view trigger) {
  const std::vector<Token> tokens = tokenize(trigger);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool is_time = is_keyword(tokens[i], "before") || is_keyword(tokens[i], "after");
    if (is_time) return is_keyword(tokens[i + 1], "update");
  }
  return true;
}

std::string update(const Table& table, std::vector<std::string> values, const std::vector<std::string>& missing) {
  const bool every_row = values.size() > missing.size();
  for (const Column& column : table.columns) {  // which would take the time of the UPDATE
    if (!column.on_update) continue;
    const std::string name = quote_identifier(column.name);
    const auto is_set = [&](const std::string& value) { return value.starts_with(name + " = "); };
    if (std::ranges::none_of(values, is_set)) values.push_back(fmt::format("{0} = {0}", name));
  }
  std::string out = fmt::format("UPDATE {}\nSET {}", quote(table.name), fmt::join(values, ",\n  "));
  if (!every_row) out += fmt::format("\nWHERE {} IS NULL", fmt::join(missing, " IS NULL OR "));
  return out;
}

}  // namespace

std::vector<const schema::OpaqueObject*> update_triggers(const schema::Schema& schema,
                                                         const schema::ObjectName& table) {
  std::vector<const schema::OpaqueObject*> out;
  for (const schema::OpaqueObject& object : schema.opaque_objects) {
    if (object.kind != "trigger" || object.table != table || object.definition.empty()) continue;
    if (fires_on_update(object.definition)) out.push_back(&object);
  }
  return out;
}

std::vector<std::string> fill_rows(const schema::Schema& schema, const Table& table,
                                   const std::vector<std::string>& values, const std::vector<std::string>& missing) {
  std::vector<std::string> out;
  if (values.empty()) return out;
  const auto triggers = update_triggers(schema, table.name);
  for (const schema::OpaqueObject* trigger : triggers) out.push_back(trigger->removal);
  out.push_back(update(table, values, missing));
  for (const schema::OpaqueObject* trigger : triggers) out.push_back(trigger->definition);
  return out;
}

}  // namespace strata::dialects::mariadb
