// The enumerators of an enum class, read from how the compiler prints its values: one instantiation per enum prints
// them all at once, and the core takes the text apart.
#pragma once

#include "strata/detail/member.hpp"

#include <type_traits>
#include <utility>

namespace strata::detail {

// Values that are looked at; enumerators outside are named with Enumeration::label.
inline constexpr int first_enum_value = -32;
inline constexpr int last_enum_value = 255;

template <class E, E... Values>
const char* enum_signature() {
  return __PRETTY_FUNCTION__;
}

struct EnumSpec {
  TypeTag type = nullptr;
  const char* (*signature)() = nullptr;  // names the values from `first` on
  int first = 0;
};

template <class E>
constexpr int lowest_value() {
  using Number = std::underlying_type_t<E>;
  return std::is_unsigned_v<Number> || std::is_same_v<Number, bool> ? 0 : first_enum_value;
}

template <class E>
constexpr int highest_value() {
  using Number = std::underlying_type_t<E>;
  if constexpr (std::is_same_v<Number, bool>) return 1;
  if constexpr (sizeof(Number) == 1 && std::is_signed_v<Number>) return 127;
  return last_enum_value;
}

template <class E, int... Steps>
constexpr auto signature_of_values(std::integer_sequence<int, Steps...>) {
  return &enum_signature<E, static_cast<E>(lowest_value<E>() + Steps)...>;
}

template <class E>
inline constexpr EnumSpec enum_spec{
    &type_signature<E>,
    signature_of_values<E>(std::make_integer_sequence<int, highest_value<E>() - lowest_value<E>() + 1>{}),
    lowest_value<E>()};

}  // namespace strata::detail
