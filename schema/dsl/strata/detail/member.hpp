// Members as the core sees them: the class that declares the member, and its offset there. A member pointer knows
// both, so that brace lists may mix member types and inherited members need no conversion.
#pragma once

#include <cstddef>
#include <type_traits>

namespace strata {

// Where the caller stands; parameters of this type default to it.
struct Here {
  const char* file = "";
  int line = 0;
};

namespace detail {

// A function that prints its own name, and thereby the name of T. Its address identifies T in all files.
template <class T>
const char* type_signature() {
  return __PRETTY_FUNCTION__;
}
using TypeTag = const char* (*)();

struct MemberKey {
  TypeTag owner = nullptr;
  std::ptrdiff_t offset = 0;

  friend bool operator==(const MemberKey&, const MemberKey&) = default;
};

// Itanium C++ ABI, section 2.3: a pointer to a data member is the member's offset.
template <class M, class C>
MemberKey key_of(M C::*member) {
  static_assert(!std::is_function_v<M>, "strata: this is a member function; a column is a data member");
  return {&type_signature<C>, __builtin_bit_cast(std::ptrdiff_t, member)};
}

// T has the members of all of these classes.
template <class T, class... Classes>
inline constexpr bool has_members_of = (std::is_base_of_v<Classes, T> && ...);

template <class>
struct MemberOf;
template <class M, class C>
struct MemberOf<M C::*> {
  using type = M;
};
template <auto Member>
using member_type = typename MemberOf<decltype(Member)>::type;

// The text "… Member = &User::id]" holds the member's name.
template <auto Member>
const char* member_signature() {
  return __PRETTY_FUNCTION__;
}

}  // namespace detail
}  // namespace strata
