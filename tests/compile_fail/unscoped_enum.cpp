// error: strata: an enum column needs an
#include "structs.hpp"

struct Row {
  Unscoped value;
};

void define(strata::Models& models) {
  models.table<Row>("rows").all_columns();
}
