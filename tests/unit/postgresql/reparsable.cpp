// Texts that the server would read back as another tree; that it does read these back as they were is shown against a
// server (create.cpp).
#include "dialects/postgresql/reparsable.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::postgresql;

TEST_CASE("a cast of an array keeps off its elements") {
  CHECK(reparsable("((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))") ==
        "((s)::text = ANY (((ARRAY['a'::character varying, 'b'::character varying])::character varying[])::text[]))");
  CHECK(reparsable("((ARRAY[1, '-2'::integer])::bigint[])") == "(((ARRAY[1, '-2'::integer])::integer[])::bigint[])");
  CHECK(reparsable("((ARRAY['a'::sales.\"Mood\"])::text[])") ==
        "(((ARRAY['a'::sales.\"Mood\"])::sales.\"Mood\"[])::text[])");
  CHECK(reparsable("((ARRAY['a'::character varying(3)])::text[])") ==
        "(((ARRAY['a'::character varying(3)])::character varying(3)[])::text[])");
}

TEST_CASE("an array whose type the text does not tell loses the cast where its operator brings it back") {
  CHECK(reparsable("(x = ANY ((ARRAY['a'::character varying, s])::text[]))") ==
        "(x = ANY (ARRAY['a'::character varying, s]))");
  CHECK(reparsable("(x <> ALL ((ARRAY[s, t])::text[]))") == "(x <> ALL (ARRAY[s, t]))");
  CHECK(reparsable("f((ARRAY[s, t])::text[])") == "f((ARRAY[s, t])::text[])");
}

TEST_CASE("BETWEEN before AND is written as what it was") {
  CHECK(reparsable("(((a >= 1) AND (a <= 3)) AND b)") == "((a BETWEEN 1 AND 3) AND b)");
  CHECK(reparsable("(((a < 1) OR (a > 3)) OR b)") == "((a NOT BETWEEN 1 AND 3) OR b)");
  CHECK(reparsable("(((a >= 1) AND ((a)::numeric <= 2.5)) AND b)") == "((a BETWEEN 1 AND 2.5) AND b)");
  // These read back as they are.
  for (const char* text :
       {"((a >= 1) AND (a <= 3))", "((a >= 1) AND (a <= 3) AND b)", "(b AND ((a >= 1) AND (a <= 3)))",
        "(((a >= 1) AND (a <= 3)) OR b)", "(((a >= 1) AND (c <= 3)) AND b)"}) {
    CHECK(reparsable(text) == text);
  }
}

TEST_CASE("what stands in strings and names is left alone") {
  for (const char* text : {"'((ARRAY[''a''::text])::text[])'::text", "\"((ARRAY[1])::text[])\"", "",
                           "nextval('s'::regclass)", "ARRAY['a'::text]", "((ARRAY[('a'::x)::text]) || b)"}) {
    CHECK(reparsable(text) == text);
  }
}

TEST_CASE("columns of a query that have no name keep it") {
  CHECK(reparsable_query("SELECT 'a'::text,\n    t.id\n   FROM t") ==
        "SELECT 'a'::text AS \"?column?\",\n    t.id\n   FROM t");
  CHECK(reparsable_query("SELECT t.id\n   FROM t\n  WHERE (EXISTS ( SELECT 1\n           FROM u))") ==
        "SELECT t.id\n   FROM t\n  WHERE (EXISTS ( SELECT 1\n           FROM u))");
  CHECK(reparsable_query("SELECT p(0.5) WITHIN GROUP (ORDER BY x) AS p") ==
        "SELECT p(0.5) WITHIN GROUP (ORDER BY x) AS p");
  CHECK(reparsable_query("SELECT CASE WHEN a THEN b ELSE c END") ==
        "SELECT CASE WHEN a THEN b ELSE c END AS \"?column?\"");
}

TEST_CASE("parentheses around all of a text are found") {
  CHECK(bare("(a > 0)") == "a > 0");
  CHECK(bare("((a > 0))") == "(a > 0)");
  CHECK(bare("(a) + (b)") == "(a) + (b)");
  CHECK(bare("f(a)") == "f(a)");
  CHECK(bare("') ('::text") == "') ('::text");
}

TEST_CASE("calls are told from what only looks like one") {
  CHECK(is_call("lower(email)"));
  CHECK(is_call("sales.\"F\"(a, b)"));
  CHECK(is_call("COALESCE(a, b)"));
  CHECK_FALSE(is_call("(a)"));
  CHECK_FALSE(is_call("NOT (a)"));
  CHECK_FALSE(is_call("f(a) + g(b)"));
  CHECK_FALSE(is_call("lower(a)::text"));
  CHECK_FALSE(is_call("a"));
  CHECK_FALSE(is_call(""));
}
