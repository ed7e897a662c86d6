// Model and Schema through JSON and back, and what is refused on the way.
#include "filled.hpp"
#include "schema/error.hpp"
#include "schema/read_json.hpp"
#include "schema/write_json.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <typeinfo>

using namespace strata;
using namespace strata::schema;

namespace {

struct Anything {
  template <class T>
  operator T() const;
};

template <class T, class... Members>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Members()..., Anything()}; }) {
    return member_count<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}

template <class T>
std::size_t listed_count() {
  std::size_t count = 0;
  json::Fields<T>::each([&](const char*, auto, auto...) { ++count; });
  return count;
}

template <class T>
void require_all_members_listed() {
  INFO(typeid(T).name());
  CHECK(listed_count<T>() == member_count<T>());
}

template <class... T>
void require_all_listed() {
  (require_all_members_listed<T>(), ...);
}

Error error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return Error(ErrorCode::internal, "");
}

Error refused(const std::string& text) {
  return error_of([&] { read_any(text, "saved.json"); });
}

// Locations compare equal whatever they are, so they are looked at by name.
template <class T>
void require_same_locations(const T& a, const T& b) {
  CHECK(a.location.file == b.location.file);
  CHECK(a.location.line == b.location.line);
}

}  // namespace

TEST_CASE("every member of every type stands in the JSON field lists") {
  require_all_listed<SequenceOptions, Identity, Generated, Column, KeyPart, PrimaryKey, UniqueConstraint, ForeignKey,
                     Check, ExclusionElement, Exclusion, Index, TableOptions, Table, View, Sequence, EnumType, Domain,
                     CompositeType, Extension, OpaqueObject, Schema>();
  require_all_listed<PortableType, EngineText, Fragment, Literal, ModelColumn, ModelKeyPart, ModelKey, ModelForeignKey,
                     ModelCheck, ModelExclusionElement, ModelExclusion, ModelIndex, ModelTable, ModelView, ModelEnum,
                     ModelDomain, ModelSequence, ModelCompositeType, NamingConvention, Model>();
}

TEST_CASE("a schema with every field set comes back from JSON") {
  const auto schema = schema::testing::filled<Schema>();
  const Schema back = read_schema(to_json(schema), "test");
  CHECK(back == schema);
  CHECK(to_json(back) == to_json(schema));
  require_same_locations(back.tables[1].columns[1], schema.tables[1].columns[1]);
}

TEST_CASE("a model with every field set comes back from JSON") {
  const auto model = schema::testing::filled<Model>();
  const Model back = read_model(to_json(model), "test");
  CHECK(back == model);
  CHECK(to_json(back) == to_json(model));
  require_same_locations(back.tables[0].indexes[1], model.tables[0].indexes[1]);
}

TEST_CASE("an empty model and an empty schema are short") {
  CHECK(to_json(Model{}) == "{\"strata\": 1, \"kind\": \"model\"}\n");
  CHECK(read_model(to_json(Model{}), "test") == Model{});
  CHECK(to_json(Schema{}) == "{\"strata\": 1, \"kind\": \"schema\", \"engine\": \"\"}\n");
}

TEST_CASE("defaults are left out and what is short stays on one line") {
  Schema schema;
  schema.engine = "sqlite";
  Table& table = schema.tables.emplace_back();
  table.name.name = "users";
  table.columns.resize(2);
  table.columns[0].name = "id";
  table.columns[0].type = "INTEGER";
  table.columns[0].nullable = false;
  table.columns[1].name = "name";
  table.columns[1].default_value = "'a long default that does not fit on the same line as the rest of the table'";
  CHECK(to_json(schema) == R"({
  "strata": 1,
  "kind": "schema",
  "engine": "sqlite",
  "tables": [
    {
      "name": "users",
      "columns": [
        {"name": "id", "type": "INTEGER", "nullable": false},
        {"name": "name", "default": "'a long default that does not fit on the same line as the rest of the table'"}
      ]
    }
  ]
}
)");
}

TEST_CASE("an empty default is kept apart from none") {
  Schema schema;
  schema.tables.emplace_back().columns.resize(1);
  schema.tables[0].columns[0].default_value = "";
  CHECK(read_schema(to_json(schema), "test") == schema);
}

TEST_CASE("read_any gives what the text says it is") {
  CHECK(std::holds_alternative<Model>(read_any(to_json(Model{}), "test")));
  CHECK(std::holds_alternative<Schema>(read_any(to_json(Schema{}), "test")));
  const Error error = error_of([] { read_model(to_json(Schema{}), "saved.json"); });
  CHECK(std::string(error.what()) == "expected a model, found a schema");
  CHECK(error.place().file == "saved.json");
}

TEST_CASE("a text that is not UTF-8 is refused, not mended") {
  const char* const texts[] = {"\xff", "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"};
  for (const char* text : texts) {
    Schema schema;
    schema.engine = text;
    CHECK_THROWS_AS(to_json(schema), Error);
  }
  Schema schema;
  schema.engine = "é€😀";
  CHECK(read_schema(to_json(schema), "test").engine == "é€😀");
}

TEST_CASE("a NUL within a text survives") {
  Schema schema;
  schema.engine = std::string("a\0b", 3);
  CHECK(read_schema(to_json(schema), "test").engine == schema.engine);
}

