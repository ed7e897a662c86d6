#include <strata/model.hpp>

#include <strata/types.hpp>

#include <cstdint>
#include <optional>

using Value = std::optional<std::string>;

struct T {
  std::int64_t id;
  Value f24, f25, f53, f, r, r2, dp, d, i, i2, i4, i8, mi, iu, ium, ti1, ti;
  std::optional<bool> b, b2;
  Value bu, zf, zf2, n, n5, de, fx, du, c, c3, nc, v, nv, vb, cb, vby, bi, bl, bl20, bl300, bl70000, te, te20, te70000,
      lv, lo, lb, bit1;
};
struct T2 {
  Value bit3, y, y4, da, ti0, ti3, dt, dt0, dt6, ts, ts6, e, e2, s;
  std::optional<strata::Json> j;
  strata::Json jn;
  Value u, ip4, ip6, p, g, po, cs, cs2, co, ca, cu, cu2, u3, hand, inv, com, comp;
};
struct Whole : T, T2 {};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::native;
  auto& table = models.table<Whole>("t");
  table.column<&T::id>(native("BIGINT UNSIGNED")).auto_increment();
  table.column<&T::f24>(native("float(24)"));
  table.column<&T::f25>(native("float(25)"));
  table.column<&T::f53>(native("float(53)"));
  table.column<&T::f>(native("float"));
  table.column<&T::r>(native("REAL"));
  table.column<&T::r2>(native("real(7,2)"));
  table.column<&T::dp>(native("double precision"));
  table.column<&T::d>(native("double"));
  table.column<&T::i>(native("integer"));
  table.column<&T::i2>(native("int2"));
  table.column<&T::i4>(native("int4"));
  table.column<&T::i8>(native("int8"));
  table.column<&T::mi>(native("middleint"));
  table.column<&T::iu>(native("int(10) unsigned"));
  table.column<&T::ium>(native("integer unsigned"));
  table.column<&T::ti1>(native("tinyint(1)"));
  table.column<&T::ti>(native("tinyint"));
  table.column<&T::b>();
  table.column<&T::b2>();
  table.column<&T::bu>(native("bigint unsigned"));
  table.column<&T::zf>(native("int(6) zerofill"));
  table.column<&T::zf2>(native("smallint zerofill"));
  table.column<&T::n>(native("numeric"));
  table.column<&T::n5>(native("numeric(5)"));
  table.column<&T::de>(native("dec(8,2)"));
  table.column<&T::fx>(native("fixed(4, 1)"));
  table.column<&T::du>(native("decimal(10,2) unsigned"));
  table.column<&T::c>(native("char"));
  table.column<&T::c3>(native("character(3)"));
  table.column<&T::nc>(native("nchar(4)"));
  table.column<&T::v>(native("character varying(9)"));
  table.column<&T::nv>(native("national varchar(5)"));
  table.column<&T::vb>(native("varchar(5) binary"));
  table.column<&T::cb>(native("char(4) byte"));
  table.column<&T::vby>(native("varbinary(20)"));
  table.column<&T::bi>(native("binary(3)"));
  table.column<&T::bl>(native("blob"));
  table.column<&T::bl20>(native("blob(20)"));
  table.column<&T::bl300>(native("blob(300)"));
  table.column<&T::bl70000>(native("blob(70000)"));
  table.column<&T::te>(native("text"));
  table.column<&T::te20>(native("text(20)"));
  table.column<&T::te70000>(native("text(70000)"));
  table.column<&T::lv>(native("long varchar"));
  table.column<&T::lo>(native("long"));
  table.column<&T::lb>(native("long varbinary"));
  table.column<&T::bit1>(native("bit"));
  table.column<&T2::bit3>(native("bit(3)"));
  table.column<&T2::y>(native("year"));
  table.column<&T2::y4>(native("year(4)"));
  table.column<&T2::da>(native("date"));
  table.column<&T2::ti0>(native("time"));
  table.column<&T2::ti3>(native("time(3)"));
  table.column<&T2::dt>(native("datetime"));
  table.column<&T2::dt0>(native("datetime(0)"));
  table.column<&T2::dt6>(native("datetime(6)"));
  table.column<&T2::ts>(native("timestamp"));
  table.column<&T2::ts6>(native("timestamp(6)"));
  table.column<&T2::e>(native("enum('a','B','it''s','double')"));
  table.column<&T2::e2>(native("enum('x','y')")).character_set("latin1");
  table.column<&T2::s>(native("set('one', 'two')"));
  table.column<&T2::j>();
  table.column<&T2::jn>();
  table.column<&T2::u>(native("uuid"));
  table.column<&T2::ip4>(native("inet4"));
  table.column<&T2::ip6>(native("inet6"));
  table.column<&T2::p>(native("point"));
  table.column<&T2::g>(native("geometry"));
  table.column<&T2::po>(native("polygon"));
  table.column<&T2::cs>(native("varchar(10)")).character_set("latin1");
  table.column<&T2::cs2>(native("varchar(10)")).collation("latin1_german1_ci");
  table.column<&T2::co>(native("varchar(10)")).collation("utf8mb4_bin");
  table.column<&T2::ca>(native("varchar(10)")).character_set("ascii");
  table.column<&T2::cu>(native("varchar(10)")).collation("utf8mb4_general_ci");
  table.column<&T2::cu2>(native("text")).character_set("utf8mb4");
  table.column<&T2::u3>(native("varchar(10)")).character_set("utf8");
  table.column<&T2::hand>(native("json"));
  table.column<&T2::inv>(native("int")).invisible();
  table.column<&T2::com>(native("int")).comment("it's");
  table.column<&T2::comp>(native("varchar(100) compressed"));
  table.primary_key({&T::id});
}};
