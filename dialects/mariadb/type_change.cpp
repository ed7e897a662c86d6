// See type_change.hpp. Conditions never raise an error themselves: a SELECT only warns of what it can't convert.
#include "dialects/mariadb/type_change.hpp"

#include "dialects/mariadb/column_types.hpp"
#include "dialects/mariadb/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

using diff::HazardKind;
using schema::Column;
using schema::Table;
using enum TypeFamily;

struct Side {
  const Table& table;
  const Column& column;
  ColumnType type;
};

bool is_number(const ColumnType& type) {
  return type.family == integer || type.family == decimal || type.family == real || type.family == bit ||
         type.family == year;
}
bool is_moment(const ColumnType& type) {
  return type.family == datetime || type.family == timestamp;
}
bool is_characters(const ColumnType& type) {
  return type.family == text || type.family == enumeration || type.family == set || type.family == json;
}

std::string any_of(const std::vector<std::string>& conditions) {
  std::string out;
  for (const std::string& condition : conditions) {
    if (condition.empty()) continue;
    out += (out.empty() ? "" : " OR ") + condition;
  }
  return out;
}

// ---- numbers

struct Range {
  std::string least;
  std::string greatest;
};

Range range_of(const ColumnType& type) {
  if (type.family == year) return {"1901", "2155"};
  if (type.family == bit) {
    return {"0", type.size >= 64 ? "18446744073709551615" : std::to_string((std::uint64_t{1} << type.size) - 1)};
  }
  const int bits = static_cast<int>(type.size) * 8;
  if (type.parts.is_unsigned) {
    return {"0", bits == 64 ? "18446744073709551615" : std::to_string((std::uint64_t{1} << bits) - 1)};
  }
  const std::uint64_t half = std::uint64_t{1} << (bits - 1);
  return {"-" + std::to_string(half), std::to_string(half - 1)};
}

// The narrower range lies in the wider one.
bool holds_range(const ColumnType& before, const ColumnType& after) {
  if (before.family != integer || after.family != integer) return false;
  if (before.parts.is_unsigned == after.parts.is_unsigned) return before.size <= after.size;
  return before.parts.is_unsigned && before.size < after.size;
}

// `value` is an expression that is a number.
std::string no_integer(const ColumnType& before, const ColumnType& after, const std::string& value) {
  if (holds_range(before, after)) return {};
  const Range range = range_of(after);
  const std::string outside = fmt::format("{} NOT BETWEEN {} AND {}", value, range.least, range.greatest);
  return before.family == integer ? outside : any_of({fmt::format("{0} <> ROUND({0})", value), outside});
}

std::string no_decimal(const ColumnType& before, const ColumnType& after, const std::string& value) {
  const std::int64_t digits = after.size - after.scale;
  constexpr int digits_of_integers[] = {0, 3, 5, 8, 10, 0, 0, 0, 20};
  const bool is_integer = before.family == integer;
  const std::int64_t before_digits = is_integer                 ? digits_of_integers[before.size]
                                     : before.family == decimal ? before.size - before.scale
                                                                : 100;
  const bool gains_sign = after.parts.is_unsigned && !before.parts.is_unsigned;
  const bool keeps_scale = is_integer || (before.family == decimal && before.scale <= after.scale);
  return any_of({
      keeps_scale ? "" : fmt::format("{0} <> ROUND({0}, {1})", value, after.scale),
      before_digits <= digits ? "" : fmt::format("ABS(ROUND({}, {})) >= 1e{}", value, after.scale, digits),
      gains_sign ? fmt::format("{} < 0", value) : "",
  });
}

// A double has 53 bits for the digits of whole numbers, a float 24.
std::string no_real(const ColumnType& before, const ColumnType& after, const std::string& value) {
  const bool is_float = after.size == 4;
  if (before.family == real) {
    return is_float && before.size == 8 ? fmt::format("CAST({0} AS FLOAT) <> {0}", value) : "";
  }
  const bool always_fits = before.family == year || before.family == bit
                               ? before.size <= 24
                               : before.family == integer && before.size <= (is_float ? 2 : 4);
  if (always_fits) return {};
  return fmt::format("CAST(CAST({0} AS {1}) AS DECIMAL(65,30)) <> {0}", value, is_float ? "FLOAT" : "DOUBLE");
}

