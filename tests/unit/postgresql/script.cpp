// Scripts -> statements with lines, judged by libpg_query's parser; and what a statement would do beyond the database.
#include "dialects/postgresql/script.hpp"

#include "dialects/postgresql/tokenizer.hpp"

#include <pg_query.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

using namespace strata;
using namespace strata::dialects;
using dialects::postgresql::controls_transaction;
using dialects::postgresql::drops_temporary;
using dialects::postgresql::outside_transaction;
using dialects::postgresql::reaches_out;
using dialects::postgresql::split;

namespace {

using Statements = std::vector<ScriptStatement>;

struct Refusal {
  int line = 0;
  std::string message;
  std::string hint;
};

Refusal refusal_of(std::string_view script, int first_line = 1) {
  try {
    split(script, first_line);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::revision);
    return {error.place().line, error.what(), error.hint()};
  }
  FAIL("not refused");
  return {};
}

// The parser's own statements, without the comments around them; nothing where it finds a syntax error.
std::optional<std::vector<std::string>> parsed(const std::string& script) {
  const PgQuerySplitResult result = pg_query_split_with_parser(script.c_str());
  std::optional<std::vector<std::string>> out;
  if (result.error == nullptr) {
    out.emplace();
    for (int i = 0; i < result.n_stmts; ++i) {
      const std::string text = script.substr(static_cast<std::size_t>(result.stmts[i]->stmt_location),
                                             static_cast<std::size_t>(result.stmts[i]->stmt_len));
      const auto tokens = postgresql::tokenize(text);
      const std::size_t begin = tokens.front().offset;
      out->push_back(text.substr(begin, tokens[tokens.size() - 2].end_offset() - begin));
    }
  }
  pg_query_free_split_result(result);
  return out;
}

std::vector<std::string> texts(const Statements& statements) {
  std::vector<std::string> out;
  for (const ScriptStatement& statement : statements) out.push_back(statement.text);
  return out;
}

// Without the lines that are psql's.
std::string sql_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string out;
  for (std::string line; std::getline(in, line);) out += (line.starts_with('\\') ? "" : line) + "\n";
  return out;
}

}  // namespace

TEST_CASE("statements come without comments around them and with their lines") {
  CHECK(split("-- head\n\ncreate table a(b); /* x /* y */ ; */\n ; insert into a\n values (';') -- t\n;\n", 10) ==
        Statements{{"create table a(b)", 12}, {"insert into a\n values (';')", 13}});
  CHECK(split("", 1).empty());
  CHECK(split(" ;; -- nothing\n", 1).empty());
  CHECK(split("select 1", 1) == Statements{{"select 1", 1}});
}

TEST_CASE("semicolons in strings, names and parentheses end nothing") {
  for (const char* statement :
       {"select ';', E'\\';', U&';', b';', $$;$$, $a$;$$;$a$, \";\", U&\";\"", "select 'a'\n';'", "select E'a'\n'\\';'",
        "create rule r as on insert to t do also (select 1; select 2)", "select a$b$ from t where x = $1",
        "select 1$a$;$a$", "select '\\'", "select 1 - -1 /* ; */ + 2", "select x'1f', n';'"}) {
    INFO(statement);
    CHECK(split(std::string(statement) + ";\nselect 2;", 1).size() == 2);
    CHECK(split(std::string(statement) + ";", 1).front().text == statement);
  }
}

TEST_CASE("a body of BEGIN ATOMIC is part of its statement") {
  const auto whole = [](const std::string& statement) {
    INFO(statement);
    CHECK(texts(split(statement + ";\nselect 2;", 1)) == std::vector<std::string>{statement, "select 2"});
    CHECK(texts(split(statement, 1)) == std::vector<std::string>{statement});
  };
  whole("create function f() returns int begin atomic select 1; end");
  whole("create or replace procedure p() language sql begin atomic insert into t values (1); delete from t; end");
  whole("create function f(a int) returns int begin atomic select case when a > 1 then 2 else 3 end; end");
  whole("create function f() returns int begin atomic select 1 as end; select 2; end");
  whole("create function f() returns int begin atomic select 1 end; select 2 as case; end");
  whole("create function f() returns int begin atomic select (case 1 when 1 then 2 end) as \"end\"; end");
  whole("create function f() returns int begin atomic end");
  // syntax of a newer server: the nesting decides
  whole("create function f() returns int begin atomic select json_array_of_tomorrow(1 absent on whatever); end");
  CHECK(split("create function begin() returns int as 'select 1'; select 2", 1).size() == 2);
  CHECK(split("begin; select 1; end;", 1).size() == 3);
}

TEST_CASE("a syntax error spoils no other statement") {
  CHECK(texts(split("selec 1; select 2; create tabel x; select 3", 1)) ==
        std::vector<std::string>{"selec 1", "select 2", "create tabel x", "select 3"});
}

