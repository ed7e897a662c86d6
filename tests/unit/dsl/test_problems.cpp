// What can only be found when all definitions have run: each problem with its place and the way out.
#include "load.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace strata;
using Messages = std::vector<std::string>;

struct Person {
  std::int64_t id;
  std::string name;
  std::optional<std::int64_t> boss;
};
enum class Far { near = 1, far = 1000 };
struct Distance {
  Far far;
};

}  // namespace

namespace other {
enum class Far { a, b };
struct Distance {
  Far far;
};
}  // namespace other

TEST_CASE("a field that is neither described nor ignored is reported") {
  const int line = __LINE__ + 2;
  const Loaded loaded = load_definitions({[](Models& models) {
    models.table<Person>("people").column<&Person::id>();
    models.table<Person>("ok").ignore<&Person::name>().ignore<&Person::boss>().column<&Person::id>();
  }});
  REQUIRE(loaded.problems.size() == 2);
  CHECK_THAT(loaded.problems[0].message, Catch::Matchers::Contains("table people says nothing of ") &&
                                             Catch::Matchers::Contains("Person::name: describe it with column<&") &&
                                             Catch::Matchers::Contains("ignore<&"));
  CHECK_THAT(loaded.problems[1].message, Catch::Matchers::Contains("Person::boss"));
  CHECK(loaded.problems[0].location.file == __FILE__);
  CHECK(loaded.problems[0].location.line == line);
}

TEST_CASE("a struct that is two tables makes a reference ambiguous") {
  const Messages problems = test::problems_of([](Models& models) {
    models.table<Person>("people").all_columns().foreign_key(&Person::boss).references(&Person::id);
    models.table<Person>("former_people").all_columns();
  });
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Matchers::Contains("a column of several tables (people, former_people): say which") &&
                              Catch::Matchers::Contains("Person>(\"people\", ...)"));
}

TEST_CASE("a reference to a struct that is no table is reported") {
  const Messages problems = test::problems_of([](Models& models) {
    models.table<Person>("people").all_columns().foreign_key(&Person::boss).references<Person>("humans", &Person::id);
  });
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Matchers::Contains("which is no column of humans"));
}

TEST_CASE("a foreign key that references nothing is reported") {
  const Messages problems = test::problems_of(
      [](Models& models) { models.table<Person>("people").all_columns().foreign_key(&Person::boss); });
  CHECK(problems == Messages{"a foreign key of table people lacks its references(...)"});
}

TEST_CASE("an index, check or key over a field without a column is reported") {
  const Messages problems = test::problems_of([](Models& models) {
    auto& people = models.table<Person>("people").all_columns_but<&Person::name>();
    people.index("by_name", {&Person::name});
    people.check("{} <> ''", &Person::name);
    people.primary_key({&Person::name});
    people.unique({&Person::id}).include({&Person::name});
  });
  REQUIRE(problems.size() == 4);
  CHECK_THAT(problems[0], Catch::Matchers::StartsWith("the primary key of table people uses ") &&
                              Catch::Matchers::EndsWith("Person::name, which is no column of it"));
  CHECK_THAT(problems[3], Catch::Matchers::StartsWith("index by_name of table people uses "));
}

TEST_CASE("two primary keys are reported") {
  const Messages problems = test::problems_of([](Models& models) {
    auto& people = models.table<Person>("people").all_columns();
    people.primary_key({&Person::id});
    people.primary_key({&Person::name});
  });
  CHECK(problems == Messages{"table people has a primary key already"});
}

TEST_CASE("an enumerator out of reach of reflection needs a label") {
  const Messages problems = test::problems_of([](Models& models) {
    models.table<Distance>("d").all_columns().column<&Distance::far>().default_value(Far::far);
  });
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Matchers::Contains("which has no label: name it with models.enumeration<"));
}

TEST_CASE("a default that is no value of its column is reported") {
  const Messages problems = test::problems_of([](Models& models) {
    auto& people = models.table<Person>("people").all_columns();
    people.column<&Person::id>().default_value("one");
    people.column<&Person::name>().default_value(nullptr);
    people.column<&Person::boss>().default_value(nullptr);
    auto& distances = models.table<Distance>("distances").all_columns();
    distances.column<&Distance::far>().default_value(other::Far::a);
    models.enumeration<Far>("how_far");
  });
  REQUIRE(problems.size() == 3);
  CHECK(problems[0] ==
        "column people.id has a text as its default, which its type can't hold; default_sql(\"...\") takes any SQL");
  CHECK(problems[1] == "column people.name has the default NULL, but is NOT NULL");
  CHECK(problems[2] == "column distances.far has a default of another enum, other::Far");
}

TEST_CASE("a native type takes any default") {
  const Messages problems = test::problems_of([](Models& models) {
    auto& people = models.table<Person>("people").all_columns();
    people.column<&Person::id>().type(native("numeric")).default_value(1.5);
  });
  CHECK(problems.empty());
}

TEST_CASE("two enums of one SQL name are reported") {
  const Messages problems = test::problems_of([](Models& models) {
    models.table<Distance>("a").all_columns();
    models.table<other::Distance>("b").all_columns();
  });
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Matchers::Contains("two enums are named far: name one of them with "
                                                    "models.enumeration<other::Far>"));
}

TEST_CASE("one enum with two names, and two naming conventions, are reported") {
  const Messages problems = test::problems_of([](Models& models) {
    models.enumeration<Far>("a");
    models.enumeration<Far>("b");
    models.leave_unnamed();
    models.naming(NamingConvention{});
  });
  REQUIRE(problems.size() == 2);
  CHECK_THAT(problems[0], Catch::Matchers::EndsWith("Far is named a and b"));
  CHECK(problems[1] == "two definitions set different naming conventions");
}
