#include <strata/model.hpp>

#include <cstdint>
#include <limits>

struct Here {
  std::int32_t id;
  std::int64_t b;
  std::int16_t s;
};
struct There {
  std::int64_t id;
  std::int32_t odd_name;
};
struct Numbered {
  std::int32_t id;
  std::int64_t b;
  std::int16_t d;
};

static const strata::Definition definition{[](strata::Models& models) {
  using strata::IdentityKind;
  models.schema("other");
  auto& here = models.table<Here>("here");
  here.column<&Here::id>().serial();
  here.column<&Here::b>().serial();
  here.column<&Here::s>().serial();
  here.primary_key("here_pkey", {&Here::id});
  auto& there = models.table<There>({"other", "there"});
  there.column<&There::id>().serial();
  there.column<&There::odd_name>().name("Odd Name").serial();
  auto& numbered = models.table<Numbered>("i");
  numbered.column<&Numbered::id>().identity(
      IdentityKind::by_default,
      {.start = 1, .increment = 1, .minimum = 1, .maximum = std::numeric_limits<std::int32_t>::max(), .cache = 1});
  numbered.column<&Numbered::b>().identity(IdentityKind::always);
  numbered.column<&Numbered::d>().identity(IdentityKind::always,
                                           {.start = -1, .increment = -1, .minimum = -32768, .maximum = -1});
}};
