#pragma once

#include <cstdint>
#include <string>

struct Team {
  std::int64_t id;
  std::string name;
};
