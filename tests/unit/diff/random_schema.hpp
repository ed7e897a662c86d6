// Schemas at random, the same for the same seed on every machine: what properties of the comparison are tried on.
#pragma once

#include "schema/schema.hpp"

#include <cstdint>
#include <random>

namespace strata::test {

// Whole numbers below `limit`; standard distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

// A schema with some of every kind of object. Two of them share many names, so that comparing them finds all sorts
// of changes.
schema::Schema random_schema(Random& random);

}  // namespace strata::test
