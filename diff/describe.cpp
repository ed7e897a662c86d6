// Operations in words: the line for people, the machine-readable kind and subject, and what is lost for good.
#include "diff/operation.hpp"

#include <fmt/format.h>

#include <string_view>

namespace strata::diff {

namespace {

using schema::to_string;

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string join(const std::vector<schema::KeyPart>& parts) {
  std::vector<std::string> texts;
  for (const schema::KeyPart& part : parts) {
    texts.push_back((part.column.empty() ? part.expression : part.column) + (part.descending ? " DESC" : ""));
  }
  return join(texts);
}

std::string named(std::string_view what, const std::string& name) {
  return name.empty() ? std::string(what) : fmt::format("{} {}", what, name);
}

std::string columns_of(const schema::ForeignKey& key) {
  std::string text = fmt::format("({}) references {}", join(key.columns), to_string(key.referenced_table));
  if (!key.referenced_columns.empty()) text += fmt::format(" ({})", join(key.referenced_columns));
  return text;
}

// "foreign key fk_posts_author on posts (author_id) references users (id)"
std::string words_for(const ObjectName& table, const Constraint& constraint) {
  const auto line = [&](std::string_view what, const std::string& name, const std::string& content) {
    return fmt::format("{} on {} {}", named(what, name), to_string(table), content);
  };
  return std::visit(
      overloaded{
          [&](const schema::PrimaryKey& c) { return line("primary key", c.name, "(" + join(c.parts) + ")"); },
          [&](const schema::UniqueConstraint& c) {
            return line("unique constraint", c.name, "(" + join(c.parts) + ")");
          },
          [&](const schema::ForeignKey& c) { return line("foreign key", c.name, columns_of(c)); },
          [&](const schema::Check& c) { return line("check", c.name, "(" + c.expression + ")"); },
          [&](const schema::Exclusion& c) {
            return fmt::format("{} on {}", named("exclusion constraint", c.name), to_string(table));
          },
      },
      constraint);
}

std::string words_for(const ObjectName& table, const schema::Index& index) {
  return fmt::format("{} {} on {} ({}){}", index.unique ? "unique index" : "index", index.name, to_string(table),
                     join(index.parts), index.where.empty() ? "" : " where " + index.where);
}

std::string words_for(const schema::Table& table) {
  return fmt::format("{}table {}", table.temporary ? "temporary " : "", to_string(table.name));
}

std::string words_for(const schema::View& view) {
  const std::string_view sort = view.temporary ? "temporary " : view.materialized ? "materialized " : "";
  return fmt::format("{}view {}", sort, to_string(view.name));
}

std::string column_name(const ObjectName& table, const std::string& column) {
  return to_string(table) + "." + column;
}

std::string words_for(const ObjectName& table, const schema::Column& column) {
  std::string text = "column " + column_name(table, column.name);
  if (!column.type.empty()) text += " " + column.type;
  if (!column.nullable) text += " not null";
  return text;
}

std::string change_of(std::string_view what, const std::string& from, const std::string& to) {
  if (from == to) return "";
  return fmt::format("{} {} -> {}", what, from.empty() ? "none" : from, to.empty() ? "none" : to);
}

std::string text_of(const schema::Rare<schema::Identity>& identity) {
  if (!identity) return "";
  switch (identity->kind) {
    case schema::IdentityKind::always:
      return "always";
    case schema::IdentityKind::by_default:
      return "by default";
    case schema::IdentityKind::auto_increment:
      return "auto-increment";
    case schema::IdentityKind::serial:
      return "serial";
  }
  return "";
}

std::string text_of(const schema::Rare<schema::Generated>& generated) {
  if (!generated) return "";
  return fmt::format("({}) {}", generated->expression, generated->stored ? "stored" : "virtual");
}

// "type TEXT -> INTEGER, default none -> 0": what of the column differs.
std::string changes_of(const schema::Column& from, const schema::Column& to) {
  std::vector<std::string> changes{
      change_of("type", from.type, to.type),
      from.nullable == to.nullable ? ""
      : to.nullable                ? "now nullable"
                                   : "now not null",
      change_of("default", from.default_value.value_or(""), to.default_value.value_or("")),
      change_of("identity", text_of(from.identity), text_of(to.identity)),
      change_of("generated", text_of(from.generated), text_of(to.generated)),
      change_of("collation", from.collation, to.collation),
      change_of("character set", from.character_set, to.character_set),
      change_of("on update", from.on_update.value_or(""), to.on_update.value_or("")),
      change_of("storage", from.storage, to.storage),
      change_of("compression", from.compression, to.compression),
      from.invisible == to.invisible ? ""
      : to.invisible                 ? "now invisible"
                                     : "now visible",
      from.comment == to.comment ? "" : "comment",
  };
  std::erase(changes, "");
  return changes.empty() ? "attributes" : join(changes);
}

std::string rename_line(std::string_view what, const std::string& from, const std::string& to) {
  return fmt::format("rename {} {} to {}", what, from, to);
}

template <class T>
std::string redefinition(std::string_view what, const std::optional<T>& from, const std::optional<T>& to) {
  const std::string_view verb = !from ? "create" : !to ? "forget" : "redefine";
  return fmt::format("{} temporary {} {}", verb, what, to_string((to ? *to : *from).name));
}

template <class T>
std::string either_name(const std::optional<T>& from, const std::optional<T>& to) {
  return to_string((to ? *to : *from).name);
}

std::string constraint_subject(const ObjectName& table, const Constraint& constraint) {
  const std::string& name = std::visit([](const auto& c) -> const std::string& { return c.name; }, constraint);
  return name.empty() ? to_string(table) : column_name(table, name);
}

// What hangs on a dropped object and can't be put back, because its definition is not known.
std::string lost_with(const std::vector<schema::OpaqueObject>& hanging) {
  std::string text;
  for (const schema::OpaqueObject& object : hanging) {
    if (object.definition.empty()) text += (text.empty() ? "" : ", ") + schema::describe(object);
  }
  return text;
}

}  // namespace

std::string describe(const Operation& operation) {
  return std::visit(
      overloaded{
          [](const CreateNamespace& o) { return "create schema " + o.name; },
          [](const DropNamespace& o) { return "drop schema " + o.name; },
          [](const CreateExtension& o) { return "create extension " + o.extension.name; },
          [](const DropExtension& o) { return "drop extension " + o.extension.name; },
          [](const CreateTable& o) { return "create " + words_for(o.table); },
          [](const DropTable& o) { return "drop " + words_for(o.table); },
          [](const RenameTable& o) { return rename_line("table", to_string(o.from), to_string(o.to)); },
          [](const AlterTableOptions& o) { return "change options of table " + to_string(o.table); },
          [](const CommentOnTable& o) { return "change comment of table " + to_string(o.table); },
          [](const AddColumn& o) { return "add " + words_for(o.table, o.column); },
          [](const DropColumn& o) { return "drop " + words_for(o.table, o.column); },
          [](const AlterColumn& o) {
            return fmt::format("change column {}: {}", column_name(o.table, o.from.name), changes_of(o.from, o.to));
          },
          [](const RenameColumn& o) { return rename_line("column", column_name(o.table, o.from), o.to); },
          [](const OrderColumns& o) {
            return fmt::format("order the columns of table {}: {}", to_string(o.table), join(o.to));
          },
          [](const AddConstraint& o) { return "add " + words_for(o.table, o.constraint); },
          [](const DropConstraint& o) { return "drop " + words_for(o.table, o.constraint); },
          [](const CreateIndex& o) { return "create " + words_for(o.table, o.index); },
          [](const DropIndex& o) { return "drop " + words_for(o.table, o.index); },
          [](const RenameIndex& o) { return rename_line("index", o.from, o.to) + " on " + to_string(o.table); },
          [](const CreateView& o) { return "create " + words_for(o.view); },
          [](const DropView& o) { return "drop " + words_for(o.view); },
          [](const ReplaceView& o) { return "replace " + words_for(o.to); },
          [](const CreateEnum& o) { return "create enum " + to_string(o.type.name); },
          [](const DropEnum& o) { return "drop enum " + to_string(o.type.name); },
          [](const RenameEnumLabel& o) { return rename_line("label", o.from, o.to) + " of enum " + to_string(o.type); },
          [](const AlterEnum& o) {
            return fmt::format("change enum {}: ({}) -> ({})", to_string(o.to.name), join(o.from.labels),
                               join(o.to.labels));
          },
          [](const CreateDomain& o) { return "create domain " + to_string(o.domain.name); },
          [](const DropDomain& o) { return "drop domain " + to_string(o.domain.name); },
          [](const AlterDomain& o) { return "change domain " + to_string(o.to.name); },
          [](const CreateCompositeType& o) { return "create composite type " + to_string(o.type.name); },
          [](const DropCompositeType& o) { return "drop composite type " + to_string(o.type.name); },
          [](const AlterCompositeType& o) { return "change composite type " + to_string(o.to.name); },
          [](const CreateSequence& o) { return "create sequence " + to_string(o.sequence.name); },
          [](const DropSequence& o) { return "drop sequence " + to_string(o.sequence.name); },
          [](const AlterSequence& o) { return "change sequence " + to_string(o.to.name); },
          [](const RedefineTemporaryTable& o) { return redefinition("table", o.from, o.to); },
          [](const RedefineTemporaryView& o) { return redefinition("view", o.from, o.to); },
          [](const CreateOpaque& o) { return "create " + schema::describe(o.object); },
          [](const DropOpaque& o) { return "drop " + schema::describe(o.object); },
      },
      operation);
}

std::string kind(const Operation& operation) {
  return std::visit(overloaded{
                        [](const CreateNamespace&) { return "create_namespace"; },
                        [](const DropNamespace&) { return "drop_namespace"; },
                        [](const CreateExtension&) { return "create_extension"; },
                        [](const DropExtension&) { return "drop_extension"; },
                        [](const CreateTable&) { return "create_table"; },
                        [](const DropTable&) { return "drop_table"; },
                        [](const RenameTable&) { return "rename_table"; },
                        [](const AlterTableOptions&) { return "alter_table_options"; },
                        [](const CommentOnTable&) { return "comment_on_table"; },
                        [](const AddColumn&) { return "add_column"; },
                        [](const DropColumn&) { return "drop_column"; },
                        [](const AlterColumn&) { return "alter_column"; },
                        [](const RenameColumn&) { return "rename_column"; },
                        [](const OrderColumns&) { return "order_columns"; },
                        [](const AddConstraint&) { return "add_constraint"; },
                        [](const DropConstraint&) { return "drop_constraint"; },
                        [](const CreateIndex&) { return "create_index"; },
                        [](const DropIndex&) { return "drop_index"; },
                        [](const RenameIndex&) { return "rename_index"; },
                        [](const CreateView&) { return "create_view"; },
                        [](const DropView&) { return "drop_view"; },
                        [](const ReplaceView&) { return "replace_view"; },
                        [](const CreateEnum&) { return "create_enum"; },
                        [](const DropEnum&) { return "drop_enum"; },
                        [](const AlterEnum&) { return "alter_enum"; },
                        [](const RenameEnumLabel&) { return "rename_enum_label"; },
                        [](const CreateDomain&) { return "create_domain"; },
                        [](const DropDomain&) { return "drop_domain"; },
                        [](const AlterDomain&) { return "alter_domain"; },
                        [](const CreateCompositeType&) { return "create_composite_type"; },
                        [](const DropCompositeType&) { return "drop_composite_type"; },
                        [](const AlterCompositeType&) { return "alter_composite_type"; },
                        [](const CreateSequence&) { return "create_sequence"; },
                        [](const DropSequence&) { return "drop_sequence"; },
                        [](const AlterSequence&) { return "alter_sequence"; },
                        [](const RedefineTemporaryTable&) { return "redefine_temporary_table"; },
                        [](const RedefineTemporaryView&) { return "redefine_temporary_view"; },
                        [](const CreateOpaque&) { return "create_opaque"; },
                        [](const DropOpaque&) { return "drop_opaque"; },
                    },
                    operation);
}

std::string subject(const Operation& operation) {
  return std::visit(overloaded{
                        [](const CreateNamespace& o) { return o.name; },
                        [](const DropNamespace& o) { return o.name; },
                        [](const CreateExtension& o) { return o.extension.name; },
                        [](const DropExtension& o) { return o.extension.name; },
                        [](const CreateTable& o) { return to_string(o.table.name); },
                        [](const DropTable& o) { return to_string(o.table.name); },
                        [](const RenameTable& o) { return to_string(o.to); },
                        [](const AlterTableOptions& o) { return to_string(o.table); },
                        [](const CommentOnTable& o) { return to_string(o.table); },
                        [](const AddColumn& o) { return column_name(o.table, o.column.name); },
                        [](const DropColumn& o) { return column_name(o.table, o.column.name); },
                        [](const AlterColumn& o) { return column_name(o.table, o.to.name); },
                        [](const RenameColumn& o) { return column_name(o.table, o.to); },
                        [](const OrderColumns& o) { return to_string(o.table); },
                        [](const AddConstraint& o) { return constraint_subject(o.table, o.constraint); },
                        [](const DropConstraint& o) { return constraint_subject(o.table, o.constraint); },
                        [](const CreateIndex& o) { return column_name(o.table, o.index.name); },
                        [](const DropIndex& o) { return column_name(o.table, o.index.name); },
                        [](const RenameIndex& o) { return column_name(o.table, o.to); },
                        [](const CreateView& o) { return to_string(o.view.name); },
                        [](const DropView& o) { return to_string(o.view.name); },
                        [](const ReplaceView& o) { return to_string(o.to.name); },
                        [](const CreateEnum& o) { return to_string(o.type.name); },
                        [](const DropEnum& o) { return to_string(o.type.name); },
                        [](const AlterEnum& o) { return to_string(o.to.name); },
                        [](const RenameEnumLabel& o) { return to_string(o.type); },
                        [](const CreateDomain& o) { return to_string(o.domain.name); },
                        [](const DropDomain& o) { return to_string(o.domain.name); },
                        [](const AlterDomain& o) { return to_string(o.to.name); },
                        [](const CreateCompositeType& o) { return to_string(o.type.name); },
                        [](const DropCompositeType& o) { return to_string(o.type.name); },
                        [](const AlterCompositeType& o) { return to_string(o.to.name); },
                        [](const CreateSequence& o) { return to_string(o.sequence.name); },
                        [](const DropSequence& o) { return to_string(o.sequence.name); },
                        [](const AlterSequence& o) { return to_string(o.to.name); },
                        [](const RedefineTemporaryTable& o) { return either_name(o.from, o.to); },
                        [](const RedefineTemporaryView& o) { return either_name(o.from, o.to); },
                        [](const CreateOpaque& o) { return to_string(o.object.name); },
                        [](const DropOpaque& o) { return to_string(o.object.name); },
                    },
                    operation);
}

std::string destroys(const Operation& operation) {
  return std::visit(
      overloaded{
          [](const DropTable& o) {
            const std::string more = lost_with(o.hanging);
            return fmt::format("table {} and its rows{}", to_string(o.table.name), more.empty() ? "" : ", " + more);
          },
          [](const DropColumn& o) {
            // The values of a generated column are made again with it.
            return o.column.generated ? std::string()
                                      : fmt::format("column {} and its values", column_name(o.table, o.column.name));
          },
          [](const AlterColumn& o) {
            return o.to.generated && !o.from.generated
                       ? fmt::format("the values of column {}", column_name(o.table, o.from.name))
                       : std::string();
          },
          [](const AlterTableOptions& o) {
            return o.from.system_versioned && !o.to.system_versioned
                       ? fmt::format("the old row versions of table {}", to_string(o.table))
                       : std::string();
          },
          [](const DropView& o) { return lost_with(o.hanging); },
          [](const ReplaceView& o) { return lost_with(o.hanging); },
          [](const DropExtension& o) { return fmt::format("extension {} and what it stores", o.extension.name); },
          [](const DropSequence& o) { return fmt::format("sequence {} and its position", to_string(o.sequence.name)); },
          [](const DropOpaque& o) { return lost_with({o.object}); },
          [](const auto&) { return std::string(); },
      },
      operation);
}

}  // namespace strata::diff
