// The text of revision files: what is read, what is written, and what is refused with its place.
#include "runner/revision_file.hpp"

#include "support.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace strata;
using namespace strata::runner;
using strata::test::error_of;

namespace {

constexpr std::string_view header = R"(-- +++ strata
-- revision = "7c1f0e9a2b4d"
-- parents = ["3b0a9c51e7d2"]
-- message = "add orders"
-- created = 2026-11-21T04:20:31Z
-- +++
)";

Revision parsed(const std::string& text) {
  return parse_revision(text, "m/1.sql");
}
Revision with_body(const std::string& body) {
  return parsed(std::string{header} + body);
}
Error refusal(const std::string& text) {
  return error_of([&] { parsed(text); });
}
Error refusal_of_body(const std::string& body) {
  return refusal(std::string{header} + body);
}

// The header with one more line before its end.
std::string with_line(const std::string& line) {
  std::string text{header};
  text.insert(text.rfind("-- +++"), line + "\n");
  return text + "-- strata:up\n-- strata:down\n";
}

}  // namespace

TEST_CASE("the design's revision is read") {
  const Revision revision =
      with_body("\n-- strata:up\nCREATE TABLE orders (id INTEGER);\n\n-- strata:down\nDROP TABLE orders;\n");
  CHECK(revision.id == "7c1f0e9a2b4d");
  CHECK(revision.parents == std::vector<std::string>{"3b0a9c51e7d2"});
  CHECK(revision.parents_line == 3);
  CHECK(revision.message == "add orders");
  CHECK(revision.created == "2026-11-21T04:20:31Z");
  CHECK(revision.options == RunOptions{});
  REQUIRE(revision.sections.size() == 2);
  CHECK(revision.sections[0] == Section{Direction::up, "", "CREATE TABLE orders (id INTEGER);", 9});
  CHECK(revision.sections[1] == Section{Direction::down, "", "DROP TABLE orders;", 12});
}

TEST_CASE("what is written is read back as it was") {
  Revision revision = runner::test::revision("abc123", {"a", "b"}, "CREATE TABLE t (\n  a TEXT\n);", "DROP TABLE t;");
  revision.message = "say \"hello\\\" to\tthe\nworld, café";
  revision.proved = {"sqlite", "postgresql"};
  revision.depends_on = {"d"};
  revision.labels = {"billing", "core"};
  revision.options = {false, false, "rows are gone", "5s", "2m"};
  revision.proof = "structure only: t";
  revision.sections.push_back({Direction::up, "postgresql", "", 0});
  revision.sections.push_back({Direction::down, "postgresql", "SELECT 1;", 0});

  const std::string text = render_revision(revision);
  const Revision again = parse_revision(text, revision.file);
  CHECK(again.id == revision.id);
  CHECK(again.parents == revision.parents);
  CHECK(again.message == revision.message);
  CHECK(again.created == revision.created);
  CHECK(again.proved == revision.proved);
  CHECK(again.depends_on == revision.depends_on);
  CHECK(again.labels == revision.labels);
  CHECK(again.options == revision.options);
  CHECK(again.proof == revision.proof);
  CHECK(again.checksum == checksum_of(revision.sections));
  CHECK(render_revision(again) == text);
}

TEST_CASE("any TOML spelling of the header is read") {
  const Revision revision = parsed(R"(
-- +++ strata
--
--  created = 2026-11-21T06:20:31+02:00   # two hours ahead
--  message = 'single quotes'
--revision="abc"
-- parents = [
--   "one",
--   "two",
-- ]
-- transaction=false
-- +++
-- strata:up
-- strata:down
)");
  CHECK(revision.id == "abc");
  CHECK(revision.message == "single quotes");
  CHECK(revision.created == "2026-11-21T04:20:31Z");
  CHECK(revision.parents == std::vector<std::string>{"one", "two"});
  CHECK_FALSE(revision.options.transaction);
}

TEST_CASE("Windows line ends and a byte order mark change nothing") {
  const std::string text = std::string{header} + "-- strata:up\nCREATE TABLE t (a);\n-- strata:down\nDROP TABLE t;\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(parsed(windows).sections == parsed(text).sections);
  CHECK(parsed(windows).checksum == parsed(text).checksum);
}

