// The fields of a base-less aggregate: how many, their names, types and places. Counted by what initialises it,
// bound by structured bindings, and named by how the compiler prints their addresses, all of them at once.
#pragma once

#include "strata/detail/bindings.hpp"
#include "strata/detail/state.hpp"

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace strata::detail {

// A T that is never made: its fields have addresses, and that is all that is asked of it.
template <class T>
union Blank {
  char none;
  T value;
  constexpr Blank() : none{} {}
  constexpr ~Blank() {}
};
template <class T>
inline const Blank<T> blank{};

// Converts to bases of T only: T{AnyBaseOf<T>{}} means that its first element is a base.
template <class T>
struct AnyBaseOf {
  template <class Base>
  requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>) operator Base() const;
};
template <class T>
inline constexpr bool has_base = requires {
  T{AnyBaseOf<T>{}};
};

// The greatest number of `{}` that T can be made from: a field more fits no more, and a field less always fits.
template <class T, int Least, int Most>
constexpr int count_fields() {
  if constexpr (Least == Most) {
    return Least;
  } else {
    constexpr int middle = (Least + Most + 1) / 2;
    if constexpr (Bindings<middle>::template fit<T>) {
      return count_fields<T, middle, Most>();
    } else {
      return count_fields<T, Least, middle - 1>();
    }
  }
}

// The number of fields; -1: not an aggregate, -2: has bases. 0: none, too many, or one that `{}` can't make.
template <class T>
constexpr int fields_of() {
  if constexpr (!std::is_aggregate_v<T>) {
    return -1;
  } else if constexpr (has_base<T>) {
    return -2;
  } else {
    constexpr int count = count_fields<T, 0, most_fields + 1>();
    return count > most_fields ? 0 : count;
  }
}
template <class T>
inline constexpr int field_count = fields_of<T>();

// In rows, because clang prints no more than ten elements of an array.
template <int Count>
struct Addresses {
  static constexpr int row = 8;
  const void* at[(Count + row - 1) / row][row];

  [[nodiscard]] constexpr const void* of(int field) const { return at[field / row][field % row]; }
};

template <class T>
constexpr Addresses<field_count<T>> field_addresses() {
  return Bindings<field_count<T>>::apply(blank<T>.value, [](const auto&... field) {
    Addresses<field_count<T>> addresses{};
    const void* all[] = {&field...};
    for (int at = 0; at < field_count<T>; ++at) addresses.at[at / addresses.row][at % addresses.row] = all[at];
    return addresses;
  });
}

template <class T, auto Fields>
const char* fields_signature() {
  return __PRETTY_FUNCTION__;
}

void set_fields(FieldsSpec& fields, const char* (*signature)(), const void* base, const void* const* at, int count);

// Names and places of T's fields, where they can be had; else none.
template <class T>
void list_fields(FieldsSpec& fields) {
  if constexpr (field_count < T >> 0) {
    static constexpr auto addresses = field_addresses<T>();
    set_fields(fields, &fields_signature<T, addresses>, &blank<T>, &addresses.at[0][0], field_count<T>);
  }
}

template <class T, auto... Ignored>
constexpr bool is_ignored(const void* field) {
  return ((field == static_cast<const void*>(&(blank<T>.value.*Ignored))) || ...);
}

template <class T, class Field, int Index, auto... Ignored>
constexpr const TypeSpec* field_spec() {
  if constexpr (is_ignored<T, Ignored...>(field_addresses<T>().of(Index))) {
    return nullptr;
  } else {
    return &SqlType<Field>::spec;
  }
}

template <class T>
consteval void check_fields() {
  static_assert(field_count<T> != -1,
                "strata: all_columns() needs an aggregate (no constructors, no private fields); describe this struct "
                "with column<&T::x>() one by one");
  static_assert(field_count<T> != -2,
                "strata: all_columns() needs a struct without bases; describe this one with column<&T::x>() one by "
                "one");
  static_assert(field_count<T> != 0,
                "strata: all_columns() needs a struct of 1 to 64 fields that can be made by default; describe this "
                "one with column<&T::x>() one by one");
}

// Calls `take` with a list of types, one for each field; null for the ignored ones.
template <class T, auto... Ignored, class Take>
void describe_fields(Take take) {
  check_fields<T>();
  if constexpr (field_count < T >> 0) {
    Bindings<field_count<T>>::apply(blank<T>.value, [&]<class... Field>(const Field&...) {
      if constexpr (sizeof...(Ignored) == 0) {
        take({&SqlType<Field>::spec...});
      } else {
        [&]<int... Index>(std::integer_sequence<int, Index...>) {
          take({field_spec<T, Field, Index, Ignored...>()...});
        }
        (std::make_integer_sequence<int, field_count<T>>{});
      }
    });
  }
}

}  // namespace strata::detail
