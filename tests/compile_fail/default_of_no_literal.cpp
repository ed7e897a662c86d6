// error: strata::Value
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").all_columns().column<&User::id>().default_value(&User::id);
}
