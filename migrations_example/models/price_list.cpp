#include "price_list.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition price_list{[](strata::Models& models) {
  auto& lines = models.temporary_table<PriceListLine>("price_list");
  lines.all_columns();
  lines.primary_key({&PriceListLine::supplier, &PriceListLine::sku});
}};

}  // namespace shop
