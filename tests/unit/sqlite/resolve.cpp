// Models on SQLite: what portable types become, whose names are made up, and what is refused with its place.
#include "dialects/sqlite/resolve.hpp"

#include "../errors.hpp"
#include "../model_parts.hpp"
#include "database.hpp"
#include "dialects/sqlite/left_out.hpp"
#include "dialects/sqlite/render.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::sqlite;
using namespace strata::test;
namespace schema = strata::schema;
using schema::Literal;
using schema::LiteralKind;
using schema::ModelColumn;
using schema::ModelTable;
using schema::PortableKind;
using schema::PortableType;

namespace {

PortableType varchar(int length) {
  PortableType out = type(PortableKind::varchar);
  out.length = length;
  return out;
}

PortableType decimal(int precision, int scale) {
  PortableType out = type(PortableKind::decimal);
  out.precision = precision;
  out.scale = scale;
  return out;
}

ModelTable users() {
  ModelTable table;
  table.name = {"", "users"};
  table.columns = {model_column("id", type(PortableKind::int64)), model_column("email", varchar(320))};
  table.primary_key = model_key({"id"});
  table.location = {"models.cpp", 3};
  return table;
}

schema::Model model_with(ModelTable table) {
  schema::Model model;
  model.enums.push_back({{"", "role"}, {"member", "it's {me}"}, {}, "", {}});
  model.tables.push_back(std::move(table));
  return model;
}

std::string sql_of(ModelTable table) {
  return create_table(resolve(model_with(std::move(table))).tables.front());
}

// The error's detail, which lists every problem.
std::string refusal(const schema::Model& model) {
  try {
    resolve(model);
  } catch (const strata::Error& error) {
    CHECK(error.code() == strata::ErrorCode::models);
    CHECK(error.place().file == "models.cpp");
    return std::string(error.what()) + "\n" + error.detail() + "\n" + error.hint();
  }
  return "";
}

}  // namespace

TEST_CASE("portable types become declared types and checks, which SQLite takes") {
  ModelTable table = users();
  table.columns.push_back(model_column("live", type(PortableKind::boolean)));
  table.columns.push_back(model_column("role", enumeration("role")));
  table.columns.push_back(model_column("balance", decimal(12, 2)));
  table.columns.push_back(model_column("about", type(PortableKind::json)));
  table.columns.push_back(model_column("photo", type(PortableKind::bytes)));
  table.columns.push_back(model_column("score", type(PortableKind::float64)));
  table.columns.push_back(model_column("created_at", type(PortableKind::timestamp)));
  table.columns[2].default_literal = Literal{LiteralKind::boolean, "true"};
  table.columns[3].default_literal = Literal{LiteralKind::text, "it's {me}"};
  table.columns[5].nullable = true;
  table.columns[6].default_literal = Literal{LiteralKind::bytes, "00ff"};
  table.columns[8].default_sql = {{"", "CURRENT_TIMESTAMP"}, {"postgresql", "now()"}};
  const std::string sql = sql_of(table);
  CHECK(sql == R"(CREATE TABLE users (
  id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY,
  email TEXT NOT NULL,
  live INTEGER NOT NULL DEFAULT 1,
  role TEXT NOT NULL DEFAULT 'it''s {me}',
  balance NUMERIC(12,2) NOT NULL,
  about TEXT,
  photo BLOB NOT NULL DEFAULT x'00ff',
  score REAL NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT ck_users_email_length CHECK (length(email) <= 320),
  CONSTRAINT ck_users_live_boolean CHECK (live IN (0, 1)),
  CONSTRAINT ck_users_role_enum CHECK (role IN ('member', 'it''s {me}')),
  CONSTRAINT ck_users_about_json CHECK (about IS NULL OR json_valid(about))
))");
  Database database(sql);
  database.run("INSERT INTO users (id, email, balance, score) VALUES (1, 'a@b', 1.25, 1)");
  CHECK_THROWS(database.run("INSERT INTO users (id, email, balance, score, about) VALUES (2, '', 0, 0, '{')"));
}

TEST_CASE("a native type wins and brings no check along") {
  ModelTable table = users();
  table.columns[1].native_types = {{"postgresql", "citext"}, {"sqlite", "VARCHAR(320)"}};
  table.columns[1].collation = {{"sqlite", "NOCASE"}};
  CHECK(sql_of(table) ==
        "CREATE TABLE users (\n  id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY,\n"
        "  email VARCHAR(320) NOT NULL COLLATE NOCASE\n)");
}