std::string no_number(const ColumnType& before, const ColumnType& after, const std::string& value) {
  if (after.family == decimal) return no_decimal(before, after, value);
  if (after.family == real) return no_real(before, after, value);
  if (before.family == after.family && before.family != integer) {
    return before.size <= after.size ? "" : fmt::format("{} > {}", value, range_of(after).greatest);
  }
  return no_integer(before, after, value);
}

std::string no_number_in_text(const ColumnType& after, const std::string& value) {
  if (after.family == real) {
    return fmt::format("{} NOT REGEXP '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$'", value);
  }
  const std::string as_decimal = fmt::format("CAST({} AS DECIMAL(65,30))", value);
  ColumnType any;
  any.family = decimal;
  any.size = 65;
  any.scale = 30;
  return any_of({fmt::format("{} NOT REGEXP '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+) *$'", value),
                 no_number(any, after, as_decimal)});
}

// ---- times

std::string finer_than(std::int64_t fraction, const std::string& value) {
  return fmt::format("MICROSECOND({}) % {} <> 0", value,
                     fraction == 0 ? "1000000" : "1" + std::string(static_cast<std::size_t>(6 - fraction), '0'));
}

std::string no_time(const Side& from, const Side& to, const std::string& value) {
  const ColumnType& before = from.type;
  const ColumnType& after = to.type;
  const bool loses_fraction = before.size > after.size && after.family != date;
  std::string coarser = loses_fraction ? finer_than(after.size, value) : "";
  if (after.family == date && is_moment(before)) return fmt::format("TIME({}) <> 0", value);
  if (after.family == time && before.family != time) return fmt::format("{} IS NOT NULL", value);
  if (before.family == time && after.family != time) return fmt::format("{} IS NOT NULL", value);
  if (after.family == timestamp && before.family != timestamp) {
    return any_of(
        {fmt::format("{} NOT BETWEEN '1970-01-01 00:00:01' AND '2038-01-19 03:14:07.999999'", value), coarser});
  }
  return coarser;
}

std::string temporal_cast(const ColumnType& type, std::string_view value) {
  if (type.family == date) return fmt::format("CAST({} AS DATE)", value);
  return fmt::format("CAST({} AS {}({}))", value, type.family == time ? "TIME" : "DATETIME", type.size);
}

std::string no_time_in_text(const ColumnType& after, const std::string& value) {
  const std::string full = fmt::format("CAST({} AS {}(6))", value, after.family == time ? "TIME" : "DATETIME");
  return any_of({fmt::format("{} IS NULL AND {} IS NOT NULL", full, value),
                 fmt::format("{} <> {}", full, temporal_cast(after, value))});
}

// ---- texts

// Whether all characters of the one are in the other.
bool holds_characters(const std::string& before, const std::string& after) {
  return before == after || after == "utf8mb4" || before == "ascii";
}

std::string lost_characters(const Side& from, const Side& to, const std::string& value) {
  const std::string before = character_set_of(from.table, from.column);
  const std::string after = character_set_of(to.table, to.column);
  if (!is_characters(to.type) || to.type.family == json || holds_characters(before, after) || after.empty()) return {};
  return fmt::format("CONVERT(CONVERT({0} USING {1}) USING utf8mb4) COLLATE utf8mb4_bin <> CONVERT({0} USING utf8mb4)",
                     value, after);
}

std::string too_long(const ColumnType& before, const ColumnType& after, bool same_characters,
                     const std::string& value) {
  const bool is_same = before.family == after.family || (before.family == json && after.family == text);
  const bool comparable = is_same && before.in_bytes == after.in_bytes;
  if (comparable && before.size <= after.size && (same_characters || !after.in_bytes)) return {};
  if (!before.in_bytes && after.in_bytes && before.family == text && before.size * 4 <= after.size) return {};
  return fmt::format("{}({}) > {}", after.in_bytes ? "LENGTH" : "CHAR_LENGTH", value, after.size);
}

std::string quoted(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += (out.empty() ? "" : ", ") + quote_literal(label);
  return out;
}

