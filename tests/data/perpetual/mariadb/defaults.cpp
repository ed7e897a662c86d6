#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

using Number = std::optional<std::int32_t>;
using Big = std::optional<std::int64_t>;
using Text = std::optional<strata::Varchar<20>>;
using Value = std::optional<std::string>;

enum class Letter { x, y };

struct First {
  std::int32_t id;
  Number nothing, silent;
  std::optional<std::string> nothing_text;
  std::optional<strata::Varchar<9>> null_word;
  Number null_paren;
  Value ts, ts1, ts6, dt, dt2, dt3, dt4, dt5, dt6;
  std::optional<strata::Date> da, da2;
  Value ut;
  std::optional<bool> b;
  bool b2;
  std::optional<bool> b3, b4;
  std::optional<strata::Decimal<10, 2>> de, de2, de3;
  std::optional<strata::Decimal<4, 0>> de4;
  std::optional<float> fl;
  std::optional<double> fl2, fl3;
  Number i, i2, i3, i4, i5, i6, i7;
};
struct Second {
  Value bu;
  Big n, n2;
  Value u, u2, u3;
  Text v, v2, v3, v4, v5, v6, v7, v8;
  std::optional<strata::Varchar<90>> v9, v10;
  Value te, te2, bl;
  std::optional<strata::Json> j, j2;
  std::optional<strata::Char<3>> c;
  Value vb, bi, bi2;
  std::optional<Letter> e;
  Letter e2;
  Value s, s2, y, y2, tm, tm2, ip;
  Number ot, ca;
};
struct Whole : First, Second {};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  models.sequence("numbers");
  auto& table = models.table<Whole>("t");
  table.column<&First::id>().auto_increment();
  table.column<&First::nothing>().default_sql("NULL");
  table.column<&First::silent>();
  table.column<&First::nothing_text>(native("text")).default_value(nullptr);
  table.column<&First::null_word>().default_value("NULL");
  table.column<&First::null_paren>().default_sql("(NULL)");
  table.column<&First::ts>(native("timestamp")).not_null().default_sql("now()");
  table.column<&First::ts1>(native("timestamp")).not_null().default_sql("CURRENT_TIMESTAMP").on_update("now()");
  table.column<&First::ts6>(native("timestamp(6)"))
      .not_null()
      .default_sql("CURRENT_TIMESTAMP(6)")
      .on_update("CURRENT_TIMESTAMP(6)");
  table.column<&First::dt>(native("datetime")).default_sql("LOCALTIME");
  table.column<&First::dt2>(native("datetime")).default_sql("LOCALTIMESTAMP()").on_update("LOCALTIMESTAMP");
  table.column<&First::dt3>(native("datetime(3)")).default_sql("NOW(3)");
  table.column<&First::dt4>(native("datetime")).default_sql("NOW() + INTERVAL 1 DAY");
  table.column<&First::dt5>(native("datetime")).on_update("CURRENT_TIMESTAMP()");
  table.column<&First::dt6>(native("datetime")).default_value("2020-01-01");
  table.column<&First::da>().default_sql("CURDATE()");
  table.column<&First::da2>().default_sql("DATE '2020-01-01'");
  table.column<&First::ut>(native("datetime")).default_sql("UTC_TIMESTAMP()");
  table.column<&First::b>().default_value(true);
  table.column<&First::b2>().default_value(false);
  table.column<&First::b3>().default_sql("1");
  table.column<&First::b4>().default_sql("true");
  table.column<&First::de>().default_value(0);
  table.column<&First::de2>().default_value(0.5);
  table.column<&First::de3>().default_sql("'1'");
  table.column<&First::de4>().default_sql("1.5e1");
  table.column<&First::fl>().default_sql(".5");
  table.column<&First::fl2>().default_sql("1e3");
  table.column<&First::fl3>().default_sql("-0");
  table.column<&First::i>().default_sql("'5'");
  table.column<&First::i2>().default_value(-1);
  table.column<&First::i3>().default_value(1);
  table.column<&First::i4>().default_sql("1+1");
  table.column<&First::i5>().default_sql("0x1F");
  table.column<&First::i6>().default_sql("(-(3))");
  table.column<&First::i7>().default_sql("LENGTH('abc')");
  table.column<&Second::bu>(native("bigint unsigned")).default_sql("18446744073709551615");
  table.column<&Second::n>().default_sql("NEXTVAL(numbers)");
  table.column<&Second::n2>().default_sql("NEXT VALUE FOR numbers");
  table.column<&Second::u>(native("uuid")).default_sql("(UUID())");
  table.column<&Second::u2>(native("char(36)")).default_sql("uuid()");
  table.column<&Second::u3>(native("uuid")).default_value("123e4567-e89b-12d3-a456-426655440000");
  table.column<&Second::v>().default_value("it's \"so\" \\ \n");
  table.column<&Second::v2>().default_value("double \"quoted\" it's");
  table.column<&Second::v3>().default_value("");
  table.column<&Second::v4>().default_value("x");
  table.column<&Second::v5>().default_sql("CONCAT('a', 'b')");
  table.column<&Second::v6>().default_value("ü");
  table.column<&Second::v7>().default_value("ab");
  table.column<&Second::v8>().default_sql("5");
  table.column<&Second::v9>().default_sql("CURRENT_USER");
  table.column<&Second::v10>().default_sql("USER()");
  table.column<&Second::te>(native("text")).default_value("long");
  table.column<&Second::te2>(native("text")).default_sql("('long')");
  table.column<&Second::bl>(native("blob")).default_value("x");
  table.column<&Second::j>().default_value(R"({"a": [1, "b'c"]})");
  table.column<&Second::j2>().default_sql("JSON_ARRAY()");
  table.column<&Second::c>().default_value("a");
  table.column<&Second::vb>(native("varbinary(9)")).default_value("ab");
  table.column<&Second::bi>(native("bit(4)")).default_sql("b'0101'");
  table.column<&Second::bi2>(native("bit(8)")).default_value(5);
  table.column<&Second::e>().default_value(Letter::y);
  table.column<&Second::e2>().default_value(Letter::x);
  table.column<&Second::s>(native("set('a','b','c')")).default_value("a,c");
  table.column<&Second::s2>(native("set('a','b')")).default_value("");
  table.column<&Second::y>(native("year")).default_value(2020);
  table.column<&Second::y2>(native("year")).default_value(1999);
  table.column<&Second::tm>(native("time")).default_value("10:00");
  table.column<&Second::tm2>(native("time(3)")).default_value("01:02:03.500");
  table.column<&Second::ip>(native("inet6")).default_value("::1");
  table.column<&Second::ot>().default_sql("i2 + 1");
  table.column<&Second::ca>().default_sql("CASE WHEN i > 1 THEN 2 ELSE 3 END");
  table.primary_key({&First::id});
}};
