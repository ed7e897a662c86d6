// Pairing of objects: each as written and in its canonical spelling, and the old one to each new one. What the
// comparison of every kind of object is made of.
#pragma once

#include "diff/operation.hpp"
#include "schema/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace strata::diff {

// One object as it is written, and as the dialect spells it for comparison.
template <class T>
struct Both {
  const T* written = nullptr;
  const T* canonical = nullptr;
};

// Throws Error(internal) if the dialect's canonical form is not object for object the written one.
template <class T>
std::vector<Both<T>> both(const std::vector<T>& written, const std::vector<T>& canonical) {
  if (written.size() != canonical.size()) {
    throw Error(ErrorCode::internal, "the canonical schema has another number of objects than the written one");
  }
  std::vector<Both<T>> objects;
  objects.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) objects.push_back({&written[i], &canonical[i]});
  return objects;
}

// A key that no two names share.
inline std::string key_of(const ObjectName& name) {
  return name.schema + '\0' + name.name;
}

// An object of one side with its partner of the other: `from` only is gone, `to` only is new.
template <class T>
struct Pair {
  std::optional<Both<T>> from;
  std::optional<Both<T>> to;
};

// All of `to` in its order with their partners by key, then what only `from` has, in its order.
template <class T, class Key>
std::vector<Pair<T>> match(const std::vector<Both<T>>& from, const std::vector<Both<T>>& to, const Key& key) {
  std::unordered_map<std::string, std::size_t> by_key;
  by_key.reserve(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) by_key.emplace(key(*from[i].canonical), i);

  std::vector<Pair<T>> pairs;
  pairs.reserve(to.size());
  std::vector<bool> matched(from.size(), false);
  for (const Both<T>& object : to) {
    const auto found = by_key.find(key(*object.canonical));
    if (found == by_key.end() || matched[found->second]) {
      pairs.push_back({std::nullopt, object});
    } else {
      matched[found->second] = true;
      pairs.push_back({from[found->second], object});
    }
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!matched[i]) pairs.push_back({from[i], std::nullopt});
  }
  return pairs;
}

// The same for things that may have no name, or share one: partners are equal, or else what is left over with the
// same non-empty name. Equal pairs are left out: what remains differs.
template <class T, class Name>
std::vector<Pair<T>> match_differing(const std::vector<Both<T>>& from, const std::vector<Both<T>>& to,
                                     const Name& name) {
  std::unordered_map<std::string, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < from.size(); ++i) by_name[name(*from[i].canonical)].push_back(i);

  std::vector<bool> gone_from(from.size(), false);
  std::vector<bool> gone_to(to.size(), false);
  for (std::size_t j = 0; j < to.size(); ++j) {
    const auto candidates = by_name.find(name(*to[j].canonical));
    if (candidates == by_name.end()) continue;
    for (const std::size_t i : candidates->second) {
      if (gone_from[i] || !(*from[i].canonical == *to[j].canonical)) continue;
      gone_from[i] = gone_to[j] = true;
      break;
    }
  }
  std::vector<Both<T>> rest_from;
  std::vector<Both<T>> rest_to;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!gone_from[i]) rest_from.push_back(from[i]);
  }
  for (std::size_t j = 0; j < to.size(); ++j) {
    if (!gone_to[j]) rest_to.push_back(to[j]);
  }
  const auto key = [&](const T& object) { return name(object); };
  std::vector<Pair<T>> pairs;
  std::vector<Pair<T>> gone;
  for (Pair<T>& pair : match(rest_from, rest_to, key)) {
    const bool unnamed = pair.from && pair.to && name(*pair.to->canonical).empty();
    if (unnamed) {
      gone.push_back({pair.from, std::nullopt});
      pair.from.reset();
    }
    pairs.push_back(std::move(pair));
  }
  pairs.insert(pairs.end(), gone.begin(), gone.end());
  return pairs;
}

// The comparison of one kind of object each; what differs is appended to `operations`.
void compare_tables(const Both<schema::Table>& from, const Both<schema::Table>& to, bool column_order,
                    Operations& operations);
void compare_indexes(const ObjectName& owner, const std::vector<Both<schema::Index>>& from,
                     const std::vector<Both<schema::Index>>& to, Operations& operations);

}  // namespace strata::diff