std::vector<std::string> missing_from(const std::vector<std::string>& labels, const std::vector<std::string>& known) {
  std::vector<std::string> out;
  for (const std::string& label : labels) {
    if (std::ranges::find(known, label) == known.end()) out.push_back(label);
  }
  return out;
}

std::string no_label(const ColumnType& before, const ColumnType& after, const std::string& value) {
  if (before.family == enumeration) {
    const auto gone = missing_from(before.parts.arguments, after.parts.arguments);
    return gone.empty() ? "" : fmt::format("{} IN ({})", value, quoted(gone));
  }
  if (before.family == set) {
    std::vector<std::string> uses;
    for (const std::string& label : missing_from(before.parts.arguments, after.parts.arguments)) {
      uses.push_back(fmt::format("FIND_IN_SET({}, {}) > 0", quote_literal(label), value));
    }
    return any_of(uses);
  }
  if (after.family == set) return {};  // the server refuses what is no set of the labels
  return fmt::format("{} NOT IN ({})", value, quoted(after.parts.arguments));
}

std::string no_text(const Side& from, const Side& to, const std::string& value) {
  const bool same_characters =
      from.type.family == json || character_set_of(from.table, from.column) == character_set_of(to.table, to.column);
  if (is_characters(from.type) || from.type.family == bytes) {
    return any_of({too_long(from.type, to.type, same_characters, value), lost_characters(from, to, value)});
  }
  return fmt::format("CHAR_LENGTH({}) > {}", value, to.type.size);
}

std::string no_bytes(const Side& from, const Side& to, const std::string& value) {
  return too_long(from.type, to.type, from.type.family == bytes, value);
}

std::string condition(const Side& from, const Side& to, const std::string& value) {
  const ColumnType& before = from.type;
  const ColumnType& after = to.type;
  const bool from_text = before.family == text || before.family == json;
  switch (after.family) {
    case integer:
    case decimal:
    case real:
    case bit:
    case year:
      if (is_number(before)) return no_number(before, after, value);
      return from_text ? no_number_in_text(after, value) : "";
    case date:
    case datetime:
    case timestamp:
    case time:
      if (from_text) return no_time_in_text(after, value);
      return is_number(before) ? "" : no_time(from, to, value);
    case text:
      return no_text(from, to, value);
    case bytes:
      return no_bytes(from, to, value);
    case enumeration:
    case set:
      return is_number(before) ? "" : any_of({no_label(before, after, value), lost_characters(from, to, value)});
    case json:
      return before.family == json ? "" : fmt::format("NOT JSON_VALID({})", value);
    case uuid:
      return from_text ? fmt::format("CAST({0} AS UUID) IS NULL AND {0} IS NOT NULL", value) : "";
    case address:
      return from_text ? fmt::format("CAST({0} AS {1}) IS NULL AND {0} IS NOT NULL", value,
                                     after.parts.base == "inet4" ? "INET4" : "INET6")
                       : "";
    case other:
      return {};
  }
  return {};
}

// What is lost without a word of the server's, not even in strict mode: empty for all that it refuses.
std::string silently_lost(const ColumnType& before, const ColumnType& after) {
  if (before.family == decimal && after.family == decimal && after.scale < before.scale) return "decimal places";
  if ((before.family == decimal || before.family == real) && (after.family == integer || after.family == bit)) {
    return "decimal places";
  }
  if (before.family == real && after.family == decimal) return "decimal places";
  if (before.family == real && after.family == real && after.size < before.size) return "digits";
  if (after.family == real && (before.family == decimal || (before.family == integer && before.size == 8))) {
    return "digits beyond those of a floating-point number";
  }
  if (is_moment(before) && after.family == date) return "the time of day";
  if (is_moment(before) && after.family == time) return "the date";
  const bool both_times = (is_moment(before) || before.family == time) && (is_moment(after) || after.family == time);
  if (both_times && after.size < before.size) return "fractions of seconds";
  return {};
}

