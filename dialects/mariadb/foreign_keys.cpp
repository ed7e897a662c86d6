// One query for the foreign keys, and one for the rows of each.
#include "dialects/mariadb/foreign_keys.hpp"

#include "dialects/mariadb/names.hpp"

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

constexpr std::string_view columns_of_foreign_keys = R"sql(
  SELECT constraint_name, table_name, column_name, referenced_table_schema, referenced_table_name,
    referenced_column_name
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
  ORDER BY table_name, constraint_name, ordinal_position
)sql";

struct ForeignKey {
  std::string name;
  std::string table;
  schema::ObjectName referenced;
  std::vector<std::string> columns;
  std::vector<std::string> referenced_columns;
};

std::vector<ForeignKey> foreign_keys(Session& session) {
  std::vector<ForeignKey> keys;
  for (const Row& row : session.query(columns_of_foreign_keys)) {
    const auto text = [&](std::size_t column) { return row[column].value_or(""); };
    if (keys.empty() || keys.back().name != text(0) || keys.back().table != text(1)) {
      keys.push_back({text(0), text(1), {text(3), text(4)}, {}, {}});
    }
    keys.back().columns.push_back(text(2));
    keys.back().referenced_columns.push_back(text(5));
  }
  return keys;
}

// A key of which a part is NULL refers to nothing.
std::string query_of(const ForeignKey& key) {
  std::string values;
  std::string complete;
  std::string matches;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::string column = "child." + quote_identifier(key.columns[i]);
    values += fmt::format("{}{}", i > 0 ? ", " : "", column);
    complete += fmt::format("{}{} IS NOT NULL", i > 0 ? " AND " : "", column);
    matches +=
        fmt::format("{}parent.{} = {}", i > 0 ? " AND " : "", quote_identifier(key.referenced_columns[i]), column);
  }
  return fmt::format(
      "SELECT DISTINCT {0} FROM {1} AS child WHERE {2} AND NOT EXISTS (SELECT 1 FROM {3} AS parent WHERE {4})", values,
      quote_identifier(key.table), complete, quote(key.referenced), matches);
}

}  // namespace

std::vector<std::string> foreign_key_violations(Session& session) {
  std::vector<std::string> violations;
  for (const ForeignKey& key : foreign_keys(session)) {
    for (const Row& row : session.query(query_of(key))) {
      std::string values;
      for (const Value& value : row) values += fmt::format("{}{}", values.empty() ? "" : ", ", value.value_or("NULL"));
      violations.push_back(fmt::format("{} ({}) = ({}) has no row in {} (foreign key {})", key.table,
                                       fmt::join(key.columns, ", "), values, key.referenced.name, key.name));
    }
  }
  return violations;
}

}  // namespace strata::dialects::mariadb
