// C++ types to portable SQL types, and the value types themselves.
#include "load.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace strata;
using schema::PortableKind;

enum class Colour { red, green };

struct Everything {
  bool boolean;
  std::int16_t small;
  std::int32_t medium;
  std::int64_t large;
  std::int8_t tiny;
  std::uint16_t unsigned_small;
  std::uint32_t unsigned_medium;
  long long_one;
  long long long_long;
  float real;
  double double_real;
  Decimal<10, 3> decimal;
  std::string text;
  Varchar<40> varchar;
  Char<2> character;
  std::vector<std::byte> bytes;
  Date date;
  Time time;
  Timestamp timestamp;
  TimestampTz timestamp_tz;
  Interval interval;
  Uuid uuid;
  Json json;
  Colour colour;
  std::vector<std::int32_t> numbers;
  std::vector<std::vector<std::string>> matrix;
  std::optional<std::vector<Colour>> colours;
};

// A type of the user's own.
struct Money {
  long long cents = 0;
};

struct Priced {
  std::int64_t id;
  Money price;
  std::optional<Money> discount;
};

}  // namespace

template <>
struct strata::SqlType<Money> {
  static constexpr TypeSpec spec{.kind = schema::PortableKind::int64};
};

TEST_CASE("every C++ type of the design has its portable type") {
  const auto table = test::table_of([](Models& models) { models.table<Everything>("everything").all_columns(); });
  const std::vector<std::pair<std::string, PortableKind>> expected{{"boolean", PortableKind::boolean},
                                                                   {"small", PortableKind::int16},
                                                                   {"medium", PortableKind::int32},
                                                                   {"large", PortableKind::int64},
                                                                   {"tiny", PortableKind::int16},
                                                                   {"unsigned_small", PortableKind::int32},
                                                                   {"unsigned_medium", PortableKind::int64},
                                                                   {"long_one", PortableKind::int64},
                                                                   {"long_long", PortableKind::int64},
                                                                   {"real", PortableKind::float32},
                                                                   {"double_real", PortableKind::float64},
                                                                   {"decimal", PortableKind::decimal},
                                                                   {"text", PortableKind::text},
                                                                   {"varchar", PortableKind::varchar},
                                                                   {"character", PortableKind::character},
                                                                   {"bytes", PortableKind::bytes},
                                                                   {"date", PortableKind::date},
                                                                   {"time", PortableKind::time},
                                                                   {"timestamp", PortableKind::timestamp},
                                                                   {"timestamp_tz", PortableKind::timestamp_tz},
                                                                   {"interval", PortableKind::interval},
                                                                   {"uuid", PortableKind::uuid},
                                                                   {"json", PortableKind::json},
                                                                   {"colour", PortableKind::enumeration},
                                                                   {"numbers", PortableKind::array},
                                                                   {"matrix", PortableKind::array},
                                                                   {"colours", PortableKind::array}};
  REQUIRE(table.columns.size() == expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    CHECK(table.columns[at].name == expected[at].first);
    CHECK(table.columns[at].type.kind == expected[at].second);
    CHECK(table.columns[at].nullable == (table.columns[at].name == "colours"));
  }
  CHECK(table.columns[11].type.precision == 10);
  CHECK(table.columns[11].type.scale == 3);
  CHECK(table.columns[13].type.length == 40);
  CHECK(table.columns[14].type.length == 2);
  CHECK(table.columns[23].type.enum_name == "colour");
  CHECK(table.columns[24].type.element.at(0).kind == PortableKind::int32);
  CHECK(table.columns[25].type.element.at(0).element.at(0).kind == PortableKind::text);
  CHECK(table.columns[26].type.element.at(0).enum_name == "colour");
}

TEST_CASE("a type of one's own maps by specialising SqlType") {
  const auto table = test::table_of([](Models& models) { models.table<Priced>("prices").all_columns(); });
  CHECK(table.columns.at(1).type.kind == PortableKind::int64);
  CHECK_FALSE(table.columns.at(1).nullable);
  CHECK(table.columns.at(2).nullable);
}

TEST_CASE("value types are plain values") {
  const Varchar<10> ann = "ann";
  const Varchar<10> bob = std::string("bob");
  CHECK(ann < bob);
  CHECK(ann == Varchar<10>("ann"));
  CHECK(ann.str() == "ann");
  CHECK(std::string_view(bob) == "bob");
  CHECK(Date("2024-02-29") > Date("2024-02-28"));
  CHECK(Decimal<12, 2>("1.50").str() == "1.50");
  CHECK(Uuid().str().empty());
}
