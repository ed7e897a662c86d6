#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

using Value = std::optional<std::string>;

struct T {
  std::int64_t id;
  Value f24, f25, f, r, d, n, n5, dec, ts0, tz0, tz, t3, tt, i, i2, iy, c, c3, v, v9, b, i4, i2s, bits, bits3, vb, arr,
      arr2, arr3, bc, x, u, nm;
};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  auto& table = models.table<T>("t");
  table.column<&T::id>();
  table.column<&T::f24>(native("float(24)"));
  table.column<&T::f25>(native("float(25)"));
  table.column<&T::f>(native("float"));
  table.column<&T::r>(native("REAL"));
  table.column<&T::d>(native("float8"));
  table.column<&T::n>(native("NUMERIC"));
  table.column<&T::n5>(native("numeric(5)"));
  table.column<&T::dec>(native("decimal(8,2)"));
  table.column<&T::ts0>(native("timestamp(0)"));
  table.column<&T::tz0>(native("timestamptz(0)"));
  table.column<&T::tz>(native("timestamptz"));
  table.column<&T::t3>(native("time(3)"));
  table.column<&T::tt>(native("timetz"));
  table.column<&T::i>(native("interval"));
  table.column<&T::i2>(native("interval(2)"));
  table.column<&T::iy>(native("interval year to month"));
  table.column<&T::c>(native("char"));
  table.column<&T::c3>(native("character(3)"));
  table.column<&T::v>(native("varchar"));
  table.column<&T::v9>(native("character varying(9)"));
  table.column<&T::b>(native("bool"));
  table.column<&T::i4>(native("int"));
  table.column<&T::i2s>(native("int2"));
  table.column<&T::bits>(native("bit"));
  table.column<&T::bits3>(native("bit(3)"));
  table.column<&T::vb>(native("varbit(5)"));
  table.column<&T::arr>(native("int[]"));
  table.column<&T::arr2>(native("varchar(5)[][]"));
  table.column<&T::arr3>(native("integer[3]"));
  table.column<&T::bc>(native("bpchar"));
  table.column<&T::x>(native("bytea"));
  table.column<&T::u>(native("uuid"));
  table.column<&T::nm>(native("name"));
  table.primary_key("t_pkey", {&T::id});
}};
