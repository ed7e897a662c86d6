// All that definitions have said so far, before references are resolved. Private to the core.
#pragma once

#include "schema/model.hpp"
#include "strata/load.hpp"
#include "strata/models.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strata::detail {

struct Enumerator {
  long long value = 0;
  std::string label;
};

// An enum class that a column, a default or models.enumeration() has mentioned.
struct EnumState {
  const EnumSpec* spec = nullptr;
  std::optional<schema::ObjectName> name;  // else snake_case of the type's
  std::vector<Enumerator> enumerators;  // in order of value
  std::vector<Enumerator> old_labels;
  std::string comment;
  schema::SourceLocation location;
};

struct ModelsState {
  schema::Model model;  // without what stands below, which joins it at the end
  std::deque<schema::ModelView> views;  // builders of their indexes point into it
  std::vector<std::unique_ptr<TableState>> tables;
  std::vector<EnumState> enums;
  std::vector<MemberKey> members;  // what placeholders number
  std::vector<std::unique_ptr<void, void (*)(void*)>> owned;
  std::optional<schema::NamingConvention> naming;
  std::vector<Problem> problems;
};

// The enum's state, made when it is new.
EnumState& enum_state(ModelsState& models, const EnumSpec& spec);

// "User", "shop::Role": the T of type_signature<T>().
std::string type_name(TypeTag type);

// "id" of member_signature<&User::id>().
std::string member_name(const char* signature);

// The names in fields_signature<T, …>(), in order.
std::vector<std::string> field_names(const char* signature);

// The enumerators in enum_signature<E, first, first + 1, …>().
std::vector<Enumerator> enumerators(const EnumSpec& spec);

// "UserRole" and "shop::UserRole" give "user_role"; "HTTPCode" gives "http_code".
std::string snake_case(const std::string& type_name);

// The place of the member's column, or the number of columns.
std::size_t find_column(const TableState& table, MemberKey member);

bool is_ignored(const TableState& table, MemberKey member);

// True and the number when this column name stands for a member.
bool is_placeholder(const std::string& column, std::size_t& member);

// What is wrong with the column's default as a value, or empty: "has the default NULL, but is NOT NULL".
std::string default_problem(const schema::ModelColumn& column, const ColumnState& state);

// Puts names where members stand, and reports what can't be: the end of loading.
Loaded resolve(ModelsState& models);

}  // namespace strata::detail
