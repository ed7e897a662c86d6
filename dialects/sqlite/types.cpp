// Tables of types; see types.hpp.
#include "dialects/sqlite/types.hpp"

#include "dialects/sqlite/names.hpp"
#include "dialects/sqlite/render.hpp"
#include "schema/fragment.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>

namespace strata::dialects::sqlite {
namespace {

using schema::PortableKind;
using schema::PortableType;

// "NVARCHAR(160)" -> its words in lower case and its numbers.
struct DeclaredType {
  std::string words;
  std::vector<int> numbers;
};

DeclaredType read_type(std::string_view type) {
  DeclaredType out;
  for (const Token& token : tokenize(type)) {
    if (token.kind == TokenKind::word || token.kind == TokenKind::quoted) {
      out.words += (out.words.empty() ? "" : " ") + fold(unquoted(token));
    } else if (token.kind == TokenKind::number) {
      int number = 0;
      const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), number);
      if (error == std::errc() && end == token.text.data() + token.text.size()) out.numbers.push_back(number);
    }
  }
  return out;
}

struct NamedKind {
  std::string_view words;
  PortableKind kind;
};

// Names that people declare types by, from other engines mostly; the rest goes by affinity.
constexpr auto known_types = std::to_array<NamedKind>({
    {"bigint", PortableKind::int64},
    {"int8", PortableKind::int64},
    {"integer", PortableKind::int64},
    {"int", PortableKind::int64},
    {"int4", PortableKind::int32},
    {"mediumint", PortableKind::int32},
    {"smallint", PortableKind::int16},
    {"int2", PortableKind::int16},
    {"tinyint", PortableKind::int16},
    {"bool", PortableKind::boolean},
    {"boolean", PortableKind::boolean},
    {"float", PortableKind::float64},
    {"double", PortableKind::float64},
    {"double precision", PortableKind::float64},
    {"real", PortableKind::float64},
    {"numeric", PortableKind::decimal},
    {"decimal", PortableKind::decimal},
    {"dec", PortableKind::decimal},
    {"text", PortableKind::text},
    {"clob", PortableKind::text},
    {"char", PortableKind::character},
    {"character", PortableKind::character},
    {"nchar", PortableKind::character},
    {"varchar", PortableKind::varchar},
    {"nvarchar", PortableKind::varchar},
    {"character varying", PortableKind::varchar},
    {"varying character", PortableKind::varchar},
    {"blob", PortableKind::bytes},
    {"bytea", PortableKind::bytes},
    {"binary", PortableKind::bytes},
    {"varbinary", PortableKind::bytes},
    {"date", PortableKind::date},
    {"time", PortableKind::time},
    {"datetime", PortableKind::timestamp},
    {"timestamp", PortableKind::timestamp},
    {"timestamptz", PortableKind::timestamp_tz},
    {"timestamp with time zone", PortableKind::timestamp_tz},
    {"interval", PortableKind::interval},
    {"uuid", PortableKind::uuid},
    {"json", PortableKind::json},
    {"jsonb", PortableKind::json},
});

PortableKind kind_by_affinity(Affinity affinity) {
  switch (affinity) {
    case Affinity::integer:
      return PortableKind::int64;
    case Affinity::text:
      return PortableKind::text;
    case Affinity::blob:
      return PortableKind::bytes;
    case Affinity::real:
    case Affinity::numeric:
      return PortableKind::float64;
  }
  return PortableKind::text;
}

PortableType portable_type(std::string_view declared) {
  const DeclaredType type = read_type(declared);
  const auto known = std::ranges::find(known_types, type.words, &NamedKind::words);
  PortableType out;
  out.kind = known != known_types.end() ? known->kind : kind_by_affinity(affinity_of(declared));
  if (out.kind == PortableKind::varchar || out.kind == PortableKind::character) {
    if (type.numbers.empty()) out.kind = PortableKind::text;
    if (!type.numbers.empty()) out.length = type.numbers.front();
  } else if (out.kind == PortableKind::decimal) {
    if (type.numbers.empty()) out.kind = PortableKind::float64;
    if (!type.numbers.empty()) out.precision = type.numbers.front();
    if (type.numbers.size() > 1) out.scale = type.numbers[1];
  }
  return out;
}

std::string label_list(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += (out.empty() ? "" : ", ") + quote_literal(label);
  return out;
}

}  // namespace

