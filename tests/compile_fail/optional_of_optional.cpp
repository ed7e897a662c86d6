// error: strata: an optional of an optional has no meaning in SQL
#include "structs.hpp"

struct Row {
  std::optional<std::optional<int>> value;
};

void define(strata::Models& models) {
  models.table<Row>("rows").all_columns();
}
