// Setters that every builder has. `Derived::it()` is the part of the model that it describes.
#pragma once

#include <string>
#include <string_view>

namespace strata::detail {

template <class Derived>
class Settings {
 public:
  // Stored by engines that store comments.
  Derived comment(std::string_view text) {
    self().it().comment = text;
    return self();
  }
  // The engines that have this at all: only_on("postgresql", "mariadb").
  template <class... Engines>
  Derived only_on(const Engines&... engines) {
    (self().it().only_on.emplace_back(engines), ...);
    return self();
  }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
};

}  // namespace strata::detail
