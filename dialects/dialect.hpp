// All that differs per engine, behind one abstract class. Nothing outside dialects/<engine>/ asks which engine it
// is: what differs is a virtual here or a value of Capabilities.
#pragma once

#include "dialects/session.hpp"
#include "dialects/url.hpp"
#include "diff/compare.hpp"
#include "diff/operation.hpp"
#include "diff/step.hpp"
#include "schema/generate_cpp.hpp"
#include "schema/model.hpp"
#include "schema/schema.hpp"
#include "schema/validate.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects {

// Which objects of a database are the project's. Globs (* and ?) over "name" or "schema.name"; empty include: all.
struct Scope {
  std::vector<std::string> schemas;  // besides the default one; empty: those of the search path
  bool default_schema = true;  // whether what is in the default one counts
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  std::string history_prefix = "strata";  // <prefix>_applied, _history and _schema are strata's own: never in scope

  [[nodiscard]] bool contains(const schema::ObjectName& name) const;
};

// How a script reads before it is split, as far as a revision file must know it to find where its sections end.
enum class Lexis {
  standard,  // backslashes escape in E'…' alone, $tag$ begins a string
  // They escape in '…' and "…", # begins a comment, -- does so before a space alone, and DELIMITER says where
  // statements end.
  escapes,
};

struct Capabilities {
  Lexis lexis = Lexis::standard;
  bool transactional_ddl = true;
  bool foreign_keys_need_suspending = false;  // a rebuild must run with enforcement off, outside the transaction
  bool schemas = false;  // namespaces inside a database
  schema::ReferentialAction unspecified_action = schema::ReferentialAction::no_action;  // of a foreign key
  bool keeps_texts = false;  // of defaults, checks and queries, as people wrote them: canonical() does the rest
  bool scratch_needs_server = false;  // scratch() makes databases on the server that its URL names
  bool lock_spans_run = false;  // a runner's lock is held from its first begin() to the end of its session
  std::string_view long_text = "TEXT";  // the type of texts of any length, and what follows the columns of a table that
  std::string_view table_options;  // must take part in transactions: for the history tables
  bool column_order = false;  // a table's columns can be put in another order, and new ones between others
  std::string suspend_foreign_keys;  // what Session::enforce_foreign_keys runs, for scripts that are run by hand
  std::string resume_foreign_keys;
};

