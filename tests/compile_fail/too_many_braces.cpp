// error: the_number_of_braces_in_the_SQL_is_not_the_number_of_members_given
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").check("positive", "{} > {}", &User::id);
}
