// Sessions: statements, transactions, locks, what connecting can run into.
#include "../errors.hpp"
#include "../temporary_folder.hpp"
#include "dialects/sqlite/connect.hpp"
#include "dialects/sqlite/location.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <catch2/catch.hpp>

using namespace strata;
using namespace strata::dialects;
using dialects::sqlite::scratch;
using strata::test::error_of;

namespace {

namespace fs = std::filesystem;

class Folder : public test::TemporaryFolder {
 public:
  [[nodiscard]] std::string file(const std::string& name) const { return (path() / name).string(); }
};

std::unique_ptr<Session> open(const std::string& file, bool create = true,
                              std::chrono::milliseconds patience = std::chrono::milliseconds(20)) {
  ConnectOptions options;
  options.create = create;
  options.lock_wait = options.lock_timeout = patience;
  return sqlite::connect(parse_url("sqlite:" + file), options);
}

bool mentions(const Error& error, const std::string& text) {
  return std::string(error.what()).find(text) != std::string::npos;
}

using Rows = std::vector<Row>;

}  // namespace

TEST_CASE("statements run natively, with rows as text") {
  const auto session = scratch({});
  const std::size_t before = session->statements_sent();
  session->execute("create table t(a, b); insert into t values (1, ':name'), (null, x'00ff'); -- the end");
  CHECK(session->query("select a, b from t order by rowid") ==
        Rows{{"1", ":name"}, {std::nullopt, std::string("\0\xff", 2)}});
  CHECK(session->query("select ?, ?, ? is null", {"x'; --", "", std::nullopt}) == Rows{{"x'; --", "", "1"}});
  CHECK(session->query("insert into t values (7, 8) returning a") == Rows{{"7"}});
  CHECK(session->query("select count(*) from t") == Rows{{"3"}});
  CHECK(session->query("  ").empty());
  CHECK(session->statements_sent() - before == 6);
}

TEST_CASE("rows are taken one by one, and who has seen enough may leave") {
  const auto session = scratch({});
  session->execute("create table t(a, b); insert into t values (1, ':name'), (null, x'00ff'), (3, 'c')");
  Rows rows;
  const auto take = [&](std::span<const ValueView> row) { rows.emplace_back(row.begin(), row.end()); };
  session->each_row("select a, b from t order by rowid", take);
  CHECK(rows == session->query("select a, b from t order by rowid"));
  REQUIRE(rows.size() == 3);

  rows.clear();
  const auto take_one = [&](std::span<const ValueView> row) {
    take(row);
    throw Error(ErrorCode::refused, "enough");
  };
  CHECK(mentions(error_of([&] { session->each_row("select a from t order by rowid", take_one); }), "enough"));
  CHECK(rows == Rows{{"1"}});
  session->execute("drop table t");  // which no statement still reads
  CHECK(error_of([&] { session->each_row("select a from t", take); }).code() == ErrorCode::database);
}

TEST_CASE("errors tell the place and no values") {
  const auto session = scratch({});
  try {
    session->execute("select 1; select x from nowhere");
    FAIL("accepted");
  } catch (const SqlError& error) {
    CHECK(error.code() == ErrorCode::database);
    CHECK(error.engine_code() == "SQLITE_ERROR");
    CHECK(std::string(error.what()) == "no such table: nowhere");
  }
  try {
    session->execute("select 1; select frob frob frob");
    FAIL("accepted");
  } catch (const SqlError& error) {
    CHECK(error.offset() == 27);
  }
  CHECK_FALSE(mentions(error_of([&] { session->execute("select 'a' 'b' 'secret' 'c'"); }), "secret"));
  CHECK_FALSE(mentions(error_of([&] { session->execute("insert 'secret'"); }), "secret"));
  CHECK_FALSE(mentions(error_of([&] { session->execute("select 'secret"); }), "secret"));
  session->execute("create table t(a unique)");
  session->execute("insert into t values ('secret')");
  CHECK_FALSE(mentions(error_of([&] { session->execute("insert into t values ('secret')"); }), "secret"));
}

TEST_CASE("no statement is left out without a word") {
  const auto session = scratch({});
  session->execute("; create table a(x);; /* */ ; create table b(x)");
  CHECK(session->query("select name from sqlite_schema") == Rows{{"a"}, {"b"}});
  CHECK_THROWS_AS(session->execute(std::string_view("select 1;\0 drop table a", 23)), SqlError);
}

