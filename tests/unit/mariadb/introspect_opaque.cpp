// What is not modelled: each object is named, and what its definition and removal say is run, to see that it comes
// back.
#include "dialects/mariadb/compare.hpp"
#include "dialects/mariadb/introspect.hpp"

#include "server.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using namespace strata::dialects::mariadb;
using namespace strata::test;

namespace {

using Objects = std::vector<schema::OpaqueObject>;

Objects read(Session& session) {
  return introspect(session, {}).opaque_objects;
}

// Dropped and made again, last first and first first, they are what they were; also on another database.
Objects round_trip(std::string_view script) {
  const Database database;
  const auto session = database.connect();
  run_script(*session, script);
  Objects objects = read(*session);
  const auto make = [&](Session& on) {
    for (const schema::OpaqueObject& object : objects) {
      INFO(object.definition);
      REQUIRE_NOTHROW(on.execute(object.definition));
    }
  };
  for (auto object = objects.rbegin(); object != objects.rend(); ++object) {
    INFO(object->removal);
    REQUIRE_NOTHROW(session->execute(object->removal));
  }
  CHECK(read(*session).empty());
  make(*session);
  CHECK(read(*session) == objects);
  return objects;
}

schema::OpaqueObject single(std::string_view script) {
  Objects objects = round_trip(script);
  REQUIRE(objects.size() == 1);
  return std::move(objects.front());
}

}  // namespace

TEST_CASE("a trigger, without the definer that we are") {
  const schema::OpaqueObject trigger =
      single("CREATE TABLE t (a int); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
  CHECK(schema::describe(trigger) == "trigger tr");
  CHECK(trigger.table == schema::ObjectName{"", "t"});
  CHECK(trigger.definition == "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
  CHECK(trigger.removal == "DROP TRIGGER tr");
}

TEST_CASE("triggers of one time keep their order") {
  const Objects objects = round_trip(R"sql(
    CREATE TABLE t (a int);
    CREATE TRIGGER z BEFORE INSERT ON t FOR EACH ROW SET @x = 1;
    CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW FOLLOWS z SET @x = 2;
    CREATE TRIGGER b BEFORE DELETE ON t FOR EACH ROW SET @x = 3;
  )sql");
  REQUIRE(objects.size() == 3);
  const auto second = std::ranges::find(objects, schema::ObjectName{"", "a"}, &schema::OpaqueObject::name);
  CHECK(second->definition == "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW FOLLOWS z SET @x = 2");
  CHECK(std::ranges::find(second->depends_on, schema::ObjectName{"", "z"}) != second->depends_on.end());
}

TEST_CASE("texts in a body stay as they were written") {
  const schema::OpaqueObject trigger = single(R"sql(
    CREATE TABLE t (a int);
    CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW BEGIN
      SET @a = 'it''s', @b = 'a\'b', @c = _latin1'x', @d = x'00ff', @e = 'é'; -- so
    END;
  )sql");
  CHECK(trigger.definition.find(R"(@b = 'a\'b', @c = _latin1'x')") != std::string::npos);
}

TEST_CASE("a body names no database of ours") {
  const Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  session->execute("CREATE TRIGGER " + database.name() + ".tr AFTER INSERT ON " + database.name() +
                   ".t FOR EACH ROW DELETE FROM " + database.name() + ".t");
  CHECK(read(*session).at(0).definition == "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW DELETE FROM t");
}

TEST_CASE("another definer is kept") {
  const schema::OpaqueObject routine = single("CREATE DEFINER=other@localhost PROCEDURE p() SELECT 1");
  CHECK(routine.definition == "CREATE DEFINER=`other`@`localhost` PROCEDURE `p`()\nSELECT 1");
}

TEST_CASE("routines with all that they say of themselves") {
  const Objects objects = round_trip(R"sql(
    CREATE FUNCTION f(a int, b varchar(5) CHARACTER SET latin1) RETURNS varchar(9) DETERMINISTIC SQL SECURITY INVOKER
      COMMENT 'it''s' BEGIN RETURN concat(a, b); END;
    CREATE AGGREGATE FUNCTION g(x int) RETURNS int BEGIN
      DECLARE s int DEFAULT 0;
      DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s;
      LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP;
    END;
    CREATE PROCEDURE p(IN a int, INOUT b text) MODIFIES SQL DATA BEGIN SET b = a; END;
  )sql");
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].kind == "function");
  CHECK(objects[1].kind == "function");
  CHECK(objects[2].kind == "procedure");
}

TEST_CASE("a program has its own sql_mode, also one that reads SQL otherwise") {
  const Database database;
  const auto session = database.connect();
  session->execute("CREATE TABLE t (a int)");
  session->execute("SET STATEMENT sql_mode = '' FOR CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW SET @x = 1");
  session->execute(
      "SET STATEMENT sql_mode = 'ORACLE' FOR EXECUTE IMMEDIATE 'CREATE PROCEDURE p AS v INT := 1; BEGIN v := 2; END'");
  const Objects objects = read(*session);
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].definition.starts_with("SET STATEMENT sql_mode = "));
  CHECK(objects[0].definition.find(" FOR EXECUTE IMMEDIATE 'CREATE PROCEDURE \"p\"") != std::string::npos);
  CHECK(objects[1].definition ==
        "SET STATEMENT sql_mode = '' FOR CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW SET @x = 1");
  for (const schema::OpaqueObject& object : objects) session->execute(object.removal);
  for (const schema::OpaqueObject& object : objects) session->execute(object.definition);
  CHECK(read(*session) == objects);
}

