// The canonical schema as JSON and its hash. The hash settles the usual case; where it differs the schemas themselves
// decide, since another version of strata may spell the same schema differently.
#include "runner/fingerprint.hpp"

#include "dialects/plan.hpp"
#include "runner/sha256.hpp"
#include "schema/read_json.hpp"
#include "schema/write_json.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace strata::runner {
namespace {

std::string scope_text(const dialects::Scope& scope) {
  return fmt::format("schemas {}\ninclude {}\nexclude {}", fmt::join(scope.schemas, " "), fmt::join(scope.include, " "),
                     fmt::join(scope.exclude, " "));
}

using OpaqueKey = std::tuple<schema::ObjectName, std::string>;

std::map<OpaqueKey, const schema::OpaqueObject*> by_name(const schema::Schema& schema) {
  std::map<OpaqueKey, const schema::OpaqueObject*> objects;
  for (const schema::OpaqueObject& object : schema.opaque_objects) objects[{object.name, object.kind}] = &object;
  return objects;
}

// Triggers and their kind, which a comparison for revisions leaves alone.
void compare_opaque(const schema::Schema& before, const schema::Schema& now, std::vector<std::string>& changes) {
  const auto old_objects = by_name(before);
  const auto new_objects = by_name(now);
  for (const auto& [key, object] : old_objects) {
    const auto found = new_objects.find(key);
    if (found == new_objects.end()) {
      changes.push_back("drop " + schema::describe(*object));
    } else if (found->second->definition != object->definition) {
      changes.push_back("change " + schema::describe(*object));
    }
  }
  for (const auto& [key, object] : new_objects) {
    if (!old_objects.contains(key)) changes.push_back("create " + schema::describe(*object));
  }
}

std::vector<std::string> changes_between(const dialects::Dialect& dialect, const schema::Schema& before,
                                         const schema::Schema& now) {
  std::vector<std::string> changes;
  for (const auto& operation : dialect.compare(before, now)) changes.push_back(diff::describe(operation));
  compare_opaque(dialect.canonical(before), dialect.canonical(now), changes);
  return changes;
}

}  // namespace

RecordedSchema fingerprint(dialects::Session& session, const dialects::Dialect& dialect, const dialects::Scope& scope) {
  RecordedSchema recorded;
  recorded.definition = schema::to_json(dialect.canonical(dialect.introspect(session, scope)));
  recorded.fingerprint = sha256_hex(recorded.definition);
  recorded.scope = scope_text(scope);
  return recorded;
}

Drift find_drift(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                 const dialects::Scope& scope) {
  Drift drift;
  History history{session, dialect, names};
  const std::optional<RecordedSchema> recorded = history.read_schema();
  if (!recorded) {
    drift.problem = "the schema of this database was never recorded";
    return drift;
  }
  if (recorded->scope != scope_text(scope)) {
    drift.problem = "[scope] has changed since the schema was recorded";
    return drift;
  }
  if (const std::string later = history.changed_since(recorded->entry); !later.empty()) {
    drift.problem = fmt::format("the run of {} ended before it recorded the schema", later);
    return drift;
  }
  drift.recorded = true;
  drift.since = fmt::format("{}, {}", recorded->revision, recorded->recorded_at);
  schema::Schema now = dialect.introspect(session, scope);
  if (sha256_hex(schema::to_json(dialect.canonical(now))) == recorded->fingerprint) return drift;
  drift.changes = changes_between(dialect, schema::read_schema(recorded->definition, "the recorded schema"), now);
  return drift;
}

}  // namespace strata::runner
