// Casts are those of casts.hpp. Conditions never raise an error themselves: ranges are compared before digits are.
#include "dialects/postgresql/type_change.hpp"

#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace strata::dialects::postgresql {
namespace {

using schema::Schema;

constexpr int deepest_composite = 8;  // composite types in composite types …

bool is_text(std::string_view type) {
  return is_one_of(type, {"text", "character varying", "character", "bpchar", "name"});
}

template <class Objects>
const auto* find_named(const Objects& objects, const std::string& type) {
  const auto name = named_type(type);
  const auto found = std::ranges::find_if(objects, [&](const auto& object) { return name && object.name == *name; });
  return found == objects.end() ? nullptr : &*found;
}

std::string base_type(const Schema& schema, const std::string& type) {
  const auto* domain = type.ends_with("[]") ? nullptr : find_named(schema.domains, type);
  return domain == nullptr ? type : domain->type;
}

// Goes down into composite types, of which the old and the new one may differ under one name.
class Conversions {
 public:
  Conversions(const Schema& from, const Schema& to) : from_(from), to_(to) {}

  // Empty: the value as it is.
  [[nodiscard]] std::string value(const std::string& old_value, const std::string& old_type,
                                  const std::string& new_type, int depth) const {
    const std::string before = base_type(from_, old_type);
    const std::string after = base_type(to_, new_type);
    const auto* old_composite = find_named(from_.composite_types, before);
    const auto* new_composite = find_named(to_.composite_types, after);
    if (old_composite != nullptr && new_composite != nullptr) {
      if (depth <= 0 || before.ends_with("[]") != after.ends_with("[]")) return {};
      if (old_composite->attributes == new_composite->attributes && !refers_to_changed(*old_composite)) return {};
      return before.ends_with("[]") ? list(old_value, *old_composite, *new_composite, depth)
                                    : record(old_value, *old_composite, *new_composite, depth);
    }
    if (before == after || named_type(after)) return {};
    const TypeParts target = parse_type(after);
    const bool bits = parse_type(before).base.starts_with("bit") && target.base.starts_with("bit");
    if (is_text(target.base) || bits) return {};  // an explicit cast would cut what an assignment refuses
    std::string cast = conversion(old_value, before, after).value;
    return cast.empty() ? fmt::format("({})::{}", old_value, after) : cast;
  }

 private:
  // Attributes of named types may have changed without their type's name.
  static bool refers_to_changed(const schema::CompositeType& type) {
    return std::ranges::any_of(type.attributes,
                               [](const schema::Column& attribute) { return named_type(attribute.type).has_value(); });
  }

  [[nodiscard]] std::string record(const std::string& old_value, const schema::CompositeType& before,
                                   const schema::CompositeType& after, int depth) const {
    std::string values;
    for (const auto& attribute : after.attributes) {
      const auto old_attribute = std::ranges::find(before.attributes, attribute.name, &schema::Column::name);
      std::string part = "NULL";
      if (old_attribute != before.attributes.end()) {
        const std::string old_part = fmt::format("({}).{}", old_value, quote_identifier(attribute.name));
        part = value(old_part, old_attribute->type, attribute.type, depth - 1);
        if (part.empty()) part = old_part;
      }
      values += (values.empty() ? "" : ", ") + part;
    }
    return fmt::format("CASE WHEN {} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW({}) END", old_value, values);
  }

  [[nodiscard]] std::string list(const std::string& old_value, const schema::CompositeType& before,
                                 const schema::CompositeType& after, int depth) const {
    const std::string index = fmt::format("strata_{}", depth);
    return fmt::format(
        "CASE WHEN {0} IS NULL THEN NULL ELSE ARRAY(SELECT {1} FROM generate_subscripts({0}, 1) AS {2} ORDER BY {2}) "
        "END",
        old_value, record(fmt::format("({})[{}]", old_value, index), before, after, depth), index);
  }

