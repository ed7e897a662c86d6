// How the process ends, in one place: what scripts and CI jobs may rely on (docs/exit-codes.md).
#pragma once

#include "schema/error.hpp"

namespace strata::cli {

enum class ExitCode : int {
  fine = 0,
  findings = 1,  // pending revisions, drift, differences
  error = 2,  // the call, the configuration, the models, a revision file or the database
  lock_timeout = 3,  // somebody else held a lock for too long: trying again may work
  refused = 4,  // for safety: consent or a decision is needed first
  interrupted = 130,  // SIGINT or SIGTERM
};

// The end that an error leads to.
constexpr ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::lock_timeout:
      return ExitCode::lock_timeout;
    case ErrorCode::refused:
      return ExitCode::refused;
    case ErrorCode::interrupted:
      return ExitCode::interrupted;
    case ErrorCode::usage:
    case ErrorCode::config:
    case ErrorCode::models:
    case ErrorCode::revision:
    case ErrorCode::database:
    case ErrorCode::internal:
      return ExitCode::error;
  }
  return ExitCode::error;
}

// The error's name in JSON output: "lock_timeout".
constexpr const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::config:
      return "config";
    case ErrorCode::models:
      return "models";
    case ErrorCode::revision:
      return "revision";
    case ErrorCode::database:
      return "database";
    case ErrorCode::lock_timeout:
      return "lock_timeout";
    case ErrorCode::refused:
      return "refused";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace strata::cli
