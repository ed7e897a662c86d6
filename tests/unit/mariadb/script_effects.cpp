// What statements do to transactions, which objects they name, and what they reach outside of the database.
#include "dialects/mariadb/script.hpp"

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects::mariadb;

namespace {

// "table a, view b.c, temporary table d"
std::string touched(std::string_view statement) {
  std::string out;
  for (const TouchedObject& object : touched_objects(statement)) {
    out += (out.empty() ? "" : ", ") + std::string(object.temporary ? "temporary " : "") + object.kind + " " +
           to_string(object.name);
  }
  return out;
}

}  // namespace

TEST_CASE("transaction control is known by its words") {
  for (const char* sql :
       {"BEGIN", "begin work", "START TRANSACTION READ ONLY", "commit", "/* x */ rollback to a", "savepoint a",
        "release savepoint a", "xa start 'x'", "lock tables a write", "UNLOCK TABLES", "set autocommit = 0",
        "set @a = 1, @@session.autocommit = 1", "set session autocommit = 1", "/*!40000 SET AUTOCOMMIT=0 */"}) {
    INFO(sql);
    CHECK(controls_transaction(sql));
  }
  for (const char* sql : {"begin not atomic select 1; end", "start slave", "set names utf8mb4", "select 1", "",
                          "set @autocommit = 1", "create table begin (a int)", "insert into t values ('commit')"}) {
    INFO(sql);
    CHECK_FALSE(controls_transaction(sql));
  }
}

TEST_CASE("statements before which the server commits") {
  for (const char* sql : {"create table t (a int)",
                          "create or replace view v as select 1",
                          "/*!50003 create trigger t before insert on a "
                          "for each row set @x = 1 */",
                          "alter table t add b int",
                          "drop table if exists t",
                          "drop view v",
                          "rename table a to b",
                          "truncate t",
                          "truncate table t",
                          "create temporary sequence s",
                          "analyze table t",
                          "optimize no_write_to_binlog table t",
                          "check table t",
                          "flush tables",
                          "grant select on t to u",
                          "set password = 'x'",
                          "lock tables t write",
                          "begin",
                          "start transaction",
                          "alter sequence s restart",
                          "set statement max_statement_time = 1 for alter table t add b int",
                          "execute immediate 'drop table t'",
                          "begin not atomic insert into t values (1); create table u (a int); end",
                          "create index i on t (a)"}) {
    INFO(sql);
    CHECK(commits_implicitly(sql));
  }
  for (const char* sql :
       {"create temporary table t (a int)", "create or replace temporary table t (a int)", "drop temporary table t",
        "drop prepare p", "insert into t values ('create table')", "update t set a = 1", "analyze select 1",
        "set @a = 1", "do release_lock('x')", "call p()", "select nextval(s)", "commit", "savepoint a",
        "begin not atomic insert into t values (1); end", "set statement max_statement_time = 1 for select 1", ""}) {
    INFO(sql);
    CHECK_FALSE(commits_implicitly(sql));
  }
}

TEST_CASE("objects that a statement creates, alters, drops or renames") {
  CHECK(touched("create table if not exists `a b` (x int references c (d))") == "table a b");
  CHECK(touched("create or replace table s.t like other") == "table s.t");
  CHECK(touched("create temporary table t select * from u") == "temporary table t");
  CHECK(touched("create unique index i using btree on t (a)") == "table t");
  CHECK(touched("create or replace fulltext index if not exists i on t (a)") == "table t");
  CHECK(touched("drop index if exists i on t") == "table t");
  CHECK(touched("create algorithm = merge definer = `a`@`%` sql security invoker view v as select table_name from u") ==
        "view v");
  CHECK(touched("alter view v as select 1") == "view v");
  CHECK(touched("create sequence s start with 1") == "sequence s");
  CHECK(touched("create definer = current_user() procedure p() begin drop table x; end") == "procedure p");
  CHECK(touched("create or replace aggregate function if not exists f() returns int return 1") == "function f");
  CHECK(touched("create trigger g before insert on t for each row set new.a = 1") == "trigger g");
  CHECK(touched(
            "/*!50106 CREATE*/ /*!50117 DEFINER=`r`@`h`*/ /*!50106 EVENT `e` ON SCHEDULE EVERY 1 DAY DO SELECT 1 */") ==
        "event e");
  CHECK(touched("create package body p as end") == "package body p");
  CHECK(touched("alter table t add column b int, add constraint foreign key (b) references u (a)") == "table t");
  CHECK(touched("alter online table if exists t rename to u") == "table t, table u");
  CHECK(touched("alter table t rename column a to b, rename index i to j") == "table t");
  CHECK(touched("alter table t exchange partition p with table u") == "table t, table u");
  CHECK(touched("alter table t convert partition p to table u") == "table t, table u");
  CHECK(touched("alter event e rename to f") == "event e, event f");
  CHECK(touched("rename table a to b, c wait 5 to d") == "table a, table b, table c, table d");
  CHECK(touched("rename tables a to b, b to a") == "table a, table b");
  CHECK(touched("drop table if exists a, b restrict") == "table a, table b");
  CHECK(touched("drop temporary table a") == "temporary table a");
  CHECK(touched("drop view a, b") == "view a, view b");
  CHECK(touched("drop procedure if exists p") == "procedure p");
  CHECK(touched("truncate table t") == "table t");
  CHECK(touched("set statement max_statement_time = 1 for drop trigger g") == "trigger g");
  CHECK(touched("begin not atomic drop table a; if 1 then create view v as select 1; end if; end") ==
        "table a, view v");
  CHECK(touched("execute immediate 'drop table ''x''; '").empty());
  CHECK(touched("execute immediate 'drop table x'") == "table x");
  for (const char* sql : {"insert into t values (1)", "create user u", "grant select on t to u", "drop database d",
                          "select 1", "", "drop prepare p", "create", "alter table"}) {
    INFO(sql);
    CHECK(touched(sql).empty());
  }
}

