// Models on PostgreSQL: what portable types become, whose names are made up, and what is refused with its place.
#include "dialects/postgresql/resolve.hpp"

#include "../errors.hpp"
#include "../model_parts.hpp"
#include "dialects/postgresql/left_out.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

using strata::Error;
using strata::dialects::postgresql::left_out;
using strata::dialects::postgresql::resolve;
using namespace strata::test;
namespace schema = strata::schema;
using schema::IdentityKind;
using schema::Literal;
using schema::LiteralKind;
using schema::ModelColumn;
using schema::ModelTable;
using schema::ObjectName;
using schema::PortableKind;
using schema::PortableType;

namespace {

ModelTable model_users() {
  ModelTable table;
  table.name = {"", "users"};
  table.location = {"models.cpp", 1};
  table.columns = {model_column("id", type(PortableKind::int64)), model_column("Email", type(PortableKind::text))};
  table.columns[1].nullable = true;
  table.primary_key = model_key({"id"});
  return table;
}

schema::Table resolved(const ModelTable& table) {
  return resolve(model_of({table})).tables.at(0);
}

// Of a table with that one column.
schema::Column resolved(const ModelColumn& given) {
  ModelTable table = model_users();
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

}  // namespace

TEST_CASE("columns have PostgreSQL's types, native ones win") {
  CHECK(resolved(model_column("a", type(PortableKind::timestamp_tz))).type == "timestamp with time zone");
  ModelColumn native = model_column("a", type(PortableKind::text));
  native.native_types = {{"", "citext"}, {"sqlite", "TEXT"}};
  CHECK(resolved(native).type == "citext");
  const PortableType array = array_of(type(PortableKind::int32));
  CHECK(resolved(model_column("a", array)).type == "integer[]");
}

TEST_CASE("columns of an enum class are of an enum type") {
  ModelTable table = model_users();
  table.columns.push_back(model_column("role", enumeration("app.Role")));
  table.columns.back().default_literal = Literal{LiteralKind::text, "it's"};
  schema::Model model = model_of({table});
  model.enums.push_back({{"app", "Role"}, {"member", "it's"}, {}, "who", {}});
  const schema::Schema out = resolve(model);
  CHECK(out.tables[0].columns[2].type == "app.\"Role\"");
  CHECK(out.tables[0].columns[2].default_value == "'it''s'");
  REQUIRE(out.enums.size() == 1);
  CHECK(out.enums[0].labels == std::vector<std::string>{"member", "it's"});
  CHECK(out.enums[0].comment == "who");
  CHECK(out.namespaces == std::vector<std::string>{"app"});
}

TEST_CASE("an enum of other engines' columns only is not made") {
  ModelTable table = model_users();
  table.columns.push_back(model_column("role", enumeration("Role")));
  table.columns.push_back(model_column("mood", enumeration("Mood")));
  table.columns.back().only_on = {"sqlite"};
  ModelTable elsewhere = model_users();
  elsewhere.name.name = "elsewhere";
  elsewhere.only_on = {"sqlite"};
  elsewhere.columns.push_back(model_column("role", enumeration("Role")));
  elsewhere.columns.push_back(model_column("size", enumeration("Size")));
  schema::Model model = model_of({elsewhere, table});
  for (const char* name : {"Mood", "Role", "Size", "Unused"}) model.enums.push_back({{"", name}, {"a"}, {}, "", {}});
  const schema::Schema out = resolve(model);
  REQUIRE(out.enums.size() == 2);
  CHECK(out.enums[0].name.name == "Role");
  CHECK(out.enums[1].name.name == "Unused");
}

TEST_CASE("defaults of each kind are literals of PostgreSQL") {
  const auto sql = [](LiteralKind kind, const std::string& text, PortableKind of) {
    ModelColumn given = model_column("a", type(of));
    given.default_literal = Literal{kind, text};
    return resolved(given).default_value;
  };
  CHECK(sql(LiteralKind::boolean, "true", PortableKind::boolean) == "true");
  CHECK(sql(LiteralKind::integer, "-1", PortableKind::int32) == "-1");
  CHECK(sql(LiteralKind::real, "1.5e-3", PortableKind::float64) == "1.5e-3");
  CHECK(sql(LiteralKind::real, "inf", PortableKind::float64) == "'inf'");
  CHECK(sql(LiteralKind::text, "a'b", PortableKind::text) == "'a''b'");
  CHECK(sql(LiteralKind::bytes, "00ff", PortableKind::bytes) == "E'\\\\x00ff'");
  CHECK_FALSE(sql(LiteralKind::null, "", PortableKind::text).has_value());
  ModelColumn given = model_column("a", type(PortableKind::timestamp));
  given.default_sql = {{"", "CURRENT_TIMESTAMP"}, {"postgresql", "now()"}};
  CHECK(resolved(given).default_value == "now()");
}

TEST_CASE("numbered columns are identity columns, never NULL") {
  ModelColumn given = model_column("a", type(PortableKind::int64));
  given.nullable = true;
  given.identity = schema::Identity{IdentityKind::auto_increment, {}};
  CHECK(resolved(given).identity->kind == IdentityKind::by_default);
  CHECK_FALSE(resolved(given).nullable);
  given.identity = schema::Identity{IdentityKind::serial, {}};
  CHECK(resolved(given).identity->kind == IdentityKind::serial);
  given.identity->kind = IdentityKind::always;
  given.identity->sequence.start = 100;
  CHECK(resolved(given).identity == given.identity);
  given.type = type(PortableKind::text);
  ModelTable table = model_users();
  table.columns.push_back(given);
  CHECK(contains(refusal_of(table), "models.cpp:1: users.a is numbered by the database, but has the type text"));
}

TEST_CASE("the primary key's columns are never NULL") {
  ModelTable table = model_users();
  table.columns[0].nullable = true;
  CHECK_FALSE(resolved(table).columns[0].nullable);
  CHECK(resolved(table).columns[1].nullable);
}

TEST_CASE("generated columns are stored") {
  ModelTable table = model_users();
  table.columns.push_back(model_column("lower", type(PortableKind::text), 7));
  table.columns.back().generated = schema::Fragment{"lower({})", {"Email"}, {}};
  CHECK(contains(refusal_of(table), "models.cpp:7: users.lower is generated when it is read (virtual)"));
  CHECK(contains(refusal_of(table), ".generated_stored(…)"));
  table.columns.back().generated_stored = true;
  CHECK(resolved(table).columns[2].generated == schema::Generated{"lower(\"Email\")", true});
}

TEST_CASE("fragments quote their columns, and an engine may have its own text") {
  ModelTable table = model_users();
  schema::ModelCheck check;
  check.name = "c";
  check.expression = {"{} <> ''", {"Email"}, {{"postgresql", "{} ~ '@'"}}};
  check.no_inherit = true;
  check.validated = false;
  table.checks.push_back(check);
  const schema::Check out = resolved(table).checks.at(0);
  CHECK(out.expression == "\"Email\" ~ '@'");
  CHECK(out.no_inherit);
  CHECK_FALSE(out.validated);
}

TEST_CASE("names come from the convention; what is limited to other engines is not there") {
  ModelTable table = model_users();
  table.uniques.push_back(model_key({"Email"}));
  table.indexes.push_back(model_index("", {"Email", "id"}));
  table.columns.push_back(model_column("rowid", type(PortableKind::int64)));
  table.columns.back().only_on = {"sqlite"};
  table.indexes.push_back(model_index("other", {"rowid"}));
  table.indexes.back().only_on = {"sqlite"};
  const schema::Table out = resolved(table);
  CHECK(out.primary_key->name == "pk_users");
  CHECK(out.uniques.at(0).name == "uq_users_Email");
  REQUIRE(out.indexes.size() == 1);
  CHECK(out.indexes[0].name == "ix_users_Email_id");
  CHECK(out.columns.size() == 2);
  table.indexes.back().only_on.clear();
  CHECK(contains(refusal_of(table), "index other of users needs the column rowid, which is not on PostgreSQL"));
}

TEST_CASE("indexes keep all that PostgreSQL has") {
  ModelTable table = model_users();
  schema::ModelIndex given = model_index("i", {"id"});
  given.parts.push_back({});
  given.parts[1].expression = {"lower({})", {"Email"}, {}};
  given.parts[1].collation = "de_DE.utf8";
  given.parts[1].operator_class = "text_pattern_ops";
  given.parts[0].descending = true;
  given.parts[0].nulls = schema::NullsOrder::first;
  given.parts[1].nulls = schema::NullsOrder::first;
  given.unique = true;
  given.method = "btree";
  given.include = {"Email"};
  given.where = {"{} IS NOT NULL", {"Email"}, {}};
  given.nulls_not_distinct = true;
  given.storage_parameters = {{"fillfactor", "70"}};
  table.indexes.push_back(given);
  const schema::Index out = resolved(table).indexes.at(0);
  CHECK(out.method.empty());
  CHECK(out.parts[0].descending);
  CHECK_FALSE(out.parts[0].nulls.has_value());
  CHECK(out.parts[1].expression == "lower(\"Email\")");
  CHECK(out.parts[1].collation == "\"de_DE.utf8\"");
  CHECK(out.parts[1].operator_class == "text_pattern_ops");
  CHECK(out.parts[1].nulls == schema::NullsOrder::first);
  CHECK(out.include == std::vector<std::string>{"Email"});
  CHECK(out.where == "\"Email\" IS NOT NULL");
  CHECK(out.nulls_not_distinct);
  CHECK(out.storage_parameters == given.storage_parameters);
  table.indexes[0].parts[0].prefix_length = 10;
  table.indexes[0].method = "fulltext";
  CHECK(contains(refusal_of(table), "models.cpp:3: index i on users has a prefix length"));
  CHECK(contains(refusal_of(table), "to_tsvector"));
}

TEST_CASE("a collation is a name, or SQL") {
  const auto sql = [](const std::string& given) {
    ModelColumn made = model_column("a", type(PortableKind::text));
    made.collation = {{"", given}};
    ModelTable table = model_users();
    table.columns.push_back(made);
    schema::Model model = model_of({table});
    model.namespaces = {"app"};
    return resolve(model).tables[0].columns[2].collation;
  };
  CHECK(sql("C") == "\"C\"");
  CHECK(sql("\"C\"") == "\"C\"");
  CHECK(sql("und-x-icu") == "\"und-x-icu\"");
  CHECK(sql("en_US.utf8") == "\"en_US.utf8\"");
  CHECK(sql("app.german") == "app.german");
  CHECK(sql("german") == "german");
}

TEST_CASE("keys are made of plain columns") {
  ModelTable table = model_users();
  table.primary_key->parts[0].descending = true;
  CHECK_FALSE(resolved(table).primary_key->parts[0].descending);
  CHECK(contains(to_string(left_out(model_of({table})).at(0)),
                 "primary key pk_users: PostgreSQL does without the order"));
  table.uniques.push_back(model_key({"Email"}));
  table.uniques[0].parts[0].collation = "C";
  CHECK(contains(refusal_of(table), "models.cpp:2: unique constraint uq_users_Email has an expression, a collation"));
}

TEST_CASE("foreign keys name the columns that they lead to") {
  ModelTable child = model_users();
  child.name.name = "orders";
  schema::ModelForeignKey reference;
  reference.columns = {"id"};
  reference.referenced_table = {"", "users"};
  reference.on_delete = schema::ReferentialAction::set_null;
  reference.on_delete_columns = {"id"};
  reference.match = schema::MatchType::full;
  reference.deferral = schema::Deferral::initially_deferred;
  reference.validated = false;
  child.foreign_keys.push_back(reference);
  const schema::ForeignKey out = resolve(model_of({model_users(), child})).tables[1].foreign_keys.at(0);
  CHECK(out.name == "fk_orders_id_users");
  CHECK(out.referenced_columns == std::vector<std::string>{"id"});
  CHECK(out.on_delete_columns == std::vector<std::string>{"id"});
  CHECK(out.match == schema::MatchType::full);
  CHECK(out.deferral == schema::Deferral::initially_deferred);
  CHECK_FALSE(out.validated);
  child.foreign_keys[0].match = schema::MatchType::partial;
  CHECK(contains(refusal_of(model_of({model_users(), child})), "MATCH PARTIAL"));
}

TEST_CASE("exclusion constraints") {
  ModelTable table = model_users();
  schema::ModelExclusion given;
  given.method = "gist";
  given.elements = {{model_part("id"), "="}, {model_part("Email"), "&&"}};
  given.where = {"{} > 0", {"id"}, {}};
  table.exclusions.push_back(given);
  const schema::Exclusion out = resolved(table).exclusions.at(0);
  CHECK(out.name == "ex_users_id_Email");
  CHECK(out.method == "gist");
  CHECK(out.elements.at(1).operator_name == "&&");
  CHECK(out.where == "id > 0");
}

TEST_CASE("partitions and children take their parents' columns") {
  ModelTable parent = model_users();
  parent.options.partition_by = "RANGE (id)";
  ModelTable child;
  child.name = {"", "users_1"};
  child.options.partition_of = ObjectName{"", "users"};
  child.options.partition_bound = "FOR VALUES FROM (1) TO (10)";
  child.indexes.push_back(model_index("i", {"Email"}));
  const schema::Schema out = resolve(model_of({parent, child}));
  CHECK(out.tables[0].options.partition_by == "RANGE (id)");
  CHECK(out.tables[1].options.partition_of == ObjectName{"", "users"});
  CHECK(out.tables[1].columns.empty());
  child.options.inherits = {{"", "users"}};
  CHECK(contains(refusal_of(model_of({parent, child})), "is a partition and inherits"));
}

TEST_CASE("views know what they read") {
  schema::Model model = model_of({model_users()});
  schema::ModelView view;
  view.name = {"app", "mails"};
  view.definition.text = " SELECT u.\"Email\" AS other FROM users u;\n";
  view.options = {{"security_barrier", "true"}, {"algorithm", "merge"}};
  view.check_option = "local";
  schema::ModelView other;
  other.name = {"", "other"};
  other.materialized = true;
  other.definition.text = "SELECT * FROM app.mails";
  other.indexes.push_back(model_index("other_mail", {"Email"}));
  model.views = {view, other};
  const schema::Schema out = resolve(model);
  CHECK(out.views[0].definition == "SELECT u.\"Email\" AS other FROM users u");
  CHECK(out.views[0].options == schema::Options{{"security_barrier", "true"}});
  CHECK(out.views[0].check_option == "local");
  CHECK(out.views[0].depends_on == std::vector<ObjectName>{{"", "users"}});  // a column is no view
  CHECK(out.views[1].depends_on == std::vector<ObjectName>{{"app", "mails"}});
  CHECK(out.views[1].indexes.at(0).name == "other_mail");
  CHECK(left_out(model).size() == 1);
  model.views[1].definition.text = "SELECT * FROM app.mails GRAPH_TABLE of tomorrow";  // read by its names
  CHECK(resolve(model).views[1].depends_on == std::vector<ObjectName>{{"app", "mails"}});
}

TEST_CASE("defaults know their sequences") {
  schema::Model model = model_of({model_users()});
  model.tables[0].columns[0].default_sql = {{"", "nextval('app.numbers'::regclass)"}};
  schema::ModelSequence sequence;
  sequence.name = {"app", "numbers"};
  sequence.options.increment = 5;
  sequence.owned_by = "users.id";
  model.sequences.push_back(sequence);
  const schema::Schema out = resolve(model);
  CHECK(out.tables[0].depends_on == std::vector<ObjectName>{{"app", "numbers"}});
  CHECK(out.sequences.at(0).options.increment == 5);
  CHECK(out.sequences[0].owned_by == "users.id");
}

TEST_CASE("domains, composite types and extensions") {
  schema::Model model;
  schema::ModelDomain domain;
  domain.name = {"", "mail"};
  domain.type = "citext";
  domain.nullable = false;
  domain.collation = "C";
  schema::ModelCheck check;
  check.name = "has_at";
  check.expression.text = "VALUE ~ '@'";
  domain.checks.push_back(check);
  model.domains.push_back(domain);
  schema::ModelCompositeType composite;
  composite.name = {"", "pair"};
  schema::Column attribute;
  attribute.name = "a";
  attribute.type = "text";
  attribute.collation = "C";
  composite.attributes.push_back(attribute);
  model.composite_types.push_back(composite);
  model.extensions = {{"citext", "", ""}};
  const schema::Schema out = resolve(model);
  CHECK(out.domains.at(0).type == "citext");
  CHECK(out.domains[0].collation == "\"C\"");
  CHECK(out.domains[0].checks.at(0).expression == "VALUE ~ '@'");
  CHECK(out.composite_types.at(0).attributes.at(0).collation == "\"C\"");
  CHECK(out.extensions == model.extensions);
}

TEST_CASE("temporary tables have no schema of ours") {
  ModelTable table = model_users();
  table.name.schema = "app";
  table.temporary = true;
  const schema::Schema out = resolve(model_of({table}));
  CHECK(out.tables[0].name == ObjectName{"", "users"});
  CHECK(out.namespaces.empty());
  table.options.unlogged = true;
  CHECK(contains(refusal_of(table), "is unlogged as well"));
}

TEST_CASE("a foreign key to the first columns of a key is refused") {
  ModelTable parent = model_users();
  parent.primary_key = model_key({"id", "Email"});
  ModelTable child = model_users();
  child.name.name = "posts";
  schema::ModelForeignKey reference;
  reference.columns = {"id"};
  reference.referenced_table = {"", "users"};
  reference.referenced_columns = {"id"};
  reference.location = {"models.cpp", 9};
  child.foreign_keys = {reference};
  CHECK(contains(refusal_of(model_of({parent, child})),
                 "models.cpp:9: table posts: a foreign key references users (id)"));
  parent.primary_key = model_key({"id"});
  CHECK(refusal_of(model_of({parent, child})).empty());
}

TEST_CASE("names that PostgreSQL would cut are refused") {
  ModelTable table = model_users();
  table.columns[1].name = std::string(60, 'x');
  CHECK(refusal_of(table).empty());
  table.uniques.push_back(model_key({table.columns[1].name}));
  CHECK(contains(refusal_of(table), "models.cpp:2: the name of unique constraint uq_users_"));
  CHECK(contains(refusal_of(table), "has 69 bytes"));
}

TEST_CASE("tables, indexes, views and sequences of a schema share their names") {
  ModelTable table = model_users();
  table.indexes.push_back(model_index("totals", {"id"}));
  schema::Model model = model_of({table});
  schema::ModelView view;
  view.name = {"", "totals"};
  view.definition.text = "SELECT 1";
  model.views.push_back(view);
  CHECK(contains(refusal_of(model), "view totals has the name of index totals"));
  model.views[0].name.schema = "app";
  CHECK(refusal_of(model).empty());
  model.enums.push_back({{"", "users"}, {"a"}, {}, "", {}});
  CHECK(contains(refusal_of(model), "enum users has the name of table users"));
}

TEST_CASE("what only other engines have is refused or told") {
  ModelTable table = model_users();
  table.options.strict = true;
  table.options.engine = "InnoDB";
  table.columns[1].not_null_conflict = schema::ConflictAction::replace;
  const auto notes = left_out(model_of({table}));
  REQUIRE(notes.size() == 2);
  CHECK(contains(notes[0].message, "table users: PostgreSQL does without STRICT"));
  CHECK(contains(notes[0].message, "its engine"));
  CHECK(contains(notes[1].message, "column users.Email: PostgreSQL does without ON CONFLICT"));
  table.columns[1].on_update = "CURRENT_TIMESTAMP";
  table.options.system_versioned = true;
  CHECK(contains(refusal_of(table), "users.Email has ON UPDATE, which PostgreSQL lacks"));
  CHECK(contains(refusal_of(table), "table users is system-versioned, which PostgreSQL lacks"));
}
