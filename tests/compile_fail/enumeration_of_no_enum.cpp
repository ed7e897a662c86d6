// error: strata: an enumeration needs an
#include "structs.hpp"

void define(strata::Models& models) {
  models.enumeration<User>("users");
}
