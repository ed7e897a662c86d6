// A JSON text as a tree of plain values: nlohmann's parser without its tree, which is slow for files of many small
// objects and keeps silent about a key that stands twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strata::schema::json {

enum class ValueKind { null, boolean, integer, other_number, text, list, object };

struct Value {
  ValueKind kind = ValueKind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;  // also a number that is no 64-bit integer, as it was written
  std::vector<Value> elements;  // of a list; of an object: the values
  std::vector<std::string> keys;  // of an object, beside the values

  // The member of that key, or nullptr.
  [[nodiscard]] const Value* find(std::string_view key) const;
};

// Throws Error(models) with line and column for a syntax error, a key that stands twice and endless nesting.
Value parse(std::string_view text, const std::string& source_name);

}  // namespace strata::schema::json
