// Views, and what stands beside the tables: enums, domains, composite types, sequences, extensions, namespaces.
#include "schema/cpp_definition.hpp"
#include "schema/cpp_text.hpp"
#include "schema/fragment.hpp"

#include <cstdint>
#include <limits>
#include <optional>

namespace strata::schema {
namespace {

// The most negative number has no literal of its own in C++.
std::string integer(std::int64_t value) {
  if (value != std::numeric_limits<std::int64_t>::min()) return std::to_string(value);
  return std::to_string(value + 1) + " - 1";
}

std::vector<std::string> literals(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  for (const std::string& text : texts) list.push_back(cpp_literal(text));
  return list;
}

std::string define_enum(const CppEnum& planned) {
  const std::string function = "models.enumeration<" + planned.class_name + ">";
  Statement statement(cpp_call(function, {cpp_name(planned.type->name)}));
  for (std::size_t i = 0; i < planned.enumerators.size(); ++i) {
    const std::string& label = planned.type->labels[i];
    if (planned.enumerators[i] == label) continue;
    statement.call("label", {planned.class_name + "::" + planned.enumerators[i], cpp_literal(label)});
  }
  return statement.text("comment", planned.type->comment).render();
}

std::string define_domain(const Domain& domain, std::vector<std::string>& notes) {
  Statement statement(cpp_call("models.domain", {cpp_name(domain.name), cpp_literal(domain.type)}));
  statement.flag("not_null", !domain.nullable);
  if (domain.default_value) statement.call("default_sql", {cpp_literal(*domain.default_value)});
  statement.text("collation", domain.collation);
  for (const Check& check : domain.checks) {
    std::vector<std::string> arguments{cpp_sql(check.expression)};
    if (!check.name.empty()) arguments.insert(arguments.begin(), cpp_literal(check.name));
    statement.call("check", arguments);
    const std::string whose = "check " + check.name + " of domain " + to_string(domain.name);
    if (!check.comment.empty()) notes.push_back("the comment of " + whose + ": " + check.comment);
    if (!check.validated) notes.push_back(whose + " is NOT VALID in the database");
  }
  return statement.text("comment", domain.comment).render();
}

// Of a column's many attributes a composite type's has its type, its collation and a comment, which models can't say.
std::string define_composite(const CompositeType& type, std::vector<std::string>& notes) {
  Statement statement(cpp_call("models.composite_type", {cpp_name(type.name)}));
  for (const Column& attribute : type.attributes) {
    std::vector<std::string> arguments{cpp_literal(attribute.name), cpp_literal(attribute.type)};
    if (!attribute.collation.empty()) arguments.push_back(cpp_literal(attribute.collation));
    statement.call("attribute", arguments);
    if (attribute.comment.empty()) continue;
    notes.push_back("the comment of " + to_string(type.name) + "." + attribute.name + ": " + attribute.comment);
  }
  return statement.text("comment", type.comment).render();
}

std::string define_sequence(const Sequence& sequence) {
  Statement statement(cpp_call("models.sequence", {cpp_name(sequence.name)}));
  if (sequence.options != SequenceOptions{}) statement.call("options", {cpp_sequence_options(sequence.options)});
  return statement.text("owned_by", sequence.owned_by).text("comment", sequence.comment).render();
}

std::string define_extension(const Extension& extension) {
  std::vector<std::string> arguments = literals({extension.name, extension.schema, extension.version});
  if (extension.version.empty()) arguments.pop_back();
  if (extension.version.empty() && extension.schema.empty()) arguments.pop_back();
  return Statement(cpp_call("models.extension", arguments)).render();
}

}  // namespace

std::string cpp_name(const ObjectName& name) {
  if (name.schema.empty()) return cpp_literal(name.name);
  return cpp_braces(literals({name.schema, name.name}));
}

std::string cpp_sql(std::string_view sql) {
  return cpp_literal(escape_braces(sql));
}

std::string cpp_sequence_options(const SequenceOptions& options) {
  std::vector<std::string> members;
  if (!options.data_type.empty()) members.push_back(".data_type = " + cpp_literal(options.data_type));
  const auto add = [&](const char* name, const std::optional<std::int64_t>& value) {
    if (value) members.push_back(std::string(".") + name + " = " + integer(*value));
  };
  add("start", options.start);
  add("increment", options.increment);
  add("minimum", options.minimum);
  add("maximum", options.maximum);
  add("cache", options.cache);
  if (options.cycle) members.emplace_back(".cycle = true");
  return cpp_braces(members);
}

std::string define_view(const View& view, std::vector<std::string>& notes) {
  const char* const function = view.materialized ? "models.materialized_view"
                               : view.temporary  ? "models.temporary_view"
                                                 : "models.view";
  const std::string made = cpp_call(function, {cpp_name(view.name), cpp_literal(view.definition)});
  Statement statement(view.indexes.empty() ? made : "auto view = " + made);
  if (!view.columns.empty()) statement.call("columns", {cpp_braces(literals(view.columns))});
  for (const auto& [name, value] : view.options) statement.call("option", {cpp_literal(name), cpp_literal(value)});
  statement.text("check_option", view.check_option).text("comment", view.comment);
  std::string text = statement.render();
  for (const Index& index : view.indexes) text += define_index("view", nullptr, index, notes);
  return text;
}

std::string define_types(const CppPlan& plan, std::vector<std::string>& notes) {
  const Schema& schema = *plan.schema;
  std::string text;
  if (plan.leave_unnamed) text += Statement("models.leave_unnamed()").render();
  for (const std::string& name : schema.namespaces) {
    text += Statement(cpp_call("models.schema", {cpp_literal(name)})).render();
  }
  for (const Extension& extension : schema.extensions) text += define_extension(extension);
  for (const CppEnum& planned : plan.enums) text += define_enum(planned);
  for (const EnumType* type : plan.wide_enums) {
    text +=
        Statement(cpp_call("models.enumeration", {cpp_name(type->name), cpp_braces(literals(type->labels))})).render();
    if (!type->comment.empty()) notes.push_back("the comment of enum " + to_string(type->name) + ": " + type->comment);
  }
  for (const Domain& domain : schema.domains) text += define_domain(domain, notes);
  for (const CompositeType& type : schema.composite_types) text += define_composite(type, notes);
  for (const Sequence& sequence : schema.sequences) text += define_sequence(sequence);
  return text;
}

}  // namespace strata::schema
