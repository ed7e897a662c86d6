// Columns, keys and constraints of a table as DSL statements; see cpp_definition.hpp.
#include "schema/cpp_definition.hpp"

#include "schema/cpp_text.hpp"
#include "schema/fragment.hpp"

#include <algorithm>

namespace strata::schema {
namespace {

std::string pointer(const CppTable& table, const CppMember& member) {
  return "&" + table.struct_name + "::" + member.identifier;
}

std::string action_name(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action:
      return "strata::no_action";
    case ReferentialAction::restrict:
      return "strata::restrict";
    case ReferentialAction::cascade:
      return "strata::cascade";
    case ReferentialAction::set_null:
      return "strata::set_null";
    case ReferentialAction::set_default:
      return "strata::set_default";
  }
  return "";
}

std::string conflict_name(ConflictAction action) {
  constexpr std::string_view names[] = {"none", "rollback", "abort", "fail", "ignore", "replace"};
  return "strata::ConflictAction::" + std::string(names[static_cast<std::size_t>(action)]);
}

void add_parameters(Statement& statement, const Options& parameters) {
  for (const auto& [name, value] : parameters) statement.call("with", {cpp_literal(name), cpp_literal(value)});
}

void add_deferral(Statement& statement, Deferral deferral) {
  statement.flag("deferrable", deferral == Deferral::initially_immediate);
  statement.flag("initially_deferred", deferral == Deferral::initially_deferred);
}

// ---- columns

void add_identity(Statement& statement, const Identity& identity) {
  const bool plain = identity.sequence == SequenceOptions{};
  const std::string kind[] = {"always", "by_default", "auto_increment", "serial"};
  std::vector<std::string> arguments;
  if (identity.kind != IdentityKind::by_default || !plain) {
    arguments.push_back("strata::IdentityKind::" + kind[static_cast<std::size_t>(identity.kind)]);
  }
  if (!plain) arguments.push_back(cpp_sequence_options(identity.sequence));
  if (plain && identity.kind == IdentityKind::auto_increment) {
    statement.call("auto_increment");
  } else if (plain && identity.kind == IdentityKind::serial) {
    statement.call("serial");
  } else {
    statement.call("identity", arguments);
  }
}

Statement column_statement(const CppPlan& plan, const CppTable& table, const CppMember& member) {
  const Column& column = *member.column;
  Statement statement("table.column<" + pointer(table, member) + ">()");
  if (member.identifier != column.name) statement.call("name", {cpp_literal(column.name)});
  if (!member.exact) {
    const std::string native = cpp_call("strata::native", {cpp_literal(column.type)});
    statement.call("type", {native + cpp_call(".on", {cpp_literal(plan.schema->engine)})});
  }
  if (column.identity) add_identity(statement, *column.identity);
  if (column.default_value) statement.call("default_sql", {cpp_literal(*column.default_value)});
  if (column.generated) {
    statement.call(column.generated->stored ? "generated_stored" : "generated_virtual",
                   {cpp_sql(column.generated->expression)});
  }
  statement.text("collation", column.collation).text("character_set", column.character_set);
  if (column.on_update) statement.call("on_update", {cpp_literal(*column.on_update)});
  statement.flag("invisible", column.invisible).text("storage", column.storage).text("compression", column.compression);
  if (column.statistics_target) statement.call("statistics_target", {std::to_string(*column.statistics_target)});
  statement.flag("inherited", column.inherited);
  if (column.not_null_conflict != ConflictAction::none) {
    statement.call("not_null_on_conflict", {conflict_name(column.not_null_conflict)});
  }
  return statement.text("comment", column.comment);
}

std::string define_columns(const CppPlan& plan, const CppTable& table) {
  constexpr std::size_t most_fields = 64;  // what all_columns() can count (strata/detail/bindings.hpp)
  const bool one_by_one = table.members.size() > most_fields;
  std::string text = table.members.empty() || one_by_one ? "" : Statement("table.all_columns()").render();
  for (const CppMember& member : table.members) {
    const Statement statement = column_statement(plan, table, member);
    if (one_by_one || statement.has_calls()) text += statement.render();
  }
  return text;
}

// ---- constraints

struct TableWriter {
  const CppPlan& plan;
  const CppTable& table;

  // Head of a constraint: its name, where it has one, then its arguments.
  [[nodiscard]] Statement head(std::string_view function, const std::string& name,
                               std::vector<std::string> arguments) const {
    if (!name.empty()) arguments.insert(arguments.begin(), cpp_literal(name));
    return Statement(cpp_call("table." + std::string(function), arguments));
  }

  void add_unnamed(Statement& statement, const std::string& name) const {
    statement.flag("unnamed", name.empty() && !plan.leave_unnamed);
  }

  void add_include(Statement& statement, const std::vector<std::string>& columns) const {
    if (columns.empty()) return;
    statement.call("include", {cpp_braces(cpp_members(table, columns))});
  }

