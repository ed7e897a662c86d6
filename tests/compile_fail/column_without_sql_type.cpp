// error: strata: this C++ type has no SQL type
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<Unmapped>("things").column<&Unmapped::pointer>();
}
