// Value types for columns that the standard library has no type for: plain, comparable, usable anywhere.
// A struct that is mapped to a table needs only this header; it knows nothing of models or databases.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace strata {

namespace detail {

// What all of them are: a text in the form that databases read and print, which comparisons go by.
class TextValue {
 public:
  TextValue() = default;
  TextValue(const char* text) : text_(text) {}
  TextValue(std::string_view text) : text_(text) {}
  TextValue(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& str() const& { return text_; }
  [[nodiscard]] std::string str() && { return std::move(text_); }
  operator std::string_view() const { return text_; }

  friend bool operator==(const TextValue&, const TextValue&) = default;
  friend auto operator<=>(const TextValue&, const TextValue&) = default;

 private:
  std::string text_;
};

}  // namespace detail

// Text of at most `Length` characters. The database enforces the length; the C++ value does not cut.
template <int Length>
class Varchar : public detail::TextValue {
 public:
  static_assert(Length > 0, "strata: Varchar<n> needs a length of at least 1");
  static constexpr int length = Length;
  using TextValue::TextValue;
};

// Text of exactly `Length` characters, padded with blanks by engines that do so.
template <int Length>
class Char : public detail::TextValue {
 public:
  static_assert(Length > 0, "strata: Char<n> needs a length of at least 1");
  static constexpr int length = Length;
  using TextValue::TextValue;
};

// An exact number of `Precision` digits, `Scale` of them after the point, as decimal text: "12.50".
template <int Precision, int Scale = 0>
class Decimal : public detail::TextValue {
 public:
  static_assert(Precision > 0, "strata: Decimal<precision, scale> needs at least one digit");
  static_assert(Scale >= 0 && Scale <= Precision, "strata: the scale of Decimal<precision, scale> exceeds its digits");
  static constexpr int precision = Precision;
  static constexpr int scale = Scale;
  using TextValue::TextValue;
};

// "2024-02-29".
class Date : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// "23:59:59.999999".
class Time : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// "2024-02-29 23:59:59.999999", of no time zone.
class Timestamp : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// A moment: "2024-02-29 23:59:59.999999+00:00".
class TimestampTz : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// "P1DT2H" or what the engine prints.
class Interval : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// "123e4567-e89b-12d3-a456-426614174000".
class Uuid : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

// A JSON document as text. Compared as text.
class Json : public detail::TextValue {
 public:
  using TextValue::TextValue;
};

}  // namespace strata
