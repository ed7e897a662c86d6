// The text of generated C++: names, literals, layout, and that nothing is left out in silence.
#include "sample_schema.hpp"
#include "schema/cpp_names.hpp"
#include "schema/cpp_text.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace strata::schema;

TEST_CASE("names that C++ takes stay as they are") {
  CHECK(to_identifier("ArtistId") == "ArtistId");
  CHECK(to_identifier("created_at") == "created_at");
  CHECK(to_identifier("type_") == "type_");
}

TEST_CASE("names that C++ can't have become safe ones") {
  CHECK(to_identifier("class") == "class_");
  CHECK(to_identifier("1st place") == "n1st_place");
  CHECK(to_identifier("a-b") == "a_b");
  CHECK(to_identifier("__reserved__name") == "reserved_name");
  CHECK(to_identifier("") == "unnamed");
  CHECK(to_identifier("größe") == "gr_e");
  CHECK(to_identifier("NULL") == "NULL_");
}

TEST_CASE("table names become struct names") {
  CHECK(to_pascal_case("order_items") == "OrderItems");
  CHECK(to_pascal_case("PlaylistTrack") == "PlaylistTrack");
  CHECK(to_pascal_case("ACT_RU_TASK") == "ActRuTask");
  CHECK(to_pascal_case("2fa") == "N2fa");
  CHECK(to_pascal_case("???") == "Unnamed");
  CHECK(to_snake_case("PlaylistTrack") == "playlist_track");
}

TEST_CASE("names are given once") {
  UniqueNames names;
  CHECK(names.take("User") == "User");
  CHECK(names.take("User") == "User_2");
  CHECK(names.take("User") == "User_3");
  CHECK(names.take("class_") == "class_");
  CHECK(names.take("class_") == "class_2");
}

TEST_CASE("literals are written as a person would") {
  CHECK(cpp_literal("users") == R"("users")");
  CHECK(cpp_literal("say \"hi\"") == "R\"(say \"hi\")\"");
  CHECK(cpp_literal("a)\"b") == "R\"sql(a)\"b)sql\"");
  CHECK(cpp_literal("a\nb") == "R\"(a\nb)\"");
  CHECK(cpp_literal("tab\t and \x01"
                    "1") == R"("tab\t and \0011")");
}

TEST_CASE("a statement that does not fit has a call on each line") {
  Statement statement("table.column<&Customer::SupportRepresentativeIdentifier>()");
  statement.call("name", {cpp_literal("support representative identifier")});
  statement.call("comment", {cpp_literal("who the customer talks to")});
  CHECK(statement.render() == R"(  table.column<&Customer::SupportRepresentativeIdentifier>()
      .name("support representative identifier")
      .comment("who the customer talks to");
)");
}

TEST_CASE("generated lines stay within 120 columns") {
  std::istringstream lines(one_file(generate_cpp(testing::sample_schema(), testing::sample_type)));
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(line.size() <= 120);
  }
}

TEST_CASE("what is not modelled is named at the top") {
  const GeneratedCpp generated = generate_cpp(testing::sample_schema(), testing::sample_type);
  CHECK(generated.notice.find("//   function app.audit\n") != std::string::npos);
  CHECK(generated.notice.find("//   trigger stamp on lines\n") != std::string::npos);
}

TEST_CASE("what models can't say is named at the top") {
  Schema schema;
  Table& table = schema.tables.emplace_back();
  table.name.name = "users";
  table.indexes.emplace_back().name = "half_built";
  table.indexes[0].valid = false;
  const GeneratedCpp generated = generate_cpp(schema, testing::sample_type);
  CHECK(generated.notice.find("index half_built is invalid in the database") != std::string::npos);
}

TEST_CASE("what models can't say of types is named in the notice") {
  Schema schema;
  Domain& domain = schema.domains.emplace_back();
  domain.name.name = "email";
  domain.type = "text";
  Check& check = domain.checks.emplace_back();
  check.name = "email_has_at";
  check.expression = "VALUE LIKE '%@%'";
  check.comment = "roughly";
  check.validated = false;
  CompositeType& type = schema.composite_types.emplace_back();
  type.name.name = "address";
  Column& street = type.attributes.emplace_back();
  street.name = "street";
  street.type = "text";
  street.comment = "with its number";
  const std::string notice = generate_cpp(schema, testing::sample_type).notice;
  CHECK(notice.find("the comment of check email_has_at of domain email: roughly") != std::string::npos);
  CHECK(notice.find("check email_has_at of domain email is NOT VALID") != std::string::npos);
  CHECK(notice.find("the comment of address.street: with its number") != std::string::npos);
}

TEST_CASE("the models can be one file or a header and a source file") {
  const GeneratedCpp generated = generate_cpp(testing::sample_schema(), testing::sample_type);
  CHECK(header_file(generated).find("#pragma once") != std::string::npos);
  CHECK(header_file(generated).find("strata/model.hpp") == std::string::npos);
  CHECK(source_file(generated, "models.hpp").find("#include \"models.hpp\"") != std::string::npos);
  CHECK(one_file(generated).find("#include <strata/model.hpp>") != std::string::npos);
}

TEST_CASE("a table is read after those that it references") {
  Schema schema;
  schema.tables.resize(3);
  schema.tables[0].name.name = "a";
  schema.tables[0].foreign_keys.emplace_back().referenced_table.name = "c";
  schema.tables[1].name.name = "b";
  schema.tables[2].name.name = "c";
  schema.tables[2].foreign_keys.emplace_back().referenced_table.name = "a";
  const std::string structs = generate_cpp(schema, testing::sample_type).structs;
  CHECK(structs.find("struct C ") < structs.find("struct A "));
  CHECK(structs.find("struct A ") < structs.find("struct B "));
}

TEST_CASE("tables whose names differ in case only get structs of their own") {
  Schema schema;
  schema.tables.resize(3);
  schema.tables[0].name.name = "user_role";
  schema.tables[1].name.name = "UserRole";
  schema.tables[2].name = {"app", "user_role"};
  const std::string structs = generate_cpp(schema, testing::sample_type).structs;
  CHECK(structs.find("struct UserRole {") != std::string::npos);
  CHECK(structs.find("struct UserRole_2 {") != std::string::npos);
  CHECK(structs.find("struct AppUserRole {") != std::string::npos);
}

TEST_CASE("where most constraints have no name, none are given by convention") {
  Schema schema;
  schema.tables.resize(1);
  schema.tables[0].checks.resize(2);
  const std::string definitions = generate_cpp(schema, testing::sample_type).definitions;
  CHECK(definitions.find("models.leave_unnamed();") != std::string::npos);
  CHECK(definitions.find(".unnamed()") == std::string::npos);
}
