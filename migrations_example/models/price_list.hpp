// A line of a supplier's price list, on its way in.
#pragma once

#include <strata/types.hpp>

namespace shop {

struct PriceListLine {
  strata::Varchar<120> supplier;
  strata::Varchar<40> sku;
  strata::Decimal<10, 2> price;
};

}  // namespace shop
