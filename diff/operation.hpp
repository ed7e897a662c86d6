// What changes between two schemas, free of any engine. One closed set serves to compare, describe, reverse and
// lower: a drop holds the definition it drops, an alteration holds both sides, so that every operation can be
// turned round without another look at a database.
#pragma once

#include "schema/schema.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace strata::diff {

using schema::ObjectName;

using Constraint =
    std::variant<schema::PrimaryKey, schema::UniqueConstraint, schema::ForeignKey, schema::Check, schema::Exclusion>;

struct CreateNamespace {
  std::string name;
  friend bool operator==(const CreateNamespace&, const CreateNamespace&) = default;
};
struct DropNamespace {
  std::string name;
  friend bool operator==(const DropNamespace&, const DropNamespace&) = default;
};
struct CreateExtension {
  schema::Extension extension;
  friend bool operator==(const CreateExtension&, const CreateExtension&) = default;
};
struct DropExtension {
  schema::Extension extension;
  friend bool operator==(const DropExtension&, const DropExtension&) = default;
};

// A table comes with all it holds, and with the opaque objects (triggers, policies) that hang on it.
struct CreateTable {
  schema::Table table;
  std::vector<schema::OpaqueObject> hanging;
  friend bool operator==(const CreateTable&, const CreateTable&) = default;
};
struct DropTable {
  schema::Table table;
  std::vector<schema::OpaqueObject> hanging;
  friend bool operator==(const DropTable&, const DropTable&) = default;
};
struct RenameTable {
  ObjectName from;
  ObjectName to;
  friend bool operator==(const RenameTable&, const RenameTable&) = default;
};
struct AlterTableOptions {
  ObjectName table;
  schema::TableOptions from;
  schema::TableOptions to;
  friend bool operator==(const AlterTableOptions&, const AlterTableOptions&) = default;
};
struct CommentOnTable {
  ObjectName table;
  std::string from;
  std::string to;
  friend bool operator==(const CommentOnTable&, const CommentOnTable&) = default;
};

struct AddColumn {
  ObjectName table;
  schema::Column column;
  friend bool operator==(const AddColumn&, const AddColumn&) = default;
};
struct DropColumn {
  ObjectName table;
  schema::Column column;
  friend bool operator==(const DropColumn&, const DropColumn&) = default;
};
struct AlterColumn {
  ObjectName table;
  schema::Column from;
  schema::Column to;
  friend bool operator==(const AlterColumn&, const AlterColumn&) = default;
};
struct RenameColumn {
  ObjectName table;
  std::string from;
  std::string to;
  friend bool operator==(const RenameColumn&, const RenameColumn&) = default;
};

// The columns of a table by name, in the order that each side has them: only made when asked for. `from` may hold
// columns that are dropped, `to` such as are added.
struct OrderColumns {
  ObjectName table;
  std::vector<std::string> from;
  std::vector<std::string> to;
  friend bool operator==(const OrderColumns&, const OrderColumns&) = default;
};

struct AddConstraint {
  ObjectName table;
  Constraint constraint;
  friend bool operator==(const AddConstraint&, const AddConstraint&) = default;
};
struct DropConstraint {
  ObjectName table;
  Constraint constraint;
  friend bool operator==(const DropConstraint&, const DropConstraint&) = default;
};

// The owner is a table, or a materialised view.
struct CreateIndex {
  ObjectName table;
  schema::Index index;
  friend bool operator==(const CreateIndex&, const CreateIndex&) = default;
};
struct DropIndex {
  ObjectName table;
  schema::Index index;
  friend bool operator==(const DropIndex&, const DropIndex&) = default;
};
// `index` is the definition as it is afterwards, under the new name: an engine without a rename makes it anew.
struct RenameIndex {
  ObjectName table;
  schema::Index index;
  std::string from;
  std::string to;
  friend bool operator==(const RenameIndex&, const RenameIndex&) = default;
};

struct CreateView {
  schema::View view;
  std::vector<schema::OpaqueObject> hanging;
  friend bool operator==(const CreateView&, const CreateView&) = default;
};
struct DropView {
  schema::View view;
  std::vector<schema::OpaqueObject> hanging;
  friend bool operator==(const DropView&, const DropView&) = default;
};
struct ReplaceView {
  schema::View from;
  schema::View to;
  std::vector<schema::OpaqueObject> hanging;
  friend bool operator==(const ReplaceView&, const ReplaceView&) = default;
};

