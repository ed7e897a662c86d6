// error: strata: all_columns() needs a struct without bases
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<Employee>("employees").all_columns();
}
