#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct T {
  std::int32_t id;
  std::optional<strata::Varchar<40>> name;
  std::optional<std::string> first, last;
  std::optional<strata::Varchar<10>> state;
  std::optional<std::int32_t> n;
};

static const strata::Definition definition{[](strata::Models& models) {
  auto& table = models.table<T>("t");
  table.all_columns();
  table.primary_key("t_pkey", {&T::id});
  table.index("t_lower", {strata::sql("lower({})", &T::name)});
  table.index("t_upper_lower")
      .expression("upper({})", &T::first)
      .part(strata::part(strata::sql("lower({})", &T::name)).opclass("varchar_pattern_ops").desc().nulls_last());
  table.index("t_case", {strata::sql("CASE WHEN {} > 0 THEN 'more' WHEN n = 0 THEN 'none' ELSE 'less' END", &T::n)});
  table.index("t_simple_case", {strata::sql("CASE {} WHEN 'a' THEN 1 ELSE 2 END", &T::state)});
  table.index("t_concat", {strata::sql("{} || ' ' || {}", &T::first, &T::last)});
  table.index("t_concat_varchar", {strata::sql("{} || '-' || {}", &T::name, &T::state)});
  table.index("t_coalesce", {strata::sql("coalesce({}, '')", &T::name), strata::sql("{} + 1", &T::n),
                             strata::sql("{}::text", &T::n)});
}};
