// Definitions of several files: they register themselves and run in order of file name and line.
#include "load.hpp"

#include <cstdint>

namespace {

struct Late {
  std::int64_t id;
};

const strata::Definition second{[](strata::Models& models) { models.table<Late>("z_second").all_columns(); },
                                {"zz.cpp", 20}};
const strata::Definition first{[](strata::Models& models) { models.table<Late>("z_first").all_columns(); },
                               {"zz.cpp", 3}};

std::vector<std::string> table_names(const strata::schema::Model& model) {
  std::vector<std::string> names;
  for (const auto& table : model.tables) names.push_back(table.name.name);
  return names;
}

}  // namespace

TEST_CASE("registered definitions run in order of file name, then of line") {
  const strata::Loaded loaded = strata::load_definitions();
  CHECK(loaded.problems.empty());
  CHECK(table_names(loaded.model) ==
        std::vector<std::string>{"users", "memberships", "import_rows", "audit_entries", "z_first", "z_second"});
}

TEST_CASE("a foreign key may reference a table of another file") {
  const strata::Loaded loaded = strata::load_definitions();
  const auto& key = loaded.model.tables.at(3).foreign_keys.at(0);
  CHECK(key.referenced_table.name == "users");
  CHECK(key.referenced_columns == std::vector<std::string>{"id"});
  CHECK(key.on_delete == strata::set_null);
}

TEST_CASE("a definition that is gone is no longer run") {
  {
    const strata::Definition passing{[](strata::Models& models) { models.table<Late>("passing").all_columns(); }};
    CHECK(strata::load_definitions().model.tables.size() == 7);
  }
  CHECK(strata::load_definitions().model.tables.size() == 6);
}

TEST_CASE("a table asked for again is the one that is there") {
  const auto loaded = strata::load_definitions({[](strata::Models& models) {
    models.table<Late>("late").all_columns();
    models.table<Late>("late").comment("said later");
    models.table<Late>("other").all_columns();
  }});
  REQUIRE(loaded.model.tables.size() == 2);
  CHECK(loaded.problems.empty());
  CHECK(loaded.model.tables[0].comment == "said later");
}

TEST_CASE("definitions can be loaded twice with the same result") {
  CHECK(strata::load_definitions().model == strata::load_definitions().model);
}