TEST_CASE("fragments are expanded and quoted, names follow the convention") {
  ModelTable table = users();
  table.columns[1].name = "order";
  schema::ModelCheck check;
  check.expression = {"{} <> '{{}}'", {"order"}, {}};
  table.checks.push_back(check);
  schema::ModelIndex index;
  index.parts = {model_part("order")};
  index.parts.front().column.clear();
  index.parts.front().expression = {"lower({})", {"order"}, {}};
  index.include = {"id"};
  index.where = {"{} IS NOT NULL", {"order"}, {}};
  table.indexes.push_back(index);
  const schema::Schema resolved = resolve(model_with(table));
  const schema::Table& out = resolved.tables.front();
  CHECK(out.checks.front().expression == "\"order\" <> '{}'");
  CHECK(out.checks.front().name == "ck_users_order");
  CHECK(create_index(out, out.indexes.front()) ==
        "CREATE INDEX ix_users_order ON users (lower(\"order\"), id) WHERE \"order\" IS NOT NULL");
}

TEST_CASE("identity is the sole integer key; auto_increment promises more") {
  ModelTable table = users();
  table.columns[0].identity = schema::Identity{};
  CHECK(contains(sql_of(table), "id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY,"));
  table.columns[0].identity = schema::Identity{schema::IdentityKind::auto_increment, {}};
  CHECK(contains(sql_of(table), "id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY AUTOINCREMENT,"));
}

TEST_CASE("identity elsewhere is refused") {
  ModelTable table = users();
  table.columns[0].identity = schema::Identity{};
  SECTION("in a composite key") {
    table.primary_key = model_key({"id", "email"});
  }
  SECTION("outside the key") {
    table.primary_key = model_key({"email"});
  }
  SECTION("without rowids") {
    table.options.without_rowid = true;
  }
  SECTION("of another type") {
    table.columns[0].native_types = {{"sqlite", "BIGINT"}};
  }
  const std::string message = refusal(model_with(table));
  CHECK(contains(message, "users.id"));
  CHECK((contains(message, "sole INTEGER PRIMARY KEY") || contains(message, "declared INTEGER")));
}

TEST_CASE("what SQLite lacks is refused, all of it at once, with a way out") {
  ModelTable table = users();
  table.columns.push_back(model_column("tags", array_of(type(PortableKind::text)), 10));
  schema::ModelIndex covering;
  covering.name = "users_cover";
  covering.unique = true;
  covering.parts = {model_part("email")};
  covering.include = {"id"};
  covering.location = {"models.cpp", 11};
  schema::ModelIndex gin;
  gin.name = "users_gin";
  gin.method = "gin";
  gin.parts = {model_part("email")};
  gin.parts.front().nulls = schema::NullsOrder::last;
  gin.location = {"models.cpp", 12};
  table.indexes = {covering, gin};
  schema::ModelExclusion exclusion;
  exclusion.name = "users_ex";
  exclusion.location = {"models.cpp", 13};
  table.exclusions = {exclusion};
  schema::Model model = model_with(table);
  schema::ModelSequence sequence;
  sequence.name = {"", "numbers"};
  sequence.location = {"models.cpp", 14};
  model.sequences = {sequence};
  schema::ModelView view;
  view.name = {"", "totals"};
  view.materialized = true;
  view.definition.text = "SELECT 1";
  view.location = {"models.cpp", 15};
  model.views = {view};
  const std::string message = refusal(model);
  for (const std::string piece : {"models.cpp:10", "users.tags", "models.cpp:11", "users_cover", "INCLUDE",
                                  "models.cpp:12", "gin", "NULLs", "models.cpp:13", "users_ex", "models.cpp:14",
                                  "numbers", "models.cpp:15", "totals", ".only_on(\"postgresql\")"}) {
    INFO(message);
    CHECK(contains(message, piece));
  }
}

TEST_CASE("what is limited to other engines is left out") {
  ModelTable table = users();
  table.columns.push_back(model_column("tags", array_of(type(PortableKind::text))));
  table.columns.back().only_on = {"postgresql"};
  schema::Model model = model_with(table);
  schema::ModelSequence sequence;
  sequence.name = {"", "numbers"};
  sequence.only_on = {"postgresql", "mariadb"};
  model.sequences = {sequence};
  const schema::Schema resolved = resolve(model);
  CHECK(resolved.engine == "sqlite");
  CHECK(resolved.tables.front().columns.size() == 2);
}

