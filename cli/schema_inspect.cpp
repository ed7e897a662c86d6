// strata schema inspect: prints what a state's schema is, as SQL, C++ models or JSON.
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/schema_text.hpp"
#include "runner/state.hpp"

namespace strata::cli {
namespace {

std::string_view name_of(SchemaFormat format) {
  switch (format) {
    case SchemaFormat::cpp:
      return "cpp";
    case SchemaFormat::sql:
      return "sql";
    case SchemaFormat::json:
      return "json";
  }
  return "";
}

// False with errno set.
bool write_to(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int failure = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written) errno = failure;
  return written && closed;
}

// A file is written beside its place first, so that a full disk leaves an old one as it was; where a link leads, and
// into what is no file (/dev/null, a pipe), which must stay what it is.
void write_file(const std::string& path, const std::string& text) {
  std::error_code unknown;
  const bool exists = std::filesystem::exists(path, unknown);
  const std::string target = exists ? std::filesystem::canonical(path, unknown).string() : path;
  if (exists && !std::filesystem::is_regular_file(path, unknown) && !std::filesystem::is_directory(path, unknown)) {
    if (write_to(path, text)) return;
    throw Error(ErrorCode::usage, fmt::format("can't write {}: {}", path, std::strerror(errno)));
  }
  const std::string draft = target + ".new";
  if (write_to(draft, text) && std::rename(draft.c_str(), target.c_str()) == 0) return;
  const int failure = errno;
  std::remove(draft.c_str());
  throw Error(ErrorCode::usage, fmt::format("can't write {}: {}", path, std::strerror(failure)));
}

}  // namespace

ExitCode run(const InspectCommand& command, const Context& context) {
  const auto project = project_of(context);
  const auto& dialect = runner::project_dialect(project);
  const auto state = runner::load_state(project, dialect, command.state, progress_of(context));
  const std::string text = schema_text(dialect, state.schema, command.format);

  for (const auto& reason : state.left_out) note(context.output, reason);
  for (const auto& warning : state.warnings) warn(context.output, warning);
  if (command.format != SchemaFormat::json) {  // which names them itself
    for (const auto& object : state.schema.opaque_objects) {
      note(context.output, fmt::format("unmodelled: {}", schema::describe(object)));
    }
  }
  if (!command.output.empty()) {
    write_file(command.output, text);
    note(context.output, fmt::format("wrote {}", command.output));
  } else if (context.output.json && command.format != SchemaFormat::json) {
    print_line(context.output, schema_text_json(state.name, std::string(name_of(command.format)), text));
  } else {
    print(context.output, text);
  }
  return ExitCode::fine;
}

}  // namespace strata::cli
