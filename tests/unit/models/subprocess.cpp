#include "runner/subprocess.hpp"

#include "../environment.hpp"
#include "schema/error.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>

using namespace strata;
using namespace strata::runner;
using namespace std::chrono_literals;

namespace {

Command shell(const std::string& text) {
  Command command = shell_command(text);
  command.environment = {"PATH=/usr/bin:/bin"};
  return command;
}

bool no_child_is_left() {
  return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

// A pipe that every process started after it holds open: it ends when the last of them has gone.
class Lifeline {
 public:
  Lifeline() { REQUIRE(::pipe(ends_) == 0); }
  Lifeline(const Lifeline&) = delete;
  Lifeline& operator=(const Lifeline&) = delete;
  ~Lifeline() { ::close(ends_[0]); }

  // Waits for it, at most as long as the tests' own `sleep`s.
  bool all_are_gone() {
    ::close(ends_[1]);
    pollfd end{ends_[0], POLLIN, 0};
    return ::poll(&end, 1, 10'000) == 1;
  }

 private:
  int ends_[2] = {-1, -1};
};

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

TEST_CASE("a command's output and exit status come back") {
  const auto outcome = run(shell("echo out; echo err >&2; exit 3"));
  CHECK(outcome.out == "out\n");
  CHECK(outcome.err == "err\n");
  CHECK(outcome.exit_code == 3);
  CHECK_FALSE(outcome.succeeded());
  CHECK(describe(outcome, shell("")) == "exited with status 3");
  CHECK(no_child_is_left());
}

TEST_CASE("a command runs in its folder, with its environment, without our input") {
  Command command = shell("pwd; echo $COLOUR; cat");
  command.directory = "/";
  command.environment.emplace_back("COLOUR=red");
  CHECK(run(command).out == "/\nred\n");
}

TEST_CASE("much output on both streams does not block") {
  const auto outcome = run(shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; head -c 9 /dev/zero"));
  CHECK(outcome.out.size() == 3'000'009);
  CHECK(outcome.err.size() == 2'000'000);
  CHECK_FALSE(outcome.output_cut);
}

TEST_CASE("output over the limit is cut and said to be") {
  Command command = shell("head -c 5000 /dev/zero");
  command.output_limit = 1000;
  const auto outcome = run(command);
  CHECK(outcome.succeeded());
  CHECK(outcome.output_cut);
  CHECK(outcome.out.size() == 1000);
}

TEST_CASE("a crash names its signal") {
  const auto outcome = run(shell("kill -SEGV $$"));
  CHECK(outcome.signal == SIGSEGV);
  CHECK(outcome.exit_code == -1);
  CHECK(describe(outcome, shell("")) == "was killed by signal 11 (Segmentation fault)");
}

TEST_CASE("a program that is not there says why") {
  Command command;
  command.arguments = {"/nowhere/compiler"};
  const auto outcome = run(command);
  CHECK(outcome.not_started == "No such file or directory");
  CHECK_FALSE(outcome.succeeded());
  CHECK(no_child_is_left());
}

TEST_CASE("a late command goes with all that it started") {
  Lifeline lifeline;
  Command command = shell("sleep 60 & wait");
  command.timeout = 200ms;
  const auto outcome = run(command);
  CHECK(outcome.timed_out);
  CHECK(describe(outcome, command) == "did not end within 0.2 s");
  CHECK(lifeline.all_are_gone());
  CHECK(no_child_is_left());
}

TEST_CASE("a command that ignores SIGTERM and prints without end is stopped too") {
  Command command = shell("trap '' TERM; while :; do echo spam; done");
  command.timeout = 100ms;
  command.output_limit = 1000;
  const auto outcome = run(command);
  CHECK(outcome.timed_out);
  CHECK(outcome.output_cut);
  CHECK(no_child_is_left());
}

TEST_CASE("what an ended command left behind is ended") {
  Lifeline lifeline;
  CHECK(run(shell("sleep 60 &")).succeeded());
  CHECK(lifeline.all_are_gone());
}

TEST_CASE("an interrupt ends the command and is reported once") {
  Lifeline lifeline;
  try {
    run(shell("kill -INT $PPID; sleep 60"));
    FAIL("not interrupted");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
  CHECK(lifeline.all_are_gone());
  CHECK(no_child_is_left());
}

TEST_CASE("many commands give their outcomes in order") {
  std::vector<Command> commands;
  for (int number = 0; number < 20; ++number) commands.push_back(shell("echo " + std::to_string(number)));
  std::size_t ended = 0;
  const auto outcomes = run_all(commands, 4, [&](std::size_t, const Outcome&) { ++ended; });
  CHECK(ended == 20);
  for (std::size_t number = 0; number < 20; ++number) CHECK(outcomes[number].out == std::to_string(number) + "\n");
  CHECK(no_child_is_left());
}

TEST_CASE("secrets stay out of the environment") {
  const test::EnvironmentVariable url("DATABASE_URL", "sqlite:x.db");
  const test::EnvironmentVariable password("PGPASSWORD", "one");
  const test::EnvironmentVariable short_name("MYSQL_PWD", "two");
  const test::EnvironmentVariable other_url("SHOP_DB", "postgresql://shop:pw@db/shop");
  const test::EnvironmentVariable value("UNTOLD", "s3cret");
  const test::EnvironmentVariable inside("CONNECTION", "host=db password=correcthorse");
  const test::EnvironmentVariable proxy("http_proxy", "http://user:pw@proxy:3128");
  const test::EnvironmentVariable harmless("EDITOR", "vi s3cret");
  const auto environment = environment_without_secrets({"s3cret", "correcthorse", ""});
  for (const auto& entry : environment) {
    const auto name = entry.substr(0, entry.find('='));
    for (const char* secret : {"DATABASE_URL", "PGPASSWORD", "MYSQL_PWD", "SHOP_DB", "UNTOLD", "CONNECTION"}) {
      CHECK(name != secret);
    }
  }
  CHECK(has(environment, "http_proxy=http://user:pw@proxy:3128"));
  CHECK(has(environment, "EDITOR=vi s3cret"));
}