TEST_CASE("a syntax error is told with line and column") {
  const Error error = refused("{\n  \"strata\": 1,\n  \"kind\" \"model\"\n}");
  CHECK(error.code() == ErrorCode::models);
  CHECK(error.place().file == "saved.json");
  CHECK(error.place().line == 3);
  CHECK(error.place().column > 9);
  CHECK(std::string(error.what()).find("not JSON: syntax error") == 0);
}

TEST_CASE("rubbish is refused") {
  for (const char* text : {"", "   ", "hello", "{", "[1, 2", "\"\\ud800\"", "{\"a\": \"\xff\"}", "nul"}) {
    INFO(text);
    CHECK(std::string(refused(text).what()).find("not JSON") == 0);
  }
  CHECK(std::string(refused("[]").what()) == "expected an object, found a list");
  CHECK(std::string(refused("{}").what()) == "this is not strata's JSON: \"strata\" is missing");
  CHECK(std::string(refused(R"({"strata": 1})").what()) == "\"kind\" is missing");
  CHECK(std::string(refused(R"({"strata": 1, "kind": "x"})").what()).find("kind: \"x\" is not one of") == 0);
}

TEST_CASE("another version of the format is refused with a way out") {
  const Error error = refused(R"({"strata": 2, "kind": "model"})");
  CHECK(std::string(error.what()) == "format version 2 is not known; this strata reads version 1");
  CHECK_FALSE(error.hint().empty());
}

TEST_CASE("what is wrong within is told with its path") {
  const auto message = [](const std::string& rest) {
    return std::string(refused(R"({"strata": 1, "kind": "model", )" + rest + "}").what());
  };
  CHECK(message(R"("tables": 3)") == "tables: expected a list, found the number 3");
  CHECK(message(R"("tables": [{"name": "a"}, {"name": null}])").find("tables[1].name: expected a name") == 0);
  CHECK(message(R"("tables": [{"columns": []}])") == "tables[0]: \"name\" is missing");
  CHECK(message(R"("tables": [{"name": "a", "columns": [{"name": "b", "type": {"kind": 1}}]}])") ==
        "tables[0].columns[0].type.kind: expected a text, found the number 1");
  CHECK(message(R"("tables": [{"name": "a", "temporary": "yes"}])") ==
        "tables[0].temporary: expected true or false, found a text");
  CHECK(message(R"("tables": [{"name": "a", "location": "nowhere"}])").find("tables[0].location: expected") == 0);
  CHECK(message(R"("sequences": [{"name": "s", "options": {"start": 1.5}}])") ==
        "sequences[0].options.start: expected a whole number of 64 bits, found the number 1.5");
  CHECK(message(R"("sequences": [{"name": "s", "options": {"start": 9223372036854775808}}])")
            .find("sequences[0].options.start: expected a whole number of 64 bits") == 0);
}

TEST_CASE("an unknown key is refused with the nearest one") {
  const Error error = refused(R"({"strata": 1, "kind": "model", "tables": [{"name": "a", "colums": []}]})");
  CHECK(std::string(error.what()) == "tables[0].colums: unknown key");
  CHECK(error.hint() == "did you mean 'columns'?");
  CHECK(std::string(refused(R"({"strata": 1, "kind": "model", "opaque_objects": []})").what()) ==
        "opaque_objects: unknown key");
}

TEST_CASE("an unknown word is refused with the nearest one") {
  const Error error = refused(
      R"({"strata": 1, "kind": "model", "tables": [{"name": "a", "columns": [{"name": "b", "type": {"kind": "txet"}}]}]})");
  CHECK(std::string(error.what()).find("tables[0].columns[0].type.kind: \"txet\" is not one of \"boolean\"") == 0);
  CHECK(error.hint() == "did you mean 'text'?");
}

TEST_CASE("a key that stands twice is refused, since one of them would be lost") {
  const Error error = refused(R"({"strata": 1, "kind": "model", "tables": [], "tables": []})");
  CHECK(std::string(error.what()) == "the key \"tables\" stands twice in one object");
}

TEST_CASE("a type nested without end is refused, not followed") {
  std::string type = R"({"kind": "text"})";
  for (int i = 0; i < 2000; ++i) type = R"({"kind": "array", "element": [)" + type + "]}";
  const Error error = refused(
      R"({"strata": 1, "kind": "model", "tables": [{"name": "a", "columns": [{"name": "b", "type": )" + type + "}]}]}");
  CHECK(std::string(error.what()).find("nested too deep") != std::string::npos);
}

TEST_CASE("five thousand tables go through JSON") {
  Schema schema;
  for (int i = 0; i < 5000; ++i) {
    Table& table = schema.tables.emplace_back();
    table.name.name = "table_" + std::to_string(i);
    for (int j = 0; j < 15; ++j) {
      Column& column = table.columns.emplace_back();
      column.name = "column_" + std::to_string(j);
      column.type = "INTEGER";
    }
    table.primary_key.emplace().parts.resize(1);
    table.primary_key->parts[0].column = "column_0";
  }
  CHECK(read_schema(to_json(schema), "test") == schema);
}