TEST_CASE("carriage returns at a file's end or before a line's end are no part of a section") {
  const std::string body = "-- strata:up\nSELECT 1;\n-- strata:down\nSELECT 2;";
  for (const char* end : {"\r", "\r\r", "\r\r\n", "\n\r"}) {
    CAPTURE(end);
    CHECK(with_body(body + end).checksum == with_body(body).checksum);
  }
  const Revision comment = with_body(body + "\n-- \r\r");  // as the fuzzer found it
  CHECK(comment.sections.back().text == "SELECT 2;\n--");
  CHECK(parsed(render_revision(comment)).checksum == comment.checksum);
}

TEST_CASE("the checksum covers the sections and nothing else") {
  const std::string body = "-- strata:up\nSELECT 1;\n-- strata:down\nSELECT 2;\n";
  const std::string checksum = with_body(body).checksum;
  CHECK(with_body("\n\n" + body + "\n\n").checksum == checksum);
  CHECK(parsed(with_line("-- labels = [\"x\"]")).checksum == with_body("-- strata:up\n-- strata:down\n").checksum);
  CHECK(with_body("-- strata:up\nSELECT 1 ;\n-- strata:down\nSELECT 2;\n").checksum != checksum);
  CHECK(with_body("-- strata:up\nSELECT 1;\nSELECT 2;\n-- strata:down\n").checksum != checksum);
}

TEST_CASE("a directive is text inside strings, comments, parentheses and bodies") {
  const auto ups = [](const std::string& up) {
    const Revision revision = with_body("-- strata:up\n" + up + "\n-- strata:down\nSELECT 'end';\n");
    REQUIRE(revision.sections.size() == 2);
    CHECK(revision.sections[1].text == "SELECT 'end';");
    return revision.sections[0].text == up;
  };
  CHECK(ups("SELECT 'it''s\n-- strata:down\n';"));
  CHECK(ups("SELECT \"a\n-- strata:down\n\";"));
  CHECK(ups("SELECT `a\n-- strata:down\n`;"));
  CHECK(ups("SELECT $$a\n-- strata:down\n'$$;"));
  CHECK(ups("SELECT $x$ $$\n-- strata:down\n$x$, $1, a$b;"));
  CHECK(ups("SELECT E'\\'\n-- strata:down\n';"));
  CHECK(ups("/* '\n-- strata:down\n*/ SELECT 1;"));
  CHECK(ups("/* /* */ */ SELECT 1;"));
  CHECK(ups("CREATE TABLE t (\n-- strata:down\n  a INTEGER\n);"));
  CHECK(
      ups("CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT CASE 1 WHEN 1 THEN 2 END;\n-- strata:down\n  SELECT "
          "2;\nEND;"));
  CHECK(ups("CREATE PROCEDURE p() BEGIN IF 1 THEN BEGIN SELECT 1; END; END IF;\n-- strata:down\nEND;"));
  CHECK(ups("SELECT 1 -- strata:down"));
  CHECK(ups("-- it's a comment with a quote\nSELECT 1;"));
  CHECK(ups("CREATE TABLE \"begin\" (a INTEGER); SELECT 1"));
}

TEST_CASE("a directive is text inside what PostgreSQL has of strings and bodies") {
  const auto ups = [](const std::string& up) {
    INFO(up);
    const Revision revision = with_body("-- strata:up\n" + up + "\n-- strata:down\nSELECT 'end';\n");
    REQUIRE(revision.sections.size() == 2);
    CHECK(revision.sections[1].text == "SELECT 'end';");
    return revision.sections[0].text == up;
  };
  CHECK(
      ups("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n-- strata:down\nSELECT CASE 1 WHEN 1 THEN 2 END FROM t;\n"
          "-- strata:down\nEND;"));
  CHECK(ups("CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC\n  DELETE FROM t;\n-- strata:down\nEND;"));
  CHECK(
      ups("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$\nBEGIN\n-- strata:down\n  RETURN NEW;\n"
          "END $f$;"));
  CHECK(ups("DO $$ BEGIN\n-- strata:down\nPERFORM 1; END $$;"));
  CHECK(ups("SELECT E'a'\n  'b\\'\n-- strata:down\n';"));
  CHECK(ups("SELECT U&\"a\n-- strata:down\n\", x'1f', a->>'b', 1::text;"));
  CHECK(ups("CREATE RULE r AS ON INSERT TO t DO ALSO (\n  SELECT 1;\n-- strata:down\n  SELECT 2);"));
  // BEGIN and the words of stored programs are names too.
  CHECK(ups("CREATE TABLE event (begin date, function text);"));
  CHECK(ups("CREATE FUNCTION overlap(begin date, finish date) RETURNS bool LANGUAGE sql AS 'SELECT true';"));
  CHECK(ups("CREATE TRIGGER t AFTER UPDATE OF begin, other ON event EXECUTE FUNCTION f();"));
  CHECK(ups("CREATE TRIGGER t AFTER UPDATE OF begin ON event EXECUTE FUNCTION f();"));
  CHECK(ups("CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f();"));
}

