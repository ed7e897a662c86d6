#include "stock.hpp"

#include "catalogue.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition stock{[](strata::Models& models) {
  auto& warehouses = models.table<Warehouse>("warehouses");
  warehouses.all_columns();
  warehouses.column<&Warehouse::id>().identity();
  warehouses.primary_key({&Warehouse::id});
  warehouses.unique({&Warehouse::name});

  auto& stock = models.table<Stock>("stock");
  stock.all_columns();
  stock.column<&Stock::quantity>().default_value(0);
  stock.primary_key({&Stock::warehouse_id, &Stock::product_id});
  stock.foreign_key(&Stock::warehouse_id).references(&Warehouse::id);
  stock.foreign_key(&Stock::product_id).references(&Product::id);
  stock.check("stock_quantity_not_negative", "{} >= 0", &Stock::quantity);
}};

static const strata::Definition suppliers{[](strata::Models& models) {
  auto& suppliers = models.table<Supplier>("suppliers");
  suppliers.all_columns();
  suppliers.column<&Supplier::id>().identity();
  suppliers.primary_key({&Supplier::id});
  suppliers.unique({&Supplier::name});

  // Prices are never overwritten: each is valid until the next one is.
  auto& prices = models.table<SupplierPrice>("supplier_prices");
  prices.all_columns();
  prices.primary_key({&SupplierPrice::supplier_id, &SupplierPrice::product_id, &SupplierPrice::valid_from});
  prices.foreign_key(&SupplierPrice::supplier_id).references(&Supplier::id);
  prices.foreign_key(&SupplierPrice::product_id).references(&Product::id);
  prices.index("supplier_prices_latest", {&SupplierPrice::product_id, strata::desc(&SupplierPrice::valid_from)})
      .include({&SupplierPrice::price});

  auto& deliveries = models.table<Delivery>("deliveries");
  deliveries.all_columns();
  deliveries.column<&Delivery::id>().identity();
  deliveries.primary_key({&Delivery::id});
  deliveries.foreign_key(&Delivery::supplier_id).references(&Supplier::id);
  deliveries.foreign_key(&Delivery::warehouse_id, &Delivery::product_id)
      .references(&Stock::warehouse_id, &Stock::product_id);
  deliveries.check("deliveries_quantity_positive", "{} > 0", &Delivery::quantity);
  deliveries.index("deliveries_to_stock", {&Delivery::warehouse_id, &Delivery::product_id});
}};

}  // namespace shop
