// What is said of one column.
#include "load.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace strata;
using schema::Literal;
using schema::LiteralKind;

enum class Level { low = -1, high = 200 };

struct Row {
  std::int64_t id;
  std::string text;
  std::optional<double> number;
  bool flag;
  Level level;
  Decimal<8, 2> price;
  std::vector<std::byte> bytes;
};

// Describes the columns that a test does not look at.
Table<Row>& rows(Models& models) {
  return models.table<Row>("rows").all_columns();
}

}  // namespace

TEST_CASE("defaults are C++ values of any kind") {
  const auto columns =
      test::table_of([](Models& models) {
        auto& table = rows(models);
        table.column<&Row::id>().default_value(-5);
        table.column<&Row::text>().default_value("it's");
        table.column<&Row::number>().default_value(0.1);
        table.column<&Row::flag>().default_value(true);
        table.column<&Row::level>().default_value(Level::high);
        table.column<&Row::price>().default_value(Decimal<8, 2>("1.50"));
        table.column<&Row::bytes>().default_value(std::vector<std::byte>{std::byte{0x00}, std::byte{0xff}});
      }).columns;
  CHECK(columns[0].default_literal == Literal{LiteralKind::integer, "-5"});
  CHECK(columns[1].default_literal == Literal{LiteralKind::text, "it's"});
  CHECK(columns[2].default_literal == Literal{LiteralKind::real, "0.1"});
  CHECK(columns[3].default_literal == Literal{LiteralKind::boolean, "true"});
  CHECK(columns[4].default_literal == Literal{LiteralKind::text, "high"});
  CHECK(columns[5].default_literal == Literal{LiteralKind::real, "1.50"});
  CHECK(columns[6].default_literal == Literal{LiteralKind::bytes, "00ff"});
}

TEST_CASE("a default can be NULL, a string object or an unsigned number") {
  const auto columns = test::table_of([](Models& models) {
                         auto& table = rows(models);
                         table.column<&Row::id>().default_value(4000000000U);
                         table.column<&Row::text>().default_value(std::string("s"));
                         table.column<&Row::number>().default_value(nullptr);
                       }).columns;
  CHECK(columns[0].default_literal == Literal{LiteralKind::integer, "4000000000"});
  CHECK(columns[1].default_literal == Literal{LiteralKind::text, "s"});
  CHECK(columns[2].default_literal == Literal{LiteralKind::null, ""});
}

TEST_CASE("an enum default follows the label, wherever that is named") {
  const auto model = test::model_of([](Models& models) {
    rows(models).column<&Row::level>().default_value(Level::low);
    models.enumeration<Level>("levels").label(Level::low, "quite low").comment("how much");
  });
  CHECK(model.tables[0].columns[4].default_literal == Literal{LiteralKind::text, "quite low"});
  CHECK(model.tables[0].columns[4].type.enum_name == "levels");
  REQUIRE(model.enums.size() == 1);
  CHECK(model.enums[0].labels == std::vector<std::string>{"quite low", "high"});
  CHECK(model.enums[0].comment == "how much");
}

TEST_CASE("SQL of a column, for all engines or for one") {
  const auto column = test::table_of([](Models& models) {
                        rows(models)
                            .column<&Row::text>()
                            .default_sql("'{}'")
                            .default_sql("postgresql", "gen_random_uuid()")
                            .collation("NOCASE")
                            .collation("postgresql", "C")
                            .type(native("citext").on("postgresql").native("varchar(9)").on("mariadb", "mysql"))
                            .type(native("").on("sqlite"));
                      }).columns.at(1);
  CHECK(column.default_sql == std::vector<schema::EngineText>{{"", "'{}'"}, {"postgresql", "gen_random_uuid()"}});
  CHECK(column.collation == std::vector<schema::EngineText>{{"", "NOCASE"}, {"postgresql", "C"}});
  CHECK(column.native_types ==
        std::vector<schema::EngineText>{
            {"postgresql", "citext"}, {"mariadb", "varchar(9)"}, {"mysql", "varchar(9)"}, {"sqlite", ""}});
}

