// Tables of types; see types.hpp.
#include "dialects/mariadb/types.hpp"

#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace strata::dialects::mariadb {
namespace {

using schema::PortableKind;
using schema::PortableType;
using Values = std::vector<std::string>;

// A type by its base name: what C++ reads it as, and values of it, separated by |. `portable` is the one spelling that
// the portable type of that kind resolves to, without its arguments where these are the type's own (varchar).
struct KnownType {
  std::string_view name;
  PortableKind kind;
  std::string_view portable;
  std::string_view samples;
};

constexpr std::string_view texts = "'a'|'b'|'c'|''|'it''s'|'1'|'{}'|'2024-01-31'";
constexpr std::string_view bytes = "X'01'|X'02'|X''|X'6162'|X'00FF'";
constexpr std::string_view json_texts = R"('{}'|'[]'|'1'|'{"a": 1}')";

constexpr auto known_types = std::to_array<KnownType>({
    {"tinyint", PortableKind::int16, "", "1|2|3|0|-1|42|127"},
    {"smallint", PortableKind::int16, "smallint(6)", "1|2|3|0|-1|42|32767"},
    {"mediumint", PortableKind::int32, "", "1|2|3|0|-1|42|8388607"},
    {"int", PortableKind::int32, "int(11)", "1|2|3|0|-1|42|2147483647"},
    {"bigint", PortableKind::int64, "bigint(20)", "1|2|3|0|-1|42|2147483648|9223372036854775807"},
    {"decimal", PortableKind::decimal, "decimal", ""},
    {"float", PortableKind::float32, "float", "1.5|2.5|0|-1.25|3|0.1"},
    {"double", PortableKind::float64, "double", "1.5|2.5|0|-1.25|3|1e10|0.1"},
    {"bit", PortableKind::int64, "", ""},
    {"char", PortableKind::character, "char", ""},
    {"varchar", PortableKind::varchar, "varchar", ""},
    {"tinytext", PortableKind::text, "", texts},
    {"text", PortableKind::text, "", texts},
    {"mediumtext", PortableKind::text, "", texts},
    {"longtext", PortableKind::text, "longtext", texts},
    {"binary", PortableKind::bytes, "", ""},
    {"varbinary", PortableKind::bytes, "", ""},
    {"tinyblob", PortableKind::bytes, "", bytes},
    {"blob", PortableKind::bytes, "", bytes},
    {"mediumblob", PortableKind::bytes, "", bytes},
    {"longblob", PortableKind::bytes, "longblob", bytes},
    {"enum", PortableKind::text, "", ""},
    {"set", PortableKind::text, "", ""},
    {"json", PortableKind::json, "json", json_texts},
    {"date", PortableKind::date, "date", "'2024-01-31'|'2024-02-29'|'1999-12-31'|'2038-01-19'"},
    {"time", PortableKind::time, "time(6)", "'12:30:00'|'00:00:00'|'23:59:59'|'01:02:03'"},
    {"datetime", PortableKind::timestamp, "datetime(6)",
     "'2024-01-31 12:30:00'|'2024-02-29 00:00:00'|'1999-12-31 23:59:59'|'2038-01-19 03:14:08'"},
    // Between 1970 and 2038, and in no hour that a clock skips.
    {"timestamp", PortableKind::timestamp_tz, "timestamp(6)",
     "'2024-01-31 12:30:00'|'2024-02-29 12:00:00'|'1999-12-31 12:59:59'|'2037-01-19 13:14:08'"},
    {"year", PortableKind::int16, "", "2024|2023|1999|2155|1901"},
    {"uuid", PortableKind::uuid, "uuid",
     "'00000000-0000-4000-8000-000000000001'|'00000000-0000-4000-8000-000000000002'|"
     "'00000000-0000-4000-8000-000000000003'"},
    {"inet4", PortableKind::text, "", "'192.0.2.1'|'192.0.2.2'|'198.51.100.1'"},
    {"inet6", PortableKind::text, "", "'2001:db8::1'|'2001:db8::2'|'::1'|'::ffff:192.0.2.1'"},
    {"geometry", PortableKind::bytes, "", "ST_GeomFromText('POINT(1 2)')|ST_GeomFromText('POINT(2 3)')"},
    {"point", PortableKind::bytes, "",
     "ST_GeomFromText('POINT(1 2)')|ST_GeomFromText('POINT(2 3)')|ST_GeomFromText('POINT(0 0)')"},
    {"linestring", PortableKind::bytes, "",
     "ST_GeomFromText('LINESTRING(0 0,1 1)')|ST_GeomFromText('LINESTRING(0 0,1 2,3 4)')"},
    {"polygon", PortableKind::bytes, "",
     "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))')|ST_GeomFromText('POLYGON((0 0,0 2,2 2,0 0))')"},
    {"multipoint", PortableKind::bytes, "",
     "ST_GeomFromText('MULTIPOINT(0 0,1 1)')|ST_GeomFromText('MULTIPOINT(0 0,2 2)')"},
    {"multilinestring", PortableKind::bytes, "",
     "ST_GeomFromText('MULTILINESTRING((0 0,1 1))')|ST_GeomFromText('MULTILINESTRING((0 0,2 2))')"},
    {"multipolygon", PortableKind::bytes, "",
     "ST_GeomFromText('MULTIPOLYGON(((0 0,0 1,1 1,0 0)))')|ST_GeomFromText('MULTIPOLYGON(((0 0,0 2,2 2,0 0)))')"},
    {"geometrycollection", PortableKind::bytes, "",
     "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))')|ST_GeomFromText('GEOMETRYCOLLECTION(POINT(2 3))')"},
});

const KnownType* find_type(std::string_view base) {
  const auto* const found = std::ranges::find(known_types, base, &KnownType::name);
  return found == known_types.end() ? nullptr : found;
}

int number(const TypeParts& parts, std::size_t position, int otherwise) {
  if (position >= parts.arguments.size()) return otherwise;
  const std::string& text = parts.arguments[position];
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// ---- values

Values split_samples(std::string_view samples) {
  Values out;
  while (!samples.empty()) {
    const std::size_t end = std::min(samples.find('|'), samples.size());
    out.emplace_back(samples.substr(0, end));
    samples.remove_prefix(std::min(end + 1, samples.size()));
  }
  return out;
}

// Texts of at most so many characters.
Values texts_within(int length) {
  Values out;
  for (std::string& text : split_samples(texts)) {
    const int characters = static_cast<int>(text.size()) - 2 - (text == "'it''s'" ? 1 : 0);
    if (characters <= length) out.push_back(std::move(text));
  }
  return out;
}

// Of at most so many bytes: X'6162' has two.
Values bytes_within(int length) {
  Values out;
  for (std::string& text : split_samples(bytes)) {
    if (static_cast<int>(text.size() - 3) / 2 <= length) out.push_back(std::move(text));
  }
  return out;
}

// Numbers of at most precision - scale digits before the point and scale digits after it.
Values numerics_within(int precision, int scale) {
  Values out{"0"};
  if (precision > scale) out = {"1", "2", "0", "-1", "3"};
  if (precision > scale + 1) out.insert(out.end(), {"42", "99"});
  if (scale > 0) {
    const std::string smallest = "0." + std::string(static_cast<std::size_t>(scale - 1), '0');
    for (const char digit : {'1', '2', '5'}) out.push_back(smallest + digit);
  }
  return out;
}

Values bits_of(int length) {
  Values out{"b'1'", "b'0'"};
  if (length > 1) out.insert(out.end(), {"b'10'", "b'11'"});
  if (length > 2) out.push_back("b'1" + std::string(static_cast<std::size_t>(length - 1), '0') + "'");
  return out;
}

// Each value of the set alone, then none, then the first two together.
Values set_values(const std::vector<std::string>& labels) {
  Values out;
  for (const std::string& label : labels) out.push_back(quote_literal(label));
  if (std::ranges::find(labels, "") == labels.end()) out.emplace_back("''");
  if (labels.size() > 1) out.push_back(quote_literal(labels[0] + "," + labels[1]));
  return out;
}

Values enum_values(const std::vector<std::string>& labels) {
  Values out;
  for (const std::string& label : labels) out.push_back(quote_literal(label));
  return out;
}

// The largest value of a type is another one without a sign.
Values unsigned_values(const KnownType& type, Values values) {
  std::erase_if(values, [](const std::string& value) { return value.starts_with('-'); });
  if (type.name == "tinyint") values.emplace_back("255");
  if (type.name == "smallint") values.emplace_back("65535");
  if (type.name == "mediumint") values.emplace_back("16777215");
  if (type.name == "int") values.emplace_back("4294967295");
  if (type.name == "bigint") values.emplace_back("18446744073709551615");
  return values;
}

Values values_of(const KnownType& type, const TypeParts& parts) {
  constexpr int default_digits = 10;  // MariaDB: decimal
  if (type.name == "decimal") return numerics_within(number(parts, 0, default_digits), number(parts, 1, 0));
  if (type.kind == PortableKind::float32 || type.kind == PortableKind::float64) {
    if (parts.arguments.size() == 2) return numerics_within(number(parts, 0, 0), number(parts, 1, 0));
  }
  if (type.name == "bit") return bits_of(number(parts, 0, 1));
  if (type.name == "char" || type.name == "varchar") return texts_within(number(parts, 0, 1));
  if (type.name == "binary" || type.name == "varbinary") {
    Values out = bytes_within(number(parts, 0, 1));
    // A shorter one is filled up with the byte 0.
    if (type.name == "binary") std::erase(out, "X''");
    return out;
  }
  if (type.name == "enum") return enum_values(parts.arguments);
  if (type.name == "set") return set_values(parts.arguments);
  return split_samples(type.samples);
}

// ---- C++ types

CppType as_text() {
  CppType out;
  out.type.kind = PortableKind::text;
  return out;
}

// The kind that holds any value of a type without a sign.
PortableKind widened(PortableKind kind) {
  if (kind == PortableKind::int16) return PortableKind::int32;
  return kind == PortableKind::int32 ? PortableKind::int64 : kind;
}

CppType boolean(bool exact) {
  CppType out;
  out.type.kind = PortableKind::boolean;
  out.exact = exact;
  return out;
}

std::string enum_type(const std::vector<std::string>& labels) {
  std::string list;
  for (const std::string& label : labels) list += (list.empty() ? "" : ",") + quote_literal(label);
  return "enum(" + list + ")";
}

}  // namespace

TypeParts parse_type(std::string_view type) {
  TypeParts parts;
  int depth = 0;
  for (const Token& token : tokenize(type)) {
    if (is_symbol(token, "(")) {
      ++depth;
    } else if (is_symbol(token, ")")) {
      --depth;
    } else if (token.kind == TokenKind::string) {
      parts.arguments.push_back(string_of(token));
    } else if (depth > 0 && token.kind == TokenKind::number) {
      parts.arguments.emplace_back(token.text);
    } else if (parts.base.empty() && token.kind == TokenKind::word) {
      parts.base = ascii::in_lower_case(token.text);
    } else if (is_keyword(token, "unsigned")) {
      parts.is_unsigned = true;
    } else if (is_keyword(token, "zerofill")) {
      parts.zerofill = parts.is_unsigned = true;
    }
  }
  return parts;
}

std::string native_type(const PortableType& type,
                        const std::function<std::vector<std::string>(const std::string& name)>& enum_labels) {
  switch (type.kind) {
    case PortableKind::boolean:
      return "tinyint(1)";
    case PortableKind::decimal:
      return fmt::format("decimal({},{})", type.precision, type.scale);
    case PortableKind::varchar:
      return fmt::format("varchar({})", type.length);
    case PortableKind::character:
      return fmt::format("char({})", type.length);
    case PortableKind::enumeration:
      return enum_type(enum_labels(type.enum_name));
    default: {
      const auto* const found = std::ranges::find_if(
          known_types, [&](const KnownType& known) { return known.kind == type.kind && !known.portable.empty(); });
      if (found == known_types.end()) throw std::invalid_argument("no column of MariaDB can be of this type");
      return std::string(found->portable);
    }
  }
}

CppType cpp_type(const schema::Column& column) {
  const TypeParts parts = parse_type(column.type);
  const KnownType* known = find_type(parts.base);
  if (known == nullptr) return as_text();
  if (column.type == "tinyint(1)") return boolean(true);
  if (known->name == "bit" && number(parts, 0, 1) == 1) return boolean(false);
  CppType out;
  out.type.kind = parts.is_unsigned ? widened(known->kind) : known->kind;
  out.exact = !known->portable.empty() && column.type == known->portable;
  if (known->kind == PortableKind::varchar || known->kind == PortableKind::character) {
    out.type.length = number(parts, 0, 1);
    out.exact = column.type == fmt::format("{}({})", known->name, out.type.length);
    if (out.type.length == 0) return as_text();  // char(0)
  }
  if (known->kind == PortableKind::decimal) {
    out.type.precision = number(parts, 0, 10);
    out.type.scale = number(parts, 1, 0);
    out.exact = column.type == fmt::format("decimal({},{})", out.type.precision, out.type.scale);
  }
  return out;
}

std::vector<std::string> sample_values(const schema::Schema& /*schema*/, const schema::Column& column) {
  const TypeParts parts = parse_type(column.type);
  const KnownType* known = find_type(parts.base);
  if (known == nullptr) return {};
  Values values = values_of(*known, parts);
  return parts.is_unsigned ? unsigned_values(*known, std::move(values)) : values;
}

std::string literal_of(std::string_view quoted_column) {
  return fmt::format(
      "CASE WHEN {0} IS NULL THEN 'NULL' "
      "WHEN CHARSET({0}) = 'binary' AND CAST({0} AS BINARY) REGEXP '[^ -~]' "
      "THEN CONCAT('X''', HEX(CAST({0} AS BINARY)), '''') ELSE QUOTE({0}) END",
      quoted_column);
}

}  // namespace strata::dialects::mariadb