TEST_CASE("temporary tables that are made and dropped") {
  CHECK(drops_temporary("drop temporary table if exists `t t`") == schema::ObjectName{"", "t t"});
  CHECK(drops_temporary("DROP TEMPORARY TABLE db.t") == schema::ObjectName{"", "t"});
  CHECK_FALSE(drops_temporary("drop table t"));
  CHECK_FALSE(drops_temporary("drop temporary"));
  CHECK(creates_temporary("create or replace temporary table t (a int)") == schema::ObjectName{"", "t"});
  CHECK(creates_temporary("create temporary table if not exists t (a int)") == schema::ObjectName{"", "t"});
  CHECK_FALSE(creates_temporary("create table temporary (a int)"));
}

TEST_CASE("statements that would give up what strata holds") {
  CHECK(!outside_transaction("select release_all_locks()").reason.empty());
  CHECK(!outside_transaction("set transaction isolation level serializable").reason.empty());
  CHECK(!outside_transaction("flush tables with read lock").reason.empty());
  CHECK(!outside_transaction("begin not atomic insert into t values (1); commit; end").reason.empty());
  CHECK(outside_transaction("create procedure p() begin start transaction; commit; end").reason.empty());
  CHECK(outside_transaction("create table t (a int)").reason.empty());
}

TEST_CASE("what reaches out of the database is told") {
  for (const char* sql : {"use shop",
                          "create database d",
                          "drop schema d",
                          "alter database shop charset utf8mb4",
                          "create user u",
                          "create or replace role r",
                          "grant all on *.* to u",
                          "revoke all on t from u",
                          "set global max_connections = 1",
                          "set @a = 1, @@global.x = 2",
                          "set password = 'x'",
                          "select 1 into outfile '/tmp/x'",
                          "load data infile 'x' into table t",
                          "insert into t values (load_file('/etc/passwd'))",
                          "create table t (a int) engine = federated connection='x'",
                          "alter table t engine=CONNECT",
                          "install soname 'x'",
                          "shutdown",
                          "kill 5",
                          "change master to master_host='x'",
                          "start slave",
                          "flush privileges",
                          "create server s foreign data wrapper mysql options (host 'x')",
                          "create function f returns string soname 'x.so'",
                          "create table shop.t (a int)",
                          "drop table t, shop.u",
                          "insert into shop.t values (1)",
                          "update shop.t set a = 1",
                          "update t, shop.u set a = 1",
                          "select * from shop.t",
                          "select * from t, shop.u",
                          "select * from t join shop.u on 1",
                          "select shop.t.a from t",
                          "select shop.f(1)",
                          "call shop.p",
                          "call shop.p()",
                          "delete from shop.t",
                          "truncate shop.t",
                          "create table t (a int references shop.u (a))",
                          "create view v as select * from `shop`.`t`",
                          "create trigger g before insert on t for each row insert into log.x values (1)",
                          "create trigger g before insert on t for each row begin set global x = 1; end",
                          "create table t (a int default nextval(shop.s))",
                          "select next value for shop.s",
                          "execute immediate 'drop database d'",
                          "begin not atomic use shop; end",
                          "alter table t rename shop.t",
                          "set statement max_statement_time = 1 for update shop.t set a = 1",
                          "alter database `shop` comment 'x'"}) {
    INFO(sql);
    CHECK_FALSE(reaches_out(sql).empty());
  }
  for (const char* sql : {"create table t (a int)",
                          "select t.a, u.b from t join u on t.a = u.a",
                          "select extract(year from t.a) from t",
                          "select trim(leading 'x' from t.a), substring(t.a from 2) from t",
                          "insert into t (t.a) values (1)",
                          "insert into t values (1) on duplicate key update t.a = 2",
                          "select * from information_schema.tables",
                          "update t set t.a = 1, t.b = 2 where t.c = 3",
                          "select a from t order by t.a, t.b",
                          "create trigger g before insert on t for each row set new.a = 1, new.b = 2",
                          "alter database charset utf8mb4",
                          "create table use_log (global int)",
                          "set names utf8mb4",
                          "set session sql_mode = ''",
                          "create table t (a int) engine = InnoDB",
                          "select replace(t.a, 'x', t.b) from t",
                          "alter database comment = 'x'",
                          "insert into t values ('drop database d')",
                          "create view v as select t.a from t, u where t.a = u.a",
                          "delete t from t join u on t.a = u.a",
                          "select a into @x from t",
                          "select if(t.a, t.b, t.c) from t group by t.a",
                          "flushed",
                          ""}) {
    INFO(sql);
    CHECK(reaches_out(sql) == "");
  }
}
