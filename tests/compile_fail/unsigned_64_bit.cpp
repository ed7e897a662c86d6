// error: strata: a 64-bit unsigned integer fits no SQL integer; use std::int64_t or strata::Decimal<20>
#include "structs.hpp"

struct Row {
  std::uint64_t id;
};

void define(strata::Models& models) {
  models.table<Row>("rows").all_columns();
}
