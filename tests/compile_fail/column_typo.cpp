// error: emial
#include "structs.hpp"

void define(strata::Models& models) {
  models.table<User>("users").column<&User::emial>();
}
