// What must make way for a change: the server refuses to alter the type of a column, or to drop and re-make it, while
// views, generated columns, policies, triggers, rules and functions with a parsed body use it (ALTER TABLE; found by
// experiment on 15), and what depends on those in turn. Found here as sets of names; make_way.cpp acts on them.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"

#include <map>
#include <set>
#include <string>

namespace strata::dialects::postgresql {

enum class Disturbance {
  retype,  // ALTER COLUMN … TYPE
  remake,  // dropped and added again: its values are computed
};

struct Disturbed {
  std::map<schema::ColumnName, Disturbance> columns;
  std::set<schema::ObjectName> types;  // to be replaced by a new type of the same name
  std::set<schema::ObjectName> views;
  std::set<std::size_t> objects;  // of from.opaque_objects
  std::map<schema::ObjectName, std::set<std::string>> indexes;  // by owner
  std::map<schema::ObjectName, std::set<std::string>> constraints;
};

// `replaced_enums` are replaced even if their labels could be added in place.
// Throws Error(refused) where something can't make way.
Disturbed find_disturbed(const Lowering& lowering, const std::set<schema::ObjectName>& replaced_enums);

// Whether the old column must be dropped and added: its generation expression can't be altered (before 17).
bool is_remade(const schema::Column& from, const schema::Column& to);
bool is_retyped(const schema::Column& from, const schema::Column& to);

// Whether labels were only added, so that ALTER TYPE … ADD VALUE does it.
bool only_adds_labels(const schema::EnumType& from, const schema::EnumType& to);

// Whether CREATE OR REPLACE VIEW surely takes the new query: it keeps names, order and types of the old columns.
bool replaceable(const schema::View& from, const schema::View& to);

}  // namespace strata::dialects::postgresql
