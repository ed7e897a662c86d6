// Old schema, rows, up, look, down, look. The look is the engine's: introspection of what stands there, the rows, and
// whether every table and view can still be used.
#include "runner/proof.hpp"

#include "dialects/plan.hpp"
#include "runner/halfway_proof.hpp"
#include "runner/replay.hpp"
#include "runner/rows.hpp"
#include "runner/seed.hpp"

#include <algorithm>
#include <set>

namespace strata::runner {
namespace {

using dialects::Dialect;
using dialects::Session;
using schema::ObjectName;

std::string lines(const std::vector<std::string>& texts) {
  std::string result;
  for (const auto& text : texts) {
    if (!result.empty()) result += '\n';
    result += "  " + text;
  }
  return result;
}

// The engine refused a statement, or what it did to the rows. Rows of one's own may be at fault then: they need not fit
// what the revision leads to.
class EngineRefusal : public Error {
  using Error::Error;
};

template <class Kind = Error>
[[noreturn]] void refuse(Direction direction, const std::string& what, const std::vector<std::string>& details) {
  Kind error(ErrorCode::refused, "the revision could not be proved: " + std::string(to_string(direction)) + " " + what);
  error.detail(lines(details))
      .hint(
          "nothing was written; write this revision by hand with `strata revision -m …`, or change the models in "
          "smaller steps");
  throw error;
}

// The schema that is expected of a session: permanent objects as in `schema`, and of the temporary ones those that
// this revision makes anew in this direction.
schema::Schema expected_in_session(const schema::Schema& schema, const diff::Operations& operations,
                                   Direction direction) {
  schema::Schema temporaries;
  for (const auto& operation : operations) {
    if (const auto* table = std::get_if<diff::RedefineTemporaryTable>(&operation)) {
      const auto& side = direction == Direction::up ? table->to : table->from;
      if (side) temporaries.tables.push_back(*side);
    } else if (const auto* view = std::get_if<diff::RedefineTemporaryView>(&operation)) {
      const auto& side = direction == Direction::up ? view->to : view->from;
      if (side) temporaries.views.push_back(*side);
    }
  }
  auto expected = schema;
  replace_temporaries(expected, temporaries);
  return expected;
}

// Tables that the operations drop, or create: their rows are gone on purpose, on the way up or back.
template <class Operation>
std::set<ObjectName> tables_of(const diff::Operations& operations) {
  std::set<ObjectName> tables;
  for (const auto& operation : operations) {
    if (const auto* found = std::get_if<Operation>(&operation)) tables.insert(found->table.name);
  }
  return tables;
}

// A statement for each table and view that makes the engine read it and its triggers without touching a row.
std::vector<std::string> probes(const Dialect& dialect, const schema::Schema& schema) {
  std::vector<std::string> statements;
  for (const auto& view : schema.views) {
    if (!view.temporary) statements.push_back("SELECT * FROM " + dialect.quote(view.name) + " WHERE 1 = 0");
  }
  for (const auto& table : schema.tables) {
    if (table.temporary) continue;
    const auto name = dialect.quote(table.name);
    std::string columns;
    std::string assignments;
    for (const auto& column : table.columns) {
      if (!schema::takes_values(column)) continue;
      const auto quoted = dialect.quote_identifier(column.name);
      if (!columns.empty()) {
        columns += ", ";
        assignments += ", ";
      }
      columns += quoted;
      assignments += quoted + " = " + quoted;
    }
    statements.push_back("DELETE FROM " + name + " WHERE 1 = 0");
    if (columns.empty()) continue;
    statements.push_back("INSERT INTO " + name + " (" + columns + ") SELECT " + columns + " FROM " + name +
                         " WHERE 1 = 0");
    statements.push_back("UPDATE " + name + " SET " + assignments + " WHERE 1 = 0");
  }
  return statements;
}

// What can't be used, as "statement: the engine's message".
std::set<std::string> unusable(Session& session, const Dialect& dialect, const schema::Schema& schema) {
  std::set<std::string> failures;
  for (const auto& statement : probes(dialect, schema)) {
    try {
      session.execute(statement);
    } catch (const dialects::SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      failures.insert(error.what());
    }
  }
  return failures;
}

// Which rows the proof is made with. Any that the old schema takes show most; but a new constraint may refuse them, as
// it will refuse such rows in earnest: then only those that both schemas take say whether the revision is right.
enum class RowsOf { the_old_schema, both_schemas };

class Prover {
 public:
  Prover(const Project& project, const EnginePlan& plan, const Revision& revision)
      : project_(project), plan_(plan), dialect_(*plan.dialect), revision_(revision) {}