TEST_CASE("a transaction's BEGIN opens no body") {
  const Revision revision = with_body("-- strata:up\nBEGIN;\nSELECT 1;\nCOMMIT;\n-- strata:down\nSELECT 2;\n");
  CHECK(revision.sections.size() == 2);
}

TEST_CASE("what makes it unclear where a section ends is refused") {
  CHECK(refusal_of_body("-- strata:up\nSELECT 'a;\n-- strata:down\n").place().line == 8);
  CHECK(refusal_of_body("-- strata:up\nSELECT (1;\n-- strata:down\n").place().line == 8);
  CHECK(refusal_of_body("-- strata:up\n/* a\n-- strata:down\n").place().line == 8);
  CHECK(refusal_of_body("-- strata:up\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n-- strata:down\n").place().line == 8);
  const Error nested = refusal_of_body("-- strata:up\n/* /* */\nSELECT 1;\n-- strata:down\nSELECT 2;\n*/");
  CHECK(nested.place().line == 10);
  CHECK(nested.hint().find("line 8") != std::string::npos);
}

namespace {

using strata::dialects::Lexis;

// An engine of each Lexis.
std::optional<Lexis> lexis_of(std::string_view engine) {
  if (engine == "plain") return Lexis::standard;
  if (engine == "escaping") return Lexis::escapes;
  return std::nullopt;
}

Revision read_body(const std::string& body, const std::string& header_lines = "") {
  std::string text{header};
  text.insert(text.rfind("-- +++"), header_lines);
  return parse_revision(text + body, "m/1.sql", lexis_of);
}

}  // namespace

TEST_CASE("a section of one engine is read as that engine reads") {
  const auto text_of_up = [](const std::string& up) {
    INFO(up);
    const Revision revision = read_body("-- strata:up escaping\n" + up + "\n-- strata:down escaping\nSELECT 'end';\n");
    REQUIRE(revision.sections.size() == 2);
    CHECK(revision.sections[1].text == "SELECT 'end';");
    return revision.sections[0].text == up;
  };
  CHECK(text_of_up("SELECT 'it\\'s\n-- strata:down\n', \"\\\"\n-- strata:down\n\";"));
  CHECK(text_of_up("SELECT 1 # it's\n;"));
  CHECK(text_of_up("SELECT 5--1, '\n-- strata:down\n';"));
  CHECK(text_of_up("SELECT $$ FROM `a\\`; SELECT 'it''s' AS $$;"));
  CHECK(text_of_up("/*! SELECT '*/' /* it's */ */;"));
  CHECK(text_of_up("DELIMITER //\nCREATE PROCEDURE p() IS BEGIN SELECT ')'; (\n-- strata:down\nEND END//\nSELECT 1//"));
  CHECK(text_of_up(
      "delimiter $$\nSELECT 1; END$$\nDELIMITER ;\nCREATE PROCEDURE p() BEGIN SELECT 1;\n-- strata:down\nEND;"));
  CHECK(text_of_up("DELIMITER //\nSELECT 1//"));  // it ends with its section
  const Revision both = read_body(
      "-- strata:up plain\nSELECT 'C:\\';\n-- strata:down plain\nSELECT 1;\n"
      "-- strata:up escaping\nSELECT 'it\\'s';\n-- strata:down escaping\nSELECT 'C:\\\\';\n");
  REQUIRE(both.sections.size() == 4);
  CHECK(both.sections[0].text == "SELECT 'C:\\';");
  CHECK(both.sections[2].text == "SELECT 'it\\'s';");
}

