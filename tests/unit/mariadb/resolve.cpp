// Models on MariaDB: what portable types become, what is a key, and what is refused with its place.
#include "dialects/mariadb/resolve.hpp"

#include "../errors.hpp"
#include "../model_parts.hpp"
#include "dialects/mariadb/left_out.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

using strata::Error;
using strata::dialects::mariadb::left_out;
using strata::dialects::mariadb::resolve;
using namespace strata::test;
namespace schema = strata::schema;
using schema::IdentityKind;
using schema::LiteralKind;
using schema::ModelColumn;
using schema::ModelTable;
using schema::PortableKind;
using schema::PortableType;

namespace {

ModelTable users() {
  ModelTable table;
  table.name = {"", "users"};
  table.location = {"models.cpp", 1};
  table.columns = {model_column("id", type(PortableKind::int64)),
                   model_column("email", type(PortableKind::varchar, 320)),
                   model_column("notes", type(PortableKind::text), 7)};
  table.columns[2].nullable = true;
  table.primary_key = model_key({"id"});
  return table;
}

schema::Table resolved(const ModelTable& table) {
  return resolve(model_of({table})).tables.at(0);
}

// Of a table with that one column.
schema::Column resolved(const ModelColumn& given) {
  ModelTable table = users();
  table.primary_key.reset();
  table.columns = {given};
  return resolved(table).columns.at(0);
}

// The detail of the refusal: every problem with its place.
std::string refusal_of(const schema::Model& model) {
  try {
    resolve(model);
  } catch (const Error& error) {
    CHECK(error.code() == strata::ErrorCode::models);
    return error.detail();
  }
  return "";
}

std::string refusal_of(const ModelTable& table) {
  return refusal_of(model_of({table}));
}

std::string refusal_of(const ModelColumn& given) {
  ModelTable table = users();
  table.columns.push_back(given);
  return refusal_of(table);
}

schema::Literal literal(LiteralKind kind, const std::string& text) {
  return {kind, text};
}

std::string default_of(LiteralKind kind, const std::string& text) {
  ModelColumn given = model_column("a", type(PortableKind::text));
  given.default_literal = literal(kind, text);
  return resolved(given).default_value.value_or("none");
}

}  // namespace

TEST_CASE("columns have MariaDB's types, native ones win") {
  CHECK(resolved(model_column("a", type(PortableKind::boolean))).type == "tinyint(1)");
  CHECK(resolved(model_column("a", type(PortableKind::text))).type == "longtext");
  CHECK(resolved(model_column("a", type(PortableKind::timestamp))).type == "datetime(6)");
  CHECK(resolved(model_column("a", type(PortableKind::timestamp_tz))).type == "timestamp(6)");
  CHECK(resolved(model_column("a", type(PortableKind::uuid))).type == "uuid");
  CHECK(resolved(model_column("a", type(PortableKind::json))).type == "json");
  ModelColumn native = model_column("a", type(PortableKind::int64));
  native.native_types = {{"", "text"}, {"mariadb", "bigint(20) unsigned"}};
  CHECK(resolved(native).type == "bigint(20) unsigned");

  schema::Model model = model_of({users()});
  model.enums.push_back({});
  model.enums.back().name = {"", "role"};
  model.enums.back().labels = {"member", "it's"};
  model.tables[0].columns.push_back(model_column("role", type(PortableKind::enumeration)));
  model.tables[0].columns.back().type.enum_name = "role";
  CHECK(resolve(model).tables[0].columns[3].type == "enum('member','it''s')");
}

TEST_CASE("what no type holds is refused") {
  const PortableType array = array_of(type(PortableKind::int32));
  CHECK(contains(refusal_of(model_column("tags", array, 12)), "models.cpp:12"));
  CHECK(contains(refusal_of(model_column("tags", array)), "strata::Json"));
  CHECK(contains(refusal_of(model_column("wait", type(PortableKind::interval), 13)), "models.cpp:13"));
  CHECK(contains(refusal_of(model_column("code", type(PortableKind::character, 300))), "at most 255"));
  PortableType decimal = type(PortableKind::decimal);
  decimal.precision = 70;
  CHECK(contains(refusal_of(model_column("sum", decimal)), "at most 65"));
}

TEST_CASE("defaults are MariaDB's literals, other SQL stays") {
  CHECK(default_of(LiteralKind::boolean, "true") == "1");
  CHECK(default_of(LiteralKind::boolean, "false") == "0");
  CHECK(default_of(LiteralKind::integer, "-5") == "-5");
  CHECK(default_of(LiteralKind::text, "it's \\") == "'it''s \\\\'");
  CHECK(default_of(LiteralKind::bytes, "00ff") == "x'00ff'");
  CHECK(default_of(LiteralKind::null, "") == "none");
  ModelColumn infinite = model_column("a", type(PortableKind::float64));
  infinite.default_literal = literal(LiteralKind::real, "inf");
  CHECK(contains(refusal_of(infinite), "inf"));
  ModelColumn sql = model_column("a", type(PortableKind::timestamp));
  sql.default_sql = {{"", "CURRENT_TIMESTAMP"}, {"mariadb", "current_timestamp(6)"}};
  CHECK(resolved(sql).default_value == "current_timestamp(6)");
}

