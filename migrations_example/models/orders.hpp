// What was bought.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

namespace shop {

enum class OrderStatus { open, paid, shipped, cancelled };

struct Order {
  std::int64_t id;
  std::int64_t customer_id;
  std::optional<strata::Varchar<20>> ship_to;  // which of the customer's addresses
  OrderStatus status;
  strata::Char<3> currency;
  strata::Timestamp placed_at;
};

struct OrderLine {
  std::int64_t order_id;
  std::int32_t line;
  std::int64_t product_id;
  std::int32_t quantity;
  strata::Decimal<10, 2> unit_price;
  strata::Decimal<12, 2> total;
};

struct Payment {
  strata::Uuid id;
  std::int64_t order_id;
  strata::Decimal<12, 2> amount;
  strata::TimestampTz received_at;
};

}  // namespace shop
