#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

using Text = std::optional<std::string>;

struct T {
  std::int32_t id;
  Text nothing;
  std::optional<strata::Varchar<5>> nothing_typed;
  Text quoted, escaped;
  std::optional<strata::Varchar<20>> dollars;
  Text empty, j, jb;
  std::optional<strata::Interval> i, i2;
  Text a, a2, a3, a4;
  std::optional<std::int32_t> n;
  std::optional<std::int64_t> n2;
  std::optional<std::int32_t> n3, neg;
  Text negf;
  std::optional<std::int32_t> plus;
  std::optional<bool> b;
  std::optional<strata::TimestampTz> ts;
  Text ts2;
  std::optional<strata::Date> d;
  std::optional<strata::Char<3>> c;
  std::optional<strata::Uuid> u;
  std::optional<std::int64_t> big;
  std::optional<std::int16_t> small;
  Text x, who, upper_case;
};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  models.schema("other");
  models.sequence("numbers");
  models.sequence({"other", "Odd"});
  auto& table = models.table<T>("t");
  table.all_columns();
  table.column<&T::nothing>().default_sql("NULL");
  table.column<&T::nothing_typed>().default_sql("NULL::varchar");
  table.column<&T::quoted>().default_value(R"(it's "so" \n)");
  table.column<&T::escaped>().default_value("a\tb\\");
  table.column<&T::dollars>().default_sql("$$a'b$$");
  table.column<&T::empty>().default_value("");
  table.column<&T::j>(native("json")).default_value(R"({"a": [1, "b'c"]})");
  table.column<&T::jb>(native("jsonb")).default_value("{}");
  table.column<&T::i>().default_sql("'1 day 2 hours'");
  table.column<&T::i2>().default_sql("interval '90 minutes'");
  table.column<&T::a>(native("integer[]")).default_sql("'{1,2}'");
  table.column<&T::a2>(native("text[]")).default_sql("ARRAY['x', 'y''z']");
  table.column<&T::a3>(native("text[]")).default_sql("ARRAY[]::text[]");
  table.column<&T::a4>(native("varchar(4)[]")).default_value("{}");
  table.column<&T::n>().default_sql("nextval('numbers')");
  table.column<&T::n2>().default_sql("nextval('other.\"Odd\"')");
  table.column<&T::n3>().default_sql("nextval('public.numbers'::regclass)");
  table.column<&T::neg>().default_value(-1);
  table.column<&T::negf>(native("numeric")).default_sql("-1.50");
  table.column<&T::plus>().default_sql("(1 + 2) * 3");
  table.column<&T::b>().default_value(true);
  table.column<&T::ts>().default_sql("now()");
  table.column<&T::ts2>(native("timestamp(0)")).default_sql("CURRENT_TIMESTAMP");
  table.column<&T::d>().default_value("2020-01-01");
  table.column<&T::c>().default_value("a");
  table.column<&T::u>().default_sql("gen_random_uuid()");
  table.column<&T::big>().default_sql("5000000000");
  table.column<&T::small>().default_value(5);
  table.column<&T::x>(native("bytea")).default_sql(R"('\x00ff')");
  table.column<&T::who>().default_sql("CURRENT_USER");
  table.column<&T::upper_case>().default_sql("UPPER('abc')");
  table.primary_key("t_pkey", {&T::id});
}};
