// Tables of types; see types.hpp.
#include "dialects/postgresql/types.hpp"

#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::postgresql {
namespace {

using schema::PortableKind;
using schema::PortableType;

// A built-in type: what C++ reads it as, whether the portable type of that kind is this very type, and values of it,
// separated by |.
struct BuiltIn {
  std::string_view name;  // as format_type() has it, without modifiers
  PortableKind kind;
  bool exact;
  std::string_view samples;
};

constexpr auto built_in = std::to_array<BuiltIn>({
    {"boolean", PortableKind::boolean, true, "true|false"},
    {"smallint", PortableKind::int16, true, "1|2|3|0|-1|42|32767"},
    {"integer", PortableKind::int32, true, "1|2|3|0|-1|42|2147483647"},
    {"bigint", PortableKind::int64, true, "1|2|3|0|-1|42|2147483648|9223372036854775807"},
    {"oid", PortableKind::int64, false, "1|2|3|42"},
    {"real", PortableKind::float32, true, "1.5|2.5|0|-1.25|3|1e10|0.1"},
    {"double precision", PortableKind::float64, true, "1.5|2.5|0|-1.25|3|1e10|0.1"},
    {"numeric", PortableKind::decimal, true, "1|2|0|-1|3|1.5|99.25|0.01"},
    {"money", PortableKind::text, false, "1|2|0|-1|99.25"},
    {"text", PortableKind::text, true, "'a'|'b'|'c'|''|'it''s'|'1'|'{}'|'2024-01-31'"},
    {"character varying", PortableKind::varchar, true, ""},
    {"character", PortableKind::character, true, ""},
    {"bpchar", PortableKind::text, false, "'a'|'b'|'c'|''|'it''s'|'1'"},
    {"\"char\"", PortableKind::text, false, "'a'|'b'|'c'|'1'"},
    {"name", PortableKind::text, false, "'a'|'b'|'c'|'it''s'|'1'"},
    {"bytea", PortableKind::bytes, true, R"('\x01'::bytea|'\x02'::bytea|'\x00ff'::bytea|''::bytea)"},
    {"date", PortableKind::date, true, "'2024-01-31'|'2024-02-29'|'1999-12-31'|'2038-01-19'"},
    {"time without time zone", PortableKind::time, true, "'12:30:00'|'00:00:00'|'23:59:59'|'01:02:03.456789'"},
    {"time with time zone", PortableKind::time, false, "'12:30:00+00'|'00:00:00+02'|'23:59:59-05'"},
    {"timestamp without time zone", PortableKind::timestamp, true,
     "'2024-01-31 12:30:00'|'2024-02-29 00:00:00'|'1999-12-31 23:59:59'|'2038-01-19 03:14:08.123456'"},
    {"timestamp with time zone", PortableKind::timestamp_tz, true,
     "'2024-01-31 12:30:00+00'|'2024-02-29 00:00:00+02'|'1999-12-31 23:59:59-05'|'2038-01-19 03:14:08.123456+00'"},
    {"interval", PortableKind::interval, true, "'1 day'|'2 days'|'0'|'1 year 2 mons 3 days 04:05:06'"},
    {"uuid", PortableKind::uuid, true,
     "'00000000-0000-4000-8000-000000000001'|'00000000-0000-4000-8000-000000000002'|"
     "'00000000-0000-4000-8000-000000000003'"},
    {"jsonb", PortableKind::json, true, R"('{}'|'[]'|'1'|'{"a": 1}')"},
    {"json", PortableKind::json, false, R"('{}'|'[]'|'1'|'{"a": 1}')"},
    {"jsonpath", PortableKind::text, false, "'$.a'|'$.b'|'$'"},
    {"xml", PortableKind::text, false, "'<a/>'|'<b/>'|'<c>1</c>'"},
    {"inet", PortableKind::text, false, "'192.0.2.1'|'192.0.2.2'|'2001:db8::1'|'192.0.2.0/24'"},
    {"cidr", PortableKind::text, false, "'192.0.2.0/24'|'198.51.100.0/24'|'2001:db8::/32'"},
    {"macaddr", PortableKind::text, false, "'08:00:2b:01:02:03'|'08:00:2b:01:02:04'|'08:00:2b:01:02:05'"},
    {"macaddr8", PortableKind::text, false,
     "'08:00:2b:01:02:03:04:05'|'08:00:2b:01:02:03:04:06'|'08:00:2b:01:02:03:04:07'"},
    {"bit", PortableKind::text, false, ""},
    {"bit varying", PortableKind::text, false, ""},
    {"tsvector", PortableKind::text, false, "'a'|'b'|'a b:2'"},
    {"tsquery", PortableKind::text, false, "'a'|'b'|'a & b'"},
    {"point", PortableKind::text, false, "'(1,2)'|'(2,3)'|'(0,0)'"},
    {"line", PortableKind::text, false, "'{1,2,3}'|'{2,3,4}'"},
    {"lseg", PortableKind::text, false, "'[(1,2),(3,4)]'|'[(2,3),(4,5)]'"},
    {"box", PortableKind::text, false, "'(3,4),(1,2)'|'(4,5),(2,3)'"},
    {"path", PortableKind::text, false, "'((1,2),(3,4))'|'[(1,2),(3,4)]'"},
    {"polygon", PortableKind::text, false, "'((1,2),(3,4),(5,0))'|'((1,2),(3,4),(6,0))'"},
    {"circle", PortableKind::text, false, "'<(1,2),3>'|'<(2,3),4>'"},
    {"int4range", PortableKind::text, false, "'[1,5)'|'[10,20)'|'[100,)'|'empty'"},
    {"int8range", PortableKind::text, false, "'[1,5)'|'[10,20)'|'[100,)'|'empty'"},
    {"numrange", PortableKind::text, false, "'[1,5)'|'[10,20.5)'|'[100,)'|'empty'"},
    {"daterange", PortableKind::text, false,
     "'[2024-01-01,2024-02-01)'|'[2024-03-01,2024-04-01)'|'[2024-05-01,)'|'empty'"},
    {"tsrange", PortableKind::text, false,
     "'[2024-01-01,2024-02-01)'|'[2024-03-01,2024-04-01)'|'[2024-05-01,)'|'empty'"},
    {"tstzrange", PortableKind::text, false,
     "'[2024-01-01 00:00+00,2024-02-01 00:00+00)'|'[2024-03-01 00:00+00,2024-04-01 00:00+00)'|'empty'"},
    {"int4multirange", PortableKind::text, false, "'{[1,5)}'|'{[10,20)}'|'{}'"},
    {"int8multirange", PortableKind::text, false, "'{[1,5)}'|'{[10,20)}'|'{}'"},
    {"nummultirange", PortableKind::text, false, "'{[1,5)}'|'{[10,20)}'|'{}'"},
    {"datemultirange", PortableKind::text, false, "'{[2024-01-01,2024-02-01)}'|'{}'"},
    {"tsmultirange", PortableKind::text, false, "'{[2024-01-01,2024-02-01)}'|'{}'"},
    {"tstzmultirange", PortableKind::text, false, "'{[2024-01-01 00:00+00,2024-02-01 00:00+00)}'|'{}'"},
    {"pg_lsn", PortableKind::text, false, "'0/1'|'0/2'|'0/3'"},
    {"xid", PortableKind::text, false, "'1'|'2'|'3'"},
    {"xid8", PortableKind::text, false, "'1'|'2'|'3'"},
    {"regclass", PortableKind::text, false, "'pg_class'|'pg_type'|'pg_proc'"},
    {"regtype", PortableKind::text, false, "'integer'|'text'|'bigint'"},
    {"regproc", PortableKind::text, false, "'now'|'pi'"},
    {"regprocedure", PortableKind::text, false, "'now()'|'pi()'"},
    {"regrole", PortableKind::text, false, "0"},
    {"regnamespace", PortableKind::text, false, "'pg_catalog'|'pg_toast'"},
    {"regconfig", PortableKind::text, false, "'simple'|'english'"},
    {"regdictionary", PortableKind::text, false, "'simple'"},
});

// `interval day to second` names fields, which change neither what C++ reads nor which values fit.
const BuiltIn* find_built_in(std::string_view base) {
  if (base.starts_with("interval ")) base = "interval";
  const auto* const found = std::ranges::find(built_in, base, &BuiltIn::name);
  return found == built_in.end() ? nullptr : found;
}

using Values = std::vector<std::string>;

Values split_samples(std::string_view samples) {
  Values out;
  while (!samples.empty()) {
    const std::size_t end = std::min(samples.find('|'), samples.size());
    out.emplace_back(samples.substr(0, end));
    samples.remove_prefix(std::min(end + 1, samples.size()));
  }
  return out;
}

// Texts of at most so many characters, 0: no limit.
Values texts_within(int length) {
  Values out;
  for (std::string& text : split_samples("'a'|'b'|'c'|''|'it''s'|'1'|'{}'|'2024-01-31'")) {
    const int characters = static_cast<int>(text.size()) - 2 - (text == "'it''s'" ? 1 : 0);
    if (length == 0 || characters <= length) out.push_back(std::move(text));
  }
  return out;
}

// Numbers of at most precision - scale digits before the point and scale digits after it.
Values numerics_within(int precision, int scale) {
  Values out;
  if (precision > scale) out = {"1", "2", "0", "-1", "3"};
  if (precision > scale + 1) out.insert(out.end(), {"42", "99"});
  if (scale > 0) {
    const std::string smallest = "0." + std::string(static_cast<std::size_t>(scale - 1), '0');
    for (const char digit : {'1', '2', '5'}) out.push_back(smallest + digit);
  }
  return out;
}

// bit(3): of exactly so many digits; bit varying(3): of at most so many.
Values bits_of(int length, bool varying) {
  const auto digits = static_cast<std::size_t>(length == 0 ? (varying ? 4 : 1) : length);
  Values out{fmt::format("B'{}'", std::string(digits, '0')), fmt::format("B'{}'", std::string(digits, '1'))};
  if (digits > 1) out.push_back(fmt::format("B'1{}'", std::string(digits - 1, '0')));
  if (varying && digits > 1) out.emplace_back("B'1'");
  return out;
}

// `interval day to second(3)`, `bit(3)` and their kind lose nothing here; a sample may be rounded to fewer digits.
Values built_in_values(const BuiltIn& type, const std::vector<int>& modifiers) {
  const int first = modifiers.empty() ? 0 : modifiers.front();
  if (type.name == "character varying") return texts_within(first);
  if (type.name == "character") return texts_within(first == 0 ? 1 : first);
  if (type.name == "bit" || type.name == "bit varying") return bits_of(first, type.name == "bit varying");
  if (type.name == "numeric" && first > 0) return numerics_within(first, modifiers.size() > 1 ? modifiers[1] : 0);
  return split_samples(type.samples);
}

constexpr int deepest = 8;  // a domain over an array of a composite type …

Values values_of(const schema::Schema& schema, std::string_view type, int depth);

template <class Objects>
const auto* find_named(const Objects& objects, const schema::ObjectName& name) {
  const auto found = std::ranges::find(objects, name, [](const auto& object) { return object.name; });
  return found == objects.end() ? nullptr : &*found;
}

// The second row takes the second value of each attribute, and so on.
Values composite_values(const schema::Schema& schema, const schema::CompositeType& composite, int depth) {
  Values out;
  for (std::size_t row = 0; row < 3; ++row) {
    std::string fields;
    for (const schema::Column& attribute : composite.attributes) {
      const Values values = values_of(schema, attribute.type, depth - 1);
      fields += (fields.empty() ? "" : ", ") + (values.empty() ? "NULL" : values[row % values.size()]);
    }
    out.push_back(fmt::format("ROW({})::{}", fields, quote(composite.name)));
  }
  return out;
}

Values named_values(const schema::Schema& schema, const schema::ObjectName& name, int depth) {
  Values out;
  if (const auto* type = find_named(schema.enums, name)) {
    for (const std::string& label : type->labels) out.push_back(quote_literal(label));
  } else if (const auto* domain = find_named(schema.domains, name)) {
    out = values_of(schema, domain->type, depth - 1);
  } else if (const auto* composite = find_named(schema.composite_types, name)) {
    out = composite_values(schema, *composite, depth);
  } else if (name.name == "citext" || name.name == "ltree") {
    out = {"'a'", "'b'", "'c'", "'d'"};  // other than text in no respect that matters here
  } else if (name.name == "hstore") {
    out = {"'a=>1'", "'b=>2'", "''"};
  }
  return out;
}

// Each element is cast, since an array of arrays is not one of a domain over arrays.
Values array_values(const Values& elements, std::string_view type, std::string_view element) {
  Values out;
  const auto cast = [&](std::size_t i) { return fmt::format("({})::{}", elements[i], element); };
  if (!elements.empty()) out.push_back(fmt::format("ARRAY[{}]", cast(0)));
  if (elements.size() > 1) out.push_back(fmt::format("ARRAY[{}, {}]", cast(1), cast(0)));
  out.push_back(fmt::format("'{{}}'::{}", type));
  return out;
}

Values values_of(const schema::Schema& schema, std::string_view type, int depth) {
  if (depth <= 0) return {};
  if (type.ends_with("[]")) {
    std::string_view element = type;
    while (element.ends_with("[]")) element.remove_suffix(2);
    return array_values(values_of(schema, element, depth - 1), type, element);
  }
  const TypeParts parts = parse_type(type);
  if (const BuiltIn* known = find_built_in(parts.base)) return built_in_values(*known, parts.modifiers);
  const auto name = named_type(type);
  return name ? named_values(schema, *name, depth) : Values{};
}

std::string with_schema(const schema::ObjectName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

CppType portable_type(std::string_view type) {
  if (type.ends_with("[]")) {
    CppType element = portable_type(type.substr(0, type.size() - 2));
    CppType array;
    array.type.kind = PortableKind::array;
    array.exact = element.exact;
    array.type.element.push_back(std::move(element.type));
    return array;
  }
  CppType out;
  const TypeParts parts = parse_type(type);
  const BuiltIn* known = find_built_in(parts.base);
  if (known == nullptr) {
    // Whether it is an enum type is for the generator to see, which knows them all.
    out.type.kind = PortableKind::enumeration;
    if (const auto name = named_type(type)) out.type.enum_name = with_schema(*name);
    out.exact = true;
    return out;
  }
  out.type.kind = known->kind;
  out.exact = known->exact;
  const bool modified = !parts.modifiers.empty();
  switch (known->kind) {
    case PortableKind::varchar:
    case PortableKind::character:
      if (modified) out.type.length = parts.modifiers.front();
      if (!modified) out = {{PortableKind::text, 0, 0, 0, "", {}}, false};
      break;
    case PortableKind::decimal:
      if (parts.modifiers.size() == 2) {
        out.type.precision = parts.modifiers[0];
        out.type.scale = parts.modifiers[1];
      }
      out.exact = parts.modifiers.size() == 2 && type.find('-') == std::string_view::npos;
      // No C++ type holds any number of digits.
      if (!out.exact) out = {{PortableKind::text, 0, 0, 0, "", {}}, false};
      break;
    default:
      out.exact = out.exact && known->name == type;
      break;
  }
  return out;
}

}  // namespace

std::string native_type(const PortableType& type,
                        const std::function<std::string(const std::string& name)>& enum_type) {
  switch (type.kind) {
    case PortableKind::decimal:
      return fmt::format("numeric({},{})", type.precision, type.scale);
    case PortableKind::varchar:
      return fmt::format("character varying({})", type.length);
    case PortableKind::character:
      return fmt::format("character({})", type.length);
    case PortableKind::enumeration:
      return enum_type(type.enum_name);
    case PortableKind::array: {
      const std::string element = type.element.empty() ? "text" : native_type(type.element.front(), enum_type);
      return element.ends_with("[]") ? element : element + "[]";  // a type of any number of dimensions
    }
    default: {
      const auto* const found =
          std::ranges::find_if(built_in, [&](const BuiltIn& known) { return known.kind == type.kind && known.exact; });
      return std::string(found->name);  // each kind has one
    }
  }
}

std::optional<schema::ObjectName> named_type(std::string_view type) {
  while (type.ends_with("[]")) type.remove_suffix(2);
  if (find_built_in(parse_type(type).base) != nullptr) return std::nullopt;
  const std::vector<Token> tokens = tokenize(type);
  const auto is_name = [](const Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
  };
  if (!is_name(tokens.front())) return std::nullopt;
  if (tokens.size() > 3 && is_symbol(tokens[1], ".") && is_name(tokens[2])) {
    return schema::ObjectName{identifier_of(tokens[0]), identifier_of(tokens[2])};
  }
  return schema::ObjectName{"", identifier_of(tokens[0])};
}

CppType cpp_type(const schema::Column& column) {
  return portable_type(column.type);
}

std::vector<std::string> sample_values(const schema::Schema& schema, const schema::Column& column) {
  return values_of(schema, column.type, deepest);
}

std::string literal_of(std::string_view quoted_column) {
  return fmt::format("quote_nullable(({})::text)", quoted_column);
}

}  // namespace strata::dialects::postgresql
