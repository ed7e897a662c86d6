// Scripts -> statements with lines, with and without DELIMITER.
#include "dialects/mariadb/script.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace strata;
using namespace strata::dialects;
using dialects::mariadb::split;

namespace {

using Statements = std::vector<ScriptStatement>;
using Texts = std::vector<std::string>;

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
  FAIL("not refused: " << script);
  return {};
}

Texts texts(const Statements& statements) {
  Texts out;
  for (const ScriptStatement& statement : statements) out.push_back(statement.text);
  return out;
}

// One statement, whatever stands in it.
void whole(const std::string& statement) {
  INFO(statement);
  CHECK(texts(split(statement + ";\nselect 2;", 1)) == Texts{statement, "select 2"});
  CHECK(texts(split(statement, 1)) == Texts{statement});
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("statements come without comments around them and with their lines") {
  CHECK(split("-- head\n\ncreate table a(b int); /* x ; */\n ; # it's\ninsert into a\n values (';') -- t\n;\n", 10) ==
        Statements{{"create table a(b int)", 12}, {"insert into a\n values (';')", 14}});
  CHECK(split("", 1).empty());
  CHECK(split(" ;; -- nothing\n", 1).empty());
  CHECK(split("select 1", 1) == Statements{{"select 1", 1}});
}

TEST_CASE("semicolons in strings, names and comments end nothing") {
  for (const char* statement : {"select ';', '\\';', \";\", `;` from t", "select 1 /* ; */ + 2", "select 1 # ;\n + 2",
                                "select 1 -- ;\n + 2", "select '\\\\'", "select N';', x'3B'"}) {
    whole(statement);
  }
  CHECK(split("select 1--1; select 2", 1).size() == 2);
}

TEST_CASE("versioned comments are part of their statements") {
  CHECK(split("/*!40101 SET NAMES utf8 */;\n/*M!999999\\- enable the sandbox mode */ \n\n/*!50003 SET a = 1 */ ;", 1) ==
        Statements{{"/*!40101 SET NAMES utf8 */", 1}, {"/*!50003 SET a = 1 */", 4}});
  whole("create table t (a int) /*!50100 partition by hash (a) ; */");
  CHECK(split("/*! */;", 1).empty());
  CHECK(refusal_of("select 1;\nselect /*!50000 2;").line == 2);
}

TEST_CASE("DELIMITER says where statements end") {
  CHECK(split("DELIMITER //\ncreate procedure p() begin select 1; end//\n\ndelimiter ;\nselect 2;", 1) ==
        Statements{{"create procedure p() begin select 1; end", 2}, {"select 2", 5}});
  CHECK(texts(split("delimiter $$\nselect 1; select 2$$ select 'a$$b'$$\n-- x$$\nbegin end$$", 1)) ==
        Texts{"select 1; select 2", "select 'a$$b'", "begin end"});
  CHECK(texts(split("DELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN "
                    "SET @x = 1; END */;;\nDELIMITER ;\nselect 1",
                    1))
            .size() == 2);
  CHECK(texts(split("delimiter |\nselect 1;|\n;|", 1)) == Texts{"select 1"});
  CHECK(texts(split("delimiter !50003\n/*!50003 select 1 */!50003", 1)) == Texts{"/*!50003 select 1 */"});
  CHECK(texts(split("select 1;\nDelimiter go\nselect 2 go\n", 1)) == Texts{"select 1", "select 2"});
  CHECK(texts(split("create table t (\ndelimiter int);", 1)).size() == 1);
  CHECK(refusal_of("select 1;\ndelimiter\nselect 2").line == 2);
  CHECK(refusal_of("delimiter '\n").message.find("can't be a delimiter") != std::string::npos);
}

TEST_CASE("bodies of stored programs need no DELIMITER") {
  whole("create procedure p() begin select 1; end");
  whole(
      "create or replace definer = `begin`@`%` procedure p(in a int, out b decimal(10, 2)) comment 'x; y' not "
      "deterministic reads sql data sql security invoker begin select 1; begin select 2; end; end");
  whole("CREATE FUNCTION f(a INT) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC BEGIN RETURN 'x'; END");
  whole("create function f() returns int return 1");
  whole("create function f() returns int return (select a is null from t)");
  whole("create trigger t before insert on begin for each row follows end begin set new.a = 1; end");
  whole(
      "create trigger if not exists t after update on a for each row if new.a > 0 then set @x = 1; else set @x = 2; "
      "end if");
  whole("create trigger t before insert on a for each row set new.a = case when 1 then 2 end");
  whole("create event e on schedule every 1 day starts now() do begin delete from t; end");
  whole("alter event e do begin delete from t; end");
  whole("create procedure p() l: loop leave l; end loop l");
  whole("begin not atomic declare x int; select 1; end");
  whole("if (select 1) then select 2; elseif 3 then select 4; else select 5; end if");
  whole("create procedure begin() begin declare end int default 1; select end from t; end");
  whole("create package_like_table (a int)");
  CHECK(split("create table procedure_log (begin int, end int); select end from t; select 1", 1).size() == 3);
  CHECK(split("begin; select 1; commit; begin work; rollback", 1).size() == 5);
  CHECK(split("drop table if exists a; select if(1, 2, 3); select repeat('a', 3)", 1).size() == 3);
}

TEST_CASE("blocks nest as the server nests them") {
  whole(R"(create procedure p()
begin
  declare done int default 0;
  declare c cursor for select case a when 1 then 2 end from t;
  declare continue handler for not found, sqlstate value '02000' set done = 1;
  declare exit handler for sqlexception, 1062 begin rollback; end;
  case done when 0 then select 1; when 1 then begin end; else select case when 1 then 2 else 3 end; end case;
  outer_loop: while done < 10 do
    if done = 1 then iterate outer_loop; elseif if(done, 1, 0) then leave outer_loop; else set done = repeat('1', 1); end if;
    repeat set done = done + 1; until case when done > 5 then 1 else 0 end end repeat;
  end while outer_loop;
  for i in 1..10 do insert into t values (i); end for;
  for r in (select a from t) do select r.a; end for;
  loop begin not atomic drop table if exists x; end; end loop;
  select 1 as `end`; xa end 'x'; insert into t (t.case) values (1);
end)");
}

TEST_CASE("what can't be split names its line") {
  CHECK(refusal_of("select 1;\nselect 'open;\n\n", 5).line == 6);
  CHECK(refusal_of("select 1;\n\n/* open /* */ */\nselect /* \n").line == 4);
  CHECK(refusal_of("select 1;\nselect `open").message == "a quoted name is not closed");
  CHECK(refusal_of("select 'C:\\';\n").message == "a string is not closed");
  CHECK(refusal_of("\n\ncreate procedure p()\nbegin if 1 then select 1; end;\nselect 2;").line == 4);
  CHECK(refusal_of(std::string_view("select\n'\0'", 10)).line == 2);
  CHECK(refusal_of("select \x01 1").line == 1);
  CHECK(refusal_of("select 1;\nset sql_mode = 'ansi,no_backslash_escapes'").line == 2);
}

TEST_CASE("blocks of sql_mode=ORACLE are refused, not cut") {
  for (const char* statement :
       {"create procedure p as begin select 1; end", "create procedure p(a int) is x int; begin select 1; end",
        "create function f(a int) return int is begin return 1; end",
        "create function f return int as begin return 1; end", "create package p as procedure q; end",
        "create or replace package body p is procedure q is begin select 1; end; end", "declare x int; begin end",
        "begin select 1; end"}) {
    INFO(statement);
    CHECK(refusal_of(std::string("select 1;\n") + statement + ";").hint.find("DELIMITER //") != std::string::npos);
    CHECK(refusal_of(std::string("select 1;\n") + statement + ";").line == 2);
    CHECK(texts(split(std::string("delimiter //\n") + statement + "//", 1)) == Texts{statement});
  }
}

TEST_CASE("the client's commands are refused with the way out") {
  CHECK(refusal_of("select 1;\n\\. other.sql\n").hint.find("put the SQL") != std::string::npos);
  CHECK(refusal_of("source other.sql\n").message == "source is a command of the mariadb client, not SQL");
  CHECK(refusal_of("select 1\\G\n").message == "\\G is a command of the mariadb client, not SQL");
  CHECK(refusal_of("\\! ls").message == "\\! is a command of the mariadb client, not SQL");
  CHECK(refusal_of("system ls;").line == 1);
  CHECK(refusal_of("select 1;\nUSE `other`;").hint.find("URL") != std::string::npos);
  CHECK(split("select \\N; select source from system; create table use_log (a int)", 1).size() == 3);
}

TEST_CASE("every script of the corpus splits into statements that end at their semicolons") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(STRATA_SHARED "/corpus/mariadb")) {
    if (entry.path().extension() != ".sql") continue;
    INFO(entry.path());
    const Statements statements = split(text_of(entry.path()), 1);
    CHECK(!statements.empty());
    // Split again with every statement between delimiters of another kind, which needs no nesting of blocks.
    std::string script = "delimiter §§\n";
    for (const ScriptStatement& statement : statements) script += statement.text + "\n§§\n";
    CHECK(texts(split(script, 1)) == texts(statements));
    ++files;
  }
  CHECK(files > 0);
}