// What values mean, where not what they read like.
std::string reinterpreted(const ColumnType& before, const ColumnType& after) {
  if (before.family == timestamp && after.family != timestamp) return "values are those of the session's time zone";
  if (after.family == timestamp && before.family != timestamp) return "values are taken in the session's time zone";
  if ((before.family == enumeration || before.family == set) && is_number(after)) return "labels become their numbers";
  if (is_number(before) && (after.family == enumeration || after.family == set)) return "numbers become labels";
  if (after.family == bytes && after.fixed && !(before.family == bytes && before.fixed && before.size == after.size)) {
    return fmt::format("values are padded with zero bytes to {}", after.size);
  }
  if (before.family == time && (is_moment(after) || after.family == date))
    return "times become times of the day it runs";
  if (is_number(before) != is_number(after) &&
      (is_moment(before) || is_moment(after) || before.family == date || after.family == date ||
       before.family == time || after.family == time) &&
      !is_characters(before) && !is_characters(after)) {
    return "numbers are read as dates, digit for digit";
  }
  return {};
}

// Numbers stay what they are, but those of a FLOAT show what they are only when they are something else.
bool is_plain_number_change(const ColumnType& before, const ColumnType& after) {
  const bool is_float = before.family == real && before.size == 4;
  return is_number(before) && is_number(after) && !(is_float && (after.family == real || after.family == decimal));
}

}  // namespace

std::string misfit(const Table& from, const Column& old_column, const Table& to, const Column& column) {
  if (column.generated || same_storage(from, old_column, to, column)) return {};
  return condition({from, old_column, column_type(old_column.type)}, {to, column, column_type(column.type)},
                   quote_identifier(old_column.name));
}

std::string converted(std::string_view quoted_column, const Column& old_column, const Column& column) {
  const ColumnType before = column_type(old_column.type);
  const ColumnType after = column_type(column.type);
  if (old_column.type == column.type || is_plain_number_change(before, after)) return {};
  switch (after.family) {
    case date:
    case datetime:
    case timestamp:
    case time:
      return temporal_cast(after, quoted_column);
    case bytes:
      return after.fixed ? fmt::format("CAST({} AS BINARY({}))", quoted_column, after.size) : "";
    case uuid:
      return fmt::format("CAST({} AS UUID)", quoted_column);
    case address:
      return fmt::format("CAST({} AS {})", quoted_column, after.parts.base == "inet4" ? "INET4" : "INET6");
    case real:
      if (!is_number(before) || !after.parts.arguments.empty()) return {};  // with digits given it shows the same
      return fmt::format("CAST({} AS DOUBLE)", quoted_column);
    case decimal:
      if (!is_number(before)) return {};
      return fmt::format("CAST({} AS DECIMAL({},{}))", quoted_column, after.size, after.scale);
    case integer:
      if (before.family == enumeration || before.family == set) return fmt::format("({} + 0)", quoted_column);
      return {};
    case enumeration:
      if (is_number(before)) return fmt::format("ELT({}, {})", quoted_column, quoted(after.parts.arguments));
      return {};
    default:
      return {};
  }
}

std::vector<diff::Hazard> type_hazards(const Table& from, const Column& old_column, const Table& to,
                                       const Column& column) {
  std::vector<diff::Hazard> out;
  if (same_storage(from, old_column, to, column) || column.generated) return out;
  const ColumnType before = column_type(old_column.type);
  const ColumnType after = column_type(column.type);
  const schema::ColumnName values{from.name, old_column.name};
  const std::string change =
      fmt::format("{}.{} from {} to {}", schema::to_string(to.name), column.name, old_column.type, column.type);
  if (const std::string lost = silently_lost(before, after); !lost.empty()) {
    out.push_back({HazardKind::data_loss, fmt::format("{} loses {}", change, lost), values});
  } else if (!misfit(from, old_column, to, column).empty()) {
    const std::string what = old_column.type == column.type ? fmt::format("{}.{}, in another character set",
                                                                          schema::to_string(to.name), column.name)
                                                            : change;
    out.push_back({HazardKind::scan, fmt::format("{}: fails where a value does not fit", what), values});
  }
  if (const std::string meaning = reinterpreted(before, after); !meaning.empty()) {
    out.push_back({HazardKind::value_change, fmt::format("{}: {}", change, meaning), values});
  }
  return out;
}

}  // namespace strata::dialects::mariadb