TEST_CASE("what can't be split names its line") {
  CHECK(refusal_of("select 1;\nselect 'open;\n\n", 5).line == 6);
  CHECK(refusal_of("select 1;\n\n/* open /* */\n").line == 3);
  CHECK(refusal_of("select 1;\nselect \"open").message == "a quoted name is not closed");
  CHECK(refusal_of("\n\nselect $body$ open $$ x").hint == "close it with $body$");
  CHECK(refusal_of("select E'a\\'").message == "a string is not closed");
  CHECK(refusal_of("\n\ncreate function f() returns int begin atomic select 1;\nselect 2;").line == 3);
  CHECK(refusal_of(std::string_view("select\n'\0'", 10)).line == 2);
  CHECK(refusal_of("select $ 1").line == 1);
}

TEST_CASE("psql's commands are refused with the way out") {
  const Refusal connect = refusal_of("select 1;\n\\connect shop\nselect 2;", 10);
  CHECK(connect.line == 11);
  CHECK(connect.message == "\\connect is a command of psql, not SQL");
  CHECK(connect.hint.find("URL") != std::string::npos);
  CHECK(refusal_of("\\restrict abc\n").hint.find("pg_dump") != std::string::npos);
  CHECK(refusal_of("\n\\.\n").hint.find("--inserts") != std::string::npos);
  CHECK(refusal_of("\\set x 1").message == "\\set is a command of psql, not SQL");
  CHECK(split("select '\n\\connect shop\n'", 1).size() == 1);
}

TEST_CASE("COPY from and to the client is refused before its data is read") {
  const Refusal refusal = refusal_of("select 1;\n\nCOPY public.t (a, b) FROM stdin;\n1\tit's\n\\.\n", 1);
  CHECK(refusal.line == 3);
  CHECK(refusal.hint.find("INSERT") != std::string::npos);
  CHECK(refusal_of("copy (select 1 from stdin) to stdout").message.find("stdout") != std::string::npos);
  CHECK(split("copy t from '/tmp/x'; copy t (\"stdin\") to program 'cat'; select a from stdin", 1).size() == 3);
}

TEST_CASE("the corpus splits as the parser does") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(STRATA_SHARED "/corpus/postgresql")) {
    if (entry.path().extension() != ".sql") continue;
    INFO(entry.path());
    const std::string script = sql_of(entry.path());
    const auto expected = parsed(script);
    REQUIRE(expected);
    CHECK(texts(split(script, 1)) == *expected);
    ++files;
  }
  CHECK(files > 0);
}

TEST_CASE("scripts of random pieces split as the parser does") {
  const std::vector<std::string> pieces{"select ",
                                        "1",
                                        "a ",
                                        ";",
                                        ";\n",
                                        "'x;'",
                                        "E'\\';'",
                                        "$$;$$",
                                        "$t$ $$ ; $t$",
                                        "-- ;\n",
                                        "/* ; /* ; */ */",
                                        "(",
                                        ")",
                                        " as end ",
                                        " case ",
                                        " when 1 then 2 ",
                                        " end ",
                                        "create function f() returns int begin atomic ",
                                        "create procedure p() begin atomic ",
                                        "\"; \"",
                                        ",",
                                        "\n",
                                        "begin",
                                        "values (1)",
                                        "+",
                                        "create table t(a int)"};
  std::mt19937 random(20240131);  // NOLINT: the same in every run
  std::size_t compared = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string script;
    for (std::size_t n = random() % 12; n > 0; --n) script += pieces[random() % pieces.size()];
    const auto expected = parsed(script);
    if (!expected) continue;
    INFO(script);
    CHECK(texts(split(script, 1)) == *expected);
    ++compared;
  }
  CHECK(compared > 1000);
}

TEST_CASE("transaction control is known by its first words") {
  for (const char* sql : {"BEGIN", "commit", "END", "/* x */ rollback to a", "savepoint a", "release a", "abort",
                          "start transaction", "PREPARE TRANSACTION 'x'", "commit prepared 'x'"}) {
    INFO(sql);
    CHECK(controls_transaction(sql));
  }
  for (const char* sql :
       {"create table begin_t(a int)", "\"begin\"", "prepare x as select 1", "start", "", "set role x"}) {
    INFO(sql);
    CHECK_FALSE(controls_transaction(sql));
  }
}

