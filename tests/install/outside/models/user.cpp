#include "team.hpp"

#include <optional>
#include <strata/model.hpp>

struct User {
  std::int64_t id;
  std::optional<std::int64_t> team_id;
  strata::Varchar<320> email;
};

static const strata::Definition users{[](strata::Models& models) {
  auto& users = models.table<User>("users");
  users.all_columns();
  users.primary_key({&User::id});
  users.foreign_key(&User::team_id).references(&Team::id);
}};
