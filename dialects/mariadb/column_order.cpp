// See column_order.hpp. The columns that stay where they are make up a longest increasing subsequence.
#include "dialects/mariadb/column_order.hpp"

#include "dialects/mariadb/names.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

namespace strata::dialects::mariadb {
namespace {

using Names = std::vector<std::string>;

// Of the columns that both have, a longest list that is in the same order in both.
std::set<std::string> unmoved(const Names& from, const Names& to) {
  std::map<std::string, std::size_t> old_position;
  for (std::size_t i = 0; i < from.size(); ++i) old_position[from[i]] = i;
  Names common;
  for (const std::string& name : to) {
    if (old_position.contains(name)) common.push_back(name);
  }
  std::vector<std::size_t> length(common.size(), 1);
  std::vector<std::optional<std::size_t>> before(common.size());
  std::size_t best = 0;
  for (std::size_t i = 0; i < common.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (old_position[common[j]] > old_position[common[i]] || length[j] + 1 <= length[i]) continue;
      length[i] = length[j] + 1;
      before[i] = j;
    }
    if (length[i] > length[best]) best = i;
  }
  std::set<std::string> names;
  if (common.empty()) return names;
  for (std::optional<std::size_t> at = best; at; at = before[*at]) names.insert(common[*at]);
  return names;
}

}  // namespace

std::map<std::string, std::string> places_of(const Names& from, const Names& to) {
  const std::set<std::string> stay = unmoved(from, to);
  const std::set<std::string> old_names(from.begin(), from.end());
  // New columns at the end come to stand there by themselves.
  std::size_t tail = to.size();
  while (tail > 0 && !old_names.contains(to[tail - 1])) --tail;
  std::map<std::string, std::string> places;
  for (std::size_t i = 0; i < tail; ++i) {
    if (stay.contains(to[i])) continue;
    places[to[i]] = i == 0 ? " FIRST" : " AFTER " + quote_identifier(to[i - 1]);
  }
  return places;
}

}  // namespace strata::dialects::mariadb
