// Clauses for one column that is added, altered or made anew, the values that rows get where they must have one, and
// what a reviewer should know of each.
#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/disturbance.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/reparsable.hpp"
#include "dialects/postgresql/table_change.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace strata::dialects::postgresql {
namespace {

using diff::HazardKind;
using schema::Column;

std::string full_name(const TableChange& change, const Column& column) {
  return to_string(change.table) + "." + column.name;
}

// The same for all rows of one statement, so that it needn't be written into each (catalog/heap.c, missing values).
bool is_stable(std::string_view expression) {
  static constexpr std::array<std::string_view, 8> words = {"current_date",   "current_timestamp", "current_user",
                                                            "localtimestamp", "localtime",         "current_time",
                                                            "session_user",   "current_role"};
  const std::vector<Token> tokens = tokenize(expression);
  const bool is_word = std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(tokens[0], word); });
  return is_constant(expression) || is_word || is_keyword(tokens[0], "now");
}

// A value of the type, where rows must have one and nobody has said which.
std::string placeholder(const Column& column) {
  const TypeParts type = parse_type(column.type);
  const auto is = [&](std::initializer_list<std::string_view> bases) {
    return std::ranges::find(bases, type.base) != bases.end();
  };
  if (type.array) return "'{}'::" + column.type;
  if (is({"smallint", "integer", "bigint", "numeric", "real", "double precision", "money"})) return "0";
  if (is({"boolean"})) return "false";
  if (is({"text", "character varying", "character", "name", "citext", "bytea", "tsvector", "tsquery", "bit varying"})) {
    return "''";
  }
  if (is({"json", "jsonb"})) return "'{}'";
  if (is({"uuid"})) return "'00000000-0000-0000-0000-000000000000'";
  if (is({"inet", "cidr"})) return "'0.0.0.0'";
  if (is({"interval"})) return "'0'";
  if (type.base.starts_with("time ")) return "'00:00'";
  if (is({"date"}) || type.base.starts_with("timestamp")) return "'1970-01-01'";
  return "NULL";
}

// A domain's or an enum's own first value.
std::string placeholder(const Lowering& lowering, const Column& column) {
  const schema::ObjectName name = type_name(column.type);
  if (column.type.ends_with("[]")) return placeholder(column);
  if (const auto found = lowering.to().enums.find(name);
      found != lowering.to().enums.end() && !found->second->labels.empty()) {
    return quote_literal(found->second->labels.front());
  }
  if (const auto found = lowering.to().domains.find(name); found != lowering.to().domains.end()) {
    if (found->second->default_value) return *found->second->default_value;
    Column base = column;
    base.type = found->second->type;
    return placeholder(lowering, base);
  }
  return placeholder(column);
}

// What stands for NULL: the value given, the default, the next number where the column becomes serial, or a placeholder
// that the caller is told of.
std::string value_for_null(Lowering& lowering, const Column& from, const Column& column, TableChange& change) {
  if (const std::string* fill = lowering.fill_for(change.table, column.name)) return *fill;
  if (column.default_value) return reparsable(*column.default_value);
  if (is_serial(column) && parse_type(from.type).base == parse_type(column.type).base)
    return fmt::format("nextval({})", quote_literal(quote(sequence_of(change.table, column.name))));
  lowering.add_missing_fill(change.table, column.name);
  return placeholder(lowering, column);
}

void add_settings(const Column& column, TableChange& change) {
  const std::string name = quote_identifier(column.name);
  if (!column.storage.empty())
    change.late.push_back(fmt::format("ALTER COLUMN {} SET STORAGE {}", name, column.storage));
  if (column.statistics_target) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET STATISTICS {}", name, *column.statistics_target));
  }
  schema::Table settings;  // what is left: options of its sequence
  settings.name = change.table;
  settings.columns = {column};
  settings.columns.front().storage.clear();
  settings.columns.front().statistics_target.reset();
  std::ranges::move(column_settings(settings), std::back_inserter(change.after));
  if (!column.comment.empty()) change.after.push_back(comment_on(column_of(change.table, column.name), column.comment));
}

void use(const Lowering& lowering, const Column& column, TableChange& change) {
  std::ranges::move(used_by(lowering, column), std::back_inserter(change.needs));
}

std::string add_clause(const Column& column) {
  return "ADD COLUMN " + quote_identifier(column.name) + column_definition(column);
}

