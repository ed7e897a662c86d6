// The body of a definition: what a planned table, view or type is, in the words of the DSL.
#pragma once

#include "schema/cpp_plan.hpp"

#include <string>
#include <vector>

namespace strata::schema {

// Statements that describe the table. What they can't say is added to `notes`.
std::string define_table(const CppPlan& plan, const CppTable& table, std::vector<std::string>& notes);
std::string define_view(const View& view, std::vector<std::string>& notes);
// Naming, namespaces, extensions, enums, domains, composite types and sequences.
std::string define_types(const CppPlan& plan, std::vector<std::string>& notes);

// Shared by the parts: "users", or {"sales", "orders"}.
std::string cpp_name(const ObjectName& name);
// The text as a fragment without columns.
std::string cpp_sql(std::string_view sql);
// The elements of a key or an index; `table` is null for a view, whose columns have no members.
std::vector<std::string> cpp_parts(const CppTable* table, const std::vector<KeyPart>& parts);
// {.start = 100, .cycle = true}
std::string cpp_sequence_options(const SequenceOptions& options);
// Index and what it has; `owner` is the variable that it is called on.
std::string define_index(std::string_view owner, const CppTable* table, const Index& index,
                         std::vector<std::string>& notes);
// Pointers to the members of these columns; named("…") for one that has none, as what a partition inherits.
std::vector<std::string> cpp_members(const CppTable& table, const std::vector<std::string>& columns);

}  // namespace strata::schema