struct ConnectOptions {
  std::chrono::milliseconds lock_wait{60'000};  // for the runner's lock
  std::chrono::milliseconds lock_timeout{5'000};  // for a table
  bool read_only = false;
  bool create = false;  // make a missing file or fail
  std::vector<std::string> extensions;  // SQLite: libraries to load
  std::string lock_name = "strata";  // runners of the same history share the name of their lock
};

// The value for rows that are there already when a column becomes NOT NULL: {table, column} -> SQL expression.
using Fills = std::map<std::pair<schema::ObjectName, std::string>, std::string>;

// All that lower() may look at. `operations` come from compare(from, to), or are renames.
struct Change {
  const diff::Operations& operations;
  const schema::Schema& from;
  const schema::Schema& to;
  const Fills& fills;
  // Ask the engine to change tables while others read and write them, where it can, and to fail where it turns out
  // that it can't; false: it does it as it may.
  bool online = true;
};

// A column that becomes NOT NULL where rows may be and nothing says with what value.
struct MissingFill {
  schema::ObjectName table;
  std::string column;

  friend bool operator==(const MissingFill&, const MissingFill&) = default;
};

struct Lowered {
  std::vector<diff::Step> steps;  // not yet in order
  std::vector<MissingFill> missing_fills;  // placeholders were used: ask for the values, or refuse
};

// Texts for an error and its hint.
struct OutsideTransaction {
  std::string reason;
  std::string way_out;
};

// What becomes of a statement's effect when its run ends early.
enum class Footing {
  session,  // it ends with the session: settings, temporary objects
  transaction,  // it is part of the transaction that the statement runs in
  alone,  // the statement commits by itself, at once or in parts
};

// What an object is at this moment, as text; absent: there is none.
struct Definition {
  std::string object;  // kind and name
  std::optional<std::string> text;

  friend bool operator==(const Definition&, const Definition&) = default;
};

// What became of a statement that was in flight when its run was killed.
enum class Effect { unknown, none, done };

using schema::CppType;

class Dialect {
 public:
  Dialect() = default;
  Dialect(const Dialect&) = delete;
  Dialect& operator=(const Dialect&) = delete;
  virtual ~Dialect() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;  // "sqlite": in URLs, sections, [project] engines
  [[nodiscard]] virtual const Capabilities& capabilities() const = 0;
  [[nodiscard]] virtual bool serves(std::string_view url_scheme) const = 0;

  // What a new project's database may be called before anybody has said so; empty where it must be made on a server.
  [[nodiscard]] virtual std::string first_url(std::string_view /*project*/) const { return {}; }
  // False when the first runner that connects with ConnectOptions::create will make the database.
  [[nodiscard]] virtual bool exists(const DatabaseUrl& /*url*/) const { return true; }
  // True for a database that is gone with its last connection.
  [[nodiscard]] virtual bool vanishes(const DatabaseUrl& /*url*/) const { return false; }
  // A URL that names a file by a relative path, with `folder` before it (which ends with a slash); every other
  // as it is.
  [[nodiscard]] virtual std::string anchored(std::string_view url, std::string_view /*folder*/) const {
    return std::string(url);
  }
  // Throws Error(database) that names the (redacted) URL and the way out.
  [[nodiscard]] virtual std::unique_ptr<Session> connect(const DatabaseUrl& url,
                                                         const ConnectOptions& options) const = 0;
  // A fresh, empty database that vanishes with the session. Where capabilities().scratch_needs_server it is made on
  // the server of `server`, in the likeness (encoding, locale, search path) of the database that the URL names; what
  // killed runs left there is dropped. An engine without a server looks at no URL.
  // Throws Error(database) that names a missing right and the way out.
  [[nodiscard]] virtual std::unique_ptr<Session> scratch(const DatabaseUrl& server,
                                                         const ConnectOptions& options) const = 0;

  // All that decides what scratch(server, options) makes of a schema, as text: version, encoding, locale, search path.
  // What was read back from a scratch database once is taken for good as long as this stays the same; empty: never.
  [[nodiscard]] virtual std::string likeness(const DatabaseUrl& /*server*/, const ConnectOptions& /*options*/) const {
    return {};
  }

  // Everything in scope, temporary objects of the session included, in a fixed number of queries.
  [[nodiscard]] virtual schema::Schema introspect(Session& session, const Scope& scope) const = 0;

  // The model on this engine. Throws Error(models) with the model's file and line for what the engine can't have.
  [[nodiscard]] virtual schema::Schema resolve(const schema::Model& model) const = 0;

  // What the model says that this engine does without, since it changes nothing of what the schema means (storage,
  // comments that have no place): notes for people, so that nothing of a model vanishes without a word.
  [[nodiscard]] virtual std::vector<schema::Finding> left_out(const schema::Model& model) const = 0;

  // The same schema, object for object in the same order, in one spelling: equal in meaning if and only if equal.
  // As it is, unless the engine keeps texts as people wrote them.
  [[nodiscard]] virtual schema::Schema canonical(schema::Schema schema) const { return schema; }

  // What differs in meaning between two schemas that were read back from this engine.
  [[nodiscard]] virtual diff::Operations compare(const schema::Schema& from, const schema::Schema& to,
                                                 const diff::CompareOptions& options = {}) const {
    return diff::compare({from, from}, {to, to}, options);
  }

  [[nodiscard]] virtual Lowered lower(const Change& change) const = 0;

  // Statements of a script, comments before a statement left out, without semicolons. `first_line` is the line of
  // the file that the script begins on. Throws Error(revision) for what can't be split (an open string, …).
  [[nodiscard]] virtual std::vector<ScriptStatement> split(std::string_view script, int first_line) const = 0;

  // A statement as it stands in a script for the engine's own client: with its semicolon and a line break.
  [[nodiscard]] virtual std::string terminated(std::string_view statement) const;

  // True for BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their kind: the runner refuses them in a transactional revision.
  [[nodiscard]] virtual bool controls_transaction(std::string_view statement) const = 0;

  // The temporary table or view that a qualified drop names (DROP TABLE IF EXISTS temp.t): a revision with such a one
  // that does not create it again is where it ends.
  [[nodiscard]] virtual std::optional<schema::ObjectName> drops_temporary(std::string_view statement) const = 0;

  // For a statement that fails inside a transaction or does nothing there: why, and the way out. Empty for all others.
  [[nodiscard]] virtual OutsideTransaction outside_transaction(std::string_view statement) const = 0;

  // Why this statement may not run on a scratch database (ATTACH, …), or empty.
  [[nodiscard]] virtual std::string reaches_out(std::string_view statement) const = 0;

  // Where DDL is not transactional, a runner asks for each statement before it runs.
  [[nodiscard]] virtual Footing footing(Session& /*session*/, std::string_view /*statement*/) const {
    return Footing::alone;
  }

  // The objects that a statement makes, changes, drops or writes rows to, and what they are now, in a fixed order.
  // Nothing where the engine has no need of it, and for a statement of which it can't be told.
  [[nodiscard]] virtual std::vector<Definition> touched(Session& /*session*/, std::string_view /*statement*/) const {
    return {};
  }

  // Finds out what became of a statement that ran outside a transaction when an earlier run was killed, or that has
  // failed, and clears away what it left half done. `before` is what touched() gave before it ran. `unknown` where the
  // database can't tell.
  [[nodiscard]] virtual Effect settle(Session& /*session*/, std::string_view /*statement*/,
                                      const std::vector<Definition>& /*before*/) const {
    return Effect::unknown;
  }

  // A condition on rows of the old table: the column's value would be none of the new type, or lose something on the
  // way to it. Never true for NULL; empty where all that the old type promises fits.
  [[nodiscard]] virtual std::string misfit(const schema::Table& /*from*/, const schema::Column& /*old_column*/,
                                           const schema::Table& /*to*/, const schema::Column& /*column*/) const {
    return {};
  }
  // The column's value once labels of an enum (old, new) have new names, where the column is of that type or an array
  // of it; else empty.
  [[nodiscard]] virtual std::string relabelled(std::string_view /*quoted_column*/, const schema::Column& /*column*/,
                                               const schema::ObjectName& /*type*/,
                                               const schema::Options& /*labels*/) const {
    return {};
  }
  // What a column's value is to become when its type changes: an expression of the old schema that gives what the
  // conversion that lower() writes is to give. Empty: its text, or its number, is to stay.
  [[nodiscard]] virtual std::string converted(std::string_view /*quoted_column*/, const schema::Schema& /*from*/,
                                              const schema::Column& /*old_column*/, const schema::Schema& /*to*/,
                                              const schema::Column& /*column*/) const {
    return {};
  }
  // What a query reads the table's own rows from, those of the tables that inherit from it left out.
  [[nodiscard]] virtual std::string own_rows(const schema::ObjectName& table) const { return quote(table); }
  // What tells the rows of a table without a primary key apart, as a quoted column; empty where nothing does.
  [[nodiscard]] virtual std::string row_number(const schema::Table& /*table*/) const { return {}; }

  [[nodiscard]] virtual CppType cpp_type(const schema::Column& column) const = 0;

  [[nodiscard]] virtual std::string quote_identifier(std::string_view name) const = 0;
  [[nodiscard]] virtual std::string quote(const schema::ObjectName& name) const = 0;
  [[nodiscard]] virtual std::string quote_literal(std::string_view text) const = 0;

  // Distinct SQL literals that a column of this type could hold, simplest first: what the proof seeds rows with.
  // `schema` holds the types that are the column's own (enums, domains, composite types).
  [[nodiscard]] virtual std::vector<std::string> sample_values(const schema::Schema& schema,
                                                               const schema::Column& column) const = 0;

  // An SQL expression that shows a column's value exactly, as text that is a literal of this engine.
  [[nodiscard]] virtual std::string literal_of(std::string_view quoted_column) const = 0;
};

// The dialects that strata was built with.
std::vector<const Dialect*> all_dialects();

// By name, or by the scheme of a URL. Throws Error(config) that lists the known ones.
const Dialect& dialect_named(std::string_view name);
const Dialect& dialect_for(const DatabaseUrl& url);

// Nothing for a name that no engine has.
std::optional<Lexis> lexis_of(std::string_view engine);

}  // namespace strata::dialects
