// Fields of aggregates by reflection: counted right whatever their types, named, and ignored on request.
#include "load.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace strata;

struct Point {
  double x, y;
};
enum class Kind : unsigned char { a, b };

// Hard to count: brace elision, greedy constructors, nested aggregates.
struct Awkward {
  std::array<int, 4> numbers;
  std::optional<std::string> text;
  Point point;
  int plain[3];
  std::vector<std::byte> bytes;
  std::array<std::array<Point, 2>, 2> nested;
  Kind kind;
  std::optional<std::optional<int>> twice;
  std::map<std::string, int> map;
};
static_assert(detail::field_count<Awkward> == 9);

struct One {
  std::string only;
};
static_assert(detail::field_count<One> == 1);
struct None {};
static_assert(detail::field_count<None> == 0);

struct Defaults {
  std::int64_t id = 7;
  std::string name = "x";
  const int constant = 3;
};
static_assert(detail::field_count<Defaults> == 3);

struct Base {
  std::int64_t id;
};
struct Derived : Base {
  std::string name;
};
static_assert(detail::field_count<Derived> == -2);

class Private {
 public:
  Private() = default;
  [[nodiscard]] int get() const { return hidden_; }

 private:
  int hidden_ = 0;
};
static_assert(detail::field_count<Private> == -1);

struct NotByDefault {
  explicit NotByDefault(int) {}
};
struct HasNotByDefault {
  int id;
  NotByDefault other;
};
static_assert(detail::field_count<HasNotByDefault> == 0);

// 64 fields.
struct Sixteen {
  int a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
};
struct SixtyFour {
  int a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
  int b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  int c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15;
  int d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14, d15;
};

template <class Tag, int Number>
struct Generic {
  std::int64_t id;
  std::string name;
};

}  // namespace

namespace shop::detail_of_shop {
struct Item {
  std::int64_t id_;
  std::string Name2;
};
}  // namespace shop::detail_of_shop

TEST_CASE("names come with all fields, up to 64 of them") {
  const auto table = test::table_of([](Models& models) { models.table<SixtyFour>("wide").all_columns(); });
  REQUIRE(table.columns.size() == 64);
  CHECK(table.columns.front().name == "a0");
  CHECK(table.columns[15].name == "a15");
  CHECK(table.columns[31].name == "b15");
  CHECK(table.columns.back().name == "d15");
}

TEST_CASE("namespaces, templates and odd names are no obstacle") {
  const auto model = test::model_of([](Models& models) {
    models.table<shop::detail_of_shop::Item>("items").all_columns();
    models.table<Generic<std::array<int, 2>, 3>>("generic").all_columns();
    struct Local {
      std::int64_t inner;
      double value;
    };
    models.table<Local>("local").all_columns();
  });
  CHECK(model.tables[0].columns[0].name == "id_");
  CHECK(model.tables[0].columns[1].name == "Name2");
  CHECK(model.tables[1].columns[0].name == "id");
  CHECK(model.tables[1].columns[1].name == "name");
  CHECK(model.tables[2].columns[0].name == "inner");
  CHECK(model.tables[2].columns[1].name == "value");
}

TEST_CASE("one field, and fields with initialisers") {
  const auto model = test::model_of([](Models& models) {
    models.table<One>("one").all_columns();
    models.table<Defaults>("defaults").all_columns();
  });
  CHECK(model.tables[0].columns.at(0).name == "only");
  REQUIRE(model.tables[1].columns.size() == 3);
  CHECK(model.tables[1].columns[2].name == "constant");
}

TEST_CASE("fields without an SQL type can be left out, the others described") {
  const auto table = test::table_of([](Models& models) {
    models.table<Awkward>("awkward")
        .all_columns_but<&Awkward::numbers, &Awkward::point, &Awkward::plain, &Awkward::nested, &Awkward::twice,
                         &Awkward::map>();
  });
  REQUIRE(table.columns.size() == 3);
  CHECK(table.columns[0].name == "text");
  CHECK(table.columns[1].name == "bytes");
  CHECK(table.columns[2].name == "kind");
}

TEST_CASE("a field is ignored before or after all_columns") {
  const auto model = test::model_of([](Models& models) {
    models.table<Point>("before").ignore<&Point::x>().all_columns();
    models.table<Point>("after").all_columns().ignore<&Point::x>();
  });
  for (const auto& table : model.tables) {
    REQUIRE(table.columns.size() == 1);
    CHECK(table.columns[0].name == "y");
  }
}

TEST_CASE("all_columns keeps columns that are described already, and their place") {
  const auto table = test::table_of([](Models& models) {
    auto& points = models.table<Point>("points");
    points.column<&Point::y>().name("Y");
    points.all_columns();
  });
  REQUIRE(table.columns.size() == 2);
  CHECK(table.columns[0].name == "Y");
  CHECK(table.columns[1].name == "x");
}

TEST_CASE("inherited members are columns, parts and references") {
  const auto model = test::model_of([](Models& models) {
    auto& table = models.table<Derived>("derived");
    table.column<&Derived::id>().identity();
    table.column<&Derived::name>();
    table.primary_key({&Derived::id});
    table.check("named", "{} <> '' AND {} > 0", &Derived::name, &Derived::id);
    table.index({&Derived::name, &Derived::id}).where("{} > 10", &Derived::id);
    table.foreign_key(&Derived::id).references(&Derived::id);
  });
  const auto& table = model.tables.at(0);
  CHECK(table.columns[0].name == "id");
  CHECK(table.primary_key->parts[0].column == "id");
  CHECK(table.checks[0].expression.columns == std::vector<std::string>{"name", "id"});
  CHECK(table.indexes[0].parts[1].column == "id");
  CHECK(table.foreign_keys[0].referenced_table.name == "derived");
}