  [[nodiscard]] std::string primary_key(const PrimaryKey& key) const {
    Statement statement = head("primary_key", key.name, {cpp_braces(cpp_parts(&table, key.parts))});
    add_unnamed(statement, key.name);
    add_include(statement, key.include);
    add_deferral(statement, key.deferral);
    add_parameters(statement, key.storage_parameters);
    if (key.on_conflict != ConflictAction::none) statement.call("on_conflict", {conflict_name(key.on_conflict)});
    return statement.flag("on_column_descending", key.on_column_descending).text("comment", key.comment).render();
  }

  [[nodiscard]] std::string unique(const UniqueConstraint& key) const {
    Statement statement = head("unique", key.name, {cpp_braces(cpp_parts(&table, key.parts))});
    add_unnamed(statement, key.name);
    add_include(statement, key.include);
    statement.flag("nulls_not_distinct", key.nulls_not_distinct);
    add_deferral(statement, key.deferral);
    add_parameters(statement, key.storage_parameters);
    if (key.on_conflict != ConflictAction::none) statement.call("on_conflict", {conflict_name(key.on_conflict)});
    return statement.text("comment", key.comment).render();
  }

  // Pointers to the referenced members, if the compiler will find them to be of the right number and types.
  [[nodiscard]] std::vector<std::string> referenced_members(const ForeignKey& key) const {
    const CppTable* referenced = find_referenced(plan, table, key);
    if (referenced == nullptr) return {};
    const std::vector<std::string> columns = referenced_columns(*referenced->table, key);
    if (columns.size() != key.columns.size()) return {};
    std::vector<std::string> pointers;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const CppMember* to = find_member(*referenced, columns[i]);
      const CppMember* from = find_member(table, key.columns[i]);
      if (to == nullptr || from == nullptr || to->type != from->type) return {};
      pointers.push_back(pointer(*referenced, *to));
    }
    return pointers;
  }

  void add_references(Statement& statement, const ForeignKey& key) const {
    const std::vector<std::string> members = referenced_members(key);
    if (!members.empty()) {
      statement.call("references", members);
      return;
    }
    std::vector<std::string> arguments{cpp_name(key.referenced_table)};
    std::vector<std::string> columns;
    for (const std::string& column : key.referenced_columns) columns.push_back(cpp_literal(column));
    if (!columns.empty()) arguments.push_back(cpp_braces(columns));
    statement.call("references", arguments);
  }

  [[nodiscard]] std::string foreign_key(const ForeignKey& key) const {
    const std::vector<std::string> columns = cpp_members(table, key.columns);
    const bool all_are_members = std::ranges::all_of(
        key.columns, [&](const std::string& column) { return find_member(table, column) != nullptr; });
    Statement statement(cpp_call("table.foreign_key", all_are_members ? columns : std::vector{cpp_braces(columns)}));
    add_references(statement, key);
    statement.text("name", key.name);
    add_unnamed(statement, key.name);
    if (!key.on_delete_columns.empty()) {
      const std::vector<std::string> members = cpp_members(table, key.on_delete_columns);
      statement.call("on_delete", {action_name(key.on_delete), cpp_braces(members)});
    } else if (key.on_delete != plan.unspecified_action) {
      statement.call("on_delete", {action_name(key.on_delete)});
    }
    if (key.on_update != plan.unspecified_action) statement.call("on_update", {action_name(key.on_update)});
    if (key.match == MatchType::full) statement.call("match", {"strata::MatchType::full"});
    if (key.match == MatchType::partial) statement.call("match", {"strata::MatchType::partial"});
    add_deferral(statement, key.deferral);
    return statement.flag("not_valid", !key.validated).text("comment", key.comment).render();
  }

  [[nodiscard]] std::string check(const Check& check) const {
    Statement statement = head("check", check.name, {cpp_sql(check.expression)});
    add_unnamed(statement, check.name);
    statement.flag("no_inherit", check.no_inherit).flag("not_valid", !check.validated);
    return statement.text("comment", check.comment).render();
  }

  [[nodiscard]] std::string exclusion(const Exclusion& exclusion) const {
    Statement statement = head("exclusion", exclusion.name, {});
    add_unnamed(statement, exclusion.name);
    statement.text("method", exclusion.method);
    for (const ExclusionElement& element : exclusion.elements) {
      statement.call("element", {cpp_parts(&table, {element.part}).front(), cpp_literal(element.operator_name)});
    }
    add_include(statement, exclusion.include);
    if (!exclusion.where.empty()) statement.call("where", {cpp_sql(exclusion.where)});
    add_deferral(statement, exclusion.deferral);
    add_parameters(statement, exclusion.storage_parameters);
    return statement.text("comment", exclusion.comment).render();
  }

