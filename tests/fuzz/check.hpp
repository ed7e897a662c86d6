// What the fuzz targets share: a property that does not hold is a crash for libFuzzer, with the words to look for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace strata::fuzz {

inline void require(bool holds, const std::string& property) {
  if (holds) return;
  std::fprintf(stderr, "property violated: %s\n", property.c_str());
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace strata::fuzz
