// Durations as people write them in strata.toml and revision headers: "250ms", "5s", "2m", "1h".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace strata::runner {

// Absent when it is no duration.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// "420 ms", "1.3 s", "2 min 5 s": for people.
std::string format_duration(std::chrono::milliseconds duration);

inline std::chrono::milliseconds elapsed_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace strata::runner
