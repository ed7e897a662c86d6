// Primary keys, unique constraints, foreign keys, checks, exclusions and indexes, with everything they can hold.
#include "load.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace strata;
using Names = std::vector<std::string>;

struct Team {
  std::int64_t id;
  std::int32_t region;
  std::string name;
};
struct Player {
  std::int64_t id;
  std::optional<std::int64_t> team_id;
  std::int32_t region;
  std::string name;
  std::optional<std::string> nick;
};

schema::ModelTable players_table(void (*describe)(Table<Player>&)) {
  static void (*current)(Table<Player>&);
  current = describe;
  return test::table_of([](Models& models) { current(models.table<Player>("players").all_columns()); });
}

}  // namespace

TEST_CASE("keys take parts of mixed member types with modifiers") {
  const auto table = players_table([](Table<Player>& players) {
    players
        .primary_key("players_pk", {desc(&Player::id), part(&Player::name).collate("NOCASE").prefix(10),
                                    part(&Player::nick).opclass("text_ops").nulls_last()})
        .deferrable()
        .on_conflict(ConflictAction::replace)
        .on_column_descending()
        .comment("why")
        .only_on("sqlite");
  });
  const schema::ModelKey& key = table.primary_key.value();
  CHECK(key.name == "players_pk");
  REQUIRE(key.parts.size() == 3);
  CHECK(key.parts[0].column == "id");
  CHECK(key.parts[0].descending);
  CHECK(key.parts[1].collation == "NOCASE");
  CHECK(key.parts[1].prefix_length == 10);
  CHECK(key.parts[2].operator_class == "text_ops");
  CHECK(key.parts[2].nulls == schema::NullsOrder::last);
  CHECK(key.deferral == schema::Deferral::initially_immediate);
  CHECK(key.on_conflict == ConflictAction::replace);
  CHECK(key.on_column_descending);
  CHECK(key.comment == "why");
  CHECK(key.only_on == Names{"sqlite"});
}

TEST_CASE("unique constraints, named, unnamed and by convention") {
  const auto table = players_table([](Table<Player>& players) {
    players.unique({&Player::team_id, &Player::name}).nulls_not_distinct().initially_deferred();
    players.unique("one_nick", {&Player::nick}).include({&Player::id, &Player::name}).with("fillfactor", "70");
    players.unique({&Player::region}).unnamed();
  });
  REQUIRE(table.uniques.size() == 3);
  CHECK(table.uniques[0].name.empty());
  CHECK_FALSE(table.uniques[0].unnamed);
  CHECK(table.uniques[0].nulls_not_distinct);
  CHECK(table.uniques[0].deferral == schema::Deferral::initially_deferred);
  CHECK(table.uniques[1].name == "one_nick");
  CHECK(table.uniques[1].include == Names{"id", "name"});
  CHECK(table.uniques[1].storage_parameters == schema::Options{{"fillfactor", "70"}});
  CHECK(table.uniques[2].unnamed);
}

TEST_CASE("foreign keys: optional or not is the same type, and all options") {
  const auto model = test::model_of([](Models& models) {
    auto& table = models.table<Player>("players").all_columns();
    table.foreign_key(&Player::team_id, &Player::region)
        .references(&Team::id, &Team::region)
        .name("players_team")
        .on_delete(set_null, {&Player::team_id})
        .on_update(cascade)
        .match(MatchType::full)
        .initially_deferred()
        .not_valid()
        .comment("c")
        .only_on("postgresql");
    models.table<Team>({"club", "teams"}).all_columns();
  });
  const schema::ModelForeignKey& key = model.tables.at(0).foreign_keys.at(0);
  schema::ModelForeignKey expected;
  expected.name = "players_team";
  expected.columns = {"team_id", "region"};
  expected.referenced_table = {"club", "teams"};
  expected.referenced_columns = {"id", "region"};
  expected.on_delete = set_null;
  expected.on_delete_columns = {"team_id"};
  expected.on_update = cascade;
  expected.match = MatchType::full;
  expected.deferral = schema::Deferral::initially_deferred;
  expected.validated = false;
  expected.comment = "c";
  expected.only_on = {"postgresql"};
  CHECK(key == expected);
}

