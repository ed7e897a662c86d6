// error: strata: this is a member of another struct than the one that is referenced
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").foreign_key(&User::team_id).references<Team>("teams", &User::id);
}
