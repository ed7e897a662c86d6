// A plan as text: the statements alone for --dry-run, and for --sql a script with transactions and bookkeeping that
// does in an SQL client what apply() does, short of looking whether each revision is still due.
#include "runner/apply.hpp"
#include "runner/run.hpp"

#include <fmt/format.h>

namespace strata::runner {
namespace {

std::string bookkeeping(const History& history, const dialects::Dialect& dialect, const PlannedRevision& planned,
                        const Actor& actor, const ApplyOptions& options) {
  AppliedRevision record = planned.record;
  record.applied_at = now(options);
  const JournalEntry entry = make_entry(actor, options, planned.id, to_string(planned.direction), JournalState::done);
  return dialect.terminated(planned.direction == Direction::up ? history.insert_applied_sql(record)
                                                               : history.erase_applied_sql(planned.id)) +
         dialect.terminated(history.append_sql(entry));
}

std::string revision_script(const PreparedRevision& prepared, const std::string& records,
                            const dialects::Dialect& dialect, const ApplyOptions& options) {
  const RunOptions& run = prepared.planned.options;
  const dialects::Capabilities& capabilities = dialect.capabilities();
  const bool own_transaction = run.transaction && capabilities.transactional_ddl && !options.single_transaction;
  std::string text = fmt::format("\n-- {}\n", describe(prepared.planned));
  if (!run.foreign_keys && !capabilities.suspend_foreign_keys.empty()) {
    text += dialect.terminated(capabilities.suspend_foreign_keys);
  }
  if (own_transaction) text += "BEGIN;\n";
  for (const dialects::ScriptStatement& statement : prepared.statements) text += dialect.terminated(statement.text);
  text += records;
  if (own_transaction) text += "COMMIT;\n";
  if (!run.foreign_keys && !capabilities.resume_foreign_keys.empty()) {
    text += dialect.terminated(capabilities.resume_foreign_keys);
  }
  return text;
}

}  // namespace

std::vector<PlannedStatement> statements_of(const MigratePlan& plan, const dialects::Dialect& dialect) {
  ApplyOptions lenient;  // only to be looked at: consent is asked when it is run
  std::vector<PlannedStatement> statements;
  const std::vector<PreparedRevision> revisions = prepare(plan, dialect, lenient);
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    for (const dialects::ScriptStatement& statement : revisions[i].statements) statements.push_back({i, statement});
  }
  return statements;
}

std::string sql_script(dialects::Session& session, const dialects::Dialect& dialect, const HistoryNames& names,
                       const MigratePlan& plan, const ApplyOptions& options) {
  if (plan.empty()) return "-- nothing to do\n";
  const History history{session, dialect, names};
  const Actor actor = make_actor(options);
  std::string text = "-- strata's own tables\n";
  for (const std::string& statement : history.create_statements()) text += dialect.terminated(statement);
  if (options.single_transaction) text += "\nBEGIN;\n";
  if (!dialect.capabilities().transactional_ddl) text += "\n-- without transactions, since DDL commits at once here\n";
  for (const PreparedRevision& prepared : prepare(plan, dialect, options)) {
    const std::string records = bookkeeping(history, dialect, prepared.planned, actor, options);
    text += revision_script(prepared, records, dialect, options);
  }
  if (options.single_transaction) text += "\nCOMMIT;\n";
  return text;
}

}  // namespace strata::runner