TEST_CASE("identity in its kinds") {
  const auto identity = [](auto&& definition) { return test::table_of(definition).columns.at(0).identity.value(); };
  CHECK(identity([](Models& models) { rows(models).column<&Row::id>().identity(); }) == schema::Identity{});
  CHECK(identity([](Models& models) { rows(models).column<&Row::id>().auto_increment(); }).kind ==
        IdentityKind::auto_increment);
  CHECK(identity([](Models& models) { rows(models).column<&Row::id>().serial(); }).kind == IdentityKind::serial);
  const auto always =
      identity([](Models& models) { rows(models).column<&Row::id>().identity(IdentityKind::always, {.start = 100}); });
  CHECK(always.kind == IdentityKind::always);
  CHECK(always.sequence.start == 100);
}

TEST_CASE("generated columns name the columns that they are made of") {
  const auto columns =
      test::table_of([](Models& models) {
        auto& table = rows(models);
        table.column<&Row::price>().generated_stored("{} * {}", &Row::id, &Row::number);
        table.column<&Row::text>().generated_virtual(sql("lower({})", &Row::level).on("postgresql", "lower({}::text)"));
        table.column<&Row::id>().name("row id");
      }).columns;
  CHECK(columns[5].generated == schema::Fragment{"{} * {}", {"row id", "number"}, {}});
  CHECK(columns[5].generated_stored);
  CHECK(columns[1].generated == schema::Fragment{"lower({})", {"level"}, {{"postgresql", "lower({}::text)"}}});
  CHECK_FALSE(columns[1].generated_stored);
}

TEST_CASE("everything else that a column has") {
  const auto columns = test::table_of([](Models& models) {
                         auto& table = rows(models);
                         table.column<&Row::id>()
                             .name("class")
                             .nullable()
                             .comment("a keyword")
                             .renamed_from("klass")
                             .only_on("sqlite", "postgresql")
                             .character_set("utf8mb4")
                             .on_update("CURRENT_TIMESTAMP")
                             .invisible()
                             .storage("external")
                             .compression("lz4")
                             .statistics_target(500)
                             .inherited();
                         table.column<&Row::number>().not_null_on_conflict(ConflictAction::replace);
                       }).columns;
  schema::ModelColumn expected;
  expected.name = "class";
  expected.type.kind = schema::PortableKind::int64;
  expected.nullable = true;
  expected.comment = "a keyword";
  expected.renamed_from = "klass";
  expected.only_on = {"sqlite", "postgresql"};
  expected.character_set = "utf8mb4";
  expected.on_update = "CURRENT_TIMESTAMP";
  expected.invisible = true;
  expected.storage = "external";
  expected.compression = "lz4";
  expected.statistics_target = 500;
  expected.inherited = true;
  CHECK(columns[0] == expected);
  CHECK_FALSE(columns[2].nullable);
  CHECK(columns[2].not_null_conflict == ConflictAction::replace);
}

TEST_CASE("columns of a native type only, with a member or without") {
  struct Place {
    std::int64_t id;
    struct Geometry {
    } where;
    std::optional<Geometry> area;
  };
  const auto table = test::table_of([](Models& models) {
    auto& places = models.table<Place>("places");
    places.column<&Place::id>();
    places.column<&Place::where>(native("geometry")).not_null();
    places.column<&Place::area>(native("geometry"));
    places.column("legacy", native("text")).nullable();
    places.index("by_legacy", {desc(&Place::id), named("legacy")}).include({named("legacy")});
  });
  REQUIRE(table.columns.size() == 4);
  CHECK(table.columns[1].native_types == std::vector<schema::EngineText>{{"", "geometry"}});
  CHECK_FALSE(table.columns[1].nullable);
  CHECK(table.columns[2].nullable);
  CHECK(table.columns[3].name == "legacy");
  CHECK(table.indexes[0].parts[0].descending);
  CHECK(table.indexes[0].parts[1].column == "legacy");
  CHECK(table.indexes[0].include == std::vector<std::string>{"legacy"});
}
