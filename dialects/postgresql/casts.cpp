// The casts between the server's own types that matter to a column that changes its type; see casts.hpp.
#include "dialects/postgresql/casts.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>

namespace strata::dialects::postgresql {
namespace {

bool is_string(std::string_view type) {
  return is_one_of(type, {"text", "character varying", "character", "name", "citext"});
}
bool is_number(std::string_view type) {
  return is_one_of(type, {"smallint", "integer", "bigint", "numeric", "real", "double precision"});
}

// Width of integer types; 0 for others.
int bytes_of(std::string_view type) {
  if (type == "smallint") return 2;
  if (type == "integer") return 4;
  return type == "bigint" ? 8 : 0;
}

struct Casts {
  std::string_view source;
  std::array<std::string_view, 6> targets;
};

// pg_cast, castcontext i and a: what an assignment converts. Numbers among each other and everything to strings are
// dealt with apart.
constexpr std::array assignments{
    Casts{"bigint", {"money"}},
    Casts{"integer", {"money"}},
    Casts{"numeric", {"money"}},
    Casts{"money", {"numeric"}},
    Casts{"json", {"jsonb"}},
    Casts{"jsonb", {"json"}},
    Casts{"cidr", {"inet"}},
    Casts{"inet", {"cidr"}},
    Casts{"macaddr", {"macaddr8"}},
    Casts{"macaddr8", {"macaddr"}},
    Casts{"bit", {"bit varying"}},
    Casts{"bit varying", {"bit"}},
    Casts{"date", {"timestamp with time zone", "timestamp without time zone"}},
    Casts{"time without time zone", {"interval", "time with time zone"}},
    Casts{"time with time zone", {"time without time zone"}},
    Casts{"timestamp without time zone", {"date", "time without time zone", "timestamp with time zone"}},
    Casts{"timestamp with time zone",
          {"date", "time without time zone", "time with time zone", "timestamp without time zone"}},
    Casts{"interval", {"time without time zone"}},
    Casts{"point", {"box"}},
    Casts{"path", {"polygon"}},
    Casts{"box", {"polygon"}},
    Casts{"polygon", {"path"}},
};

// castcontext e: a cast must be written, and exists.
constexpr std::array explicit_casts{
    Casts{"boolean", {"integer"}},
    Casts{"integer", {"boolean", "bit"}},
    Casts{"bigint", {"bit"}},
    Casts{"bit", {"integer", "bigint"}},
    Casts{"jsonb", {"boolean", "smallint", "integer", "bigint", "numeric", "double precision"}},
    Casts{"circle", {"box", "point", "polygon"}},
    Casts{"polygon", {"box", "circle", "point"}},
    Casts{"box", {"circle", "lseg", "point"}},
    Casts{"lseg", {"point"}},
    Casts{"int4range", {"int4multirange"}},
    Casts{"int8range", {"int8multirange"}},
    Casts{"numrange", {"nummultirange"}},
    Casts{"daterange", {"datemultirange"}},
    Casts{"tsrange", {"tsmultirange"}},
    Casts{"tstzrange", {"tstzmultirange"}},
};

bool lists(const auto& casts, std::string_view from, std::string_view to) {
  const auto found = std::ranges::find(casts, from, &Casts::source);
  return found != casts.end() && std::ranges::find(found->targets, to) != found->targets.end();
}

bool assigns(std::string_view from, std::string_view to) {
  return from == to || is_string(to) || (is_number(from) && is_number(to)) || lists(assignments, from, to);
}

// Stored alike, modifiers aside.
bool same_bytes(std::string_view from, std::string_view to) {
  const auto plain_text = [](std::string_view type) {
    return is_one_of(type, {"text", "character varying", "citext"});
  };
  return from == to || (plain_text(from) && plain_text(to)) || (from == "xml" && plain_text(to)) ||
         (from == "cidr" && to == "inet") || (from == "bit" && to == "bit varying");
}

// Whether every value that fits the old modifiers fits the new ones, as the server finds without looking at them.
bool modifiers_widen(const TypeParts& from, const TypeParts& to) {
  if (to.modifiers.empty()) return to.base != "character" && to.base != "bit";
  if (from.base == to.base && from.modifiers == to.modifiers) return true;
  if (from.modifiers.empty() || from.base != to.base) return false;
  if (to.base == "numeric") {
    const auto scale = [](const TypeParts& type) { return type.modifiers.size() > 1 ? type.modifiers[1] : 0; };
    return scale(from) == scale(to) && from.modifiers[0] <= to.modifiers[0];
  }
  if (to.base == "character" || to.base == "bit") return false;
  return from.modifiers.size() == to.modifiers.size() && from.modifiers.back() <= to.modifiers.back();
}

std::string lost_between_numbers(const TypeParts& from, const TypeParts& to) {
  const bool from_fraction = is_one_of(from.base, {"numeric", "real", "double precision"});
  if (from_fraction && bytes_of(to.base) > 0) return "digits after the point (they are rounded)";
  if (to.base == "real" && from.base != "real") return "digits beyond the sixth";
  if (to.base == "double precision" && (from.base == "numeric" || from.base == "bigint")) {
    return "digits beyond the fifteenth";
  }
  const bool limited = to.base == "numeric" && !to.modifiers.empty();
  const int scale = to.modifiers.size() > 1 ? to.modifiers[1] : 0;
  const bool had_more = from.modifiers.empty() || (from.modifiers.size() > 1 ? from.modifiers[1] : 0) > scale;
  if (limited && from_fraction && had_more) return "digits after the point (they are rounded)";
  return {};
}

std::string lost_between_times(const TypeParts& from, const TypeParts& to) {
  if (from.base.starts_with("timestamp") && to.base == "date") return "the time of day";
  if (from.base.starts_with("timestamp") && to.base.starts_with("time ")) return "the date";
  if (from.base == "interval" && to.base.starts_with("time ")) return "the days";
  if (from.base == "time with time zone" && to.base == "time without time zone") return "the time zone";
  const bool is_time = to.base.starts_with("time") || to.base == "interval";
  if (is_time && !to.modifiers.empty() && (from.modifiers.empty() || to.modifiers.back() < from.modifiers.back())) {
    return "fractions of a second (they are rounded)";
  }
  return {};
}

std::string lost(const TypeParts& from, const TypeParts& to) {
  if (is_number(from.base) && is_number(to.base)) return lost_between_numbers(from, to);
  if (from.base == "json" && to.base == "jsonb") return "the order of keys, duplicate keys and white space";
  if (from.base == "inet" && to.base == "cidr") return "the bits right of the netmask";
  return lost_between_times(from, to);
}

std::string failing(const TypeParts& from, const TypeParts& to) {
  const int width = bytes_of(to.base);
  if (is_number(from.base) && width > 0 && (bytes_of(from.base) == 0 || bytes_of(from.base) > width)) {
    return "values out of range make it fail";
  }
  if (is_number(from.base) && to.base == "numeric" && !to.modifiers.empty() && !modifiers_widen(from, to)) {
    return "values out of range make it fail";
  }
  if (is_string(to.base) && !to.modifiers.empty() && !modifiers_widen(from, to)) {
    return fmt::format("values of more than {} characters make it fail", to.modifiers.front());
  }
  if (from.base == to.base || is_string(to.base) || assigns(from.base, to.base)) return {};
  return "values that can't be cast make it fail";
}

// Timestamps with and without a zone are told apart by the session's TimeZone, whatever it is when it runs.
bool depends_on_zone(const TypeParts& from, const TypeParts& to) {
  return from.base != to.base && (from.base == "timestamp with time zone" || to.base == "timestamp with time zone");
}

}  // namespace

TypeParts parse_type(std::string_view type) {
  TypeParts parts;
  while (type.ends_with("[]")) {
    parts.array = true;
    type.remove_suffix(2);
  }
  const auto open = type.find('(');
  if (open == std::string_view::npos || type.find('"') < open) {
    parts.base = type;
    return parts;
  }
  const auto close = type.find(')', open);
  parts.base = std::string(type.substr(0, open)) + std::string(type.substr(close + 1));
  int number = -1;
  for (const char c : type.substr(open, close - open + 1)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      number = (number < 0 ? 0 : number * 10) + (c - '0');
    } else if (number >= 0) {
      parts.modifiers.push_back(number);
      number = -1;
    }
  }
  if (parts.base.starts_with("interval")) parts.base = "interval";
  return parts;
}

