// The scratch side of authoring: everything that is proved or replayed goes through run_on_scratch. Nothing is rolled
// back after an error, because the scratch database goes with its session.
#include "runner/replay.hpp"

#include "dialects/plan.hpp"
#include "runner/read_back_cache.hpp"
#include "runner/scratch.hpp"
#include "runner/violations.hpp"
#include "schema/read_json.hpp"
#include "schema/write_json.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Session;

void run(Session& session, const dialects::ScriptStatement& statement, const std::filesystem::path& file) {
  try {
    session.execute(statement.text);
  } catch (dialects::SqlError& error) {
    int line = statement.line;
    if (const auto offset = error.offset()) {
      const auto end = statement.text.begin() + static_cast<std::ptrdiff_t>(std::min(*offset, statement.text.size()));
      line += static_cast<int>(std::count(statement.text.begin(), end, '\n'));
    }
    error.at({file.string(), line, 0}).detail(statement.text);
    throw;
  }
}

// Whether a script may make temporary objects; the word alone is enough to look.
bool mentions_temporary(std::string_view script) {
  constexpr std::string_view word = "temp";
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  return std::search(script.begin(), script.end(), word.begin(), word.end(), same) != script.end();
}

template <class Object>
void merge_temporaries(std::vector<Object>& known, const std::vector<Object>& found) {
  for (const auto& object : found) {
    if (!object.temporary) continue;
    const auto place = std::ranges::find(known, object.name, &Object::name);
    if (place == known.end()) {
      known.push_back(object);
    } else {
      *place = object;
    }
  }
}

void forget(schema::Schema& temporaries, const schema::ObjectName& name) {
  std::erase_if(temporaries.tables, [&](const schema::Table& table) { return table.name == name; });
  std::erase_if(temporaries.views, [&](const schema::View& view) { return view.name == name; });
}

template <class Object>
void take_temporaries(std::vector<Object>& into, const std::vector<Object>& from) {
  std::erase_if(into, [](const Object& object) { return object.temporary; });
  std::ranges::copy_if(from, std::back_inserter(into), [](const Object& object) { return object.temporary; });
}

enum class OpaqueFailure { thrown, passed_over };

bool is_opaque(const diff::Step& step, const diff::Operations& operations) {
  return !step.operations.empty() && std::ranges::all_of(step.operations, [&](std::size_t index) {
    return std::holds_alternative<diff::CreateOpaque>(operations[index]);
  });
}

std::unique_ptr<Session> created_on_scratch(const Project& project, const Dialect& dialect,
                                            const schema::Schema& schema, OpaqueFailure opaque_failure) {
  auto session = open_scratch(project, dialect);
  // A schema is not always in the order of its references, and has no rows that could violate one.
  session->enforce_foreign_keys(false);
  const auto creation = dialects::creation_of(dialect, schema);
  for (const auto& step : creation.steps) {
    for (const auto& statement : step.statements) {
      try {
        session->execute(statement);
      } catch (dialects::SqlError& error) {
        if (opaque_failure == OpaqueFailure::passed_over && is_opaque(step, creation.operations)) break;
        error.detail(statement);
        throw;
      }
    }
  }
  session->enforce_foreign_keys(true);
  return session;
}

void require_same(const Dialect& dialect, const schema::Schema& made, const schema::Schema& wanted) {
  const auto differences = dialect.compare(made, wanted, {.opaque_objects = true});
  if (differences.empty()) return;
  std::string lines;
  for (const auto& operation : differences) lines += "  " + diff::describe(operation) + "\n";
  throw Error(ErrorCode::refused, "a scratch database could not be made the same as the schema it is to stand for")
      .detail(lines)
      .hint("leave the objects named above out by [scope] exclude, and report this with the schema");
}

schema::Schema without_opaque(schema::Schema schema) {
  schema.opaque_objects.clear();
  return schema;
}

// What hangs on a table or view comes and goes with that one.
schema::Schema surroundings_of(const schema::Schema& other) {
  schema::Schema surroundings;
  surroundings.engine = other.engine;
  surroundings.extensions = other.extensions;
  for (const auto& object : other.opaque_objects) {
    if (!object.table && !object.definition.empty()) surroundings.opaque_objects.push_back(object);
  }
  return surroundings;
}

void add_surroundings(schema::Schema& schema, const schema::Schema& surroundings) {
  for (const auto& extension : surroundings.extensions) {
    const auto same = [&](const schema::Extension& known) { return known.name == extension.name; };
    if (std::ranges::none_of(schema.extensions, same)) schema.extensions.push_back(extension);
  }
  for (const auto& object : surroundings.opaque_objects) {
    const auto same = [&](const schema::OpaqueObject& known) {
      return known.kind == object.kind && known.name == object.name;
    };
    if (std::ranges::none_of(schema.opaque_objects, same)) schema.opaque_objects.push_back(object);
  }
}