  [[nodiscard]] std::string options() const {
    const TableOptions& options = table.table->options;
    Statement statement("table");
    statement.flag("strict", options.strict).flag("without_rowid", options.without_rowid);
    statement.flag("unlogged", options.unlogged).text("access_method", options.access_method);
    for (const ObjectName& parent : options.inherits) statement.call("inherits", {cpp_name(parent)});
    if (options.partition_of) {
      statement.call("partition_of", {cpp_name(*options.partition_of), cpp_literal(options.partition_bound)});
    }
    add_parameters(statement, options.storage_parameters);
    statement.text("engine", options.engine).text("character_set", options.character_set);
    statement.text("collation", options.collation).text("row_format", options.row_format);
    statement.flag("system_versioned", options.system_versioned).text("partition_by", options.partition_by);
    statement.text("tablespace", options.tablespace).text("comment", table.table->comment);
    return statement.has_calls() ? statement.render() : "";
  }
};

}  // namespace

std::vector<std::string> cpp_members(const CppTable& table, const std::vector<std::string>& columns) {
  std::vector<std::string> members;
  for (const std::string& column : columns) {
    const CppMember* member = find_member(table, column);
    members.push_back(member != nullptr ? pointer(table, *member) : cpp_call("strata::named", {cpp_literal(column)}));
  }
  return members;
}

std::vector<std::string> cpp_parts(const CppTable* table, const std::vector<KeyPart>& parts) {
  std::vector<std::string> texts;
  for (const KeyPart& part : parts) {
    const CppMember* member = table == nullptr ? nullptr : find_member(*table, part.column);
    std::string text = member != nullptr     ? pointer(*table, *member)
                       : part.column.empty() ? cpp_call("strata::sql", {cpp_sql(part.expression)})
                                             : cpp_call("strata::named", {cpp_literal(part.column)});
    const bool is_part = member == nullptr && !part.column.empty();  // named() gives one
    Statement modifiers("");
    modifiers.text("collate", part.collation).text("opclass", part.operator_class);
    const bool only_descending = part.descending && !modifiers.has_calls() && !part.nulls && !part.prefix_length;
    if (only_descending && !is_part) {
      texts.push_back(cpp_call("strata::desc", {text}));
      continue;
    }
    const bool plain = !part.descending && !part.nulls && !part.prefix_length && !modifiers.has_calls();
    if (!plain && !is_part) text = cpp_call("strata::part", {text});
    if (!part.collation.empty()) text += cpp_call(".collate", {cpp_literal(part.collation)});
    if (!part.operator_class.empty()) text += cpp_call(".opclass", {cpp_literal(part.operator_class)});
    if (part.descending) text += ".desc()";
    if (part.nulls) text += *part.nulls == NullsOrder::first ? ".nulls_first()" : ".nulls_last()";
    if (part.prefix_length) text += ".prefix(" + std::to_string(*part.prefix_length) + ")";
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string define_index(std::string_view owner, const CppTable* table, const Index& index,
                         std::vector<std::string>& notes) {
  const std::string function = std::string(owner) + ".index";
  Statement statement(cpp_call(function, {cpp_literal(index.name), cpp_braces(cpp_parts(table, index.parts))}));
  statement.flag("unique", index.unique).text("method", index.method);
  if (!index.include.empty() && table != nullptr) {
    const auto members = cpp_members(*table, index.include);
    if (!members.empty()) statement.call("include", {cpp_braces(members)});
  }
  if (!index.include.empty() && table == nullptr) notes.push_back("the included columns of index " + index.name);
  if (!index.where.empty()) statement.call("where", {cpp_sql(index.where)});
  statement.flag("nulls_not_distinct", index.nulls_not_distinct);
  add_parameters(statement, index.storage_parameters);
  statement.text("tablespace", index.tablespace).flag("ignored", index.ignored).text("comment", index.comment);
  if (!index.valid) notes.push_back("index " + index.name + " is invalid in the database; the models have it whole");
  return statement.render();
}

std::string define_table(const CppPlan& plan, const CppTable& table, std::vector<std::string>& notes) {
  const TableWriter writer{plan, table};
  const Table& source = *table.table;
  std::string text = define_columns(plan, table) + writer.options();
  if (source.primary_key) text += writer.primary_key(*source.primary_key);
  for (const UniqueConstraint& key : source.uniques) text += writer.unique(key);
  for (const ForeignKey& key : source.foreign_keys) text += writer.foreign_key(key);
  for (const Check& check : source.checks) text += writer.check(check);
  for (const Exclusion& exclusion : source.exclusions) text += writer.exclusion(exclusion);
  for (const Index& index : source.indexes) text += define_index("table", &table, index, notes);
  const std::string function = (source.temporary ? "temporary_table<" : "table<") + table.struct_name + ">";
  const std::string made = cpp_call("models." + function, {cpp_name(source.name)});
  return (text.empty() ? Statement(made) : Statement("auto& table = " + made)).render() + text;
}

}  // namespace strata::schema
