// What lower() of every engine begins with and fills: the operations of a change, each of which is done once, by
// whoever takes it, and the steps that come of them.
#pragma once

#include "dialects/dialect.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace strata::dialects {

class LoweringTask {
 public:
  // The change must outlive it.
  explicit LoweringTask(const Change& change) : change_(change), done_(change.operations.size(), false) {}

  [[nodiscard]] const Change& change() const { return change_; }
  [[nodiscard]] const diff::Operations& operations() const { return change_.operations; }

  // The index of operations that nobody took so far, in order.
  [[nodiscard]] std::vector<std::size_t> open() const;
  [[nodiscard]] bool is_done(std::size_t operation) const { return done_[operation]; }
  void mark_done(std::size_t operation) { done_[operation] = true; }

  // A step for the operation, described by it, without statements.
  [[nodiscard]] diff::Step new_step(std::size_t operation, diff::Phase phase) const;
  void add(diff::Step step) { lowered_.steps.push_back(std::move(step)); }

  // The value given for a column, or nullptr.
  [[nodiscard]] const std::string* fill_for(const schema::ObjectName& table, const std::string& column) const;
  void add_missing_fill(const schema::ObjectName& table, const std::string& column) {
    lowered_.missing_fills.push_back({table, column});
  }

  [[nodiscard]] Lowered take() { return std::move(lowered_); }

 private:
  const Change& change_;
  std::vector<bool> done_;
  Lowered lowered_;
};

// Whether nothing but a name changes: such operations are lists of their own, run before the comparison of the rest.
bool is_rename(const diff::Operation& operation);

// The existing table that an operation changes, or nullptr.
const schema::ObjectName* changed_table(const diff::Operation& operation);

// "drops column users.nickname and its values", where an operation destroys something; adds nothing where not.
void add_data_loss(const diff::Operation& operation, std::vector<diff::Hazard>& hazards);

}  // namespace strata::dialects
