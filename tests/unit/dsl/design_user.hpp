// The structs of the design page, as printed there.
#pragma once

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

// clang-format off
// user.hpp: plain, reusable anywhere
enum class Role { member, admin, owner };
struct User {
    std::int64_t id;
    strata::Varchar<320> email;
    std::optional<std::string> nickname;        // optional means NULL
    Role role;
    strata::Decimal<12, 2> balance;
    strata::Timestamp created_at;
    std::optional<strata::Timestamp> deleted_at;
};
struct Membership { std::int64_t team_id, user_id; Role role; };
// clang-format on

struct ImportRow {
  std::int64_t line;
  std::string text;
};
