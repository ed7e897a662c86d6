#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>
#include <string>

struct Booking {
  std::optional<std::int32_t> room;
  std::optional<strata::Varchar<5>> kind;
  std::optional<std::string> during, name;
};

static const strata::Definition definition{[](strata::Models& models) {
  models.leave_unnamed();
  models.extension("btree_gist");
  auto& table = models.table<Booking>("booking");
  table.all_columns();
  table.column<&Booking::during>(strata::native("tsrange"));
  table.exclusion("no_overlap")
      .method("gist")
      .element(&Booking::room, "=")
      .element(&Booking::during, "&&")
      .where("{} IN ('a', 'b')", &Booking::kind)
      .initially_deferred();
  table.exclusion().method("gist").element(strata::sql("int4range({}, {} + 1)", &Booking::room, &Booking::room), "&&");
  table.exclusion().method("hash").element(strata::sql("lower({})", &Booking::name), "=");
  table.exclusion("with_options")
      .method("btree")
      .element(strata::part(&Booking::name).collate("\"C\"").opclass("text_pattern_ops"), "=")
      .include({&Booking::kind});
}};
