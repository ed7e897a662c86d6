// The one exception hierarchy. An Error aborts what the user asked for; findings (hazards, lint, unmodelled
// objects) are values and never thrown. It says what is wrong, where, and the way out.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace strata {

// What kind of end an error is; the CLI maps it to its exit code (cli/exit_code.hpp).
enum class ErrorCode {
  usage,  // the call's words are off
  config,  // strata.toml
  models,  // models that don't compile, don't export or don't validate
  revision,  // a revision file or the graph
  database,  // connecting or executing
  lock_timeout,
  refused,  // refused for safety: consent, a rename to decide, a proof that failed, drift
  interrupted,
  internal,
};

// A place in a file; line and column count from 1, 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

  Error& at(Place place) & {
    place_ = std::move(place);
    return *this;
  }
  Error&& at(Place place) && {
    place_ = std::move(place);
    return std::move(*this);
  }
  Error& hint(std::string text) & {
    hint_ = std::move(text);
    return *this;
  }
  Error&& hint(std::string text) && {
    hint_ = std::move(text);
    return std::move(*this);
  }
  // Lines to show below the message as they are: a caret diagnostic, a compiler's output, the statement.
  Error& detail(std::string text) & {
    detail_ = std::move(text);
    return *this;
  }
  Error&& detail(std::string text) && {
    detail_ = std::move(text);
    return std::move(*this);
  }

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }

 private:
  ErrorCode code_;
  Place place_;
  std::string hint_;
  std::string detail_;
};

}  // namespace strata
