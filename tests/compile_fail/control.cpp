// compiles
#include "structs.hpp"

void define(strata::Models& models) {
  auto& users = models.table<User>("users").all_columns();
  users.primary_key({&User::id, &User::email});
  users.foreign_key(&User::team_id).references(&Team::id);
  users.check("positive", "{} > 0", &User::id);
  models.table<Employee>("employees").column<&Employee::id>();
  models.table<Account>("accounts").column<&Account::id>();
}
