// strata schema temp-ddl: prints what an application runs on connecting. Temporary tables live in a session, so no
// revision can leave them behind for it.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "cli/schema_text.hpp"
#include "runner/state.hpp"

namespace strata::cli {
namespace {

// Only the temporary tables and views.
schema::Schema temporary_part(const schema::Schema& schema) {
  schema::Schema part;
  part.engine = schema.engine;
  std::ranges::copy_if(schema.tables, std::back_inserter(part.tables), &schema::Table::temporary);
  std::ranges::copy_if(schema.views, std::back_inserter(part.views), &schema::View::temporary);
  return part;
}

}  // namespace

ExitCode run(const TempDdlCommand& command, const Context& context) {
  const auto project = project_of(context);
  const auto& dialect = runner::project_dialect(project);
  const auto state = runner::load_state(project, dialect, command.state, progress_of(context));
  if (state.live) {
    throw Error(ErrorCode::usage, state.name + " can't show temporary tables: they live in the sessions that made them")
        .hint("give --state models or --state migrations");
  }
  const schema::Schema temporary = temporary_part(state.schema);
  const std::string text = schema_text(dialect, temporary, SchemaFormat::sql);
  if (context.output.json) {
    print_line(context.output, schema_text_json(state.name, "sql", text));
  } else {
    print(context.output, text);
  }
  if (text.empty()) note(context.output, "no temporary tables or views in " + state.name);
  return ExitCode::fine;
}

}  // namespace strata::cli
