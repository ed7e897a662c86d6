// Shared by the dialects; see lowering.hpp.
#include "dialects/lowering.hpp"

#include <variant>

namespace strata::dialects {

std::vector<std::size_t> LoweringTask::open() const {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < done_.size(); ++i) {
    if (!done_[i]) open.push_back(i);
  }
  return open;
}

diff::Step LoweringTask::new_step(std::size_t operation, diff::Phase phase) const {
  diff::Step step;
  step.summary = diff::describe(operations()[operation]);
  step.phase = phase;
  step.operations = {operation};
  return step;
}

const std::string* LoweringTask::fill_for(const schema::ObjectName& table, const std::string& column) const {
  const auto found = change_.fills.find({table, column});
  return found == change_.fills.end() ? nullptr : &found->second;
}

bool is_rename(const diff::Operation& operation) {
  return std::holds_alternative<diff::RenameTable>(operation) ||
         std::holds_alternative<diff::RenameColumn>(operation) ||
         std::holds_alternative<diff::RenameIndex>(operation) ||
         std::holds_alternative<diff::RenameEnumLabel>(operation);
}

const schema::ObjectName* changed_table(const diff::Operation& operation) {
  return std::visit(diff::overloaded{
                        [](const diff::AlterTableOptions& o) { return &o.table; },
                        [](const diff::CommentOnTable& o) { return &o.table; },
                        [](const diff::AddColumn& o) { return &o.table; },
                        [](const diff::DropColumn& o) { return &o.table; },
                        [](const diff::AlterColumn& o) { return &o.table; },
                        [](const diff::OrderColumns& o) { return &o.table; },
                        [](const diff::AddConstraint& o) { return &o.table; },
                        [](const diff::DropConstraint& o) { return &o.table; },
                        [](const diff::CreateIndex& o) { return &o.table; },
                        [](const diff::DropIndex& o) { return &o.table; },
                        [](const diff::RenameIndex& o) { return &o.table; },
                        [](const auto&) -> const schema::ObjectName* { return nullptr; },
                    },
                    operation);
}

void add_data_loss(const diff::Operation& operation, std::vector<diff::Hazard>& hazards) {
  const std::string lost = diff::destroys(operation);
  if (!lost.empty()) hazards.push_back({diff::HazardKind::data_loss, "drops " + lost});
}

}  // namespace strata::dialects
