#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

using Number = std::optional<std::int32_t>;
using Text = std::optional<strata::Varchar<20>>;
using Long = std::optional<strata::Varchar<50>>;

struct T {
  std::int32_t id;
  Number a, b;
  Text c, d;
  Number e, f;
  Text g;
  std::optional<strata::Json> h;
  Number i, j, k, l;
  Long m, n;
  std::optional<bool> o;
  std::optional<strata::Varchar<9>> p;
};

static const strata::Definition definition{[](strata::Models& models) {
  models.leave_unnamed();
  auto& t = models.table<T>("t");
  t.all_columns();
  t.primary_key({&T::id});
  t.check("a", "{} > 0", &T::a);
  t.check("b", "{} BETWEEN 1 AND 9 AND {} <> 5", &T::b, &T::b);
  t.check("c", "{} IN ('x', \"y\", 'it''s')", &T::c);
  t.check("d", "{} LIKE 'a%' OR {} IS NULL", &T::d, &T::d);
  t.check("h", "JSON_LENGTH({}) > 0", &T::h);
  t.column<&T::i>().generated_virtual("{} + {}", &T::a, &T::b);
  t.column<&T::j>().generated_virtual("({} * 2) - {}", &T::a, &T::b);
  t.column<&T::k>().generated_stored("{} DIV 2", &T::a);
  t.column<&T::l>().generated_stored("IFNULL({}, 0)", &T::a);
  t.column<&T::m>().generated_stored("CONCAT({}, ' ', LOWER({}))", &T::c, &T::d);
  t.column<&T::n>().generated_virtual("CASE WHEN {} > 1 THEN 'many' ELSE \"one\" END", &T::a);
  t.column<&T::o>().generated_virtual("{} = {}", &T::a, &T::b);
  t.column<&T::p>().generated_virtual("JSON_VALUE({}, '$.n')", &T::h).comment("n");
  t.check("{} > {}", &T::e, &T::f);
  t.check("NOT ({} = 5)", &T::e);
  t.check("named", "{} < 100 && {} < 100", &T::e, &T::f);
  t.check("{} REGEXP '^[a-z]+$'", &T::g);
  t.check("CHAR_LENGTH({}) > 2", &T::g);
  t.check("named2", "({} IS NULL) XOR ({} IS NULL) OR {}+{}<10*2", &T::e, &T::f, &T::e, &T::f);
  t.check("{} COLLATE utf8mb4_bin <> 'X'", &T::g);
  t.check("COALESCE({}, 1) != 0", &T::e);
}};