std::vector<dialects::ScriptStatement> statements_of(const Section& section, const Dialect& dialect,
                                                     const std::filesystem::path& file) {
  try {
    return dialect.split(section.text, section.first_line);
  } catch (Error& error) {  // the dialect knows the line, not the file
    error.at({file.string(), error.place().line, error.place().column});
    throw;
  }
}

}  // namespace

void run_on_scratch(Session& session, const Dialect& dialect, const Section& section, const std::filesystem::path& file,
                    const RunOptions& options) {
  const auto statements = statements_of(section, dialect, file);
  for (const auto& statement : statements) {
    if (const auto reason = dialect.reaches_out(statement.text); !reason.empty()) {
      throw Error(ErrorCode::refused, "refused to run this on a scratch database: " + reason)
          .at({file.string(), statement.line, 0})
          .detail(statement.text)
          .hint("move it out of the revisions: what reaches out of the database can't be proved or replayed");
    }
  }
  std::vector<std::string> violations;
  if (!options.foreign_keys) {
    violations = session.foreign_key_violations();
    session.enforce_foreign_keys(false);
  }
  const bool in_transaction = options.transaction && dialect.capabilities().transactional_ddl;
  if (in_transaction) session.begin();
  for (const auto& statement : statements) run(session, statement, file);
  if (!options.foreign_keys) {
    const auto fresh = new_violations(std::move(violations), session.foreign_key_violations());
    if (!fresh.empty()) {
      ViolationError error(ErrorCode::refused, "rows without the one that their foreign key names: " + fresh.front());
      error.at({file.string(), 0, 0});
      throw error;
    }
  }
  if (in_transaction) session.commit();
  session.restore_settings();
  if (!options.foreign_keys) session.enforce_foreign_keys(true);
}

schema::Schema replay(const Project& project, const Dialect& dialect, const Graph& graph,
                      const Graph::Selection& selection) {
  const auto session = open_scratch(project, dialect);
  schema::Schema temporaries;
  for (Graph::Index index = 0; index < graph.size(); ++index) {
    if (!selection[index]) continue;
    const auto& revision = graph.revisions()[index];
    const auto* section = section_for(revision, Direction::up, dialect.name());
    if (section == nullptr) continue;
    run_on_scratch(*session, dialect, *section, revision.file, revision.options);
    if (!mentions_temporary(section->text)) continue;
    for (const auto& statement : statements_of(*section, dialect, revision.file)) {
      if (const auto dropped = dialect.drops_temporary(statement.text)) forget(temporaries, *dropped);
    }
    const auto now = dialect.introspect(*session, project.scope);
    merge_temporaries(temporaries.tables, now.tables);
    merge_temporaries(temporaries.views, now.views);
    session->drop_temporary_objects();
  }
  auto schema = dialect.introspect(*session, project.scope);
  replace_temporaries(schema, temporaries);
  return schema;
}

std::unique_ptr<Session> scratch_with(const Project& project, const Dialect& dialect, const schema::Schema& schema) {
  auto session = created_on_scratch(project, dialect, schema, OpaqueFailure::thrown);
  require_same(dialect, dialect.introspect(*session, project.scope), schema);
  return session;
}

schema::Schema schema_of_script(const Project& project, const Dialect& dialect, const std::string& text,
                                const std::filesystem::path& file) {
  const auto session = open_scratch(project, dialect);
  Section section;
  section.text = text;
  RunOptions options;
  options.transaction = false;  // a dump often brings its own BEGIN and COMMIT
  run_on_scratch(*session, dialect, section, file, options);
  return dialect.introspect(*session, project.scope);
}

schema::Schema read_back(const Project& project, const Dialect& dialect, std::string_view identity,
                         const std::function<schema::Schema()>& resolve, const schema::Schema* other) {
  const auto surroundings = other != nullptr ? surroundings_of(*other) : schema::Schema{};
  const auto cache = read_back_cache(project, dialect, std::string(identity) + schema::to_json(surroundings));
  if (const auto known = cache ? cache->find() : std::nullopt) {
    // Nearly always it is what the database has, which need not be read a second time.
    if (other != nullptr && schema::to_json(*other) == *known) return *other;
    return schema::read_schema(*known, "the cache of read-backs");
  }
  auto schema = resolve();
  add_surroundings(schema, surroundings);
  const auto session = created_on_scratch(project, dialect, schema, OpaqueFailure::passed_over);
  auto made = dialect.introspect(*session, project.scope);
  if (dialect.capabilities().keeps_texts) {
    require_same(dialect, without_opaque(made), without_opaque(std::move(schema)));
  }
  if (cache) cache->keep(schema::to_json(made));
  return made;
}

schema::Schema without_temporaries(schema::Schema schema) {
  replace_temporaries(schema, {});
  return schema;
}

void replace_temporaries(schema::Schema& schema, const schema::Schema& of) {
  take_temporaries(schema.tables, of.tables);
  take_temporaries(schema.views, of.views);
}

}  // namespace strata::runner
