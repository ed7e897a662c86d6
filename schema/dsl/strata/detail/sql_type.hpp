// Which portable SQL type a C++ type is. `SqlType<T>` is open: specialise it for a type of your own.
#pragma once

#include "schema/model.hpp"
#include "strata/detail/enum_labels.hpp"
#include "strata/types.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace strata {

struct TypeSpec {
  schema::PortableKind kind = schema::PortableKind::text;
  int length = 0;
  int precision = 0;
  int scale = 0;
  const detail::EnumSpec* enumeration = nullptr;
  bool nullable = false;
  int array_dimensions = 0;
};

namespace detail {

template <class T>
inline constexpr bool always_false = false;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
constexpr TypeSpec integer_spec() {
  constexpr std::size_t bits = 8 * sizeof(T) + (std::is_unsigned_v<T> ? 1 : 0);
  static_assert(bits <= 64,
                "strata: a 64-bit unsigned integer fits no SQL integer; use std::int64_t or strata::Decimal<20>");
  if constexpr (bits <= 16) return {.kind = schema::PortableKind::int16};
  if constexpr (bits > 16 && bits <= 32) return {.kind = schema::PortableKind::int32};
  return {.kind = schema::PortableKind::int64};
}

template <class T>
inline constexpr bool is_character =
    std::is_same_v<T, char> || std::is_same_v<T, wchar_t> || std::is_same_v<T, char8_t> ||
    std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t>;

template <class T>
constexpr TypeSpec scalar_spec() {
  using schema::PortableKind;
  if constexpr (std::is_same_v<T, bool>) {
    return {.kind = PortableKind::boolean};
  } else if constexpr (std::is_integral_v<T> && !is_character<T>) {
    return integer_spec<T>();
  } else if constexpr (std::is_same_v<T, float>) {
    return {.kind = PortableKind::float32};
  } else if constexpr (std::is_same_v<T, double>) {
    return {.kind = PortableKind::float64};
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(!std::is_convertible_v<T, int>, "strata: an enum column needs an `enum class`");
    return {.kind = PortableKind::enumeration, .enumeration = &enum_spec<T>};
  } else {
    static_assert(always_false<T>,
                  "strata: this C++ type has no SQL type; use one of <strata/types.hpp>, specialise "
                  "strata::SqlType<T>, give a native type with column<&T::m>(strata::native(...)), or leave the "
                  "field out with all_columns_but<&T::m>()");
    return {};
  }
}

constexpr TypeSpec nullable(TypeSpec spec) {
  return spec.nullable = true, spec;
}
constexpr TypeSpec array_of(TypeSpec spec) {
  ++spec.array_dimensions;
  spec.nullable = false;
  return spec;
}

}  // namespace detail

template <class T>
struct SqlType {
  static constexpr TypeSpec spec = detail::scalar_spec<T>();
};
template <class T>
struct SqlType<std::optional<T>> {
  static_assert(!SqlType<T>::spec.nullable, "strata: an optional of an optional has no meaning in SQL");
  static constexpr TypeSpec spec = detail::nullable(SqlType<T>::spec);
};
template <class T>
struct SqlType<std::vector<T>> {
  static constexpr TypeSpec spec = detail::array_of(SqlType<T>::spec);
};
template <>
struct SqlType<std::vector<std::byte>> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::bytes};
};
template <>
struct SqlType<std::string> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::text};
};
template <int Length>
struct SqlType<Varchar<Length>> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::varchar, .length = Length};
};
template <int Length>
struct SqlType<Char<Length>> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::character, .length = Length};
};
template <int Precision, int Scale>
struct SqlType<Decimal<Precision, Scale>> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::decimal, .precision = Precision, .scale = Scale};
};
template <>
struct SqlType<Date> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::date};
};
template <>
struct SqlType<Time> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::time};
};
template <>
struct SqlType<Timestamp> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::timestamp};
};
template <>
struct SqlType<TimestampTz> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::timestamp_tz};
};
template <>
struct SqlType<Interval> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::interval};
};
template <>
struct SqlType<Uuid> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::uuid};
};
template <>
struct SqlType<Json> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::json};
};

namespace detail {

template <class T>
struct WithoutOptional {
  using type = T;
};
template <class T>
struct WithoutOptional<std::optional<T>> {
  using type = T;
};
template <class T>
using without_optional = typename WithoutOptional<T>::type;

}  // namespace detail
}  // namespace strata