TEST_CASE("whatever numbers rows is auto-increment, and needs a key of its own") {
  ModelTable table = users();
  table.columns[0].identity = schema::Identity{IdentityKind::always, {}};
  CHECK(resolved(table).columns[0].identity == schema::Identity{IdentityKind::auto_increment, {}});
  CHECK_FALSE(resolved(table).columns[0].nullable);

  table.primary_key = model_key({"email", "id"});
  table.columns[0].location.line = 21;
  CHECK(contains(refusal_of(table), "models.cpp:21"));
  CHECK(contains(refusal_of(table), "1075"));
  table.indexes = {model_index("by_id", {"id", "email"})};
  CHECK(refusal_of(table).empty());
  table.indexes.clear();
  table.options.engine = "Aria";
  CHECK(refusal_of(table).empty());
  table.primary_key = model_key({"id", "email"});
  table.options.engine.clear();
  CHECK(refusal_of(table).empty());

  table.columns[0].identity->sequence.start = 100;
  CHECK(contains(refusal_of(table), "sequence"));
  table.columns[0].identity = schema::Identity{};
  table.columns[1].identity = schema::Identity{};
  CHECK(contains(refusal_of(table), "MariaDB numbers integers"));
  CHECK(contains(refusal_of(table), "one column of a table"));
}

TEST_CASE("text in keys has a length") {
  ModelTable table = users();
  table.primary_key = model_key({"notes"});
  CHECK(contains(refusal_of(table), "models.cpp:2"));
  CHECK(contains(refusal_of(table), "varchar(255)"));
  table = users();
  table.uniques = {model_key({"notes"})};
  CHECK(contains(refusal_of(table), "users.notes"));
  table = users();
  table.indexes = {model_index("by_notes", {"notes"})};
  CHECK(contains(refusal_of(table), ".prefix(100)"));
  table.indexes[0].parts[0].prefix_length = 20;
  CHECK(resolved(table).indexes[0].parts[0].prefix_length == 20);
  table.indexes = {model_index("by_notes", {"notes"})};
  table.indexes[0].method = "FULLTEXT";
  CHECK(resolved(table).indexes[0].method == "fulltext");
  table.indexes[0].method = "hash";
  table.indexes[0].unique = true;
  CHECK(refusal_of(table).empty());
  table = users();
  table.columns[1].native_types = {{"mariadb", "mediumblob"}};
  table.indexes = {model_index("by_email", {"email"})};
  CHECK(contains(refusal_of(table), "varbinary(255)"));
}

TEST_CASE("unique constraints are unique indexes, what is included comes last") {
  ModelTable table = users();
  table.uniques = {model_key({"email"})};
  table.indexes = {model_index("by_email", {"email"})};
  table.indexes[0].include = {"id"};
  table.indexes[0].method = "btree";
  table.indexes[0].ignored = true;
  const schema::Table out = resolved(table);
  CHECK(out.uniques.empty());
  REQUIRE(out.indexes.size() == 2);
  CHECK(out.indexes[0].name == "uq_users_email");
  CHECK(out.indexes[0].unique);
  CHECK(out.indexes[1].parts.size() == 2);
  CHECK(out.indexes[1].parts[1].column == "id");
  CHECK(out.indexes[1].include.empty());
  CHECK(out.indexes[1].method.empty());
  CHECK(out.indexes[1].ignored);
  CHECK(out.primary_key->name.empty());
}

