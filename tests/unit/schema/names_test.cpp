// Nearest names, the naming convention, and fragments for one engine.
#include "schema/fragment.hpp"
#include "schema/naming.hpp"
#include "schema/nearest.hpp"

#include <catch2/catch.hpp>

using namespace strata::schema;

namespace {

std::string in_quotes(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

ModelKeyPart column_part(const std::string& column) {
  ModelKeyPart part;
  part.column = column;
  part.expression = {"{}", {column}, {}};
  return part;
}

ModelKeyPart expression_part(const std::string& text, std::vector<std::string> columns) {
  ModelKeyPart part;
  part.expression = {text, std::move(columns), {}};
  return part;
}

Model model_without_names() {
  Model model;
  ModelTable& table = model.tables.emplace_back();
  table.name = {"app", "posts"};
  table.primary_key.emplace().parts = {column_part("team_id"), column_part("id")};
  table.uniques.emplace_back().parts = {column_part("slug")};
  ModelForeignKey& key = table.foreign_keys.emplace_back();
  key.columns = {"author_id"};
  key.referenced_table.name = "users";
  table.checks.emplace_back().expression = {"{} > 0", {"likes"}, {}};
  table.exclusions.emplace_back().elements.push_back({column_part("during"), "&&"});
  table.indexes.emplace_back().parts = {column_part("slug"), expression_part("lower({})", {"title"})};
  table.indexes.emplace_back().parts = {expression_part("random()", {})};
  return model;
}

}  // namespace

TEST_CASE("the nearest name is the one with the fewest edits") {
  const std::vector<std::string> known{"columns", "comment", "name", "primary_key"};
  CHECK(nearest("colums", known) == "columns");
  CHECK(nearest("coment", known) == "comment");
  CHECK(nearest("nmae", known) == "name");
  CHECK(nearest("Primary_Key", known) == "primary_key");
  CHECK(nearest("primarykey", known) == "primary_key");
  CHECK(nearest("zebra", known) == std::nullopt);
  CHECK(nearest("", known) == std::nullopt);
  CHECK(nearest("x", {}) == std::nullopt);
}

TEST_CASE("case alone is nearer than another letter") {
  CHECK(nearest("users", {"user", "Users"}) == "Users");
  CHECK(did_you_mean("usrs", {"users"}) == "did you mean 'users'?");
  CHECK(did_you_mean("usrs", {"orders"}).empty());
}

TEST_CASE("the naming convention fills in what has no name") {
  const Model model = named(model_without_names());
  const ModelTable& table = model.tables[0];
  CHECK(table.primary_key->name == "pk_posts");
  CHECK(table.uniques[0].name == "uq_posts_slug");
  CHECK(table.foreign_keys[0].name == "fk_posts_author_id_users");
  CHECK(table.checks[0].name == "ck_posts_likes");
  CHECK(table.exclusions[0].name == "ex_posts_during");
  CHECK(table.indexes[0].name == "ix_posts_slug_title");
  CHECK(table.indexes[1].name == "ix_posts_expression");
}

TEST_CASE("given names, unnamed constraints and empty templates are left alone") {
  Model model = model_without_names();
  model.naming.unique = "";
  model.tables[0].primary_key->unnamed = true;
  model.tables[0].foreign_keys[0].name = "mine";
  model = named(model);
  CHECK(model.tables[0].primary_key->name.empty());
  CHECK(model.tables[0].uniques[0].name.empty());
  CHECK(model.tables[0].foreign_keys[0].name == "mine");
}

TEST_CASE("a template's empty placeholder takes its underscore along") {
  CHECK(name_from("ck_{table}_{columns}_{kind}", {"t", {"a", "b"}, "", "length"}) == "ck_t_a_b_length");
  CHECK(name_from("ck_{table}_{columns}_{kind}", {"t", {}, "", ""}) == "ck_t");
  CHECK(name_from("{table}{nothing}", {"t", {}, "", ""}) == "t{nothing}");
  CHECK(name_from("", {"t", {}, "", ""}).empty());
}

TEST_CASE("a name that holds a placeholder is not expanded again") {
  CHECK(name_from("x_{table}", {"{columns}", {"c"}, "", ""}) == "x_{columns}");
}

TEST_CASE("a fragment gets its columns quoted and its braces back") {
  CHECK(expand({"{} = '{{}}' AND {} > 0", {"a", "b"}, {}}, "sqlite", in_quotes) == "\"a\" = '{}' AND \"b\" > 0");
  CHECK(expand({"{}", {"{}"}, {}}, "sqlite", in_quotes) == "\"{}\"");
  CHECK(expand({"", {}, {}}, "sqlite", in_quotes).empty());
}

TEST_CASE("an engine's own text replaces the common one, with the same columns") {
  const Fragment fragment{"lower({})", {"email"}, {{"postgresql", "lower({}::text)"}}};
  CHECK(expand(fragment, "sqlite", in_quotes) == "lower(\"email\")");
  CHECK(expand(fragment, "postgresql", in_quotes) == "lower(\"email\"::text)");
}

TEST_CASE("a query without columns is plain SQL") {
  CHECK(expand_query({"SELECT '{}', '{{'", {}, {}}, "sqlite", in_quotes) == "SELECT '{}', '{{'");
  CHECK(expand_query({"SELECT {} '{{'", {"a"}, {}}, "sqlite", in_quotes) == "SELECT \"a\" '{'");
}

TEST_CASE("placeholders are counted and lone braces found") {
  CHECK(count_placeholders("{} + {}") == 2U);
  CHECK(count_placeholders("{{}}") == 0U);
  CHECK(count_placeholders("{{{}}}") == 1U);
  CHECK(count_placeholders("{") == std::nullopt);
  CHECK(count_placeholders("a } b") == std::nullopt);
  CHECK(count_placeholders("{0}") == std::nullopt);
  CHECK(expand({escape_braces("'{\"a\": {}}'"), {}, {}}, "sqlite", in_quotes) == "'{\"a\": {}}'");
}

TEST_CASE("what is limited to engines is there only") {
  CHECK(on_engine({}, "sqlite"));
  CHECK(on_engine({"postgresql", "sqlite"}, "sqlite"));
  CHECK_FALSE(on_engine({"postgresql"}, "sqlite"));
  CHECK(text_for({{"", "a"}, {"sqlite", "b"}}, "sqlite") == "b");
  CHECK(text_for({{"", "a"}, {"sqlite", "b"}}, "mariadb") == "a");
  CHECK(text_for({{"sqlite", "b"}}, "mariadb") == std::nullopt);
}