// The value given stands as the default while the column is added, which writes no row; then the real one.
void add_with_constant(const Column& column, const std::string& value, TableChange& change) {
  Column filled = column;
  filled.default_value = value;
  change.early.push_back(add_clause(filled));
  const std::string name = quote_identifier(column.name);
  change.last.push_back(
      fmt::format("ALTER COLUMN {} {}", name,
                  column.default_value ? "SET " + default_clause(*column.default_value) : std::string("DROP DEFAULT")));
}

void add_and_fill(const Column& column, const std::string& value, TableChange& change) {
  Column empty = column;
  empty.nullable = true;
  empty.default_value.reset();
  const std::string name = quote_identifier(column.name);
  change.early.push_back(add_clause(empty));
  change.new_values.push_back(fmt::format("{} = {}", name, value));
  if (column.default_value) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET {}", name, default_clause(*column.default_value)));
  }
  if (!column.nullable) change.late.push_back(fmt::format("ALTER COLUMN {} SET NOT NULL", name));
  change.add_hazard(HazardKind::lock, fmt::format("writes every row of {} in one statement", to_string(change.table)));
}

// Why adding the column writes every row; empty: it does not.
std::string_view rewriting(const Column& column) {
  if (is_serial(column) || is_identity(column)) return "to number them";
  if (column.generated) return "to compute the new column";
  if (column.default_value && !is_stable(*column.default_value)) return "since the default differs from row to row";
  return {};
}

void add_rewrite(std::string_view why, TableChange& change) {
  change.add_hazard(HazardKind::rewrite,
                    fmt::format("rewrites every row of {}{}{}, while nothing else reads or writes it",
                                to_string(change.table), why.empty() ? "" : " ", why));
}

// ---- alterations

std::string type_clause(const Column& column, const std::string& value) {
  std::string out = fmt::format("ALTER COLUMN {} TYPE {}", quote_identifier(column.name), column.type);
  if (!column.collation.empty()) out += " COLLATE " + column.collation;
  if (!value.empty()) out += " USING " + value;
  return out;
}

const schema::CompositeType* composite_in(const Objects& objects, const std::string& type) {
  const auto found = objects.composite_types.find(type_name(type));
  return found == objects.composite_types.end() ? nullptr : found->second;
}

// Whether a new type takes the place of the one of that name.
bool is_replaced(const Lowering& lowering, const schema::ObjectName& type) {
  return std::ranges::any_of(lowering.operations(), [&](const diff::Operation& operation) {
    return std::visit(diff::overloaded{
                          [&](const diff::AlterEnum& o) { return o.to.name == type && o.from.name != type; },
                          [&](const diff::AlterDomain& o) { return o.to.name == type && o.from.name != type; },
                          [&](const diff::AlterCompositeType& o) { return o.to.name == type && o.from.name != type; },
                          [](const auto& /*other*/) { return false; },
                      },
                      operation);
  });
}

// Values of a composite type that is replaced, attribute by attribute; what is new in it is NULL.
std::string recomposed(const Lowering& lowering, const Column& from, const Column& to) {
  const schema::CompositeType* new_type = composite_in(lowering.to(), to.type);
  const schema::CompositeType* old_type = composite_in(lowering.from(), to.type);
  const bool replaced = old_type != nullptr && new_type != nullptr && type_name(from.type) != type_name(to.type);
  if (!replaced || to.type.ends_with("[]")) return {};
  const std::string column = quote_identifier(to.name);
  std::string values;
  for (const Column& attribute : new_type->attributes) {
    const auto old_attribute = std::ranges::find(old_type->attributes, attribute.name, &Column::name);
    std::string value = "NULL";
    if (old_attribute != old_type->attributes.end()) {
      value = fmt::format("({}).{}", column, quote_identifier(attribute.name));
      if (is_replaced(lowering, type_name(attribute.type))) {
        value += "::text::" + attribute.type;
      } else if (const std::string cast = conversion(value, old_attribute->type, attribute.type).value; !cast.empty()) {
        value = cast;
      }
    }
    values += (values.empty() ? "" : ", ") + value;
  }
  return fmt::format("CASE WHEN {} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW({})::{} END", column, values, to.type);
}

// A domain is stored as its base type.
std::string base_type(const Objects& objects, const std::string& type) {
  const auto found = objects.domains.find(type_name(type));
  return found == objects.domains.end() || type.ends_with("[]") ? type : found->second->type;
}

