// What lies where, where it comes from, and what it costs there.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

namespace shop {

struct Warehouse {
  std::int64_t id;
  strata::Varchar<60> name;
};

struct Stock {
  std::int64_t warehouse_id;
  std::int64_t product_id;
  std::int32_t quantity;
};

struct Supplier {
  std::int64_t id;
  strata::Varchar<120> name;
};

struct SupplierPrice {
  std::int64_t supplier_id;
  std::int64_t product_id;
  strata::Date valid_from;
  strata::Decimal<10, 2> price;
};

struct Delivery {
  std::int64_t id;
  std::int64_t supplier_id;
  std::int64_t warehouse_id;
  std::int64_t product_id;
  std::int32_t quantity;
  strata::Date arrived_on;
};

}  // namespace shop
