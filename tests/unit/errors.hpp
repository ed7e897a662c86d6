// What tests ask of errors: the one that a call throws, and what its texts say.
#pragma once

#include "schema/error.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace strata::test {

// What the call throws, as `Thrown`. Throws std::runtime_error when it throws nothing: the test fails.
template <class Thrown = Error, class Call>
Thrown error_of(Call&& call) {
  try {
    std::forward<Call>(call)();
  } catch (const Thrown& error) {
    return error;
  }
  throw std::runtime_error("no error was thrown");
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace strata::test
