#include "orders.hpp"

#include "catalogue.hpp"
#include "customers.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition orders{[](strata::Models& models) {
  auto& orders = models.table<Order>("orders");
  orders.all_columns();
  orders.column<&Order::id>().identity();
  orders.column<&Order::status>().default_value(OrderStatus::open);
  orders.column<&Order::placed_at>().default_sql("CURRENT_TIMESTAMP");
  orders.primary_key({&Order::id});
  orders.foreign_key(&Order::customer_id).references(&Customer::id);
  // An address of the same customer, or none.
  orders.foreign_key(&Order::customer_id, &Order::ship_to).references(&Address::customer_id, &Address::label);
  // Covering: a customer's list of orders is read from the index alone.
  orders.index("orders_of_customer", {&Order::customer_id, strata::desc(&Order::placed_at)}).include({&Order::status});
  // Partial: the few orders that still need work.
  orders.index("orders_open", {&Order::placed_at}).where("{} = 'open'", &Order::status).only_on("sqlite", "postgresql");

  auto& lines = models.table<OrderLine>("order_lines");
  lines.all_columns();
  lines.column<&OrderLine::total>().generated_stored("{} * {}", &OrderLine::quantity, &OrderLine::unit_price);
  lines.primary_key({&OrderLine::order_id, &OrderLine::line});
  lines.foreign_key(&OrderLine::order_id).references(&Order::id).on_delete(strata::cascade);
  lines.foreign_key(&OrderLine::product_id).references(&Product::id);
  lines.check("order_lines_quantity_positive", "{} > 0", &OrderLine::quantity);
  lines.index("order_lines_of_product", {&OrderLine::product_id});

  auto& payments = models.table<Payment>("payments");
  payments.all_columns();
  payments.primary_key({&Payment::id});
  payments.foreign_key(&Payment::order_id).references(&Order::id);
  payments.index("payments_of_order", {&Payment::order_id});

  models.view("order_totals", R"(
SELECT orders.id AS order_id, orders.customer_id, orders.status, sum(order_lines.total) AS total
FROM orders
JOIN order_lines ON order_lines.order_id = orders.id
GROUP BY orders.id, orders.customer_id, orders.status)");
}};

}  // namespace shop