Affinity affinity_of(std::string_view declared_type) {
  const std::string type = fold(declared_type);
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (has("blob") || type.empty()) return Affinity::blob;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

NativeType native_type(const PortableType& type, const std::vector<std::string>& labels, bool nullable) {
  switch (type.kind) {
    case PortableKind::boolean:
      return {"INTEGER", "{} IN (0, 1)", "boolean"};
    case PortableKind::int16:
    case PortableKind::int32:
    case PortableKind::int64:
      return {"INTEGER", "", ""};
    case PortableKind::float32:
    case PortableKind::float64:
      return {"REAL", "", ""};
    case PortableKind::decimal:
      return {fmt::format("NUMERIC({},{})", type.precision, type.scale), "", ""};
    case PortableKind::varchar:
    case PortableKind::character:
      return {"TEXT", fmt::format("length({{}}) <= {}", type.length), "length"};
    case PortableKind::bytes:
      return {"BLOB", "", ""};
    case PortableKind::text:
    case PortableKind::date:
    case PortableKind::time:
    case PortableKind::timestamp:
    case PortableKind::timestamp_tz:
    case PortableKind::interval:
    case PortableKind::uuid:
      return {"TEXT", "", ""};
    case PortableKind::json:
      // json_valid(NULL) is 0, not NULL, before SQLite 3.45
      return {"TEXT", nullable ? "{} IS NULL OR json_valid({})" : "json_valid({})", "json"};
    case PortableKind::enumeration:
      return {"TEXT", "{} IN (" + schema::escape_braces(label_list(labels)) + ")", "enum"};
    case PortableKind::array:
      return {};
  }
  return {};
}

CppType cpp_type(const schema::Column& column) {
  CppType out{portable_type(column.type), false};
  const NativeType native = native_type(out.type, {}, column.nullable);
  out.exact = native.check.empty() && same_name(native.type, column.type);
  return out;
}

std::vector<std::string> sample_values(const schema::Column& column) {
  switch (portable_type(column.type).kind) {
    case PortableKind::boolean:
      return {"1", "0"};
    case PortableKind::date:
      return {"'2024-01-31'", "'2024-02-29'", "'1999-12-31'", "'2038-01-19'"};
    case PortableKind::time:
      return {"'12:30:00'", "'00:00:00'", "'23:59:59'"};
    case PortableKind::timestamp:
    case PortableKind::timestamp_tz:
      return {"'2024-01-31 12:30:00'", "'2024-02-29 00:00:00'", "'1999-12-31 23:59:59'", "'2038-01-19 03:14:08'"};
    case PortableKind::json:
      return {"'{}'", "'[]'", "'1'", "'{\"a\":1}'"};
    case PortableKind::uuid:
      return {"'00000000-0000-4000-8000-000000000001'", "'00000000-0000-4000-8000-000000000002'",
              "'00000000-0000-4000-8000-000000000003'"};
    default:
      break;
  }
  switch (affinity_of(column.type)) {
    case Affinity::integer:
      return {"1", "2", "3", "0", "-1", "42", "2147483648", "9223372036854775807"};
    case Affinity::real:
      return {"1.5", "2.5", "0.0", "-1.25", "3.0", "1e10"};
    case Affinity::numeric:
      return {"1", "2", "1.5", "0", "-1", "99.25"};
    case Affinity::blob:
      return {"x'01'", "x'02'", "x'00ff'", "x''"};
    // TEXT holds all the portable types that SQLite has no type for, so each has a value here.
    case Affinity::text:
      return {"'a'",
              "'b'",
              "'c'",
              "''",
              "'it''s'",
              "'1'",
              "'{}'",
              "'[]'",
              "'2024-01-31'",
              "'2024-01-31 12:30:00'",
              "'00000000-0000-4000-8000-000000000001'"};
  }
  return {};
}

std::string literal_of(std::string_view quoted_column) {
  return fmt::format("quote({})", quoted_column);
}

std::string placeholder(const schema::Column& column) {
  switch (affinity_of(column.type)) {
    case Affinity::text:
      return "''";
    case Affinity::blob:
      return column.type.empty() ? "''" : "x''";
    case Affinity::integer:
    case Affinity::real:
    case Affinity::numeric:
      return "0";
  }
  return "''";
}

}  // namespace strata::dialects::sqlite
