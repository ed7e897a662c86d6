#include <strata/model.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct T {
  std::int32_t id;
  std::optional<std::string> s, s2, a;
  std::optional<std::int32_t> o;
  std::optional<std::string> os;
};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  models.domain("short", "varchar(10)")
      .default_sql("'it''s'")
      .not_null()
      .check("VALUE IN ('it''s', 'b') AND length(VALUE) < 9");
  models.domain("positive", "int").check("more_than_none", "VALUE > 0").check("VALUE < 100").check("VALUE <> 13");
  models.domain("amounts", "numeric[]").check("array_length(VALUE, 1) > 0");
  models.domain("of_domain", "positive").default_sql("3");
  auto& table = models.table<T>("t");
  table.column<&T::id>(native("positive"));
  table.column<&T::s>(native("short"));
  table.column<&T::s2>(native("short")).default_value("b");
  table.column<&T::a>(native("amounts"));
  table.column<&T::o>(native("of_domain"));
  table.column<&T::os>(native("of_domain[]"));
  table.primary_key("t_pkey", {&T::id});
}};
