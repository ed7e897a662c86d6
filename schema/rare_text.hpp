// A text that few of many objects hold: absent, which is the same as empty, it takes a pointer's room. Reads like a
// std::string_view.
#pragma once

#include "schema/rare.hpp"

#include <concepts>
#include <string>
#include <string_view>

namespace strata::schema {

class RareText {
 public:
  RareText() = default;
  template <std::convertible_to<std::string_view> Text>
  requires(!std::same_as<Text, RareText>) RareText(const Text& text) {
    if (const std::string_view view = text; !view.empty()) held_ = std::string(view);
  }

  [[nodiscard]] bool empty() const { return !held_; }
  [[nodiscard]] std::string_view view() const { return held_ ? std::string_view(*held_) : std::string_view(); }
  operator std::string_view() const { return view(); }

  friend bool operator==(const RareText& a, const RareText& b) = default;
  template <std::convertible_to<std::string_view> Text>
  friend bool operator==(const RareText& a, const Text& b) {
    return a.view() == std::string_view(b);
  }

 private:
  Rare<std::string> held_;
};

}  // namespace strata::schema