TEST_CASE("a section for all engines is read as it makes a revision of the file") {
  const auto sections = [](const std::string& body, const std::string& header = "") {
    INFO(body);
    return read_body(body, header).sections.size();
  };
  CHECK(sections("-- strata:up\nSELECT 'it\\'s';\n-- strata:down\nSELECT 1;\n") == 2);
  CHECK(sections("-- strata:up\nSELECT 'it\\'s';\n-- strata:down\nSELECT 'it\\'s';\n") == 2);
  CHECK(sections("-- strata:up\nSELECT 1; # it's\n-- strata:down\n") == 2);
  CHECK(sections("-- strata:up\nDELIMITER $$\nSELECT 'a$$b'$$\n-- strata:down\n") == 2);
  CHECK(sections("-- strata:up\nSELECT 'C:\\';\n-- strata:down\nSELECT 'C:\\';\n") == 2);
  CHECK(sections("-- strata:up\nSELECT a #> '{b}';\n-- strata:down\nSELECT a #- '{b}';\n") == 2);
}

TEST_CASE("a file that two engines cut differently is refused, unless it was proved on one") {
  const std::string body = "-- strata:up\nSELECT '\\'\n-- strata:down\n'; # '\n";
  CHECK(read_body(body).sections.size() == 2);  // an up needs its down
  const std::string irreversible = "-- irreversible = \"why\"\n";
  const Error unclear = error_of([&] { read_body(body, irreversible); });
  CHECK(unclear.place().line == 10);
  CHECK(unclear.hint().find("section of its own") != std::string::npos);
  CHECK(read_body(body, irreversible + "-- proved = [\"plain\"]\n").sections.size() == 2);
  CHECK(read_body(body, irreversible + "-- proved = [\"escaping\"]\n").sections.size() == 1);
  CHECK_THROWS_AS(read_body(body, irreversible + "-- proved = [\"plain\", \"escaping\"]\n"), Error);
}

TEST_CASE("a delimiter that does not come is told where it hides a directive") {
  const Error error = error_of(
      [&] { read_body("-- strata:up escaping\nDELIMITER //\nSELECT 1\n-- strata:down escaping\nSELECT 2;\n"); });
  CHECK(error.place().line == 10);
  CHECK(std::string(error.what()).find("delimiter //") != std::string::npos);
}

TEST_CASE("sections that are missing, twice or nowhere are refused with their line") {
  CHECK(refusal_of_body("").place().line == 7);
  CHECK(std::string{refusal_of_body("-- strata:up\nSELECT 1;\n").what()}.find("strata:down") != std::string::npos);
  CHECK(std::string{refusal_of_body("-- strata:down\n").what()}.find("strata:up") != std::string::npos);
  CHECK(refusal_of_body("-- strata:up\n-- strata:down\n-- strata:up\n").place().line == 9);
  CHECK(refusal_of_body("SELECT 1;\n-- strata:up\n-- strata:down\n").place().line == 7);
  CHECK(refusal_of_body("-- strata:up\n-- strata:donw\n").hint().find("down") != std::string::npos);
  CHECK(refusal_of_body("-- strata:up\n-- strata:down\n-- strata:up postgresql\n").place().line == 10);
  CHECK(refusal_of_body("-- strata:up a b\n").place().line == 7);
  CHECK(refusal_of_body(std::string("-- strata:up\n\0-- strata:down\n", 29)).place().line == 8);
}

TEST_CASE("an irreversible revision needs no down") {
  std::string text = with_line("-- irreversible = \"rows are gone\"");
  text.erase(text.rfind("-- strata:down"));
  CHECK(parsed(text).sections.size() == 1);
}