bool is_checked_domain(const Lowering& lowering, const std::string& type) {
  const auto found = lowering.to().domains.find(type_name(type));
  return found != lowering.to().domains.end() && (!found->second->checks.empty() || !found->second->nullable);
}

Conversion conversion_of(const Lowering& lowering, const Column& from, const Column& to) {
  const std::string name = quote_identifier(to.name);
  if (std::string value = recomposed(lowering, from, to); !value.empty()) {
    return {value, true, "", "values that can't be cast make it fail", true};
  }
  Conversion result = conversion(name, base_type(lowering.from(), from.type), base_type(lowering.to(), to.type));
  if (!result.value.empty()) result.value = conversion(name, from.type, to.type).value;
  if (is_checked_domain(lowering, to.type)) result.rewrites = true;
  return result;
}

void add_conversion_hazards(const Conversion& conversion, const Column& from, const Column& to, TableChange& change) {
  const std::string name = full_name(change, to);
  if (conversion.rewrites) add_rewrite("", change);
  const std::string change_text = fmt::format("{} from {} to {}", name, from.type, to.type);
  if (!conversion.loses.empty()) {
    change.add_hazard(HazardKind::data_loss, fmt::format("{} loses {}", change_text, conversion.loses));
  }
  if (conversion.needs_review) {
    change.add_hazard(HazardKind::value_change,
                      conversion.value.empty() ? change_text + ": what values mean depends on the session's TimeZone"
                                               : fmt::format("{}: review the cast {}", change_text, conversion.value));
  }
  if (!conversion.fails.empty()) {
    change.add_hazard(HazardKind::scan, fmt::format("{}: {}", change_text, conversion.fails));
  }
}

void change_type(const Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  const std::string name = quote_identifier(to.name);
  // The old default need not be castable, and would keep a cast where it is.
  if (from.default_value) change.early.push_back(fmt::format("ALTER COLUMN {} DROP DEFAULT", name));
  const Conversion conversion = conversion_of(lowering, from, to);
  change.early.push_back(type_clause(to, conversion.value));
  if (from.type != to.type) {
    add_conversion_hazards(conversion, from, to, change);
  } else {
    change.add_hazard(HazardKind::lock, fmt::format("builds the indexes on {} anew, while nothing else reads or writes "
                                                    "the table",
                                                    full_name(change, to)));
  }
}

void change_default(const Column& from, const Column& to, bool retyped, TableChange& change) {
  const std::string name = quote_identifier(to.name);
  if (to.default_value && (retyped || from.default_value != to.default_value)) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET {}", name, default_clause(*to.default_value)));
  } else if (!to.default_value && from.default_value && !retyped && !is_serial(to)) {
    change.early.push_back(fmt::format("ALTER COLUMN {} DROP DEFAULT", name));
  }
}

void change_nullability(Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  const std::string name = quote_identifier(to.name);
  if (to.nullable && !from.nullable) {
    change.early.push_back(fmt::format("ALTER COLUMN {} DROP NOT NULL", name));
  } else if (!to.nullable && from.nullable) {
    if (!to.generated) {
      const std::string value = value_for_null(lowering, from, to, change);
      change.missing_values.emplace_back(name, value);
      change.add_hazard(HazardKind::value_change, fmt::format("NULL in {} becomes {}", full_name(change, to), value));
    }
    change.late.push_back(fmt::format("ALTER COLUMN {} SET NOT NULL", name));
    change.add_hazard(
        HazardKind::scan,
        fmt::format("reads every row of {} for NULLs, while nothing else reads or writes it", to_string(change.table)));
  }
}

void change_settings(const Column& from, const Column& to, bool retyped, TableChange& change) {
  const std::string name = quote_identifier(to.name);
  if (retyped ? !to.storage.empty() : from.storage != to.storage) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET STORAGE {}", name,
                                      to.storage.empty() ? std::string(default_storage(to.type)) : to.storage));
  }
  if (retyped ? !to.compression.empty() : from.compression != to.compression) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET COMPRESSION {}", name,
                                      to.compression.empty() ? "default" : quote_identifier(to.compression)));
  }
  if (from.statistics_target != to.statistics_target) {
    change.late.push_back(fmt::format("ALTER COLUMN {} SET STATISTICS {}", name, to.statistics_target.value_or(-1)));
  }
  if (from.comment != to.comment) change.after.push_back(comment_on(column_of(change.table, to.name), to.comment));
}

}  // namespace

