// A value of any listed type with every member set to something that is not its default, by the field lists of the
// JSON format: what a round trip must bring back.
#pragma once

#include "schema/json_model_fields.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace strata::schema::testing {

class Filler {
 public:
  void fill(std::string& text) { text = "text \"" + std::to_string(++count_) + "\" é\n\t\\ \x01 {}"; }
  void fill(bool& value) { value = !value; }
  void fill(int& value) { value = ++count_; }
  void fill(std::int64_t& value) { value = std::int64_t{-5'000'000'000} - ++count_; }
  void fill(SourceLocation& location) { location = {"models/a:b.cpp", ++count_}; }
  void fill(ObjectName& name) {
    fill(name.name);
    if (++count_ % 2 == 0) fill(name.schema);
  }
  void fill(std::pair<std::string, std::string>& option) {
    fill(option.first);
    fill(option.second);
  }
  void fill(PortableType& type) {
    type = {PortableKind::array, 1, 2, 3, "colour", {{PortableKind::varchar, 7, 0, 0, "", {}}}};
  }

  template <class T>
  void fill(std::optional<T>& value) {
    fill(value.emplace());
  }
  template <class T>
  void fill(Rare<T>& value) {
    fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& list) {
    list.resize(2);
    for (T& element : list) fill(element);
  }
  template <class T>
  void fill(T& value) {
    if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(std::size(json::Words<T>::all) - 1);
    } else {
      json::Fields<T>::each([&](const char*, auto member, auto...) { fill(value.*member); });
    }
  }

 private:
  int count_ = 0;
};

template <class T>
T filled() {
  T value;
  Filler().fill(value);
  return value;
}

}  // namespace strata::schema::testing
