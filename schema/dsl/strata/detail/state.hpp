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
void set_fragment(ModelsState& models, schema::Fragment& fragment, const SqlSpec& sql);
void set_fragment(ModelsState& models, schema::Fragment& fragment, const char* text, Members members);
schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, MemberKey member);
schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const PartSpec& part);
schema::ModelKeyPart& add_part(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const SqlSpec& expression);
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
template <class T>
void add_parts(ModelsState& models, std::vector<schema::ModelKeyPart>& to, const KeyPart<T>* parts, std::size_t count) {
  for (const KeyPart<T>* part = parts; part != parts + count; ++part) {
    if (part->part != nullptr) {
      add_part(models, to, *part->part);
    } else if (part->expression != nullptr) {
      add_part(models, to, *part->expression);
    } else {
      add_part(models, to, part->member);
    }
  }
}

}  // namespace strata::detail