bool is_constant(std::string_view expression) {
  const std::vector<Token> tokens = tokenize(expression);
  std::size_t at = 0;
  while (is_symbol(tokens[at], "(")) ++at;
  if (is_symbol(tokens[at], "-") || is_symbol(tokens[at], "+")) ++at;
  const Token& value = tokens[at];
  const bool is_literal = value.kind == TokenKind::string || value.kind == TokenKind::number ||
                          is_keyword(value, "true") || is_keyword(value, "false") || is_keyword(value, "null");
  if (!is_literal) return false;
  // Behind it nothing but casts.
  for (++at; is_symbol(tokens[at], ")"); ++at) {
  }
  if (tokens[at].kind == TokenKind::end) return true;
  const bool has_other =
      std::ranges::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(at), tokens.end(), [](const Token& token) {
        return token.kind == TokenKind::symbol && token.text != "::" && token.text != "(" && token.text != ")" &&
               token.text != "[" && token.text != "]" && token.text != "." && token.text != ",";
      });
  return is_symbol(tokens[at], "::") && !has_other;
}

void add_column(Lowering& lowering, const Column& column, TableChange& change) {
  use(lowering, column, change);
  change.provides.push_back(postgresql::column(change.table, column.name));
  const std::string* fill = lowering.fill_for(change.table, column.name);
  const bool has_value = column.default_value || column.identity || column.generated;
  if (fill == nullptr && (has_value || column.nullable)) {
    change.early.push_back(add_clause(column));
    if (const auto why = rewriting(column); !why.empty()) add_rewrite(why, change);
  } else {
    const std::string value = fill != nullptr ? *fill : placeholder(lowering, column);
    if (fill == nullptr) lowering.add_missing_fill(change.table, column.name);
    if (is_constant(value)) {
      add_with_constant(column, value, change);
    } else {
      add_and_fill(column, value, change);
    }
  }
  add_settings(column, change);
}

void remake_column(Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  use(lowering, to, change);
  std::ranges::move(used_by(lowering, from), std::back_inserter(change.releases));
  change.removes.push_back(postgresql::column(change.table, from.name));
  change.provides.push_back(postgresql::column(change.table, to.name));
  change.early.push_back("DROP COLUMN " + quote_identifier(from.name));
  change.early.push_back(add_clause(to));
  add_rewrite("to compute " + to.name, change);
  if (!from.generated) {
    change.add_hazard(HazardKind::data_loss,
                      fmt::format("drops the values of {}, which are computed from now on", full_name(change, to)));
  }
  add_settings(to, change);
}

void alter_column(Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  use(lowering, to, change);
  std::ranges::move(used_by(lowering, from), std::back_inserter(change.releases));
  const bool retyped = is_retyped(from, to);
  const std::string name = quote_identifier(to.name);
  if (from.generated && !to.generated) change.early.push_back(fmt::format("ALTER COLUMN {} DROP EXPRESSION", name));
  const bool renumbered =
      from.identity != to.identity || (is_serial(to) && parse_type(from.type).base != parse_type(to.type).base);
  const bool has_default = renumbered && change_numbering(lowering, from, to, change);
  if (retyped) change_type(lowering, from, to, change);
  change_nullability(lowering, from, to, change);
  if (!has_default) change_default(from, to, retyped, change);
  change_settings(from, to, retyped, change);
}

std::string value_of_copied_column(Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  const std::string name = quote_identifier(to.name);
  std::string value = name;
  if (from.type != to.type) {
    const Conversion conversion = conversion_of(lowering, from, to);
    if (!conversion.value.empty()) value = conversion.value;
    add_conversion_hazards(conversion, from, to, change);
  } else if (is_replaced(lowering, type_name(to.type))) {
    value = fmt::format("{}::text::{}", name, to.type);
  }
  if (to.nullable || !from.nullable) return value;
  const std::string missing = value_for_null(lowering, from, to, change);
  change.add_hazard(HazardKind::value_change, fmt::format("NULL in {} becomes {}", full_name(change, to), missing));
  return fmt::format("coalesce({}, {})", value, missing);
}

std::string value_of_new_column(Lowering& lowering, const Column& to, TableChange& change) {
  if (const std::string* fill = lowering.fill_for(change.table, to.name)) return *fill;
  if (to.nullable || to.default_value || to.identity) return {};
  lowering.add_missing_fill(change.table, to.name);
  return placeholder(lowering, to);
}

}  // namespace strata::dialects::postgresql
