// How the shop's structs lie in the database: keys, indexes, checks and a view.
#include "shop.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition customers{[](strata::Models& models) {
  auto& customers = models.table<Customer>("customers");
  customers.all_columns();
  customers.column<&Customer::id>().identity();
  customers.column<&Customer::created_at>().default_sql("CURRENT_TIMESTAMP");
  customers.primary_key({&Customer::id});
  customers.index("customers_email").expression("lower({})", &Customer::email).unique();
}};

static const strata::Definition products{[](strata::Models& models) {
  auto& products = models.table<Product>("products");
  products.all_columns();
  products.column<&Product::id>().identity();
  products.column<&Product::active>().default_value(true);
  products.primary_key({&Product::id});
  products.unique({&Product::sku});
  products.check("products_price_not_negative", "{} >= 0", &Product::price);
  products.index("products_on_sale", {&Product::title}).where("{} = 1", &Product::active);
}};

static const strata::Definition orders{[](strata::Models& models) {
  auto& orders = models.table<Order>("orders");
  orders.all_columns();
  orders.column<&Order::id>().identity();
  orders.column<&Order::status>().default_value(OrderStatus::open);
  orders.primary_key({&Order::id});
  orders.foreign_key(&Order::customer_id).references(&Customer::id);
  orders.index("orders_of_customer", {&Order::customer_id, &Order::placed_at}).include({&Order::status});

  auto& lines = models.table<OrderLine>("order_lines");
  lines.all_columns();
  lines.primary_key({&OrderLine::order_id, &OrderLine::product_id});
  lines.foreign_key(&OrderLine::order_id).references(&Order::id).on_delete(strata::cascade);
  lines.foreign_key(&OrderLine::product_id).references(&Product::id);
  lines.check("order_lines_quantity_positive", "{} > 0", &OrderLine::quantity);

  models.view("order_totals",
              "SELECT order_id, sum(quantity * unit_price) AS total FROM order_lines GROUP BY order_id");
}};

}  // namespace shop
