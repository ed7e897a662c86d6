// error: strata: this is a member of another struct than the table's
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").ignore<&Team::name>();
}
