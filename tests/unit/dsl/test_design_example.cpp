// The definition of the design page, as printed there, and the model that it is to make.
#include "design_user.hpp"
#include "load.hpp"

// clang-format off
#include <strata/model.hpp>
static const strata::Definition users{[](strata::Models& models) {
    auto& users = models.table<User>("users");
    users.all_columns();                                         // every field of a base-less aggregate; or column<&User::x>() one by one
    users.column<&User::id>().identity();
    users.column<&User::email>().type(strata::native("citext").on("postgresql")).comment("login name");
    users.column<&User::role>().default_value(Role::member);
    users.column<&User::created_at>().default_sql("CURRENT_TIMESTAMP");
    users.primary_key({&User::id});
    users.check("users_balance_positive", "{} >= 0", &User::balance);
    users.index("users_live", {&User::created_at}).where("{} IS NULL", &User::deleted_at);         // partial
    users.index("users_list", {&User::role}).include({&User::nickname, &User::email});             // covering
    users.index("users_email").expression("lower({})", &User::email).unique();                     // expression

    auto& members = models.table<Membership>("memberships");
    members.all_columns();
    members.primary_key({&Membership::team_id, &Membership::user_id});                             // composite
    members.foreign_key(&Membership::user_id).references(&User::id).on_delete(strata::cascade);    // variadic: f(&A::x, &A::y).references(&B::x, &B::y)
    models.view("live_users", "SELECT id, email FROM users WHERE deleted_at IS NULL");
    models.temporary_table<ImportRow>("import_rows").all_columns();
}};
// clang-format on

namespace {

using namespace strata;
using schema::PortableKind;

schema::PortableType type(PortableKind kind, int length = 0, int precision = 0, int scale = 0) {
  schema::PortableType made;
  made.kind = kind;
  made.length = length;
  made.precision = precision;
  made.scale = scale;
  return made;
}

schema::PortableType role_type() {
  schema::PortableType made = type(PortableKind::enumeration);
  made.enum_name = "role";
  return made;
}

schema::ModelColumn column(const std::string& name, const schema::PortableType& type, bool nullable = false) {
  schema::ModelColumn made;
  made.name = name;
  made.type = type;
  made.nullable = nullable;
  return made;
}

schema::ModelKeyPart part(const std::string& column) {
  schema::ModelKeyPart made;
  made.column = column;
  made.expression = {"{}", {column}, {}};
  return made;
}

schema::ModelTable expected_users() {
  schema::ModelTable table;
  table.name.name = "users";
  table.columns = {column("id", type(PortableKind::int64)),
                   column("email", type(PortableKind::varchar, 320)),
                   column("nickname", type(PortableKind::text), true),
                   column("role", role_type()),
                   column("balance", type(PortableKind::decimal, 0, 12, 2)),
                   column("created_at", type(PortableKind::timestamp)),
                   column("deleted_at", type(PortableKind::timestamp), true)};
  table.columns[0].identity = schema::Identity{};
  table.columns[1].native_types = {{"postgresql", "citext"}};
  table.columns[1].comment = "login name";
  table.columns[3].default_literal = schema::Literal{schema::LiteralKind::text, "member"};
  table.columns[5].default_sql = {{"", "CURRENT_TIMESTAMP"}};
  table.primary_key.emplace().parts = {part("id")};
  schema::ModelCheck& check = table.checks.emplace_back();
  check.name = "users_balance_positive";
  check.expression = {"{} >= 0", {"balance"}, {}};
  schema::ModelIndex& live = table.indexes.emplace_back();
  live.name = "users_live";
  live.parts = {part("created_at")};
  live.where = {"{} IS NULL", {"deleted_at"}, {}};
  schema::ModelIndex& list = table.indexes.emplace_back();
  list.name = "users_list";
  list.parts = {part("role")};
  list.include = {"nickname", "email"};
  schema::ModelIndex& email = table.indexes.emplace_back();
  email.name = "users_email";
  email.parts.emplace_back().expression = {"lower({})", {"email"}, {}};
  email.unique = true;
  return table;
}

schema::ModelTable expected_memberships() {
  schema::ModelTable table;
  table.name.name = "memberships";
  table.columns = {column("team_id", type(PortableKind::int64)), column("user_id", type(PortableKind::int64)),
                   column("role", role_type())};
  table.primary_key.emplace().parts = {part("team_id"), part("user_id")};
  schema::ModelForeignKey& key = table.foreign_keys.emplace_back();
  key.columns = {"user_id"};
  key.referenced_table.name = "users";
  key.referenced_columns = {"id"};
  key.on_delete = schema::ReferentialAction::cascade;
  return table;
}

schema::ModelTable expected_import_rows() {
  schema::ModelTable table;
  table.name.name = "import_rows";
  table.temporary = true;
  table.columns = {column("line", type(PortableKind::int64)), column("text", type(PortableKind::text))};
  return table;
}

}  // namespace

TEST_CASE("the design's example compiles as printed and makes the model that it describes") {
  const schema::Model model = test::model_of(users.function());

  REQUIRE(model.tables.size() == 3);
  CHECK(model.tables[0] == expected_users());
  CHECK(model.tables[1] == expected_memberships());
  CHECK(model.tables[2] == expected_import_rows());
  REQUIRE(model.views.size() == 1);
  CHECK(model.views[0].definition.text == "SELECT id, email FROM users WHERE deleted_at IS NULL");
  REQUIRE(model.enums.size() == 1);
  CHECK(model.enums[0].name.name == "role");
  CHECK(model.enums[0].labels == std::vector<std::string>{"member", "admin", "owner"});
}

TEST_CASE("descriptions know their line") {
  const schema::Model model = test::model_of(users.function());
  const schema::ModelTable& table = model.tables[0];
  const int first = table.location.line;
  CHECK(table.location.file == __FILE__);
  CHECK(table.columns[2].location.line == first + 1);  // all_columns()
  CHECK(table.columns[0].location.line == first + 2);
  CHECK(table.primary_key->location.line == first + 6);
  CHECK(table.checks[0].location.line == first + 7);
  CHECK(table.indexes[2].location.line == first + 10);
  CHECK(model.tables[1].foreign_keys[0].location.line == first + 15);
  CHECK(model.views[0].location.line == first + 16);
}
