#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

using Number = std::optional<std::int32_t>;
using Text = std::optional<std::string>;

struct P {
  std::int32_t id;
  Number a, b, c, d, e;
};
struct T {
  std::int32_t id;
  Number a, b, c, d, e, f, g, h, i, j;
  std::optional<strata::Varchar<100>> k;
  Text l;
  std::optional<strata::Varchar<40>> m;
};
struct M {
  Number id, n;
};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  auto& p = models.table<P>("p");
  p.all_columns();
  p.primary_key("PRIMARY", {&P::id});
  p.unique("c", {&P::c});
  p.unique("a", {&P::a, &P::b});
  p.unique("b", {&P::b});
  p.index("named", {&P::d}).unique();
  p.unique("other", {&P::e});
  p.index("a_2", {&P::a});
  p.index("a_3", {&P::a, &P::c});
  p.index("c_2", {&P::c}).method("BTREE");
  p.unique("afterwards", {&P::c, &P::d});

  auto& t = models.table<T>("t");
  t.all_columns();
  t.column<&T::l>().type(native("text"));
  t.primary_key({&T::id});
  t.index("a", {&T::a});
  t.foreign_key(&T::a).references(&P::id).name("t_ibfk_2").on_delete(strata::restrict);
  t.foreign_key(&T::b).references(&P::id).name("by_name");
  t.foreign_key(&T::c, &T::d).references(&P::a, &P::b).name("composite").on_update(strata::no_action);
  t.foreign_key(&T::e).references(&P::id).name("t_ibfk_3").on_delete(strata::set_null).on_update(strata::cascade);
  t.index("t_e", {&T::e});
  t.foreign_key(&T::f).references(&P::id).name("on_wider");
  t.index("wider", {&T::f, &T::g});
  t.foreign_key(&T::h).references(&P::id).name("t_ibfk_1");
  t.foreign_key(&T::i).references(&P::id).name("name_of_index");
  t.foreign_key(&T::j).references(&T::id).name("own");
  t.index("off", {&T::g}).ignored();
  t.index("down", {strata::desc(&T::g), &T::a});
  t.index("pre", {strata::part(&T::k).prefix(20), strata::part(&T::l).prefix(30)});
  t.index("l", {&T::l}).method("FULLTEXT");
  t.index("words", {&T::k, &T::l}).method("fulltext");
  t.index("hashed", {&T::l}).unique().method("hash");
  t.index("with_comment", {&T::m}).comment("why; not");

  auto& m = models.table<M>("m");
  m.all_columns();
  m.engine("MEMORY");
  m.index("id", {&M::id}).method("hash");
  m.index("tree", {&M::n}).method("btree");
}};
