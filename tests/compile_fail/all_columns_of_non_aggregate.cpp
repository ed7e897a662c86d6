// error: strata: all_columns() needs an aggregate
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<Account>("accounts").all_columns();
}
