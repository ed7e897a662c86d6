// Quoting; see names.hpp. Which words need it was found by using each of the server's own list in the places where a
// name of ours may stand.
#include "dialects/mariadb/names.hpp"

#include "schema/ascii.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// Words of MariaDB 10.11 that are no name when bare: information_schema.KEYWORDS and SQL_FUNCTIONS, each tried as a
// table, column, index, constraint and alias (the functions are those that a parenthesis behind makes a call). Then
// those of MySQL 8 (keywords.html) which MariaDB does not reserve.
constexpr auto keywords = std::to_array<std::string_view>({"accessible",
                                                           "add",
                                                           "all",
                                                           "alter",
                                                           "analyze",
                                                           "and",
                                                           "as",
                                                           "asc",
                                                           "asensitive",
                                                           "before",
                                                           "between",
                                                           "bigint",
                                                           "binary",
                                                           "bit_and",
                                                           "bit_or",
                                                           "bit_xor",
                                                           "blob",
                                                           "both",
                                                           "by",
                                                           "call",
                                                           "cascade",
                                                           "case",
                                                           "cast",
                                                           "change",
                                                           "char",
                                                           "character",
                                                           "check",
                                                           "collate",
                                                           "column",
                                                           "condition",
                                                           "constraint",
                                                           "continue",
                                                           "convert",
                                                           "count",
                                                           "create",
                                                           "cross",
                                                           "cube",
                                                           "cume_dist",
                                                           "curdate",
                                                           "current_date",
                                                           "current_role",
                                                           "current_time",
                                                           "current_timestamp",
                                                           "current_user",
                                                           "cursor",
                                                           "curtime",
                                                           "databases",
                                                           "date_add",
                                                           "date_sub",
                                                           "day_hour",
                                                           "day_microsecond",
                                                           "day_minute",
                                                           "day_second",
                                                           "dec",
                                                           "decimal",
                                                           "declare",
                                                           "default",
                                                           "delayed",
                                                           "delete",
                                                           "delete_domain_id",
                                                           "dense_rank",
                                                           "desc",
                                                           "describe",
                                                           "deterministic",
                                                           "distinct",
                                                           "distinctrow",
                                                           "div",
                                                           "do_domain_ids",
                                                           "double",
                                                           "drop",
                                                           "dual",
                                                           "each",
                                                           "else",
                                                           "elseif",
                                                           "empty",
                                                           "enclosed",
                                                           "escaped",
                                                           "except",
                                                           "exists",
                                                           "exit",
                                                           "explain",
                                                           "extract",
                                                           "false",
                                                           "fetch",
                                                           "first_value",
                                                           "float",
                                                           "float4",
                                                           "float8",
                                                           "for",
                                                           "force",
                                                           "foreign",
                                                           "from",
                                                           "fulltext",
                                                           "function",
                                                           "grant",
                                                           "group",
                                                           "group_concat",
                                                           "grouping",
                                                           "groups",
                                                           "having",
                                                           "high_priority",
                                                           "hour_microsecond",
                                                           "hour_minute",
                                                           "hour_second",
                                                           "if",
                                                           "ignore",
                                                           "ignore_domain_ids",
                                                           "in",
                                                           "index",
                                                           "infile",
                                                           "inner",
                                                           "inout",
                                                           "insensitive",
                                                           "insert",
                                                           "int",
                                                           "int1",
                                                           "int2",
                                                           "int3",
                                                           "int4",
                                                           "int8",
                                                           "integer",
                                                           "intersect",
                                                           "interval",
                                                           "into",
                                                           "is",
                                                           "iterate",
                                                           "join",
                                                           "json_arrayagg",
                                                           "json_objectagg",
                                                           "json_table",
                                                           "key",
                                                           "keys",
                                                           "kill",
                                                           "lag",
                                                           "last_value",
                                                           "lateral",
                                                           "lead",
                                                           "leading",
                                                           "leave",
                                                           "left",
                                                           "like",
                                                           "limit",
                                                           "linear",
                                                           "lines",
                                                           "load",
                                                           "localtime",
                                                           "localtimestamp",
                                                           "lock",
                                                           "long",
                                                           "longblob",
                                                           "longtext",
                                                           "loop",
                                                           "low_priority",
                                                           "master_demote_to_replica",
                                                           "master_demote_to_slave",
                                                           "master_ssl_verify_server_cert",
                                                           "match",
                                                           "max",
                                                           "maxvalue",
                                                           "median",
                                                           "mediumblob",
                                                           "mediumint",
                                                           "mediumtext",
                                                           "mid",
                                                           "middleint",
                                                           "min",
                                                           "minute_microsecond",
                                                           "minute_second",
                                                           "mod",
                                                           "modifies",
                                                           "natural",
                                                           "no_write_to_binlog",
                                                           "not",
                                                           "now",
                                                           "nth_value",
                                                           "ntile",
                                                           "null",
                                                           "numeric",
                                                           "of",
                                                           "offset",
                                                           "on",
                                                           "optimize",
                                                           "optionally",
                                                           "or",
                                                           "order",
                                                           "out",
                                                           "outer",
                                                           "outfile",
                                                           "over",
                                                           "page_checksum",
                                                           "parse_vcol_expr",
                                                           "partition",
                                                           "percent_rank",
                                                           "percentile_cont",
                                                           "percentile_disc",
                                                           "portion",
                                                           "position",
                                                           "precision",
                                                           "primary",
                                                           "procedure",
                                                           "purge",
                                                           "range",
                                                           "rank",
                                                           "read",
                                                           "read_write",
                                                           "reads",
                                                           "real",
                                                           "recursive",
                                                           "ref_system_id",
                                                           "references",
                                                           "regexp",
                                                           "release",
                                                           "rename",
                                                           "repeat",
                                                           "replace",
                                                           "require",
                                                           "resignal",
                                                           "restrict",
                                                           "return",
                                                           "returning",
                                                           "revoke",
                                                           "right",
                                                           "rlike",
                                                           "row_number",
                                                           "rows",
                                                           "schemas",
                                                           "second_microsecond",
                                                           "select",
                                                           "sensitive",
                                                           "separator",
                                                           "set",
                                                           "show",
                                                           "signal",
                                                           "smallint",
                                                           "spatial",
                                                           "specific",
                                                           "sql",
                                                           "sql_big_result",
                                                           "sql_buffer_result",
                                                           "sql_cache",
                                                           "sql_calc_found_rows",
                                                           "sql_no_cache",
                                                           "sql_small_result",
                                                           "sqlexception",
                                                           "sqlstate",
                                                           "sqlwarning",
                                                           "ssl",
                                                           "starting",
                                                           "stats_auto_recalc",
                                                           "stats_persistent",
                                                           "stats_sample_pages",
                                                           "std",
                                                           "stddev",
                                                           "stddev_pop",
                                                           "stddev_samp",
                                                           "straight_join",
                                                           "substr",
                                                           "substring",
                                                           "sum",
                                                           "system",
                                                           "table",
                                                           "terminated",
                                                           "then",
                                                           "tinyblob",
                                                           "tinyint",
                                                           "tinytext",
                                                           "to",
                                                           "trailing",
                                                           "trigger",
                                                           "trim",
                                                           "true",
                                                           "undo",
                                                           "union",
                                                           "unique",
                                                           "unlock",
                                                           "unsigned",
                                                           "update",
                                                           "usage",
                                                           "use",
                                                           "using",
                                                           "utc_date",
                                                           "utc_time",
                                                           "utc_timestamp",
                                                           "value",
                                                           "values",
                                                           "var_pop",
                                                           "var_samp",
                                                           "varbinary",
                                                           "varchar",
                                                           "varcharacter",
                                                           "variance",
                                                           "varying",
                                                           "when",
                                                           "where",
                                                           "while",
                                                           "window",
                                                           "with",
                                                           "write",
                                                           "xor",
                                                           "year_month",
                                                           "zerofill"});
