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

void run(const Case& test) {
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
  for (const Case& test : strata::test::read_cases(STRATA_TEST_DATA "/diff/renames.case")) run(test);
}

TEST_CASE("renames are read as they are written") {
  const std::vector<std::pair<std::string, Rename>> forms{
      {"table:old=new", {RenameKind::table, {}, "old", "new"}},
      {"table:shop.old=new", {RenameKind::table, {"shop", ""}, "old", "new"}},
      {"column:users.mail=email", {RenameKind::column, {"", "users"}, "mail", "email"}},
      {"column:shop.users.mail=email", {RenameKind::column, {"shop", "users"}, "mail", "email"}},
      {"index:users.a b=ü", {RenameKind::index, {"", "users"}, "a b", "ü"}},
      {R"(column:"a.b"."say ""x"""="c=d")", {RenameKind::column, {"", "a.b"}, "say \"x\"", "c=d"}},
  };
  for (const auto& [text, rename] : forms) {
    CHECK(parse_rename(text) == rename);
    CHECK(to_string(rename) == text);
  }
  CHECK(parse_rename("table:shop.old=shop.new") == parse_rename("table:shop.old=new"));
}

TEST_CASE("what is not a rename is refused with the form") {
  for (const std::string text : {"", "users", "table:", "table:users", "table:=new", "table:old=", "table:a.b.c=d",
                                 "table:a=b=c", "view:a=b", "column:mail=email", "column:users.mail=other.email",
                                 "index:users.a=\"b", "table:\"a\"b=c", "table:shop.old=crm.new"}) {
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
