// error: strata: the foreign key and what it references differ in their number of columns
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").foreign_key(&User::team_id).references(&Team::id, &Team::name);
}
