#include "cli/output.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "cli/exit_code.hpp"

using namespace strata;
using namespace strata::cli;

namespace {

// A stream that remembers what was written to it.
class Recorder {
 public:
  Recorder() : stream_(open_memstream(&text_, &size_)) {}
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder() {
    std::fclose(stream_);
    std::free(text_);
  }

  std::FILE* stream() { return stream_; }
  std::string text() {
    std::fflush(stream_);
    return {text_, size_};
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  std::FILE* stream_;
};

Error sample_error() {
  return Error(ErrorCode::config, "it is wrong").at({"strata.toml", 3, 4}).detail("3 | x\n  | ^").hint("make it right");
}

}  // namespace

TEST_CASE("an error shows message, place, detail and hint") {
  Recorder data;
  Recorder notes;
  Output output;
  output.data = data.stream();
  output.notes = notes.stream();
  print_error(output, sample_error());
  CHECK(data.text().empty());
  CHECK(notes.text() == "error: it is wrong\n  at strata.toml:3:4\n3 | x\n  | ^\nhint: make it right\n");
}

TEST_CASE("an error in JSON is one object on standard output") {
  Recorder data;
  Recorder notes;
  Output output;
  output.data = data.stream();
  output.notes = notes.stream();
  output.json = true;
  print_error(output, sample_error());
  CHECK(notes.text().empty());
  CHECK(data.text() == R"({
  "error": {
    "code": "config",
    "message": "it is wrong",
    "place": {
      "file": "strata.toml",
      "line": 3,
      "column": 4
    },
    "detail": "3 | x\n  | ^",
    "hint": "make it right",
    "exit_code": 2
  }
}
)");
}

TEST_CASE("an error with bytes that are no UTF-8 still prints") {
  Recorder data;
  Output output;
  output.data = data.stream();
  output.json = true;
  print_error(output, Error(ErrorCode::database, "bad \xff byte"));
  CHECK(data.text().find("bad \xEF\xBF\xBD byte") != std::string::npos);
}

TEST_CASE("quiet leaves out notes, not warnings") {
  Recorder notes;
  Output output;
  output.notes = notes.stream();
  output.quiet = true;
  note(output, "said");
  warn(output, "beware");
  CHECK(notes.text() == "warning: beware\n");
}

TEST_CASE("paths below the working directory are shown without it") {
  const std::string here = std::filesystem::current_path().string();
  CHECK(display_path(here + "/a/b.sql") == "a/b.sql");
  CHECK(display_path("/elsewhere/b.sql") == "/elsewhere/b.sql");
  CHECK(display_path("b.sql") == "b.sql");
}

TEST_CASE("every error code leads to its exit code") {
  CHECK(exit_code_of(ErrorCode::usage) == ExitCode::error);
  CHECK(exit_code_of(ErrorCode::config) == ExitCode::error);
  CHECK(exit_code_of(ErrorCode::database) == ExitCode::error);
  CHECK(exit_code_of(ErrorCode::lock_timeout) == ExitCode::lock_timeout);
  CHECK(exit_code_of(ErrorCode::refused) == ExitCode::refused);
  CHECK(exit_code_of(ErrorCode::interrupted) == ExitCode::interrupted);
}
