#include "customers.hpp"

#include <strata/model.hpp>

namespace shop {

static const strata::Definition customers{[](strata::Models& models) {
  auto& customers = models.table<Customer>("customers");
  customers.all_columns();
  customers.column<&Customer::id>().identity();
  customers.column<&Customer::full_name>().renamed_from("name");
  customers.column<&Customer::created_at>().default_sql("CURRENT_TIMESTAMP");
  customers.primary_key({&Customer::id});
  // One account per address, however it is written. MariaDB compares without case, and has no indexes on expressions.
  customers.index("customers_email").expression("lower({})", &Customer::email).unique().only_on("sqlite", "postgresql");
  customers.index("customers_email_plain", {&Customer::email}).unique().only_on("mariadb");

  auto& addresses = models.table<Address>("addresses");
  addresses.all_columns();
  addresses.primary_key({&Address::customer_id, &Address::label});
  addresses.foreign_key(&Address::customer_id).references(&Customer::id).on_delete(strata::cascade);
}};

}  // namespace shop