static_assert(std::ranges::is_sorted(keywords));

constexpr std::size_t longest_keyword = std::ranges::max(keywords, {}, &std::string_view::size).size();

bool is_reserved(std::string_view name) {
  if (name.size() > longest_keyword) return false;
  return std::ranges::binary_search(keywords, ascii::in_lower_case(name));
}

// A name that begins with _ may read as the character set of a string.
bool is_plain(std::string_view name) {
  if (name.empty() || !ascii::is_letter(name.front())) return false;
  const bool plain =
      std::ranges::all_of(name, [](char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '_'; });
  return plain && !is_reserved(name);
}

}  // namespace

std::string quote_identifier(std::string_view name) {
  if (is_plain(name)) return std::string(name);
  std::string out(1, '`');
  for (const char c : name) {
    if (c == '`') out += c;
    out += c;
  }
  return out += '`';
}

std::string quote(const schema::ObjectName& name) {
  if (name.schema.empty()) return quote_identifier(name.name);
  return quote_identifier(name.schema) + "." + quote_identifier(name.name);
}

std::string quote_literal(std::string_view text) {
  std::string out(1, '\'');
  for (const char c : text) {
    if (c == '\0') {
      out += "\\0";
    } else if (c == '\x1A') {  // ends a file for clients on Windows
      out += "\\Z";
    } else {
      if (c == '\'' || c == '\\') out += c;
      out += c;
    }
  }
  return out += '\'';
}

std::string quote_list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quote_identifier(name);
  return out;
}

std::size_t characters_in(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::ranges::count_if(text, begins));
}

}  // namespace strata::dialects::mariadb