  Proof run(RowsOf kind) {
    const auto old_schema = without_temporaries(plan_.from.schema);
    const auto names = name_map(plan_.operations);
    session_ = scratch_with(project_, dialect_, old_schema);
    Proof proof{put_rows(kind, old_schema, names), {}};
    auto rows = snapshot(Direction::up, old_schema, plan_.expected(), names);
    const auto dropped = tables_of<diff::DropTable>(plan_.operations);
    std::erase_if(rows, [&](const TableRows& table) { return dropped.contains(names.table(table.table.name)); });
    const auto broken = unusable(*session_, dialect_, old_schema);

    step(Direction::up, plan_.expected());
    compare_rows(Direction::up, rows, plan_.expected(), names);
    require_usable(Direction::up, plan_.expected(), broken);

    // What a later revision takes off may be anything but temporary objects: each runs in a fresh session.
    session_->drop_temporary_objects();
    const auto back = inverse(names);
    auto new_rows = snapshot(Direction::down, plan_.expected(), old_schema, back);
    const auto created = tables_of<diff::CreateTable>(plan_.operations);
    std::erase_if(new_rows, [&](const TableRows& table) { return created.contains(table.table.name); });
    for (auto& table : new_rows) leave_out_new(table, names, back);
    step(Direction::down, plan_.from.schema);
    compare_rows(Direction::down, new_rows, old_schema, back);
    require_usable(Direction::down, old_schema, broken);
    session_->drop_temporary_objects();
    proof.not_taken_back = not_taken_back(*session_, dialect_, project_.scope, revision_, old_schema);
    return proof;
  }

 private:
  std::vector<ObjectName> put_rows(RowsOf kind, const schema::Schema& old_schema, const NameMap& names) {
    if (kind == RowsOf::the_old_schema) return seed(*session_, dialect_, old_schema);
    const auto new_schema = without_temporaries(plan_.expected());
    const auto other = scratch_with(project_, dialect_, new_schema);
    const Twin twin{*other, new_schema, names};
    return seed(*session_, dialect_, old_schema, &twin);
  }

  void step(Direction direction, const schema::Schema& target) {
    const auto* section = section_for(revision_, direction, dialect_.name());
    if (section == nullptr) {
      throw Error(ErrorCode::internal, "the revision lost its section " + std::string(to_string(direction)));
    }
    try {
      run_on_scratch(*session_, dialect_, *section, revision_.file, revision_.options);
    } catch (const dialects::SqlError& error) {
      refuse<EngineRefusal>(direction, "fails with: " + std::string(error.what()), {error.detail()});
    } catch (const ViolationError& error) {
      refuse<EngineRefusal>(direction, "leaves " + std::string(error.what()), {});
    }
    const auto reached = dialect_.introspect(*session_, project_.scope);
    const auto expected = expected_in_session(target, plan_.operations, direction);
    const bool column_order = plan_.column_order && direction == Direction::up;
    const auto differences =
        dialect_.compare(reached, expected, {.opaque_objects = true, .column_order = column_order});
    if (differences.empty()) return;
    std::vector<std::string> missing;
    for (const auto& operation : differences) missing.push_back("still to do: " + diff::describe(operation));
    refuse(direction, "does not lead to the schema it should", missing);
  }

  void compare_rows(Direction direction, const Snapshot& rows, const schema::Schema& now, const NameMap& names) {
    const auto lost = lost_rows(*session_, dialect_, rows, now, names);
    if (!lost.empty()) refuse(direction, "does not keep the rows", lost);
  }

  void require_usable(Direction direction, const schema::Schema& now, const std::set<std::string>& before) {
    std::vector<std::string> fresh;
    for (const auto& failure : unusable(*session_, dialect_, now)) {
      if (!before.contains(failure)) fresh.push_back(failure);
    }
    if (!fresh.empty()) refuse(direction, "leaves objects that can't be used any more", fresh);
  }

  Snapshot snapshot(Direction direction, const schema::Schema& schema, const schema::Schema& to, const NameMap& names) {
    try {
      return take_snapshot(*session_, dialect_, schema, to, names);
    } catch (const dialects::SqlError& error) {
      if (error.code() != ErrorCode::database) throw;
      refuse<EngineRefusal>(direction, "can't convert a value: " + std::string(error.what()), {error.detail()});
    }
  }

  // A new column may have the name that another one had before.
  static void leave_out_new(TableRows& rows, const NameMap& names, const NameMap& back) {
    for (std::size_t i = rows.columns.size(); i-- > 0;) {
      const auto& old_name = back.column(rows.table.name, rows.columns[i]);
      if (names.column(back.table(rows.table.name), old_name) == rows.columns[i]) continue;
      const auto position = static_cast<std::ptrdiff_t>(i);
      rows.columns.erase(rows.columns.begin() + position);
      for (auto& row : rows.rows) row.erase(row.begin() + position);
    }
  }

  const Project& project_;
  const EnginePlan& plan_;
  const Dialect& dialect_;
  const Revision& revision_;
  std::unique_ptr<Session> session_;
};

}  // namespace

Proof prove(const Project& project, const EnginePlan& plan, const Revision& revision) {
  try {
    return Prover(project, plan, revision).run(RowsOf::the_old_schema);
  } catch (const EngineRefusal&) {
    return Prover(project, plan, revision).run(RowsOf::both_schemas);
  }
}

}  // namespace strata::runner
