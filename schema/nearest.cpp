// Edit distance with neighbour swaps (optimal string alignment), in half edits so that case is a small difference.
#include "schema/nearest.hpp"

#include "schema/ascii.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace strata::schema {
namespace {

constexpr std::size_t whole_edit = 2;
constexpr std::size_t case_edit = 1;

std::size_t replacement_cost(char a, char b) {
  if (a == b) return 0;
  return ascii::lower(a) == ascii::lower(b) ? case_edit : whole_edit;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);  // the row before the last one, for swaps
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j * whole_edit;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i * whole_edit;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + whole_edit, row[j - 1] + whole_edit, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + whole_edit);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

// A third of the letters may be wrong, and at least one.
std::size_t tolerance(std::size_t length) {
  return std::max<std::size_t>(1, (length + 1) / 3) * whole_edit;
}

std::size_t difference(std::size_t a, std::size_t b) {
  return a > b ? a - b : b - a;
}

}  // namespace

std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string>& known) {
  const std::string* best = nullptr;
  std::size_t best_distance = tolerance(wrong.size()) + 1;
  for (const std::string& candidate : known) {
    if (difference(candidate.size(), wrong.size()) * whole_edit >= best_distance) continue;
    const std::size_t candidate_distance = distance(wrong, candidate);
    if (candidate_distance >= best_distance || candidate_distance == 0) continue;
    best = &candidate;
    best_distance = candidate_distance;
  }
  return best == nullptr ? std::nullopt : std::optional<std::string>(*best);
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known) {
  const std::optional<std::string> candidate = nearest(wrong, known);
  return candidate ? "did you mean '" + *candidate + "'?" : "";
}

}  // namespace strata::schema