TEST_CASE("transactions") {
  const auto session = scratch({});
  session->execute("create table t(a)");
  session->begin();
  CHECK(session->in_transaction());
  session->execute("insert into t values (1)");
  session->rollback();
  CHECK_FALSE(session->in_transaction());
  session->begin();
  session->execute("insert into t values (2)");
  session->commit();
  CHECK(session->query("select a from t") == Rows{{"2"}});
  session->begin();
  session->execute("commit");
  CHECK(error_of([&] { session->commit(); }).code() == ErrorCode::database);
  session->rollback();
}

TEST_CASE("a second writer waits, then is told that the database is locked") {
  const Folder folder;
  const auto first = open(folder.file("a.db"));
  const auto second = open(folder.file("a.db"));
  first->execute("create table t(a)");
  first->begin();
  const Error error = error_of([&] { second->begin(); });
  CHECK(error.code() == ErrorCode::lock_timeout);
  CHECK(mentions(error, "a.db"));
  CHECK_FALSE(error.hint().empty());
  first->rollback();
  second->begin();
  second->rollback();
}

TEST_CASE("waiting for a lock ends when it is cancelled") {
  const Folder folder;
  const auto first = open(folder.file("a.db"));
  first->begin();
  ConnectOptions patient;
  patient.lock_wait = std::chrono::hours(1);
  const auto second = sqlite::connect(parse_url("sqlite:" + folder.file("a.db")), patient);
  std::atomic<bool> done = false;
  std::thread canceller([&] {
    while (!done) {
      second->cancel();
      std::this_thread::yield();
    }
  });
  const Error error = error_of([&] { second->begin(); });
  done = true;
  canceller.join();
  CHECK(error.code() == ErrorCode::interrupted);
  first->rollback();
}

