// Renames: the command line's words, and the cases of tests/data/diff/renames.case.
#include "case_file.hpp"

#include "diff/rename.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace strata::diff;
using strata::test::Case;

std::vector<Rename> renames_in(const Case& test, const std::string& section) {
  std::vector<Rename> renames;
  for (const std::string& line : test.lines(section)) renames.push_back(parse_rename(line));
  return renames;
}

void run_rename(const Case& test) {
  INFO(test.file << ":" << test.line << ": " << test.name);
  const auto before = strata::test::read_members(test.text("before"), "before");
  const auto after = strata::test::read_members(test.text("after"), "after");
  std::vector<std::string> result;
  try {
    for (const auto& operation :
         rename_operations(before, after, renames_in(test, "hints"), renames_in(test, "required"))) {
      result.push_back(describe(operation));
    }
  } catch (const strata::Error& error) {
    result.emplace_back(error.what());
  }
  CHECK(result == test.lines("result"));
}

}  // namespace

TEST_CASE("rename cases") {
  for (const Case& test : strata::test::read_cases(STRATA_TEST_DATA "/diff/renames.case")) run_rename(test);
}

TEST_CASE("renames are read as they are written") {
  const std::vector<std::pair<std::string, Rename>> forms{
      {"table:old=new", {RenameKind::table, {}, "old", "new"}},
      {"table:shop.old=new", {RenameKind::table, {"shop", ""}, "old", "new"}},
      {"column:users.mail=email", {RenameKind::column, {"", "users"}, "mail", "email"}},
      {"column:shop.users.mail=email", {RenameKind::column, {"shop", "users"}, "mail", "email"}},
      {"index:users.a b=ü", {RenameKind::index, {"", "users"}, "a b", "ü"}},
      {"table:shop.old=crm.new", {RenameKind::table, {"crm", ""}, "old", "new", "shop"}},
      {"table:shop.old=.new", {RenameKind::table, {}, "old", "new", "shop"}},
      {"table:old=shop.new", {RenameKind::table, {"shop", ""}, "old", "new", ""}},
      {"enum:mood.so so=all right", {RenameKind::enum_label, {"", "mood"}, "so so", "all right"}},
      {R"(enum:shop.mood."a.b"=b)", {RenameKind::enum_label, {"shop", "mood"}, "a.b", "b"}},
      {R"(column:"a.b"."say ""x"""="c=d")", {RenameKind::column, {"", "a.b"}, "say \"x\"", "c=d"}},
  };
  for (const auto& [text, rename] : forms) {
    CHECK(parse_rename(text) == rename);
    CHECK(to_string(rename) == text);
  }
  CHECK(parse_rename("table:shop.old=shop.new") == parse_rename("table:shop.old=new"));
}

TEST_CASE("a table's old name may have the schema that it was in") {
  CHECK(table_rename({"crm", "new"}, "old") == parse_rename("table:crm.old=crm.new"));
  CHECK(table_rename({"crm", "new"}, "shop.old") == parse_rename("table:shop.old=crm.new"));
  CHECK(table_rename({"", "new"}, "shop.old") == parse_rename("table:shop.old=.new"));
  CHECK(table_rename({"crm", "new"}, R"("a.b")") == parse_rename(R"(table:crm."a.b"=new)"));
}

TEST_CASE("labels of one place are likely renames of each other") {
  const auto likely = [](std::vector<std::string> from, std::vector<std::string> to) {
    std::vector<std::string> found;
    for (const Rename& rename :
         likely_renames({AlterEnum{{{"", "e"}, std::move(from), {}, {}}, {{"", "e"}, std::move(to), {}, {}}}})) {
      found.push_back(to_string(rename));
    }
    return found;
  };
  using Found = std::vector<std::string>;
  CHECK(likely({"a", "b", "c"}, {"a", "x", "c"}) == Found{"enum:e.b=x"});
  CHECK(likely({"a", "open", "shut"}, {"a", "closed", "opened"}) == Found{"enum:e.open=opened", "enum:e.shut=closed"});
  CHECK(likely({"a", "b", "c"}, {"a", "new", "b"}).empty());  // one went from the end, one came in the middle
  CHECK(likely({"a", "b"}, {"b", "a"}).empty());
}

TEST_CASE("what is not a rename is refused with the form") {
  for (const std::string text : {"", "users", "table:", "table:users", "table:=new", "table:old=", "table:a.b.c=d",
                                 "table:a=b=c", "view:a=b", "column:mail=email", "column:users.mail=other.email",
                                 "index:users.a=\"b", "table:\"a\"b=c", "table:a=.b.c", "column:t.a=.b", "enum:a=b"}) {
    INFO(text);
    try {
      parse_rename(text);
      FAIL_CHECK("was accepted");
    } catch (const strata::Error& error) {
      CHECK(error.code() == strata::ErrorCode::usage);
      CHECK_FALSE(error.hint().empty());
    }
  }
}

TEST_CASE("a renamed index is known with the new names of its columns") {
  const auto before = strata::test::read_members(R"json(
    "tables": [{"name": "t", "columns": [{"name": "mail"}],
                "indexes": [{"name": "old", "parts": [{"column": "mail"}, {"expression": "lower(mail)"}],
                             "where": "mail <> ''"}]}])json",
                                                 "before");
  const auto after = strata::test::read_members(R"json(
    "tables": [{"name": "t", "columns": [{"name": "email"}],
                "indexes": [{"name": "new", "parts": [{"column": "email"}, {"expression": "lower(email)"}],
                             "where": "email <> ''"}]}])json",
                                                "after");
  const Operations operations =
      rename_operations(before, after, {parse_rename("index:t.old=new"), parse_rename("column:t.mail=email")}, {});
  REQUIRE(operations.size() == 2);
  CHECK(std::holds_alternative<RenameColumn>(operations[0]));
  CHECK(std::get<RenameIndex>(operations[1]).index == after.tables[0].indexes[0]);
}
