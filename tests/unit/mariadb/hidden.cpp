// What somebody's grants do not let them see of a database, by the lines of SHOW GRANTS.
#include "dialects/mariadb/hidden.hpp"

#include <catch2/catch.hpp>

using strata::dialects::mariadb::Hidden;
using strata::dialects::mariadb::hidden_kinds;

namespace {

using Lines = std::vector<std::string>;

std::size_t count(const Lines& grants, std::string_view database = "my_shop") {
  return hidden_kinds(grants, database).size();
}

}  // namespace

TEST_CASE("who has all rights sees all") {
  CHECK(count({"GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED VIA unix_socket WITH GRANT OPTION",
               "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION"}) == 0);
  CHECK(count({"GRANT USAGE ON *.* TO `a`@`%`", "GRANT ALL PRIVILEGES ON `my\\_shop`.* TO `a`@`%`"}) == 0);
  CHECK(count({"GRANT EXECUTE, EVENT, TRIGGER ON `my%`.* TO `a`@`%`"}) == 0);
}

TEST_CASE("what a user may not see is named with the right that is missing") {
  CHECK(
      hidden_kinds({"GRANT USAGE ON *.* TO `a`@`%`", "GRANT SELECT, SHOW VIEW ON `my_shop`.* TO `a`@`%`"}, "my_shop") ==
      std::vector<Hidden>{{"triggers", "TRIGGER"}, {"events", "EVENT"}, {"procedures and functions", "EXECUTE"}});
  CHECK(hidden_kinds({"GRANT SELECT, TRIGGER ON *.* TO `a`@`%`"}, "my_shop") ==
        std::vector<Hidden>{{"events", "EVENT"}});
  CHECK(count({}) == 3);
}

TEST_CASE("rights on another database, a table, a column or a routine are none on the database") {
  CHECK(count({"GRANT ALL PRIVILEGES ON `shop`.* TO `a`@`%`"}) == 3);
  CHECK(count({"GRANT ALL PRIVILEGES ON `my\\_sho`.* TO `a`@`%`"}) == 3);
  CHECK(count({"GRANT ALL PRIVILEGES ON `my\\_shop`.* TO `a`@`%`"}, "my1shop") == 3);
  CHECK(count({"GRANT ALL PRIVILEGES ON `my_shop`.* TO `a`@`%`"}, "my1shop") == 0);
  CHECK(count({"GRANT TRIGGER ON `my_shop`.`t` TO `a`@`%`", "GRANT SELECT (`trigger`) ON `my_shop`.`u` TO `a`@`%`",
               "GRANT EXECUTE ON PROCEDURE `my_shop`.`p` TO `a`@`%`"}) == 3);
}

TEST_CASE("roles add their rights; of one grantee the most specific name counts") {
  CHECK(count({"GRANT `r` TO `a`@`%`", "GRANT SELECT ON `my_shop`.* TO `a`@`%`", "GRANT USAGE ON *.* TO `r`",
               "GRANT EXECUTE, EVENT, TRIGGER ON `my%`.* TO `r`"}) == 0);
  CHECK(count({"GRANT SELECT ON `my\\_shop`.* TO `a`@`%`", "GRANT EXECUTE, EVENT, TRIGGER ON `my%`.* TO `a`@`%`"}) ==
        3);
}

TEST_CASE("who reads mysql.proc sees all routines") {
  CHECK(count({"GRANT EVENT, TRIGGER ON `my_shop`.* TO `a`@`%`", "GRANT SELECT ON `mysql`.* TO `a`@`%`"}) == 0);
}
