// strata schema inspect: prints what a state's schema is, as SQL, C++ models or JSON.
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

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

// Beside it first, so that a full disk leaves an old file as it was.
void write_file(const std::string& path, const std::string& text) {
  const std::string draft = path + ".new";
  std::FILE* file = std::fopen(draft.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  int failure = errno;
  const bool closed = file != nullptr && std::fclose(file) == 0;
  if (written && closed && std::rename(draft.c_str(), path.c_str()) == 0) return;
  if (written) failure = errno;
  if (file != nullptr) std::remove(draft.c_str());
  throw Error(ErrorCode::usage, fmt::format("can't write {}: {}", path, std::strerror(failure)));
}

}  // namespace

ExitCode run(const InspectCommand& command, const Context& context) {
  const auto project = project_of(context);
  const auto& dialect = runner::project_dialect(project);
  const auto state = runner::load_state(project, dialect, command.state, progress_of(context));
  const std::string text = schema_text(dialect, state.schema, command.format);

  for (const auto& reason : state.left_out) note(context.output, reason);
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