  const Schema& from_;
  const Schema& to_;
};

// ---- what does not fit

std::string out_of(std::string_view value, std::string_view least, std::string_view greatest) {
  return fmt::format("{} NOT BETWEEN {} AND {}", value, least, greatest);
}

// What an integer type holds, after rounding; empty for other types.
std::string out_of_integer(std::string_view type, const std::string& value) {
  if (type == "smallint") return out_of(value, "-32768", "32767");
  if (type == "integer") return out_of(value, "-2147483648", "2147483647");
  if (type == "bigint") return out_of(value, "-9223372036854775808", "9223372036854775807");
  return {};
}

bool is_integer(std::string_view type) {
  return is_one_of(type, {"smallint", "integer", "bigint"});
}
bool is_float(std::string_view type) {
  return is_one_of(type, {"real", "double precision"});
}

// Servers before PostgreSQL 14 have no infinite numeric to convert to or compare with: they are told by their text.
std::string finite_or(const std::string& value, std::string_view otherwise, const std::string& condition) {
  return fmt::format("CASE WHEN {}::text IN ('NaN', 'Infinity', '-Infinity') THEN {}\n      ELSE {} END", value,
                     otherwise, condition);
}

std::string no_integer(const TypeParts& from, const TypeParts& to, const std::string& value) {
  if (is_integer(from.base)) return out_of_integer(to.base, value);
  const std::string exact = is_float(from.base) ? value + "::numeric" : value;
  return finite_or(value, "true", fmt::format("{} OR trunc({}) <> {}", out_of_integer(to.base, exact), exact, exact));
}

std::string no_numeric(const TypeParts& from, const TypeParts& to, const std::string& value) {
  if (to.modifiers.empty()) return {};
  const int scale = to.modifiers.size() > 1 ? to.modifiers[1] : 0;
  const std::string exact = from.base == "numeric" ? value : value + "::numeric";
  const std::string digits = fmt::format("round({}, {})", exact, scale);
  std::string too_large = fmt::format("abs({}) >= 1e{}::numeric", digits, to.modifiers[0] - scale);
  if (is_integer(from.base) && scale >= 0) return too_large;
  return finite_or(value, value + "::text <> 'NaN'", fmt::format("{} OR {} <> {}", too_large, digits, exact));
}

// Wider than the server's own limit would raise an error where it is asked for.
std::string no_real(const TypeParts& from, const std::string& value) {
  if (from.base != "double precision" && from.base != "numeric") return {};
  return finite_or(value, "false",
                   fmt::format("CASE WHEN abs({0}) > 3.4e38 OR (abs({0}) < 1.2e-38 AND {0} <> 0) THEN true\n"
                               "        ELSE {0}::real::text::numeric <> {0}::text::numeric END",
                               value));
}

// As what the server reads, near enough to be told of: a cast itself would fail at the first that is none.
std::string no_reading(const TypeParts& to, const std::string& value) {
  if (is_integer(to.base)) {
    const std::string number = value + R"( !~ '^\s*[-+]?\d+\s*$')";
    return fmt::format("CASE WHEN {} THEN true ELSE {} END", number,
                       out_of_integer(to.base, fmt::format("trim({}, E' \\t\\n\\r')::numeric", value)));
  }
  if (is_one_of(to.base, {"numeric", "real", "double precision"})) {
    return value + R"( !~* '^\s*([-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|nan|[-+]?inf(inity)?)\s*$')";
  }
  if (to.base == "boolean") {
    return value + R"( !~* '^\s*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|no?|on|off?|1|0)\s*$')";
  }
  if (to.base == "uuid") {
    return fmt::format(R"(replace({}, '-', '') !~* '^\{{?[0-9a-f]{{32}}\}}?$')", value);
  }
  return {};
}

bool is_time(std::string_view base) {
  return base.starts_with("time") || base == "interval";
}

}  // namespace

// All at once: labels may be swapped.
std::string relabelled(std::string_view quoted_column, const schema::Column& column, const schema::ObjectName& type,
                       const schema::Options& labels) {
  if (type_name(column.type) != type) return {};
  const auto cases = [&](std::string_view value) {
    std::string out = fmt::format("CASE {}::text", value);
    for (const auto& [old_label, label] : labels) {
      out += fmt::format(" WHEN {} THEN {}", quote_literal(old_label), quote_literal(label));
    }
    return out + fmt::format(" ELSE {}::text END", value);
  };
  if (!column.type.ends_with("[]")) return cases(quoted_column);
  return fmt::format(
      "CASE WHEN cardinality({0}) = 0 THEN '{{}}' ELSE (SELECT array_agg({1}) FROM unnest({0}) AS l) END",
      quoted_column, cases("l"));
}

std::string converted(std::string_view quoted_column, const Schema& from, const schema::Column& old_column,
                      const Schema& to, const schema::Column& column) {
  return Conversions(from, to).value(std::string(quoted_column), old_column.type, column.type, deepest_composite);
}

std::string misfit(const schema::Column& old_column, const schema::Column& column) {
  const TypeParts from = parse_type(old_column.type);
  const TypeParts to = parse_type(column.type);
  if (old_column.type == column.type || from.array || to.array) return {};
  const std::string value = quote_identifier(old_column.name);
  const bool from_number = is_integer(from.base) || is_float(from.base) || from.base == "numeric";
  if (is_one_of(to.base, {"character varying", "character"})) {
    if (to.modifiers.empty() || (is_text(from.base) && conversion(value, old_column.type, column.type).fails.empty()))
      return {};
    return fmt::format("char_length({}::text) > {}", value, to.modifiers.front());
  }
  if (from_number && is_integer(to.base)) {
    const Conversion cast = conversion(value, old_column.type, column.type);
    return cast.fails.empty() && cast.loses.empty() ? "" : no_integer(from, to, value);
  }
  if (from_number && to.base == "numeric") {
    const Conversion cast = conversion(value, old_column.type, column.type);
    return cast.fails.empty() && cast.loses.empty() ? "" : no_numeric(from, to, value);
  }
  if (from_number && to.base == "real") return no_real(from, value);
  if (is_text(from.base)) return no_reading(to, value);
  const bool loses = !conversion(value, old_column.type, column.type).loses.empty();
  if (loses && is_time(from.base) && from.base == to.base) {
    return fmt::format("{0}::{1} <> {0}", value, column.type);
  }
  if (loses && from.base.starts_with("timestamp") && to.base == "date") {
    return fmt::format("{0}::date::{1} <> {0}", value, from.base);
  }
  return {};
}

}  // namespace strata::dialects::postgresql
