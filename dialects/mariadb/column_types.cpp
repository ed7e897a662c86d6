// See column_types.hpp. Sizes are those of the manual's pages on each type.
#include "dialects/mariadb/column_types.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace strata::dialects::mariadb {
namespace {

using schema::Column;
using schema::Table;

struct NamedType {
  std::string_view name;
  TypeFamily family;
  std::int64_t size;  // where no argument says another
  bool in_bytes;
};

constexpr NamedType named_types[] = {
    {"tinyint", TypeFamily::integer, 1, false},
    {"smallint", TypeFamily::integer, 2, false},
    {"mediumint", TypeFamily::integer, 3, false},
    {"int", TypeFamily::integer, 4, false},
    {"integer", TypeFamily::integer, 4, false},
    {"bigint", TypeFamily::integer, 8, false},
    {"boolean", TypeFamily::integer, 1, false},
    {"bool", TypeFamily::integer, 1, false},
    {"decimal", TypeFamily::decimal, 10, false},
    {"numeric", TypeFamily::decimal, 10, false},
    {"float", TypeFamily::real, 4, false},
    {"double", TypeFamily::real, 8, false},
    {"bit", TypeFamily::bit, 1, false},
    {"year", TypeFamily::year, 4, false},
    {"date", TypeFamily::date, 0, false},
    {"datetime", TypeFamily::datetime, 0, false},
    {"timestamp", TypeFamily::timestamp, 0, false},
    {"time", TypeFamily::time, 0, false},
    {"char", TypeFamily::text, 1, false},
    {"varchar", TypeFamily::text, 1, false},
    {"tinytext", TypeFamily::text, 255, true},
    {"text", TypeFamily::text, 65'535, true},
    {"mediumtext", TypeFamily::text, 16'777'215, true},
    {"longtext", TypeFamily::text, 4'294'967'295, true},
    {"binary", TypeFamily::bytes, 1, true},
    {"varbinary", TypeFamily::bytes, 1, true},
    {"tinyblob", TypeFamily::bytes, 255, true},
    {"blob", TypeFamily::bytes, 65'535, true},
    {"mediumblob", TypeFamily::bytes, 16'777'215, true},
    {"longblob", TypeFamily::bytes, 4'294'967'295, true},
    {"enum", TypeFamily::enumeration, 0, false},
    {"set", TypeFamily::set, 0, false},
    {"json", TypeFamily::json, 4'294'967'295, true},
    {"uuid", TypeFamily::uuid, 36, false},
    {"inet4", TypeFamily::address, 15, false},
    {"inet6", TypeFamily::address, 39, false},
};

std::optional<std::int64_t> number(const std::vector<std::string>& arguments, std::size_t index) {
  if (index >= arguments.size()) return std::nullopt;
  std::int64_t value = 0;
  const std::string& text = arguments[index];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// The number in parentheses is what it holds, not how wide it is shown.
bool counts_argument(TypeFamily family, std::string_view base) {
  using enum TypeFamily;
  const bool is_sized_text = base == "char" || base == "varchar" || base == "binary" || base == "varbinary";
  return is_sized_text || family == decimal || family == bit || family == datetime || family == timestamp ||
         family == time;
}

}  // namespace

ColumnType column_type(const std::string& type) {
  ColumnType out;
  out.parts = parse_type(type);
  const auto found = std::ranges::find(named_types, std::string_view(out.parts.base), &NamedType::name);
  if (found == std::end(named_types)) return out;
  out.family = found->family;
  out.size = found->size;
  out.in_bytes = found->in_bytes;
  out.fixed = out.parts.base == "char" || out.parts.base == "binary";
  if (counts_argument(out.family, out.parts.base)) out.size = number(out.parts.arguments, 0).value_or(found->size);
  if (out.family == TypeFamily::decimal) out.scale = static_cast<int>(number(out.parts.arguments, 1).value_or(0));
  return out;
}

bool has_character_set(const Column& column) {
  const TypeFamily family = column_type(column.type).family;
  return family == TypeFamily::text || family == TypeFamily::enumeration || family == TypeFamily::set;
}

std::string character_set_of(const Table& table, const Column& column) {
  if (!column.character_set.empty()) return column.character_set;
  return table.options.character_set;
}

std::string collation_of(const Table& table, const Column& column) {
  if (!column.collation.empty() || !column.character_set.empty()) return column.collation;
  return table.options.collation;
}

bool same_storage(const Table& from, const Column& old_column, const Table& to, const Column& column) {
  if (old_column.type != column.type) return false;
  if (!has_character_set(column)) return true;
  return character_set_of(from, old_column) == character_set_of(to, column) &&
         collation_of(from, old_column) == collation_of(to, column);
}

}  // namespace strata::dialects::mariadb
