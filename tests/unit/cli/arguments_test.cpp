#include "cli/arguments.hpp"

#include <catch2/catch.hpp>

#include "schema/error.hpp"

using namespace strata;
using namespace strata::cli;

namespace {

Arguments parse(const std::vector<std::string>& words) {
  return std::get<Arguments>(parse_arguments(words));
}

template <class Chosen>
Chosen command(const std::vector<std::string>& words) {
  return std::get<Chosen>(parse(words).command);
}

Error error_for(const std::vector<std::string>& words) {
  try {
    parse_arguments(words);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::internal, "no error");
}

std::string message_of(const std::vector<std::string>& words) {
  return error_for(words).what();
}

}  // namespace

TEST_CASE("global options stand before and after the command") {
  CHECK(parse({"--json", "check"}).global.json);
  CHECK(parse({"check", "--json"}).global.json);
  CHECK(parse({"migrate", "up", "--env", "production"}).global.environment == "production");
  CHECK(parse({"migrate", "--url=sqlite:x", "status"}).global.url == "sqlite:x");
  CHECK(parse({"check", "--color=never"}).global.colour == ColourChoice::never);
}

TEST_CASE("targets that look like options are targets") {
  CHECK(command<MigrateDownCommand>({"migrate", "down", "-2"}).target == "-2");
  CHECK(command<MigrateDownCommand>({"migrate", "down"}).target == "-1");
  CHECK(command<MigrateUpCommand>({"migrate", "up", "+2"}).target == "+2");
  CHECK(command<MigrateUpCommand>({"migrate", "up"}).target == "head");
  CHECK(command<MigrateUpCommand>({"migrate", "up", "status"}).target == "status");
  CHECK(command<NewRevisionCommand>({"revision", "-m", "-1"}).message == "-1");
}

TEST_CASE("lists take one word per flag") {
  const auto revision = command<NewRevisionCommand>({"revision", "-m", "x", "--autogenerate", "--rename", "table:a=b",
                                                     "--rename=column:b.x=y", "--fill", "t.c=[1,2]"});
  CHECK(revision.renames == std::vector<std::string>{"table:a=b", "column:b.x=y"});
  CHECK(revision.fills == std::vector<std::string>{"t.c=[1,2]"});
  CHECK(revision.autogenerate);
}

TEST_CASE("revision show is no new revision") {
  CHECK(command<ShowRevisionCommand>({"revision", "show", "7c1f"}).target == "7c1f");
  CHECK(error_for({"revision"}).code() == ErrorCode::usage);
}

TEST_CASE("choices are words of a list") {
  CHECK(command<InspectCommand>({"schema", "inspect", "--format", "cpp"}).format == SchemaFormat::cpp);
  CHECK(command<MigrateDownCommand>({"migrate", "down", "--use", "stored"}).choices.use == DownScript::stored);
  CHECK(message_of({"schema", "inspect", "--format", "xml"}) == "--format: xml is not one of cpp, json, sql");
}

TEST_CASE("a mistyped command names the nearest") {
  CHECK(message_of({"migrat", "up"}) == "unknown command `strata migrat`");
  CHECK(error_for({"migrat", "up"}).hint() == "did you mean `strata migrate`?");
  CHECK(message_of({"migrate", "upp"}) == "unknown command `strata migrate upp`");
  CHECK(error_for({"migrate", "stauts"}).hint() == "did you mean `strata migrate status`?");
  CHECK(error_for({"xyzzy"}).hint() == "`strata --help` lists what there is");
}

TEST_CASE("a mistyped option names the nearest, global ones too") {
  CHECK(message_of({"migrate", "up", "--dry-rnu"}) == "unknown option `--dry-rnu` of `strata migrate up`");
  CHECK(error_for({"migrate", "up", "--dry-rnu"}).hint() == "did you mean `--dry-run`?");
  CHECK(error_for({"check", "--jsno"}).hint() == "did you mean `--json`?");
  CHECK(error_for({"--evn=x", "check"}).hint() == "did you mean `--env`?");
}

TEST_CASE("a missing command lists them") {
  CHECK(message_of({"migrate"}) == "`strata migrate` needs a command: up, down, redo, status, history, stamp, repair");
  CHECK(error_for({}).code() == ErrorCode::usage);
}

TEST_CASE("one word too many is an error") {
  CHECK(message_of({"check", "now"}) == "'now' is one word too many for `strata check`");
}

TEST_CASE("help and version are texts") {
  CHECK(std::get<PrintAndLeave>(parse_arguments({"--version"})).text.starts_with("strata "));
  const auto help = std::get<PrintAndLeave>(parse_arguments({"migrate", "up", "--help"})).text;
  CHECK(help.find("TARGET") != std::string::npos);
  CHECK(help.find("strata migrate up") != std::string::npos);
}