TEST_CASE("packages and their bodies") {
  const Database database;
  const auto session = database.connect();
  session->execute(
      "SET STATEMENT sql_mode = 'ORACLE' FOR EXECUTE IMMEDIATE 'CREATE PACKAGE k AS FUNCTION f RETURN INT; END'");
  session->execute(
      "SET STATEMENT sql_mode = 'ORACLE' FOR EXECUTE IMMEDIATE 'CREATE PACKAGE BODY k AS FUNCTION f RETURN INT AS "
      "BEGIN "
      "RETURN 1; END; END'");
  const Objects objects = read(*session);
  REQUIRE(objects.size() == 2);
  CHECK(schema::describe(objects[0]) == "package k");
  CHECK(schema::describe(objects[1]) == "package body k");
  session->execute(objects[1].removal);
  session->execute(objects[0].removal);
  for (const schema::OpaqueObject& object : objects) session->execute(object.definition);
  CHECK(read(*session) == objects);
}

TEST_CASE("events with their time and state") {
  const schema::OpaqueObject event = single(
      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'c' "
      "DO "
      "BEGIN END");
  CHECK(event.definition ==
        "CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT "
        "'c' DO BEGIN END");
}

TEST_CASE("a table that no field can hold is one whole") {
  const auto is_opaque = [](std::string_view script) {
    const schema::OpaqueObject object = single(script);
    CHECK(object.kind == "table");
    return object.definition;
  };
  is_opaque("CREATE TABLE t (a int, PRIMARY KEY (a) USING BTREE) ENGINE=MEMORY");
  CHECK(is_opaque("CREATE TABLE t (a int AUTO_INCREMENT, s date, e date, PERIOD FOR p (s, e), "
                  "PRIMARY KEY (a, p WITHOUT OVERLAPS)) AUTO_INCREMENT=77 COMMENT='c'")
            .find("77") == std::string::npos);
}

TEST_CASE("a period of the application's own hangs on its table, and a key over it likewise") {
  const Database database;
  const auto session = database.connect();
  session->execute(
      "CREATE TABLE t (a int, s date, e date, PERIOD FOR p (s, e), UNIQUE u (a, p WITHOUT OVERLAPS), KEY k (a))");
  const schema::Schema schema = introspect(*session, {});
  REQUIRE(schema.tables.size() == 1);
  const schema::Table& table = schema.tables[0];
  CHECK(table.checks.empty());
  CHECK(table.indexes.size() == 1);
  CHECK_FALSE(table.columns[1].nullable);
  REQUIRE(schema.opaque_objects.size() == 2);
  const schema::OpaqueObject& key = schema.opaque_objects[0];
  const schema::OpaqueObject& period = schema.opaque_objects[1];
  CHECK(schema::describe(key) == "key without overlaps t.u");
  CHECK(schema::describe(period) == "period t.p");
  CHECK(period.definition == "ALTER TABLE t ADD PERIOD FOR `p` (`s`, `e`)");

  session->execute(key.removal);
  session->execute(period.removal);
  CHECK(introspect(*session, {}).opaque_objects.empty());
  session->execute(period.definition);
  session->execute(key.definition);
  CHECK(introspect(*session, {}) == schema);
}

TEST_CASE("a table of tables is one whole") {
  const Database database;
  const auto session = database.connect();
  run_script(*session,
             "CREATE TABLE m (a int) ENGINE=MyISAM; CREATE TABLE u (a int) ENGINE=MERGE UNION=(m) INSERT_METHOD=LAST");
  const schema::Schema schema = introspect(*session, {});
  CHECK(schema.tables.size() == 1);
  REQUIRE(schema.opaque_objects.size() == 1);
  CHECK(schema.opaque_objects[0].definition.find("UNION=(`m`)") != std::string::npos);
}

TEST_CASE("a sequence of another engine is one whole") {
  CHECK(single("CREATE SEQUENCE s START 3 ENGINE=Aria").kind == "sequence");
}

TEST_CASE("a table that becomes one whole, or was one, is not dropped for it") {
  schema::Schema modelled;
  modelled.engine = "mariadb";
  modelled.tables.emplace_back().name.name = "t";
  schema::Schema opaque;
  opaque.engine = "mariadb";
  opaque.opaque_objects.emplace_back().kind = "table";
  opaque.opaque_objects.back().name.name = "t";
  const auto code_of = [](const schema::Schema& from, const schema::Schema& to) {
    try {
      mariadb::compare(from, to, {});
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  CHECK(code_of(modelled, opaque) == ErrorCode::refused);
  CHECK(code_of(opaque, modelled) == ErrorCode::refused);
}
