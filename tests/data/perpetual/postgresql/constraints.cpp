#include <strata/model.hpp>

#include <cstdint>
#include <optional>

using Number = std::optional<std::int32_t>;

struct P {
  std::int32_t id;
  Number a, b;
};
struct T {
  std::int32_t id;
  Number a, b, c, d;
};

static const strata::Definition definition{[](strata::Models& models) {
  models.leave_unnamed();
  auto& p = models.table<P>("p");
  p.all_columns();
  p.primary_key({&P::id});
  p.unique({&P::a, &P::b});
  p.unique({&P::b});
  auto& t = models.table<T>("t");
  t.all_columns();
  t.primary_key({&T::id});
  t.check("{} > 0", &T::c);
  t.check("{} < 9", &T::c);
  t.check("{} > {} OR {} IS NULL", &T::a, &T::b, &T::c);
  t.unique({&T::b});
  t.unique({&T::d}).nulls_not_distinct();
  t.unique({&T::a, &T::b}).deferrable();
  t.unique({&T::c}).include({&T::d});
  t.foreign_key(&T::a, &T::b)
      .references(&P::a, &P::b)
      .match(strata::MatchType::full)
      .on_delete(strata::set_null)
      .initially_deferred();
  t.foreign_key(&T::a).references("p", {"id"});
  t.foreign_key(&T::a).references("p", {"id"});
  t.exclusion().element(&T::c, "=").where("{} IN (1, 2)", &T::d);
  t.exclusion()
      .method("btree")
      .element(strata::sql("lower({}::text)", &T::a), "=")
      .element(strata::sql("{} + 1", &T::b), "=");
  t.index("t_a_idx", {&T::a});
  t.index("t_a_expr_idx", {&T::a, strata::sql("{} + {}", &T::b, &T::c)});
  t.index("t_a_idx1", {&T::a}).unique();
}};
