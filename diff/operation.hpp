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

struct CreateNamespace { std::string name; };
struct DropNamespace { std::string name; };
struct CreateExtension { schema::Extension extension; };
struct DropExtension { schema::Extension extension; };

// A table comes with all it holds, and with the opaque objects (triggers, policies) that hang on it.
struct CreateTable { schema::Table table; std::vector<schema::OpaqueObject> hanging; };
struct DropTable { schema::Table table; std::vector<schema::OpaqueObject> hanging; };
struct RenameTable { ObjectName from; ObjectName to; };
struct AlterTableOptions { ObjectName table; schema::TableOptions from; schema::TableOptions to; };
struct CommentOnTable { ObjectName table; std::string from; std::string to; };

struct AddColumn { ObjectName table; schema::Column column; };
struct DropColumn { ObjectName table; schema::Column column; };
struct AlterColumn { ObjectName table; schema::Column from; schema::Column to; };
struct RenameColumn { ObjectName table; std::string from; std::string to; };

struct AddConstraint { ObjectName table; Constraint constraint; };
struct DropConstraint { ObjectName table; Constraint constraint; };

// The owner is a table, or a materialised view.
struct CreateIndex { ObjectName table; schema::Index index; };
struct DropIndex { ObjectName table; schema::Index index; };
struct RenameIndex { ObjectName table; schema::Index index; std::string from; std::string to; };

struct CreateView { schema::View view; std::vector<schema::OpaqueObject> hanging; };
struct DropView { schema::View view; std::vector<schema::OpaqueObject> hanging; };
struct ReplaceView { schema::View from; schema::View to; std::vector<schema::OpaqueObject> hanging; };

struct CreateEnum { schema::EnumType type; };
struct DropEnum { schema::EnumType type; };
struct AlterEnum { schema::EnumType from; schema::EnumType to; };
struct CreateDomain { schema::Domain domain; };
struct DropDomain { schema::Domain domain; };
struct AlterDomain { schema::Domain from; schema::Domain to; };
struct CreateCompositeType { schema::CompositeType type; };
struct DropCompositeType { schema::CompositeType type; };
struct AlterCompositeType { schema::CompositeType from; schema::CompositeType to; };
struct CreateSequence { schema::Sequence sequence; };
struct DropSequence { schema::Sequence sequence; };
struct AlterSequence { schema::Sequence from; schema::Sequence to; };

// A temporary table or view lives in a session: a revision that changes one drops it if it is there and creates
// it anew. Absent `from`: it is new; absent `to`: no revision creates it any more.
struct RedefineTemporaryTable { std::optional<schema::Table> from; std::optional<schema::Table> to; };
struct RedefineTemporaryView { std::optional<schema::View> from; std::optional<schema::View> to; };

// Only made when asked for (a scratch database is to have them); otherwise opaque objects are not compared.
struct CreateOpaque { schema::OpaqueObject object; };
struct DropOpaque { schema::OpaqueObject object; };

using Operation =
    std::variant<CreateNamespace, DropNamespace, CreateExtension, DropExtension, CreateTable, DropTable, RenameTable,
                 AlterTableOptions, CommentOnTable, AddColumn, DropColumn, AlterColumn, RenameColumn, AddConstraint,
                 DropConstraint, CreateIndex, DropIndex, RenameIndex, CreateView, DropView, ReplaceView, CreateEnum,
                 DropEnum, AlterEnum, CreateDomain, DropDomain, AlterDomain, CreateCompositeType, DropCompositeType,
                 AlterCompositeType, CreateSequence, DropSequence, AlterSequence, RedefineTemporaryTable,
                 RedefineTemporaryView, CreateOpaque, DropOpaque>;

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
