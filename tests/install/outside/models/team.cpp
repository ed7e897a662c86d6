#include "team.hpp"

#include <strata/model.hpp>

static const strata::Definition teams{[](strata::Models& models) {
  auto& teams = models.table<Team>("teams");
  teams.all_columns();
  teams.primary_key({&Team::id});
}};
