// The shop's data as plain structs: usable anywhere in the application, with no trace of a database.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace shop {

struct Customer {
  std::int64_t id;
  strata::Varchar<320> email;
  std::string name;
  strata::Timestamp created_at;
};

struct Product {
  std::int64_t id;
  std::string sku;
  std::string title;
  strata::Decimal<10, 2> price;
  bool active;
};

enum class OrderStatus { open, paid, shipped, cancelled };

struct Order {
  std::int64_t id;
  std::int64_t customer_id;
  OrderStatus status;
  strata::Timestamp placed_at;
};

struct OrderLine {
  std::int64_t order_id;
  std::int64_t product_id;
  std::int32_t quantity;
  strata::Decimal<10, 2> unit_price;
};

}  // namespace shop
