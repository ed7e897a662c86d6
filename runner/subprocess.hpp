// Runs other programs: the compiler, a project's build, the exporter. In: an argument list, a folder, an
// environment, a time limit. Out: how it ended and what it printed. Each child leads a process group of its own,
// so that nothing it started outlives it, whether it ends, is late, or strata is interrupted meanwhile.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace strata::runner {

struct Command {
  std::vector<std::string> arguments;  // the program, looked up in PATH, and its arguments
  std::filesystem::path directory;  // empty: the current one
  std::vector<std::string> environment;  // "NAME=value"
  std::optional<std::chrono::milliseconds> timeout;
  std::size_t output_limit = 64U << 20U;  // bytes kept of each stream; the rest is read and dropped
};

struct Outcome {
  std::string not_started;  // why the program could not be started, else empty
  int exit_code = -1;  // -1: it did not exit by itself
  int signal = 0;  // that ended it, 0: none
  bool timed_out = false;
  bool output_cut = false;  // a stream was longer than the limit
  std::string out;
  std::string err;

  [[nodiscard]] bool succeeded() const { return exit_code == 0; }
};

// A command for /bin/sh.
Command shell_command(const std::string& text);

// This process's environment without what could open a database: DATABASE_URL and variables named like a password,
// URLs that hold a password (a proxy's stay), and every variable whose value is, or contains, one of `secrets`
// (contains: secrets of 8 characters and more).
std::vector<std::string> environment_without_secrets(const std::vector<std::string>& secrets);

// Runs it to its end. Throws Error(interrupted) when SIGINT, SIGTERM or SIGHUP comes meanwhile, after the whole
// process group is gone; Error(internal) when the system has no pipes or processes left.
Outcome run(const Command& command);

// Runs all, at most `parallel` at a time, and gives their outcomes in the order of the commands. `ended` is called
// as each one ends. Throws as run() does; then no child is left.
std::vector<Outcome> run_all(const std::vector<Command>& commands, std::size_t parallel,
                             const std::function<void(std::size_t, const Outcome&)>& ended = {});

// "exited with status 3", "was killed by signal 11 (Segmentation fault)", "did not end within 60 s".
std::string describe(const Outcome& outcome, const Command& command);

}  // namespace strata::runner
