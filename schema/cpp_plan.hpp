// What the generator decides before it writes: which struct and members stand for a table, which enum class for an
// enum type, in what order. Columns and tables are referred to by these names from then on.
#pragma once

#include "schema/generate_cpp.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace strata::schema {

struct CppMember {
  const Column* column = nullptr;
  std::string identifier;
  std::string type;  // without std::optional
  bool optional = false;
  bool exact = false;  // the type says all; else the native type is to be given
};

struct CppTable {
  const Table* table = nullptr;
  std::string struct_name;
  std::string definition_name;
  std::vector<CppMember> members;
};

struct CppEnum {
  const EnumType* type = nullptr;
  std::string class_name;
  std::vector<std::string> enumerators;  // beside the labels
};

struct CppPlan {
  const Schema* schema = nullptr;
  std::vector<CppEnum> enums;  // those that an enum class stands for
  std::vector<const EnumType*> wide_enums;  // those with too many labels, or none, for one
  std::vector<CppTable> tables;  // referenced ones first
  std::vector<std::string> view_names;  // of definitions, beside schema.views
  std::map<std::pair<ObjectName, bool>, std::size_t> table_index;  // {name, temporary}
  bool leave_unnamed = false;  // most constraints have no name
  ReferentialAction unspecified_action = ReferentialAction::no_action;
};

CppPlan plan_cpp(const Schema& schema, const CppTypes& types);

// The member of a column, or nullptr.
const CppMember* find_member(const CppTable& table, const std::string& column);
// The table that a foreign key of `from` means, or nullptr.
const CppTable* find_referenced(const CppPlan& plan, const CppTable& from, const ForeignKey& key);
// The columns that a foreign key leads to: those named, else the primary key's.
std::vector<std::string> referenced_columns(const Table& referenced, const ForeignKey& key);

}  // namespace strata::schema