TEST_CASE("foreign keys of three columns, and to a table by its name") {
  const auto model = test::model_of([](Models& models) {
    auto& table = models.table<Player>("players").all_columns();
    table.foreign_key(&Player::id, &Player::region, &Player::nick).references(&Team::id, &Team::region, &Team::name);
    table.foreign_key(&Player::team_id).references("old_teams", {"number"}).unnamed();
    table.foreign_key(&Player::team_id).references({"club", "leagues"});
    models.table<Team>("teams").all_columns().column<&Team::region>().name("the region");
  });
  const auto& keys = model.tables.at(0).foreign_keys;
  CHECK(keys[0].referenced_columns == Names{"id", "the region", "name"});
  CHECK(keys[1].referenced_table.name == "old_teams");
  CHECK(keys[1].referenced_columns == Names{"number"});
  CHECK(keys[1].unnamed);
  CHECK(keys[2].referenced_table == schema::ObjectName{"club", "leagues"});
  CHECK(keys[2].referenced_columns.empty());
}

TEST_CASE("a struct that is several tables is referenced by the name of one") {
  const auto model = test::model_of([](Models& models) {
    models.table<Team>("teams").all_columns();
    models.table<Team>("old_teams").all_columns().column<&Team::id>().name("number");
    models.table<Player>("players")
        .all_columns()
        .foreign_key(&Player::team_id)
        .references<Team>("old_teams", &Team::id);
  });
  const auto& key = model.tables.at(2).foreign_keys.at(0);
  CHECK(key.referenced_table.name == "old_teams");
  CHECK(key.referenced_columns == Names{"number"});
}

TEST_CASE("an inherited member is referenced through the struct that it is meant of") {
  struct Entity {
    std::int64_t id;
  };
  struct Author : Entity {};
  struct Book : Entity {
    std::int64_t author;
  };
  const auto model = test::model_of([](Models& models) {
    models.table<Author>("authors").column<&Author::id>();
    auto& books = models.table<Book>("books");
    books.column<&Book::id>();
    books.column<&Book::author>();
    books.foreign_key(&Book::author).references<Author>(&Author::id);
  });
  CHECK(model.tables.at(1).foreign_keys.at(0).referenced_table.name == "authors");
}

TEST_CASE("checks with names, without, with no members and per engine") {
  const auto table = players_table([](Table<Player>& players) {
    players.check("positive", "{} > 0 AND {} <> '{{}}'", &Player::id, &Player::name)
        .on("postgresql", "{} > 0::bigint AND {} <> '{{}}'")
        .no_inherit()
        .not_valid();
    players.check("{} > 1", &Player::region).unnamed();
    players.check("always", "1 = 1").comment("never mind").only_on("mariadb");
    players.check("2 = 2");
  });
  REQUIRE(table.checks.size() == 4);
  CHECK(table.checks[0].name == "positive");
  CHECK(table.checks[0].expression == schema::Fragment{"{} > 0 AND {} <> '{{}}'",
                                                       {"id", "name"},
                                                       {{"postgresql", "{} > 0::bigint AND {} <> '{{}}'"}}});
  CHECK(table.checks[0].no_inherit);
  CHECK_FALSE(table.checks[0].validated);
  CHECK(table.checks[1].unnamed);
  CHECK(table.checks[1].expression.columns == Names{"region"});
  CHECK(table.checks[2].name == "always");
  CHECK(table.checks[2].comment == "never mind");
  CHECK(table.checks[3].name.empty());
  CHECK(table.checks[3].expression.text == "2 = 2");
}

