// What the builders fill in. Columns stand in the model as placeholders ("\x01" and a number into `members`) until
// all definitions have run, because a column may still be renamed, and a referenced table may come later.
#pragma once

#include "schema/model.hpp"
#include "strata/detail/sql_type.hpp"
#include "strata/sql.hpp"

#include <string>
#include <vector>

namespace strata::detail {

struct ModelsState;

struct EnumDefault {
  const EnumSpec* type = nullptr;
  long long value = 0;
};

// What a column is beyond its ModelColumn.
struct ColumnState {
  MemberKey member;  // no owner: a column without a member
  TypeSpec type;
  bool has_type = false;  // else native only
  EnumDefault enum_default;
};

struct ForeignKeyState {
  TypeTag referenced_type = nullptr;  // references<T>(…)
  std::vector<MemberKey> referenced_members;
  bool referenced = false;
};

// The fields of a base-less aggregate: names in `signature`, one offset each.
struct FieldsSpec {
  const char* (*signature)() = nullptr;
  std::vector<std::ptrdiff_t> offsets;
};

struct TableState {
  ModelsState* models = nullptr;
  TypeTag type = nullptr;
  FieldsSpec fields;
  schema::ModelTable model;
  std::vector<ColumnState> columns;  // beside model.columns
  std::vector<ForeignKeyState> foreign_keys;  // beside model.foreign_keys
  std::vector<MemberKey> ignored;
};

std::string placeholder(ModelsState& models, MemberKey member);
schema::Fragment fragment(ModelsState& models, const SqlSpec& sql);
schema::Fragment fragment(ModelsState& models, const char* text, Members members);
schema::ModelKeyPart key_part(ModelsState& models, const PartSpec& part);
schema::SourceLocation location(Here here);

// Lists of Member<T> and KeyPart<T>, told apart by nothing but their compile-time checks.
template <class List>
std::vector<std::string> column_names(ModelsState& models, const List& members) {
  std::vector<std::string> names;
  for (const auto& member : members) {
    names.push_back(member.column.empty() ? placeholder(models, member.key) : std::string(member.column));
  }
  return names;
}
template <class List>
void add_parts(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const List& parts) {
  for (const auto& part : parts) to.push_back(key_part(models, part.spec));
}

}  // namespace strata::detail