TEST_CASE("a statement that takes longer than it may is stopped, and the session goes on") {
  const auto session = scratch({});
  const std::string numbers = "with recursive c(n) as (select 1 union all select n + 1 from c) ";
  session->limit({std::nullopt, std::chrono::milliseconds(20)});
  const Error error = error_of([&] { session->execute(numbers + "select count(*) from c"); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(mentions(error, "20 ms"));
  CHECK(error.hint().find("statement_timeout") != std::string::npos);
  CHECK(session->query("select 1") == Rows{{"1"}});
  session->limit({});
  CHECK(session->query(numbers + "select count(*) from (select 1 from c limit 300000)") == Rows{{"300000"}});
}

TEST_CASE("a reader holds up a commit only as long as the limit says") {
  const Folder folder;
  const auto writer = open(folder.file("a.db"), true, std::chrono::hours(1));
  const auto reader = open(folder.file("a.db"));
  writer->execute("create table t(a)");
  reader->execute("begin");
  reader->query("select * from t");
  writer->limit({std::chrono::milliseconds(20), std::nullopt});
  writer->begin();
  writer->execute("insert into t values (1)");
  CHECK(error_of([&] { writer->commit(); }).code() == ErrorCode::lock_timeout);
  writer->rollback();
  reader->rollback();
  CHECK(reader->query("select * from t").empty());
}

TEST_CASE("foreign keys are on, can be suspended, and violations are told by row") {
  const auto session = scratch({});
  session->execute("create table p(a integer primary key); create table c(b references p)");
  CHECK_THROWS_AS(session->execute("insert into c values (1)"), SqlError);
  CHECK(session->foreign_key_violations().empty());
  session->enforce_foreign_keys(false);
  session->execute("insert into c values (1)");
  session->enforce_foreign_keys(true);
  CHECK(session->foreign_key_violations() == std::vector<std::string>{"c: row 1 has no parent in p"});
  session->begin();
  CHECK_THROWS_AS(session->enforce_foreign_keys(false), Error);
  session->rollback();
}

TEST_CASE("a foreign key that names no key does not hide the other violations") {
  const auto session = scratch({});
  session->enforce_foreign_keys(false);
  session->execute(
      "create table p(a, b integer primary key); create table odd(x references p(a)); create table c(y references p);"
      "insert into odd values (1); insert into c values (5)");
  const std::vector<std::string> violations = session->foreign_key_violations();
  REQUIRE(violations.size() == 2);
  CHECK(violations[0].find("mismatch") != std::string::npos);
  CHECK(violations[1] == "c: row 1 has no parent in p");
}

TEST_CASE("temporary objects are dropped, permanent ones are not") {
  const auto session = scratch({});
  session->execute(
      "create table t(a); create temp table t(a primary key); create temp table u(b references t);"
      "create temp view \"v w\" as select 1; create virtual table temp.f using fts5(x);"
      "create temp trigger r after insert on main.t begin select 1; end; insert into temp.t values (1); insert into u "
      "values (1)");
  session->drop_temporary_objects();
  CHECK(session->query("select name from temp.sqlite_schema").empty());
  CHECK(session->query("select name from main.sqlite_schema") == Rows{{"t"}});
  CHECK(session->query("pragma foreign_keys") == Rows{{"1"}});
  CHECK(session->has_table({"", "T"}));
  CHECK_FALSE(session->has_table({"", "u"}));
}

TEST_CASE("a running statement can be cancelled from another thread") {
  const auto session = scratch({});
  std::atomic<bool> done = false;
  std::thread canceller([&] {
    while (!done) {
      session->cancel();
      std::this_thread::yield();
    }
  });
  const Error error = error_of([&] {
    session->execute("with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n");
  });
  done = true;
  canceller.join();
  CHECK(error.code() == ErrorCode::interrupted);
  CHECK(session->query("select 1") == Rows{{"1"}});
}

TEST_CASE("what connecting can run into") {
  const Folder folder;
  const auto refused = [](const std::string& file, bool create, const std::string& why) {
    const Error error = error_of([&] { open(file, create); });
    INFO(error.what());
    CHECK(error.code() == ErrorCode::database);
    CHECK(mentions(error, file));
    CHECK(mentions(error, why));
    CHECK_FALSE(error.hint().empty());
  };
  refused(folder.file("none.db"), false, "no database file");
  CHECK_FALSE(fs::exists(folder.file("none.db")));
  refused(folder.file("none/none.db"), true, "no directory");
  fs::create_directory(folder.file("folder"));
  refused(folder.file("folder"), true, "is a directory");
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  refused(folder.file("text.db"), false, "not an SQLite database");

  open(folder.file("new = file with spaces.db"))->execute("create table t(a)");
  CHECK(fs::exists(folder.file("new = file with spaces.db")));
  CHECK(sqlite::database_exists(parse_url("sqlite://" + folder.file("new = file with spaces.db"))));
  CHECK(open(folder.file("new = file with spaces.db"), false)->has_table({"", "t"}));
}

TEST_CASE("a database opened for reading says so when it is to be written") {
  const Folder folder;
  open(folder.file("a.db"))->execute("create table t(a)");
  const auto session = open(folder.file("a.db") + "?mode=ro", false);
  CHECK(session->has_table({"", "t"}));
  for (const auto& action : std::vector<std::function<void()>>{[&] { session->begin(); },
                                                               [&] { session->execute("insert into t values (1)"); }}) {
    const Error error = error_of(action);
    CHECK(error.code() == ErrorCode::database);
    CHECK(mentions(error, "read-only"));
  }
}

TEST_CASE("URLs that SQLite can't serve") {
  for (const char* url : {"sqlite://host/file.db", "sqlite:", "sqlite:a.db?mode=odd", "sqlite:a.db?cache=odd",
                          "sqlite:a.db?vfs=unix-none", "sqlite:a.db?immutable=maybe", "sqlite:file:",
                          "sqlite:file://host/a.db", "sqlite::memory:?mode=ro", "sqlite:x?mode=memory&immutable=1"}) {
    INFO(url);
    const Error error = error_of([&] { sqlite::connect(parse_url(url), {}); });
    CHECK(error.code() == ErrorCode::config);
    CHECK_FALSE(error.hint().empty());
  }
}

TEST_CASE("what URLs name") {
  using sqlite::read_location;
  for (const char* url : {"sqlite:///abs/a.db", "sqlite:/abs/a.db", "sqlite:file:/abs/a.db", "sqlite:file:///abs/a.db",
                          "sqlite:file://localhost/abs/a.db"}) {
    INFO(url);
    CHECK(read_location(parse_url(url)).name == "/abs/a.db");
  }
  CHECK(read_location(parse_url("sqlite:rel/a.db")).name == "rel/a.db");
  CHECK(read_location(parse_url("sqlite:file:rel/a%3F.db")).name == "rel/a?.db");
  CHECK(sqlite::uri_of(read_location(parse_url("sqlite:rel/a%3Fb%25.db"))) == "file:rel/a%3Fb%25.db");
  CHECK(sqlite::uri_of(read_location(parse_url("sqlite:/a.db?immutable=1"))) == "file:///a.db?immutable=1");
  CHECK(read_location(parse_url("sqlite::memory:")).in_memory);
  CHECK(read_location(parse_url("sqlite:file::memory:?cache=shared")).in_memory);
  CHECK(read_location(parse_url("sqlite:x?mode=memory&cache=shared")).shared_cache);
  CHECK_FALSE(read_location(parse_url("sqlite:x?cache=private")).shared_cache);
}

TEST_CASE("relative files are anchored, and nothing else") {
  const auto anchored = [](const char* url) { return sqlite::anchored(url, "/a%b/"); };
  CHECK(anchored("sqlite:shop.db") == "sqlite:/a%25b/shop.db");
  CHECK(anchored("sqlite:shop.db?mode=ro") == "sqlite:/a%25b/shop.db?mode=ro");
  CHECK(anchored("sqlite:file:shop.db") == "sqlite:file:/a%25b/shop.db");
  for (const char* url : {"sqlite:/abs.db", "sqlite:///abs.db", "sqlite:file:/abs.db", "sqlite::memory:", "sqlite:",
                          "sqlite:file::memory:?cache=shared", "sqlite:shop?cache=shared&mode=memory", "sqlite:?x:y"}) {
    INFO(url);
    CHECK(anchored(url) == url);
  }
}

TEST_CASE("a file's name may hold anything") {
  const Folder folder;
  const std::string file = folder.file("a \"quoted\" #1%3F.db");
  open(folder.file("a \"quoted\" %231%253F.db"))->execute("create table t(a)");
  CHECK(fs::exists(file));
}

TEST_CASE("an immutable file is read without locks, and not written") {
  const Folder folder;
  const std::string file = folder.file("a.db");
  open(file)->execute("create table t(a)");
  const auto writer = open(file);
  writer->execute("begin exclusive");
  const auto reader = open(file + "?immutable=1", false);
  CHECK(reader->has_table({"", "t"}));
  CHECK(mentions(error_of([&] { reader->begin(); }), "read-only"));
}

TEST_CASE("a shared cache that another connection writes to is still read-only for who asks for that") {
  const auto writer = sqlite::connect(parse_url("sqlite:only_read?mode=memory&cache=shared"), {});
  writer->execute("create table t(a)");
  ConnectOptions options;
  options.read_only = true;
  const auto reader = sqlite::connect(parse_url("sqlite:only_read?mode=memory&cache=shared"), options);
  CHECK(reader->has_table({"", "t"}));
  CHECK(mentions(error_of([&] { reader->begin(); }), "read-only"));
  CHECK(mentions(error_of([&] { reader->execute("insert into t values (1)"); }), "read-only"));
}

TEST_CASE("a statement waits where a shared cache is locked, and gives up when it has waited enough") {
  const DatabaseUrl url = parse_url("sqlite:session_waits?mode=memory&cache=shared");
  ConnectOptions options;
  options.lock_wait = options.lock_timeout = std::chrono::milliseconds(20);
  const auto writer = sqlite::connect(url, options);
  writer->execute("create table t(a)");
  const auto other = sqlite::connect(url, options);
  writer->begin();
  writer->execute("create table u(a)");  // from here on nobody else can look at the schema
  for (const auto& action : std::vector<std::function<void()>>{
           [&] { other->begin(); }, [&] { other->execute("insert into t values (1)"); },
           [&] { other->query("select * from t"); }, [&] { sqlite::connect(url, options); }}) {
    const Error error = error_of(action);
    INFO(error.what());
    CHECK(error.code() == ErrorCode::lock_timeout);
  }
  writer->commit();
  other->execute("insert into t values (1)");
  CHECK(writer->query("select * from t") == Rows{{"1"}});
}

TEST_CASE("a rollback leaves no legacy_alter_table behind") {
  const auto session = scratch({});
  session->begin();
  session->execute("pragma legacy_alter_table = on");
  CHECK_THROWS_AS(session->execute("alter table none rename to some"), SqlError);
  session->rollback();
  CHECK(session->query("pragma legacy_alter_table") == std::vector<Row>{{"0"}});
}

TEST_CASE("a library that can't be loaded is named, with the reason and the way out") {
  ConnectOptions options;
  options.extensions = {"./no_such_library"};
  const Error error = error_of([&] { scratch(options); });
  CHECK(error.code() == ErrorCode::database);
  CHECK(mentions(error, "no_such_library"));
  CHECK_FALSE(error.detail().empty());
  CHECK(error.hint().find("[database] extensions") != std::string::npos);
}