struct CreateEnum {
  schema::EnumType type;
  friend bool operator==(const CreateEnum&, const CreateEnum&) = default;
};
struct DropEnum {
  schema::EnumType type;
  friend bool operator==(const DropEnum&, const DropEnum&) = default;
};
struct AlterEnum {
  schema::EnumType from;
  schema::EnumType to;
  friend bool operator==(const AlterEnum&, const AlterEnum&) = default;
};
// The columns of that type keep their values under the new name.
struct RenameEnumLabel {
  ObjectName type;
  std::string from;
  std::string to;
  friend bool operator==(const RenameEnumLabel&, const RenameEnumLabel&) = default;
};
struct CreateDomain {
  schema::Domain domain;
  friend bool operator==(const CreateDomain&, const CreateDomain&) = default;
};
struct DropDomain {
  schema::Domain domain;
  friend bool operator==(const DropDomain&, const DropDomain&) = default;
};
struct AlterDomain {
  schema::Domain from;
  schema::Domain to;
  friend bool operator==(const AlterDomain&, const AlterDomain&) = default;
};
struct CreateCompositeType {
  schema::CompositeType type;
  friend bool operator==(const CreateCompositeType&, const CreateCompositeType&) = default;
};
struct DropCompositeType {
  schema::CompositeType type;
  friend bool operator==(const DropCompositeType&, const DropCompositeType&) = default;
};
struct AlterCompositeType {
  schema::CompositeType from;
  schema::CompositeType to;
  friend bool operator==(const AlterCompositeType&, const AlterCompositeType&) = default;
};
struct CreateSequence {
  schema::Sequence sequence;
  friend bool operator==(const CreateSequence&, const CreateSequence&) = default;
};
struct DropSequence {
  schema::Sequence sequence;
  friend bool operator==(const DropSequence&, const DropSequence&) = default;
};
struct AlterSequence {
  schema::Sequence from;
  schema::Sequence to;
  friend bool operator==(const AlterSequence&, const AlterSequence&) = default;
};

// A temporary table or view lives in a session: a revision that changes one drops it if it is there and creates
// it anew. Absent `from`: it is new; absent `to`: no revision creates it any more.
struct RedefineTemporaryTable {
  std::optional<schema::Table> from;
  std::optional<schema::Table> to;
  friend bool operator==(const RedefineTemporaryTable&, const RedefineTemporaryTable&) = default;
};
struct RedefineTemporaryView {
  std::optional<schema::View> from;
  std::optional<schema::View> to;
  friend bool operator==(const RedefineTemporaryView&, const RedefineTemporaryView&) = default;
};

// Only made when asked for (a scratch database is to have them); otherwise opaque objects are not compared.
struct CreateOpaque {
  schema::OpaqueObject object;
  friend bool operator==(const CreateOpaque&, const CreateOpaque&) = default;
};
struct DropOpaque {
  schema::OpaqueObject object;
  friend bool operator==(const DropOpaque&, const DropOpaque&) = default;
};

using Operation =
    std::variant<CreateNamespace, DropNamespace, CreateExtension, DropExtension, CreateTable, DropTable, RenameTable,
                 AlterTableOptions, CommentOnTable, AddColumn, DropColumn, AlterColumn, RenameColumn, OrderColumns,
                 AddConstraint, DropConstraint, CreateIndex, DropIndex, RenameIndex, CreateView, DropView, ReplaceView,
                 CreateEnum, DropEnum, AlterEnum, RenameEnumLabel, CreateDomain, DropDomain, AlterDomain,
                 CreateCompositeType, DropCompositeType, AlterCompositeType, CreateSequence, DropSequence,
                 AlterSequence, RedefineTemporaryTable, RedefineTemporaryView, CreateOpaque, DropOpaque>;

using Operations = std::vector<Operation>;

// One visitor for a closed set: a new case does not compile until it is handled.
template <class... Cases>
struct overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
overloaded(Cases...) -> overloaded<Cases...>;

// The operation that undoes it, and the list that undoes a list (in opposite order).
Operation reverse(const Operation& operation);
Operations reverse(const Operations& operations);

// One line for people: "add column users.nickname text".
std::string describe(const Operation& operation);

// Machine-readable name: "add_column"; and the object it is about: "users.nickname".
std::string kind(const Operation& operation);
std::string subject(const Operation& operation);

// What this operation destroys that no reverse brings back: "table users and its rows"; empty: nothing. Narrowing
// types are the dialect's to say (it knows the types), see Hazard.
std::string destroys(const Operation& operation);

}  // namespace strata::diff
