#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct T {
  std::int32_t id;
  std::optional<strata::Varchar<10>> v;
  std::optional<std::string> s;
  std::optional<std::int32_t> n;
  std::optional<strata::Char<1>> c;
};

static const strata::Definition definition{[](strata::Models& models) {
  auto& table = models.table<T>("t");
  table.all_columns();
  table.primary_key("t_pkey", {&T::id});
  table.check("t_v", "{} IN ('a', 'b')", &T::v);
  table.check("t_s", "{} NOT IN ('a', 'b')", &T::s);
  table.check("t_n", "{} IN (1, 2, 3)", &T::n);
  table.check("t_c", "{} IN ('x', 'y') OR {} IS NULL", &T::c, &T::c);
  table.check("t_one", "{} IN ('a') OR {} BETWEEN 1 AND 9 AND {} LIKE 'a%'", &T::v, &T::n, &T::s);
  table.index("t_partial_v", {&T::id}).where("{} IN ('a', 'b')", &T::v);
  table.index("t_partial_s", {&T::id}).where("{} IN ('a', 'b') AND {} NOT IN (1, 2)", &T::s, &T::n);
  table.index("t_partial_c", {&T::n}).unique().where("{} IN ('x') AND NOT (s = 'q' OR s <> 'r')", &T::c);
}};