Conversion conversion(std::string_view quoted_column, std::string_view from, std::string_view to) {
  const TypeParts old_type = parse_type(from);
  const TypeParts new_type = parse_type(to);
  Conversion result;
  const bool same_shape = old_type.array == new_type.array;
  if ((same_shape && assigns(old_type.base, new_type.base)) || (!new_type.array && is_string(new_type.base))) {
    result.rewrites = !same_shape || !same_bytes(old_type.base, new_type.base) || !modifiers_widen(old_type, new_type);
    if (same_shape) result.loses = lost(old_type, new_type);
    result.fails = failing(old_type, new_type);
    result.needs_review = same_shape && depends_on_zone(old_type, new_type);
    return result;
  }
  result.needs_review = true;
  result.fails = "values that can't be cast make it fail";
  if (new_type.array && !old_type.array && !is_string(old_type.base)) {
    result.value = fmt::format("ARRAY[{}]::{}", quoted_column, to);  // one value becomes a list of one
    return result;
  }
  const bool direct = (same_shape && lists(explicit_casts, old_type.base, new_type.base)) ||
                      (is_string(old_type.base) && (same_shape || !old_type.array));
  const std::string_view through = direct ? "" : (same_shape && new_type.array) ? "::text[]" : "::text";
  result.value = fmt::format("{}{}::{}", quoted_column, through, to);
  return result;
}

bool comparable(std::string_view a, std::string_view b) {
  const TypeParts left = parse_type(a);
  const TypeParts right = parse_type(b);
  if (left.array != right.array) return false;
  const auto both = [&](std::initializer_list<std::string_view> types) {
    return is_one_of(left.base, types) && is_one_of(right.base, types);
  };
  return left.base == right.base || both({"smallint", "integer", "bigint", "numeric"}) ||
         both({"text", "character varying"}) ||
         both({"timestamp with time zone", "timestamp without time zone", "date"});
}

std::string_view default_storage(std::string_view type) {
  const TypeParts parts = parse_type(type);
  if (parts.array) return "EXTENDED";
  if (is_one_of(parts.base, {"numeric", "inet", "cidr", "tsquery"})) return "MAIN";
  if (is_one_of(parts.base, {"text", "character varying", "character", "bytea", "json", "jsonb", "xml", "tsvector",
                             "bit", "bit varying", "path", "polygon", "citext", "int4range", "int8range", "numrange",
                             "daterange", "tsrange", "tstzrange"})) {
    return "EXTENDED";
  }
  return "PLAIN";
}

}  // namespace strata::dialects::postgresql
