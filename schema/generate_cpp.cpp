// Puts the parts of the generated C++ together; what each says is decided in cpp_plan and written by
// cpp_definition.
#include "schema/generate_cpp.hpp"

#include "schema/cpp_definition.hpp"
#include "schema/cpp_text.hpp"

#include <utility>

namespace strata::schema {
namespace {

std::string enum_class(const CppEnum& planned) {
  std::string enumerators;
  for (const std::string& name : planned.enumerators) enumerators += (enumerators.empty() ? "" : ", ") + name;
  std::string one_line = "enum class " + planned.class_name + " { " + enumerators + " };\n";
  if (one_line.size() <= 120) return one_line;
  std::string text = "enum class " + planned.class_name + " {\n";
  for (const std::string& name : planned.enumerators) text += "  " + name + ",\n";
  return text + "};\n";
}

std::string struct_of(const CppTable& table) {
  std::string text = "struct " + table.struct_name + " {\n";
  for (const CppMember& member : table.members) {
    const std::string type = member.optional ? "std::optional<" + member.type + ">" : member.type;
    text += "  " + type + " " + member.identifier + ";\n";
  }
  return text + "};\n";
}

// The headers that the types need.
std::string includes_for(const std::string& structs) {
  constexpr std::pair<std::string_view, std::string_view> needs[] = {{"std::byte", "<cstddef>"},
                                                                     {"std::int", "<cstdint>"},
                                                                     {"std::optional<", "<optional>"},
                                                                     {"std::string", "<string>"},
                                                                     {"std::vector<", "<vector>"}};
  std::string text;
  if (structs.find("strata::") != std::string::npos) text += "#include <strata/types.hpp>\n\n";
  for (const auto& [type, header] : needs) {
    if (structs.find(type) != std::string::npos) text += "#include " + std::string(header) + "\n";
  }
  if (text.ends_with(">\n")) text += "\n";
  return text;
}

std::string definition(const std::string& name, const std::string& body) {
  return "static const strata::Definition " + name + "{[](strata::Models& models) {\n" + body + "}};\n";
}

std::string structs_of(const CppPlan& plan) {
  std::string text;
  for (const CppEnum& planned : plan.enums) text += enum_class(planned) + "\n";
  for (const CppTable& table : plan.tables) text += struct_of(table) + "\n";
  return includes_for(text) + text;
}

std::string definitions_of(const CppPlan& plan, std::vector<std::string>& notes) {
  std::string text;
  const std::string types = define_types(plan, notes);
  if (!types.empty()) text += definition("project", types) + "\n";
  for (const CppTable& table : plan.tables) {
    text += definition(table.definition_name, define_table(plan, table, notes)) + "\n";
  }
  for (std::size_t i = 0; i < plan.view_names.size(); ++i) {
    text += definition(plan.view_names[i], define_view(plan.schema->views[i], notes)) + "\n";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

std::string notice_of(const Schema& schema, const std::vector<std::string>& notes) {
  std::string text =
      "// Models of a " + schema.engine + " database, written by `strata schema inspect --format cpp`.\n";
  if (!schema.opaque_objects.empty()) {
    text += "// Not modelled; strata reports these objects and leaves them alone:\n";
    for (const OpaqueObject& object : schema.opaque_objects) {
      const std::string place = object.table ? " on " + to_string(*object.table) : "";
      text += cpp_comment("  " + describe(object) + place);
    }
  }
  if (!notes.empty()) {
    text += "// Not said by the models below:\n";
    for (const std::string& note : notes) text += cpp_comment("  " + note);
  }
  return text;
}

constexpr std::string_view model_include = "#include <strata/model.hpp>\n";

}  // namespace

GeneratedCpp generate_cpp(const Schema& schema, const CppTypes& types, ReferentialAction unspecified) {
  CppPlan plan = plan_cpp(schema, types);
  plan.unspecified_action = unspecified;
  std::vector<std::string> notes;
  GeneratedCpp generated;
  generated.structs = structs_of(plan);
  generated.definitions = definitions_of(plan, notes);
  generated.notice = notice_of(schema, notes);
  return generated;
}

std::string one_file(const GeneratedCpp& generated) {
  return generated.notice + std::string(model_include) + "\n" + generated.structs + generated.definitions;
}

std::string header_file(const GeneratedCpp& generated) {
  std::string text = generated.notice + "#pragma once\n\n" + generated.structs;
  if (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::string source_file(const GeneratedCpp& generated, std::string_view header_name) {
  return "// What the structs of " + std::string(header_name) + " are in the database.\n#include \"" +
         std::string(header_name) + "\"\n\n" + std::string(model_include) + "\n" + generated.definitions;
}

}  // namespace strata::schema
