// What stands beside tables, options of tables, naming, and mixins.
#include "load.hpp"

#include <cstdint>
#include <string>

namespace {

using namespace strata;
using Names = std::vector<std::string>;

enum class UserRole { guest, read_only, admin = 10 };
enum class HTTPCode : std::int16_t { ok = 200, not_found = 404 };
enum class Tiny : std::uint8_t { zero, last = 255 };
enum class Empty {};

struct Event {
  std::int64_t id;
  UserRole role;
  Timestamp created_at;
  Timestamp updated_at;
};
struct Note {
  Timestamp created_at;
  Timestamp updated_at;
  std::string text;
};

template <class T>
void timestamps(strata::Table<T>& table) {
  table.template column<&T::created_at>().default_sql("CURRENT_TIMESTAMP");
  table.template column<&T::updated_at>().default_sql("CURRENT_TIMESTAMP");
  table.check("{} >= {}", &T::updated_at, &T::created_at);
  table.index({&T::created_at});
}

}  // namespace

TEST_CASE("mixins are function templates") {
  const auto model = test::model_of([](Models& models) {
    timestamps(models.table<Event>("events").all_columns());
    auto& notes = models.table<Note>("notes");
    timestamps(notes);
    notes.all_columns();
  });
  for (const auto& table : model.tables) {
    CHECK(table.checks.at(0).expression.columns == Names{"updated_at", "created_at"});
    CHECK(table.indexes.at(0).parts.at(0).column == "created_at");
  }
  CHECK(model.tables[0].columns.at(2).default_sql.size() == 1);
  CHECK(model.tables[1].columns.at(0).default_sql.size() == 1);
  CHECK(model.tables[1].columns.at(2).name == "text");
}

TEST_CASE("options of tables") {
  const auto table = test::table_of([](Models& models) {
    models.table<Note>({"app", "notes"})
        .all_columns()
        .strict()
        .without_rowid()
        .unlogged()
        .access_method("heap")
        .tablespace("fast")
        .inherits("parent")
        .inherits({"app", "other"})
        .partition_of("whole", "FOR VALUES IN ('{}')")
        .partition_by("RANGE (created_at)")
        .with("fillfactor", "70")
        .engine("InnoDB")
        .character_set("utf8mb4")
        .collation("utf8mb4_bin")
        .row_format("DYNAMIC")
        .system_versioned()
        .comment("notes")
        .renamed_from("remarks")
        .only_on("mariadb");
  });
  schema::TableOptions expected;
  expected.strict = true;
  expected.without_rowid = true;
  expected.unlogged = true;
  expected.access_method = "heap";
  expected.tablespace = "fast";
  expected.inherits = {{"", "parent"}, {"app", "other"}};
  expected.partition_of = schema::ObjectName{"", "whole"};
  expected.partition_bound = "FOR VALUES IN ('{}')";
  expected.partition_by = "RANGE (created_at)";
  expected.storage_parameters = {{"fillfactor", "70"}};
  expected.engine = "InnoDB";
  expected.character_set = "utf8mb4";
  expected.collation = "utf8mb4_bin";
  expected.row_format = "DYNAMIC";
  expected.system_versioned = true;
  CHECK(table.options == expected);
  CHECK(table.name == schema::ObjectName{"app", "notes"});
  CHECK(table.comment == "notes");
  CHECK(table.renamed_from == "remarks");
  CHECK(table.only_on == Names{"mariadb"});
}

TEST_CASE("views of all kinds") {
  const auto model = test::model_of([](Models& models) {
    models.view("plain", "SELECT '{}' AS braces")
        .on("postgresql", "SELECT '{}'::text AS braces")
        .columns({"braces"})
        .option("security_barrier", "true")
        .check_option("local")
        .comment("c")
        .renamed_from("old")
        .only_on("sqlite", "postgresql");
    auto kept = models.materialized_view({"app", "stored"}, "SELECT id, name FROM t");
    for (int more = 0; more < 20; ++more) models.temporary_view("v" + std::to_string(more), "SELECT 1");
    kept.index("stored_id", {named("id"), desc(named("name")), sql("lower(name)")})
        .unique()
        .include({named("name")})
        .where("id > 0");
  });
  REQUIRE(model.views.size() == 22);
  const schema::ModelView& plain = model.views[0];
  CHECK(plain.definition ==
        schema::Fragment{"SELECT '{}' AS braces", {}, {{"postgresql", "SELECT '{}'::text AS braces"}}});
  CHECK(plain.columns == Names{"braces"});
  CHECK(plain.options == schema::Options{{"security_barrier", "true"}});
  CHECK(plain.check_option == "local");
  CHECK(plain.renamed_from == "old");
  CHECK(plain.only_on == Names{"sqlite", "postgresql"});
  const schema::ModelView& stored = model.views[1];
  CHECK(stored.materialized);
  CHECK(stored.name == schema::ObjectName{"app", "stored"});
  const schema::ModelIndex& index = stored.indexes.at(0);
  CHECK(index.parts.at(0).column == "id");
  CHECK(index.parts.at(1).descending);
  CHECK(index.parts.at(2).expression.text == "lower(name)");
  CHECK(index.include == Names{"name"});
  CHECK(index.where.text == "id > 0");
  CHECK(model.views[2].temporary);
}