TEST_CASE("what MariaDB's keys lack is refused with the ways out") {
  const auto refusal = [](const auto& change) {
    ModelTable table = users();
    table.uniques = {model_key({"email"})};
    table.indexes = {model_index("by_email", {"email"})};
    change(table);
    return refusal_of(table);
  };
  const std::string partial = refusal([](ModelTable& table) { table.indexes[0].where = {"{} > 0", {"id"}, {}}; });
  CHECK(contains(partial, "models.cpp:3"));
  CHECK(contains(partial, ".only_on("));
  CHECK(contains(refusal([](ModelTable& table) {
                   table.indexes[0].unique = true;
                   table.indexes[0].where = {"{} > 0", {"id"}, {}};
                 }),
                 "generated column"));
  CHECK(contains(refusal([](ModelTable& table) {
                   table.indexes[0].parts = {{}};
                   table.indexes[0].parts[0].expression = {"lower({})", {"email"}, {}};
                 }),
                 "generated_virtual"));
  CHECK(contains(refusal([](ModelTable& table) { table.uniques[0].include = {"id"}; }), "includes other columns"));
  CHECK(contains(refusal([](ModelTable& table) { table.uniques[0].nulls_not_distinct = true; }), "NULLS NOT DISTINCT"));
  CHECK(contains(refusal([](ModelTable& table) { table.uniques[0].deferral = schema::Deferral::initially_deferred; }),
                 "deferrable"));
  CHECK(contains(refusal([](ModelTable& table) { table.indexes[0].method = "gin"; }), "gin"));
  CHECK(contains(refusal([](ModelTable& table) { table.indexes[0].parts[0].operator_class = "x"; }), "operator class"));
  CHECK(contains(refusal([](ModelTable& table) { table.indexes[0].parts[0].collation = "C"; }), "collation"));
  CHECK(contains(refusal([](ModelTable& table) { table.exclusions = {{}}; }), "exclusion"));
}

TEST_CASE("foreign keys name what they reference, and nothing that is forgotten") {
  ModelTable table = users();
  schema::ModelForeignKey parent;
  parent.columns = {"id"};
  parent.referenced_table = {"", "users"};
  parent.location = {"models.cpp", 4};
  table.foreign_keys = {parent};
  CHECK(resolved(table).foreign_keys[0].referenced_columns == std::vector<std::string>{"id"});
  CHECK(resolved(table).foreign_keys[0].on_delete == schema::ReferentialAction::restrict);
  table.foreign_keys[0].on_delete = schema::ReferentialAction::no_action;
  CHECK(resolved(table).foreign_keys[0].on_delete == schema::ReferentialAction::no_action);
  table.foreign_keys[0].on_delete = schema::ReferentialAction::set_default;
  CHECK(contains(refusal_of(table), "SET DEFAULT"));
  table.foreign_keys = {parent};
  table.foreign_keys[0].deferral = schema::Deferral::initially_deferred;
  CHECK(contains(refusal_of(table), "models.cpp:4"));
  table.foreign_keys = {parent};
  table.temporary = true;
  CHECK(contains(refusal_of(table), "temporary"));
  table.temporary = false;
  table.foreign_keys[0].validated = false;
  CHECK(contains(refusal_of(table), "NOT VALID"));

  ModelTable other = users();
  other.name.name = "others";
  other.foreign_keys = {parent};
  other.foreign_keys[0].name = "fk";
  table.foreign_keys = {parent};
  table.foreign_keys[0].name = "FK";
  CHECK(contains(refusal_of(model_of({table, other})), "foreign key FK of users"));
}

TEST_CASE("options of tables and columns are kept") {
  ModelTable table = users();
  table.options.engine = "InnoDB";
  table.options.character_set = "utf8mb4";
  table.options.collation = "utf8mb4_bin";
  table.options.row_format = "DYNAMIC";
  table.options.system_versioned = true;
  table.options.partition_by = "HASH (`id`)";
  table.options.storage_parameters = {{"fillfactor", "70"}, {"KEY_BLOCK_SIZE", "8"}};
  table.comment = "people";
  table.columns[2].on_update = "current_timestamp()";
  table.columns[2].invisible = true;
  table.columns[2].character_set = "latin1";
  table.columns[2].collation = {{"postgresql", "C"}, {"mariadb", "latin1_bin"}};
  const schema::Table out = resolved(table);
  CHECK(out.options.engine == "InnoDB");
  CHECK(out.options.collation == "utf8mb4_bin");
  CHECK(out.options.system_versioned);
  CHECK(out.options.partition_by == "PARTITION BY HASH (`id`)");
  CHECK(out.options.storage_parameters == schema::Options{{"KEY_BLOCK_SIZE", "8"}});
  CHECK(out.comment == "people");
  CHECK(out.columns[2].invisible);
  CHECK(out.columns[2].on_update == "current_timestamp()");
  CHECK(out.columns[2].character_set == "latin1");
  CHECK(out.columns[2].collation == "latin1_bin");
  table.options.partition_by = "PARTITION BY HASH (`id`) PARTITIONS 4";
  CHECK(resolved(table).options.partition_by == "PARTITION BY HASH (`id`) PARTITIONS 4");
}

TEST_CASE("checks and generated columns name their columns quoted") {
  ModelTable table = users();
  table.columns.push_back(model_column("key", type(PortableKind::int32)));
  table.columns.push_back(model_column("twice", type(PortableKind::int32)));
  table.columns.back().generated = schema::Fragment{"{} * 2", {"key"}, {}};
  table.checks = {{}};
  table.checks[0].expression = {"{} > 0 AND {} < 9", {"key", "id"}, {}};
  const schema::Table out = resolved(table);
  CHECK(out.checks[0].expression == "`key` > 0 AND id < 9");
  CHECK(out.columns[4].generated == schema::Generated{"`key` * 2", false});
  CHECK(out.columns[4].nullable);
}