TEST_CASE("errors of the header say file, line, column and show the line") {
  const Error unknown = refusal(with_line("-- lables = [\"x\"]"));
  CHECK(std::string{unknown.what()}.find("lables") != std::string::npos);
  CHECK(unknown.hint().find("labels") != std::string::npos);
  CHECK(unknown.place().file == "m/1.sql");
  CHECK(unknown.place().line == 6);
  CHECK(unknown.place().column == 13);
  CHECK(unknown.detail().find("~~~") != std::string::npos);

  CHECK(refusal(with_line("-- transaction = \"no\"")).place().line == 6);
  CHECK(refusal(with_line("-- foreign_keys = \"of\"")).place().line == 6);
  CHECK(refusal(with_line("-- lock_timeout = \"5 seconds\"")).place().line == 6);
  CHECK(refusal(with_line("-- labels = [\"head\"]")).place().line == 6);
  CHECK(refusal(with_line("-- labels = [1]")).place().line == 6);
  CHECK(refusal(with_line("-- irreversible = \"\"")).place().line == 6);
  CHECK(refusal(with_line("-- message = \"twice\"")).code() == ErrorCode::revision);
  CHECK(refusal(with_line("-- proof = \"open")).detail().find("proof") != std::string::npos);
  CHECK(refusal(with_line("proof = \"no comment\"")).place().line == 6);
}

TEST_CASE("a header that lacks something is refused") {
  CHECK(std::string{refusal("-- +++ strata\n-- revision = \"a\"\n-- +++\n").what()}.find("parents") !=
        std::string::npos);
  CHECK(refusal("-- +++ strata\n-- revision = \"a\"\n").place().line == 1);
  CHECK(refusal("\nCREATE TABLE t (a);\n").place().line == 2);
  CHECK(refusal("").code() == ErrorCode::revision);
  CHECK(refusal(" ").place().line == 1);
  const std::string directive_at_the_end = std::string{header} + "-- strata:up";
  CHECK(refusal(directive_at_the_end).place().line ==
        std::count(directive_at_the_end.begin(), directive_at_the_end.end(), '\n') + 1);
  std::string bad_day{header};
  bad_day.replace(bad_day.find("2026-11-21"), 10, "2026-02-30");
  CHECK(refusal(bad_day).place().line == 5);
}

TEST_CASE("a time that no clock can hold is read by its calendar, and refused outside of four digits") {
  const auto with_time = [](std::string_view time) {
    std::string text{header};
    const std::size_t begin = text.find("created = ") + 10;
    text.replace(begin, text.find('\n', begin) - begin, time);
    return text + "-- strata:up\n-- strata:down\n";
  };
  CHECK(parsed(with_time("5171-11-21T08:55:34+01:30")).created == "5171-11-21T07:25:34Z");
  CHECK(parsed(with_time("0001-01-01T00:30:00+01:00")).created == "0000-12-31T23:30:00Z");
  CHECK(refusal(with_time("0000-01-01T00:00:00+01:00")).place().line == 5);
  CHECK(refusal(with_time("9999-12-31T23:30:00-01:00")).place().line == 5);
}

TEST_CASE("a header that is not UTF-8 is refused with its line, in every spelling of strings") {
  for (const std::string quotes : {"\"", "'", "'''", "\"\"\""}) {
    const Error error = refusal(with_line("-- proof = " + quotes + "\x92" + quotes));
    CHECK(std::string{error.what()} == "the header is not UTF-8");
    CHECK(error.place().line == 6);
  }
}

TEST_CASE("an engine's own section replaces the plain one") {
  const Revision revision =
      with_body("-- strata:up\nplain\n-- strata:down\nback\n-- strata:up postgresql\n-- strata:down postgresql\nown\n");
  CHECK(section_for(revision, Direction::up, "sqlite")->text == "plain");
  CHECK(section_for(revision, Direction::up, "postgresql")->text.empty());
  CHECK(section_for(revision, Direction::down, "postgresql")->text == "own");
  CHECK(section_for(with_body("-- strata:up a\n-- strata:down a\n"), Direction::up, "b") == nullptr);
}

TEST_CASE("a generated revision is refused on an engine that it was not written for") {
  Revision revision = with_body("-- strata:up\nplain\n-- strata:down\n-- strata:up b\nfor b\n-- strata:down b\n");
  revision.proved = {"a"};
  CHECK(section_for(revision, Direction::up, "a")->text == "plain");
  CHECK(section_for(revision, Direction::up, "b")->text == "for b");
  const Error error = error_of([&] { section_for(revision, Direction::up, "c"); });
  CHECK(error.code() == ErrorCode::refused);
  CHECK(std::string{error.what()}.find("was not written for c") != std::string::npos);
}
