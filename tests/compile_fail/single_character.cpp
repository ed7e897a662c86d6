// error: strata: this C++ type has no SQL type
#include "structs.hpp"

struct Row {
  char letter;
};

void define(strata::Models& models) {
  models.table<Row>("rows").all_columns();
}
