// What the shop sells.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace shop {

struct Category {
  std::int64_t id;
  std::optional<std::int64_t> parent_id;  // optional: NULL is allowed
  strata::Varchar<80> name;
};

struct Product {
  std::int64_t id;
  strata::Varchar<40> sku;
  strata::Varchar<200> title;
  std::optional<std::string> description;
  strata::Decimal<10, 2> price;
  bool active;
};

struct ProductCategory {
  std::int64_t product_id;
  std::int64_t category_id;
};

}  // namespace shop