TEST_CASE("enums: snake_case names, any labels, values in their order") {
  const auto model = test::model_of([](Models& models) {
    models.table<Event>("events").all_columns();
    models.enumeration<HTTPCode>("http")
        .label(HTTPCode::not_found, "not found")
        .label(HTTPCode::ok, "it's ok")
        .renamed_from(HTTPCode::ok, "fine");
    models.enumeration<Tiny>({"app", "tiny"});
    models.enumeration<Empty>("empty");
    models.enumeration("mood", {"sad", "very happy"}).renamed_from("sad", "blue");
  });
  REQUIRE(model.enums.size() == 5);
  const auto renamed = [&](const std::string& name) {
    for (const auto& type : model.enums) {
      if (to_string(type.name) == name) return type.renamed_labels;
    }
    return schema::Options{};
  };
  CHECK(renamed("http") == schema::Options{{"fine", "it's ok"}});
  CHECK(renamed("mood") == schema::Options{{"blue", "sad"}});
  const auto labels = [&](const std::string& name) {
    for (const auto& type : model.enums) {
      if (to_string(type.name) == name) return type.labels;
    }
    return Names{"no such enum"};
  };
  CHECK(labels("user_role") == Names{"guest", "read_only", "admin"});
  CHECK(labels("http") == Names{"it's ok", "not found"});
  CHECK(labels("app.tiny") == Names{"zero", "last"});
  CHECK(labels("empty").empty());
  CHECK(labels("mood") == Names{"sad", "very happy"});
}

TEST_CASE("domains, sequences, composite types, extensions, schemas") {
  const auto model = test::model_of([](Models& models) {
    models.domain("positive", "integer")
        .not_null()
        .default_sql("1")
        .collation("C")
        .check("positive_check", "VALUE > 0")
        .check("VALUE < 100")
        .comment("c")
        .only_on("postgresql");
    models.sequence("numbers")
        .options({.increment = 10, .cycle = true})
        .owned_by("t.id")
        .comment("s")
        .only_on("postgresql", "mariadb");
    models.composite_type("point3").attribute("x", "double precision").attribute("label", "text", "C").comment("p");
    models.extension("citext", "public", "1.6");
    models.schema("app");
  });
  const schema::ModelDomain& domain = model.domains.at(0);
  CHECK(domain.type == "integer");
  CHECK_FALSE(domain.nullable);
  CHECK(domain.default_value == "1");
  CHECK(domain.collation == "C");
  REQUIRE(domain.checks.size() == 2);
  CHECK(domain.checks[0].name == "positive_check");
  CHECK(domain.checks[1].expression.text == "VALUE < 100");
  const schema::ModelSequence& sequence = model.sequences.at(0);
  CHECK(sequence.options.increment == 10);
  CHECK(sequence.options.cycle);
  CHECK(sequence.owned_by == "t.id");
  CHECK(sequence.only_on == Names{"postgresql", "mariadb"});
  const schema::ModelCompositeType& type = model.composite_types.at(0);
  REQUIRE(type.attributes.size() == 2);
  CHECK(type.attributes[1].name == "label");
  CHECK(type.attributes[1].collation == "C");
  CHECK(model.extensions.at(0) == schema::Extension{"citext", "public", "1.6"});
  CHECK(model.namespaces == Names{"app"});
}

TEST_CASE("the naming convention is the project's, or none") {
  const auto given = test::model_of([](Models& models) { models.naming({.primary_key = "{table}_pkey"}); });
  CHECK(given.naming.primary_key == "{table}_pkey");
  CHECK(given.naming.unique == "uq_{table}_{columns}");

  const auto unnamed = test::model_of([](Models& models) { models.leave_unnamed(); });
  CHECK(unnamed.naming.primary_key.empty());
  CHECK(unnamed.naming.check.empty());
  CHECK(unnamed.naming.index == "ix_{table}_{columns}");
}