TEST_CASE("indexes mix columns and expressions, and have every option") {
  const auto table = players_table([](Table<Player>& players) {
    players
        .index("everything", {&Player::id, desc(sql("lower({})", &Player::name)),
                              part(sql("{} || {}", &Player::name, &Player::nick)).collate("C").nulls_first()})
        .unique()
        .method("gin")
        .part(part(&Player::nick).desc())
        .expression("coalesce({}, '')", &Player::nick)
        .include({&Player::region, &Player::team_id})
        .where(sql("{} > 0", &Player::id).on("mariadb", "1"))
        .with("fastupdate", "off")
        .with("fillfactor", "70")
        .tablespace("fast")
        .nulls_not_distinct()
        .ignored()
        .comment("c")
        .renamed_from("old")
        .only_on("postgresql");
    players.index({&Player::name});
  });
  const schema::ModelIndex& index = table.indexes.at(0);
  REQUIRE(index.parts.size() == 5);
  CHECK(index.parts[0].column == "id");
  CHECK(index.parts[1].column.empty());
  CHECK(index.parts[1].expression == schema::Fragment{"lower({})", {"name"}, {}});
  CHECK(index.parts[1].descending);
  CHECK(index.parts[2].expression.columns == Names{"name", "nick"});
  CHECK(index.parts[2].collation == "C");
  CHECK(index.parts[2].nulls == schema::NullsOrder::first);
  CHECK(index.parts[3].column == "nick");
  CHECK(index.parts[4].expression.text == "coalesce({}, '')");
  CHECK(index.unique);
  CHECK(index.method == "gin");
  CHECK(index.include == Names{"region", "team_id"});
  CHECK(index.where == schema::Fragment{"{} > 0", {"id"}, {{"mariadb", "1"}}});
  CHECK(index.storage_parameters == schema::Options{{"fastupdate", "off"}, {"fillfactor", "70"}});
  CHECK(index.tablespace == "fast");
  CHECK(index.nulls_not_distinct);
  CHECK(index.ignored);
  CHECK(index.comment == "c");
  CHECK(index.renamed_from == "old");
  CHECK(index.only_on == Names{"postgresql"});
  CHECK(table.indexes.at(1).name.empty());
}

TEST_CASE("exclusion constraints") {
  const auto table = players_table([](Table<Player>& players) {
    players.exclusion("no_twins")
        .method("gist")
        .element(&Player::region, "=")
        .element(part(sql("int8range({}, {})", &Player::id, &Player::team_id)).opclass("range_ops"), "&&")
        .include({&Player::name})
        .where("{} IS NOT NULL", &Player::nick)
        .initially_deferred()
        .with("fillfactor", "60")
        .comment("c")
        .only_on("postgresql");
  });
  const schema::ModelExclusion& exclusion = table.exclusions.at(0);
  CHECK(exclusion.name == "no_twins");
  CHECK(exclusion.method == "gist");
  REQUIRE(exclusion.elements.size() == 2);
  CHECK(exclusion.elements[0].part.column == "region");
  CHECK(exclusion.elements[0].operator_name == "=");
  CHECK(exclusion.elements[1].part.expression.columns == Names{"id", "team_id"});
  CHECK(exclusion.elements[1].part.operator_class == "range_ops");
  CHECK(exclusion.where.columns == Names{"nick"});
  CHECK(exclusion.deferral == schema::Deferral::initially_deferred);
  CHECK(exclusion.storage_parameters == schema::Options{{"fillfactor", "60"}});
}

TEST_CASE("a builder that is kept stays good while others are added") {
  const auto table = players_table([](Table<Player>& players) {
    auto kept = players.index("kept", {&Player::id});
    auto key = players.unique({&Player::name});
    for (int more = 0; more < 50; ++more) {
      players.index("more", {&Player::name});
      players.unique({&Player::nick});
    }
    kept.unique();
    key.name("kept_key");
  });
  CHECK(table.indexes.at(0).unique);
  CHECK(table.uniques.at(0).name == "kept_key");
}
