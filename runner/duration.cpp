// Durations as text, both ways.
#include "runner/duration.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cstdint>
#include <limits>

namespace strata::runner {

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || number < 0) return std::nullopt;

  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  std::int64_t factor = 0;
  if (unit == "ms") factor = 1;
  if (unit == "s") factor = 1'000;
  if (unit == "m" || unit == "min") factor = 60'000;
  if (unit == "h") factor = 3'600'000;
  if (factor == 0 || number > std::numeric_limits<std::int64_t>::max() / factor) return std::nullopt;
  return std::chrono::milliseconds{number * factor};
}

std::string format_duration(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  if (count < 1'000) return fmt::format("{} ms", count);
  if (count < 60'000) return fmt::format("{:.1f} s", static_cast<double>(count) / 1'000);
  return fmt::format("{} min {} s", count / 60'000, count % 60'000 / 1'000);
}

}  // namespace strata::runner