TEST_CASE("what the server refuses inside a transaction is named, with the way out") {
  for (const char* sql :
       {"CREATE INDEX CONCURRENTLY i ON t (a)", "create unique index concurrently on t (a)",
        "DROP INDEX CONCURRENTLY i", "REINDEX INDEX CONCURRENTLY i", "reindex (verbose, concurrently) table t",
        "REINDEX SCHEMA s", "VACUUM", "vacuum (full) t", "CREATE DATABASE x", "drop database if exists x",
        "create tablespace x location '/x'", "ALTER SYSTEM SET work_mem = '1MB'", "alter database x set tablespace y",
        "ALTER TABLE a DETACH PARTITION b CONCURRENTLY", "CLUSTER", "cluster verbose", "drop subscription x",
        "create subscription x connection 'y' publication z", "do $$ begin delete from t; commit; end $$"}) {
    INFO(sql);
    CHECK(outside_transaction(sql).way_out.find("transaction = false") != std::string::npos);
  }
  CHECK(outside_transaction("DISCARD ALL").way_out.find("take it out") != std::string::npos);
  for (const char* sql :
       {"CREATE INDEX i ON t (a)", "drop index i", "reindex index i", "alter type e add value 'x'", "cluster t using i",
        "cluster verbose t", "refresh materialized view concurrently v", "alter table a detach partition b",
        "create table vacuum (concurrently int)", "select 'vacuum'", "do $$ begin raise notice 'commit;'; end $$",
        "create subscription x connection 'y' publication z with (connect = false)", "discard plans", ""}) {
    INFO(sql);
    CHECK(outside_transaction(sql).reason.empty());
  }
}

TEST_CASE("a qualified drop names what is temporary") {
  CHECK(drops_temporary("DROP TABLE IF EXISTS pg_temp.Rows") == schema::ObjectName{"", "rows"});
  CHECK(drops_temporary("drop /* x */ view \"pg_temp\".\"a \"\"b\"") == schema::ObjectName{"", "a \"b"});
  for (const char* sql :
       {"DROP TABLE rows", "DROP TABLE IF EXISTS public.rows", "DROP INDEX pg_temp.i", "DROP", "DROP TABLE",
        "DROP TABLE pg_temp", "DROP TABLE IF EXISTS pg_temp.", "DROP TABLE pg_temp.1", "SELECT 1", ""}) {
    INFO(sql);
    CHECK_FALSE(drops_temporary(sql).has_value());
  }
}

TEST_CASE("what reaches out is named") {
  for (const char* sql : {"CREATE DATABASE x",
                          "alter database shop set work_mem = '1MB'",
                          "drop database x",
                          "CREATE ROLE x",
                          "create user x",
                          "alter user x with password 'y'",
                          "drop group x",
                          "alter role x in database y set z = 1",
                          "create tablespace x location '/x'",
                          "ALTER SYSTEM SET a = 1",
                          "copy t from '/tmp/x'",
                          "copy t to program 'cat'",
                          "copy (select 1) to '/tmp/x'",
                          "create subscription x connection 'y' publication z",
                          "GRANT admin TO bob",
                          "revoke admin from bob",
                          "grant connect on database shop to bob",
                          "comment on database shop is 'x'",
                          "security label on role x is 'y'",
                          "import foreign schema a from server b into c",
                          "load 'x'",
                          "reassign owned by a to b",
                          "drop owned by a",
                          "select dblink('x', 'y')",
                          "select \"lo_export\" (1, '/x')",
                          "create table t as select * from dblink('x', 'y') as d(a int)",
                          "select pg_catalog.pg_reload_conf()",
                          "do $$ begin if true then create role x; end if; end $$",
                          "do language plpgsql 'begin perform dblink(''x''); end'",
                          "do $$ begin execute 'create database x'; end $$",
                          "do $$ begin execute format('alter role %I', 'x'); end $$"}) {
    INFO(sql);
    CHECK_FALSE(reaches_out(sql).empty());
  }
  for (const char* sql :
       {"create table role (a int)", "set role x", "create user mapping for x server y", "grant select on t to bob",
        "grant select, update (a) on t to bob", "revoke execute on function pg_read_file(text) from public",
        "create server s foreign data wrapper postgres_fdw",
        "create view v as select * from dblink('x', 'y') as d(a int)",
        "create function f() returns int language sql as 'select dblink()'", "select 'create database x'",
        "comment on role_table is 'x'", "create extension dblink",
        "alter default privileges grant select on tables to x", "do $$ begin raise notice 'create role x'; end $$",
        "do $$ begin null; end $$", "vacuum", "create publication p", "explain select dblink('x', 'y')", ""}) {
    INFO(sql);
    CHECK(reaches_out(sql).empty());
  }
}

TEST_CASE("odd statements are no trouble") {
  for (const char* sql : {"do 'open", "do $$ begin execute 'open; end $$", "copy", "grant", "do '' ''", "create", "\\",
                          "'", "drop table pg_temp.\"open", "/* open", "do $a$ $b$ $a$", "do E'\\", "alter table"}) {
    INFO(sql);
    CHECK_NOTHROW(reaches_out(sql));
    CHECK_NOTHROW(outside_transaction(sql));
    CHECK_NOTHROW(drops_temporary(sql));
    CHECK_NOTHROW(controls_transaction(sql));
  }
}
