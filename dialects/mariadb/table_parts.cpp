// See table_parts.hpp.
#include "dialects/mariadb/table_parts.hpp"

namespace strata::dialects::mariadb {

using diff::overloaded;

Parts parts_of(const diff::Operations& operations, const std::vector<std::size_t>& indices) {
  Parts parts;
  for (const std::size_t i : indices) {
    std::vector<std::size_t>* list = &parts.others;
    std::visit(overloaded{
                   [&](const diff::AlterTableOptions& o) { parts.options = &o; },
                   [&](const diff::CommentOnTable& o) { parts.comment = &o; },
                   [&](const diff::AddColumn& o) { parts.added[o.column.name] = &o; },
                   [&](const diff::DropColumn& o) { parts.dropped[o.column.name] = &o; },
                   [&](const diff::AlterColumn& o) { parts.altered[o.to.name] = &o; },
                   [&](const diff::OrderColumns& o) { parts.order = &o; },
                   [&](const diff::AddConstraint& o) {
                     parts.added_constraints.push_back(&o.constraint);
                     if (std::holds_alternative<schema::ForeignKey>(o.constraint)) list = &parts.key_additions;
                   },
                   [&](const diff::DropConstraint& o) {
                     parts.dropped_constraints.push_back(&o.constraint);
                     if (std::holds_alternative<schema::ForeignKey>(o.constraint)) list = &parts.key_drops;
                   },
                   [&](const diff::CreateIndex& o) { parts.created_indexes.push_back(&o); },
                   [&](const diff::DropIndex& o) { parts.dropped_indexes.push_back(&o); },
                   [&](const diff::RenameIndex& o) { parts.renamed_indexes.push_back(&o); },
                   [](const auto&) {},
               },
               operations[i]);
    list->push_back(i);
  }
  return parts;
}

}  // namespace strata::dialects::mariadb