TEST_CASE("views, sequences and what they use") {
  schema::Model model = model_of({users()});
  model.sequences.push_back({});
  model.sequences[0].name = {"", "numbers"};
  model.sequences[0].options.data_type = "integer";
  model.tables[0].columns[0].default_sql = {{"", "nextval(numbers)"}};
  model.views.push_back({});
  model.views[0].name = {"", "names"};
  model.views[0].definition = {" SELECT email FROM `users` ;", {}, {}};
  model.views[0].options = {{"security_invoker", "true"}, {"security_barrier", "true"}, {"algorithm", "MERGE"}};
  const schema::Schema out = resolve(model);
  CHECK(out.views[0].definition == "SELECT email FROM `users`");
  CHECK(out.views[0].depends_on == std::vector<schema::ObjectName>{{"", "users"}});
  CHECK(out.views[0].options == schema::Options{{"security", "INVOKER"}, {"algorithm", "MERGE"}});
  CHECK(out.tables[0].depends_on == std::vector<schema::ObjectName>{{"", "numbers"}});
  CHECK(out.sequences[0].options.data_type.empty());
  CHECK(out.sequences[0].options.maximum == 2147483647);
  model.views[0].materialized = true;
  CHECK(contains(refusal_of(model), "materialised"));
  model.views[0].materialized = false;
  model.views[0].temporary = true;
  CHECK(contains(refusal_of(model), "temporary"));
}

TEST_CASE("objects that MariaDB has no kind of are refused, unless they are limited to others") {
  schema::Model model = model_of({users()});
  model.domains.push_back({});
  model.domains[0].name = {"", "money"};
  model.domains[0].location = {"models.cpp", 30};
  CHECK(contains(refusal_of(model), "models.cpp:30"));
  model.domains[0].only_on = {"postgresql"};
  CHECK(refusal_of(model).empty());
  model.composite_types.push_back({});
  CHECK(contains(refusal_of(model), "composite type"));
  model = model_of({users()});
  model.tables[0].name.schema = "app";
  CHECK(contains(refusal_of(model), "app.users"));
  model = model_of({users()});
  model.tables[0].options.inherits = {{"", "people"}};
  CHECK(contains(refusal_of(model), "inherits"));
}

TEST_CASE("names are limited, and shared where MariaDB shares them") {
  ModelTable table = users();
  std::string long_name;
  for (int i = 0; i < 64; ++i) long_name += "ä";
  table.columns[1].name = long_name;
  CHECK(refusal_of(table).empty());
  table.columns[1].name += "x";
  CHECK(contains(refusal_of(table), "65 characters"));
  table = users();
  table.indexes = {model_index("One", {"email"}), model_index("one", {"id"})};
  CHECK(contains(refusal_of(table), "index One"));
  table.indexes = {model_index("primary", {"email"})};
  CHECK(contains(refusal_of(table), "the primary key"));
  schema::Model model = model_of({users()});
  model.views.push_back({});
  model.views[0].name = {"", "users"};
  model.views[0].definition.text = "SELECT 1";
  CHECK(contains(refusal_of(model), "table users"));
}

TEST_CASE("what has no meaning on MariaDB is told") {
  schema::Model model = model_of({users()});
  ModelTable& table = model.tables[0];
  table.options.strict = true;
  table.options.unlogged = true;
  table.primary_key->include = {"email"};
  table.columns[0].identity = schema::Identity{IdentityKind::always, {}};
  table.columns[1].storage = "external";
  table.indexes = {model_index("by_email", {"email"})};
  table.indexes[0].storage_parameters = {{"fillfactor", "70"}};
  table.indexes.push_back(model_index("elsewhere", {"email"}));
  table.indexes[1].tablespace = "fast";
  table.indexes[1].only_on = {"postgresql"};
  table.checks = {{}};
  table.checks[0].expression.text = "1";
  table.checks[0].comment = "why";
  model.extensions.push_back({"citext", "", ""});
  std::string notes;
  for (const schema::Finding& finding : left_out(model)) notes += finding.message + "\n";
  CHECK(notes ==
        "project: MariaDB does without extension citext\n"
        "table users: MariaDB does without STRICT (sql_mode says how strictly types are kept to), UNLOGGED\n"
        "column users.id: MariaDB does without ALWAYS (a value that is given is taken)\n"
        "column users.email: MariaDB does without its storage\n"
        "primary key pk_users: MariaDB does without INCLUDE (the primary key holds the whole row)\n"
        "check ck_users: MariaDB does without its comment\n"
        "index by_email: MariaDB does without its storage parameters\n");
}
