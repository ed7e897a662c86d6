// A value that few of many objects hold. Absent it takes a pointer's room, where std::optional takes that of the value:
// a hundred thousand columns differ by tens of megabytes. Reads like std::optional; copies are deep.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace strata::schema {

template <class T>
class Rare {
 public:
  using value_type = T;

  Rare() = default;
  Rare(std::nullopt_t /*absent*/) {}
  Rare(T value) : held_(std::make_unique<T>(std::move(value))) {}
  Rare(std::optional<T> value) : held_(value ? std::make_unique<T>(*std::move(value)) : nullptr) {}
  Rare(const Rare& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Rare(Rare&& other) noexcept = default;
  Rare& operator=(Rare other) noexcept {
    held_.swap(other.held_);
    return *this;
  }
  ~Rare() = default;

  [[nodiscard]] bool has_value() const { return held_ != nullptr; }
  explicit operator bool() const { return has_value(); }

  // Throws std::bad_optional_access where there is none.
  [[nodiscard]] const T& value() const {
    if (!held_) throw std::bad_optional_access();
    return *held_;
  }

  T& operator*() { return *held_; }
  const T& operator*() const { return *held_; }
  T* operator->() { return held_.get(); }
  const T* operator->() const { return held_.get(); }

  T& emplace() { return *(held_ = std::make_unique<T>()); }
  void reset() { held_.reset(); }

  friend bool operator==(const Rare& a, const Rare& b) {
    return a.held_ && b.held_ ? *a.held_ == *b.held_ : a.held_ == b.held_;
  }

 private:
  std::unique_ptr<T> held_;
};

}  // namespace strata::schema
