// Whether a default given as a C++ value can be a value of its column. Looked at when models are loaded, since a
// column builder no longer knows its member's type.
#include "models_state.hpp"

#include <algorithm>

namespace strata::detail {
namespace {

using schema::LiteralKind;
using schema::PortableKind;

bool is_native(const schema::ModelColumn& column) {
  return std::any_of(column.native_types.begin(), column.native_types.end(),
                     [](const schema::EngineText& type) { return type.engine.empty(); });
}

bool takes(PortableKind type, LiteralKind literal) {
  switch (type) {
    case PortableKind::boolean:
      return literal == LiteralKind::boolean;
    case PortableKind::int16:
    case PortableKind::int32:
    case PortableKind::int64:
      return literal == LiteralKind::integer;
    case PortableKind::float32:
    case PortableKind::float64:
      return literal == LiteralKind::integer || literal == LiteralKind::real;
    case PortableKind::decimal:
      return literal == LiteralKind::integer || literal == LiteralKind::real || literal == LiteralKind::text;
    case PortableKind::bytes:
      return literal == LiteralKind::bytes;
    case PortableKind::text:
    case PortableKind::varchar:
    case PortableKind::character:
    case PortableKind::date:
    case PortableKind::time:
    case PortableKind::timestamp:
    case PortableKind::timestamp_tz:
    case PortableKind::interval:
    case PortableKind::uuid:
    case PortableKind::json:
    case PortableKind::enumeration:
    case PortableKind::array:
      return literal == LiteralKind::text;
  }
  return false;
}

std::string kind_of(const schema::Literal& literal) {
  switch (literal.kind) {
    case LiteralKind::null:
      return "NULL";
    case LiteralKind::boolean:
      return "a boolean";
    case LiteralKind::integer:
      return "an integer";
    case LiteralKind::real:
      return "a real number";
    case LiteralKind::text:
      return "a text";
    case LiteralKind::bytes:
      return "bytes";
  }
  return {};
}

}  // namespace

std::string default_problem(const schema::ModelColumn& column, const ColumnState& state) {
  if (!column.default_literal || !state.has_type || is_native(column)) return {};
  const schema::Literal& literal = *column.default_literal;
  if (literal.kind == LiteralKind::null) return column.nullable ? "" : "has the default NULL, but is NOT NULL";
  const bool is_other_enum = column.type.kind == PortableKind::enumeration && state.enum_default.type != nullptr &&
                             state.enum_default.type->type != state.type.enumeration->type;
  if (is_other_enum) return "has a default of another enum, " + type_name(state.enum_default.type->type);
  if (takes(column.type.kind, literal.kind)) return {};
  return "has " + kind_of(literal) + " as its default, which its type can't hold; default_sql(\"...\") takes any SQL";
}

}  // namespace strata::detail