TEST_CASE("a key can't have a column that is limited to other engines") {
  ModelTable table = users();
  table.columns[1].only_on = {"postgresql"};
  table.uniques.push_back(model_key({"email"}));
  CHECK(contains(refusal(model_with(table)),
                 "a unique constraint of users needs the column email, which is not on SQLite"));
}

TEST_CASE("views know what they are made of, and lose their semicolon") {
  schema::Model model = model_with(users());
  schema::ModelView view;
  view.name = {"", "mails"};
  view.definition.text = "SELECT email, '{}' FROM users;\n";
  model.views = {view};
  const schema::Schema resolved = resolve(model);
  CHECK(resolved.views.front().definition == "SELECT email, '{}' FROM users");
  CHECK(resolved.views.front().depends_on == std::vector<schema::ObjectName>{{"", "users"}});
}

TEST_CASE("STRICT tables take strict types only") {
  ModelTable table = users();
  table.options.strict = true;
  table.columns[1] = model_column("balance", decimal(12, 2));
  CHECK(contains(refusal(model_with(table)), "users.balance has the type NUMERIC(12,2)"));
  table.columns[1].native_types = {{"sqlite", "TEXT"}};
  Database database(sql_of(table));
  CHECK(database.schema().tables.front().options.strict);
}

TEST_CASE("what would mean something else without it is refused") {
  ModelTable table = users();
  table.columns[1].on_update = "CURRENT_TIMESTAMP";
  table.columns[1].invisible = true;
  table.uniques.push_back(model_key({"email"}));
  table.uniques[0].name = "users_mail";
  table.uniques[0].nulls_not_distinct = true;
  table.uniques[0].deferral = schema::Deferral::initially_deferred;
  table.uniques[0].parts[0].operator_class = "text_pattern_ops";
  table.uniques[0].parts[0].prefix_length = 10;
  schema::ModelForeignKey owner;
  owner.columns = {"id"};
  owner.referenced_table = {"", "users"};
  owner.validated = false;
  table.foreign_keys.push_back(owner);
  schema::ModelCheck check;
  check.expression = {"{} > 0", {"id"}, {}};
  check.validated = false;
  table.checks.push_back(check);
  table.options.inherits = {{"", "people"}};
  table.options.partition_by = "RANGE (id)";
  table.options.system_versioned = true;
  table.options.collation = "utf8mb4_bin";
  schema::Model model = model_with(table);
  schema::ModelView view;
  view.name = {"", "mails"};
  view.definition.text = "SELECT 1";
  view.check_option = "cascaded";
  model.views = {view};
  const std::string message = refusal(model);
  for (const std::string piece :
       {"users.email has ON UPDATE", "users.email is invisible", "NULLS NOT DISTINCT", "deferrable",
        "the operator class text_pattern_ops", "a prefix length", "foreign key fk_users_id_users is NOT VALID",
        "check ck_users_id is NOT VALID", "inherits", "partitioned", "system-versioned",
        "collation for all its columns", "view mails has a check option"}) {
    INFO(message);
    CHECK(contains(message, piece));
  }
}

TEST_CASE("what changes nothing is left out, and told with its place") {
  ModelTable table = users();
  table.columns[1].character_set = "utf8mb4";
  table.columns[1].storage = "external";
  table.columns[1].compression = "lz4";
  table.columns[1].statistics_target = 100;
  table.columns[1].location = {"models.cpp", 7};
  table.options.engine = "InnoDB";
  table.options.row_format = "dynamic";
  table.options.unlogged = true;
  table.options.tablespace = "fast";
  table.options.storage_parameters = {{"fillfactor", "70"}};
  schema::ModelIndex index;
  index.name = "users_mail";
  index.parts = {model_part("email")};
  index.comment = "for the login";
  index.ignored = true;
  index.location = {"models.cpp", 8};
  table.indexes = {index, index};
  table.indexes[1].only_on = {"mariadb"};
  std::vector<std::string> notes;
  for (const schema::Finding& finding : left_out(model_with(table))) notes.push_back(to_string(finding));
  CHECK(notes == std::vector<std::string>{
                     "models.cpp:3: table users: SQLite does without UNLOGGED, its tablespace, its storage parameters, "
                     "its engine, its row format",
                     "models.cpp:7: column users.email: SQLite does without its character set, its storage, its "
                     "compression, its statistics target",
                     "models.cpp:8: index users_mail: SQLite does without IGNORED (it is used), its comment"});
  CHECK(resolve(model_with(table)).tables.size() == 1);
  CHECK(left_out(model_with(users())).empty());
}
