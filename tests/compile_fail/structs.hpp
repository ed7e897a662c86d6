// What the cases make their mistakes with.
#pragma once

#include <strata/model.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct User {
  std::int64_t id;
  std::string email;
  std::optional<std::int64_t> team_id;
};

struct Team {
  std::int64_t id;
  std::string name;
};

struct Unmapped {
  void* pointer;
};

struct Employee : User {
  std::string title;
};

class Account {
 public:
  Account() = default;

  std::int64_t id = 0;
};

enum Unscoped { one, two };
