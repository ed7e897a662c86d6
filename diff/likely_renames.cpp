// Drops and additions that look like renames: to be asked about, never to be done unasked. A pair is scored by what
// it has in common, the names decide between equals, and each name is used once, the best pair first.
#include "diff/rename.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace strata::diff {

namespace {

using schema::Column;
using schema::Index;
using schema::Table;

// Changes of single characters that turn one name into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

// From 0 (nothing in common) to 1 (equal).
double name_similarity(std::string_view a, std::string_view b) {
  const std::size_t longest = std::max(a.size(), b.size());
  return longest == 0 ? 1.0 : 1.0 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(longest);
}

// With more pairs than this nobody could answer the questions, and looking would take long.
constexpr std::size_t most_pairs = 1'000'000;

struct Candidate {
  double content = 0;  // how much of the definition agrees
  double names = 0;
  std::size_t dropped = 0;  // positions among the drops and the additions
  std::size_t added = 0;
};

// The best pairs, each side used at most once, in the order of what was dropped.
std::vector<Candidate> best_pairs(std::vector<Candidate> candidates, std::size_t drops, std::size_t additions) {
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return std::tuple(-a.content, -a.names, a.dropped, a.added) < std::tuple(-b.content, -b.names, b.dropped, b.added);
  });
  std::vector<bool> dropped_used(drops, false);
  std::vector<bool> added_used(additions, false);
  std::erase_if(candidates, [&](const Candidate& pair) {
    if (dropped_used[pair.dropped] || added_used[pair.added]) return true;
    dropped_used[pair.dropped] = added_used[pair.added] = true;
    return false;
  });
  std::ranges::sort(candidates, {}, &Candidate::dropped);
  return candidates;
}

std::string signature(const Column& column) {
  return column.name + '\0' + column.type;
}

// Two tables resemble each other when most columns of both are the same by name and type. Only pairs with a column
// in common are looked at.
std::vector<Rename> likely_tables(const std::vector<const Table*>& dropped, const std::vector<const Table*>& added) {
  if (dropped.size() * added.size() > most_pairs) return {};
  std::unordered_map<std::string, std::vector<std::size_t>> dropped_with;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    for (const Column& column : dropped[i]->columns) dropped_with[signature(column)].push_back(i);
  }
  std::vector<Candidate> candidates;
  std::vector<std::size_t> common(dropped.size(), 0);
  std::vector<std::size_t> touched;
  for (std::size_t j = 0; j < added.size(); ++j) {
    for (const Column& column : added[j]->columns) {
      const auto found = dropped_with.find(signature(column));
      if (found == dropped_with.end()) continue;
      for (const std::size_t i : found->second) {
        if (common[i]++ == 0) touched.push_back(i);
      }
    }
    for (const std::size_t i : touched) {
      const std::size_t both = 2 * std::exchange(common[i], 0);
      const std::size_t all = dropped[i]->columns.size() + added[j]->columns.size();
      const bool stays_or_moves =
          dropped[i]->name.schema == added[j]->name.schema || dropped[i]->name.name == added[j]->name.name;
      if (2 * both <= all || !stays_or_moves) continue;
      candidates.push_back({static_cast<double>(both) / static_cast<double>(all),
                            name_similarity(dropped[i]->name.name, added[j]->name.name), i, j});
    }
    touched.clear();
  }
  std::vector<Rename> renames;
  for (const Candidate& pair : best_pairs(std::move(candidates), dropped.size(), added.size())) {
    const ObjectName& old_name = dropped[pair.dropped]->name;
    const ObjectName& new_name = added[pair.added]->name;
    renames.push_back({RenameKind::table, {new_name.schema, ""}, old_name.name, new_name.name});
    if (old_name.schema != new_name.schema) renames.back().from_schema = old_name.schema;
  }
  return renames;
}

// What is dropped and added in one table.
template <class T>
struct Exchange {
  std::vector<const T*> dropped;
  std::vector<const T*> added;
};

bool alike(Column a, const Column& b) {
  a.name = b.name;
  a.comment = b.comment;
  return a == b;
}

