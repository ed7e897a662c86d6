// error: strata: the foreign key and what it references differ in type
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").foreign_key(&User::team_id).references(&Team::name);
}
