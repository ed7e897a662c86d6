// What is created and can't be put in an order as it stands: tables whose foreign keys run in a circle, and tables
// that use functions which use the tables. The pieces that close a circle are taken out and made afterwards.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace strata::dialects::postgresql {

class Circles {
 public:
  // Takes what has to wait out of the table: constraints, defaults and indexes in circles, keys and checks
  // that are NOT VALID, and unique constraints that say the same as another; returns the constraints among it.
  std::vector<diff::Constraint> take_out_of(schema::Table& table) const;

  // Of the table as it was.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> defaults_of(const schema::Table& table) const;
  [[nodiscard]] std::vector<schema::Index> indexes_of(const schema::Table& table) const;

  // Takes the functions whose users have to wait off what a table needs.
  void forget_needs_of(const schema::ObjectName& table, Resources& needs) const;

 private:
  friend Circles find_circles(const Lowering& lowering);
  explicit Circles(const Lowering& lowering) : lowering_(&lowering) {}
  [[nodiscard]] bool waits(const schema::ObjectName& table, const Resources& used) const;

  const Lowering* lowering_;
  std::set<schema::ObjectName> by_keys_;  // tables in or between circles of foreign keys
  std::set<diff::Resource> by_functions_;  // tables and functions in or between circles of both
};

Circles find_circles(const Lowering& lowering);

// The dropped tables in or between circles of foreign keys.
std::set<schema::ObjectName> circular_drops(const Lowering& lowering);

}  // namespace strata::dialects::postgresql
