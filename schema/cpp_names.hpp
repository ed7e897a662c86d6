// C++ identifiers for SQL names: what can stay stays, keywords and everything else gets a safe name of its own.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace strata::schema {

// The name itself where C++ takes it (ASCII, no keyword, no reserved form), else the nearest to it that is one.
std::string to_identifier(std::string_view sql_name);

// "order_items" -> "OrderItems", "ORDERS" -> "Orders", "PlaylistTrack" stays.
std::string to_pascal_case(std::string_view sql_name);

// "PlaylistTrack" -> "playlist_track".
std::string to_snake_case(std::string_view sql_name);

// Gives each asker a name that nobody had before: the wanted one, or with a number behind it.
class UniqueNames {
 public:
  std::string take(const std::string& wanted);
  [[nodiscard]] bool taken(const std::string& name) const { return taken_.contains(name); }

 private:
  std::set<std::string> taken_;
};

}  // namespace strata::schema