bool alike(Index a, const Index& b) {
  a.name = b.name;
  a.comment = b.comment;
  return a == b;
}

template <class T>
void add_likely(RenameKind kind, const std::map<ObjectName, Exchange<T>>& exchanges, std::vector<Rename>& renames) {
  for (const auto& [table, exchange] : exchanges) {
    if (exchange.dropped.size() * exchange.added.size() > most_pairs) continue;
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < exchange.dropped.size(); ++i) {
      for (std::size_t j = 0; j < exchange.added.size(); ++j) {
        const T& dropped = *exchange.dropped[i];
        const T& added = *exchange.added[j];
        // An index that keeps its name was changed.
        if (dropped.name == added.name || !alike(dropped, added)) continue;
        candidates.push_back({1.0, name_similarity(dropped.name, added.name), i, j});
      }
    }
    for (const Candidate& pair : best_pairs(std::move(candidates), exchange.dropped.size(), exchange.added.size())) {
      renames.push_back({kind, table, exchange.dropped[pair.dropped]->name, exchange.added[pair.added]->name});
    }
  }
}

// What stands between two labels that stay, or at an end: old and new labels of one place.
using Places = std::map<std::string, Exchange<std::string>>;

void add_places(const std::vector<std::string>& labels, const std::vector<std::string>& others,
                std::vector<const std::string*> Exchange<std::string>::*side, Places& places) {
  std::string place;  // the label before it, and behind a zero byte the one after
  std::vector<const std::string*> here;
  const auto close = [&](const std::string& next) {
    auto& list = places[place + next].*side;
    list.insert(list.end(), here.begin(), here.end());
    here.clear();
    place = next + '\0';
  };
  place = '\0';
  for (const std::string& label : labels) {
    if (std::ranges::find(others, label) == others.end()) {
      here.push_back(&label);
    } else {
      close(label);
    }
  }
  close("");
}

void add_likely_labels(const AlterEnum& altered, std::vector<Rename>& renames) {
  Places places;
  add_places(altered.from.labels, altered.to.labels, &Exchange<std::string>::dropped, places);
  add_places(altered.to.labels, altered.from.labels, &Exchange<std::string>::added, places);
  for (const auto& [place, exchange] : places) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < exchange.dropped.size(); ++i) {
      for (std::size_t j = 0; j < exchange.added.size(); ++j) {
        candidates.push_back({1.0, name_similarity(*exchange.dropped[i], *exchange.added[j]), i, j});
      }
    }
    for (const Candidate& pair : best_pairs(std::move(candidates), exchange.dropped.size(), exchange.added.size())) {
      renames.push_back(
          {RenameKind::enum_label, altered.to.name, *exchange.dropped[pair.dropped], *exchange.added[pair.added]});
    }
  }
}

}  // namespace

std::vector<Rename> likely_renames(const Operations& operations) {
  Exchange<Table> tables;
  std::map<ObjectName, Exchange<Column>> columns;
  std::map<ObjectName, Exchange<Index>> indexes;
  for (const Operation& operation : operations) {
    if (const auto* drop_table = std::get_if<DropTable>(&operation)) tables.dropped.push_back(&drop_table->table);
    if (const auto* create_table = std::get_if<CreateTable>(&operation)) tables.added.push_back(&create_table->table);
    if (const auto* drop = std::get_if<DropColumn>(&operation)) columns[drop->table].dropped.push_back(&drop->column);
    if (const auto* add = std::get_if<AddColumn>(&operation)) columns[add->table].added.push_back(&add->column);
    if (const auto* drop = std::get_if<DropIndex>(&operation)) indexes[drop->table].dropped.push_back(&drop->index);
    if (const auto* add = std::get_if<CreateIndex>(&operation)) indexes[add->table].added.push_back(&add->index);
  }
  std::vector<Rename> renames = likely_tables(tables.dropped, tables.added);
  add_likely(RenameKind::column, columns, renames);
  add_likely(RenameKind::index, indexes, renames);
  for (const Operation& operation : operations) {
    if (const auto* altered = std::get_if<AlterEnum>(&operation)) add_likely_labels(*altered, renames);
  }
  return renames;
}

}  // namespace strata::diff
