// Who buys, and where it is sent.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace shop {

struct Customer {
  std::int64_t id;
  strata::Varchar<320> email;
  std::string full_name;
  strata::Timestamp created_at;
};

struct Address {
  std::int64_t customer_id;
  strata::Varchar<20> label;  // "home", "work"
  std::string street;
  std::optional<strata::Char<2>> country;
};

}  // namespace shop
