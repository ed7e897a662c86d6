// The difference between two states -> a proved revision. First a proposal: what would change, what it would
// destroy, what must be decided; nothing is guessed. Then, decisions taken, the proof on a scratch database. Only a
// revision that was proved is given back to be written.
#pragma once

#include "runner/misfits.hpp"
#include "runner/revision.hpp"
#include "runner/state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace strata::runner {

// What the person decided, by flags or at the terminal.
struct Decisions {
  std::vector<diff::Rename> renames;  // --rename
  bool no_renames = false;  // --no-renames: what looks like a rename is a drop and an add
  dialects::Fills fills;  // --fill table.column=EXPR
  bool allow_data_loss = false;  // --allow-data-loss
  bool column_order = false;  // --column-order: on engines that can put columns in another order
};

// One engine's share of a revision.
struct EnginePlan {
  const dialects::Dialect* dialect = nullptr;
  State from;
  State to;
  diff::Operations operations;  // renames first
  std::vector<diff::Step> up;  // in order
  std::vector<diff::Step> down;
  bool column_order = false;  // `up` puts the columns of tables in the order of `to`
  std::optional<schema::Schema> reached;  // where it is not that of `to`: with the opaque objects that survive

  // What `up` must lead to.
  [[nodiscard]] const schema::Schema& expected() const { return reached ? *reached : to.schema; }
};

// An engine of the project that is left out, and why: its scratch databases can't be made, or a state is not of it.
struct LeftOutEngine {
  std::string engine;
  std::string reason;
};

struct Proposal {
  std::vector<EnginePlan> engines;
  std::vector<LeftOutEngine> left_out;  // a runner on such an engine will refuse the revision
  std::vector<diff::Rename> likely_renames;  // to be decided: Decisions::renames or no_renames
  std::vector<dialects::MissingFill> missing_fills;  // to be decided: Decisions::fills
  std::vector<std::string> destroyed;  // needs Decisions::allow_data_loss: "table users and its rows"
  std::vector<Misfits> misfits;  // in a live database: up will fail unless they are changed first
  std::vector<schema::OpaqueObject> unmodelled;  // reported, and survive

  [[nodiscard]] bool empty() const;  // no operations on any engine
};

// Compares and plans on every engine of the project whose scratch database can be had. From `db` it refuses
// (Error(refused), naming --from migrations) while revisions are pending or the database has drifted from them.
Proposal propose(const Project& project, const std::string& from, const std::string& to, const Decisions& decisions,
                 const Progress& progress = {});

// What leads from one state to another on one engine, and back, as propose() plans it: renames that the models or
// the decisions name are renames. Looks at nothing else and refuses nothing: for `schema diff`.
EnginePlan plan_between(const Project& project, const dialects::Dialect& dialect, State from, State to,
                        const Decisions& decisions = {});

// Throws Error(refused) that names what is undecided and the flags that decide it.
void require_decided(const Proposal& proposal, const Decisions& decisions);

// Writes nothing. Proves every engine's share and gives the revision, ready for write_revision.
// Throws Error(refused) with the difference when the proof fails.
Revision prove(const Project& project, const Proposal& proposal, const std::string& message,
               const std::vector<std::string>& parents, const Progress& progress = {});

// Fills in the command line's form: "table.column=EXPR". Throws Error(usage) that shows the form.
void add_fill(dialects::Fills& fills, const std::string& text);

}  // namespace strata::runner
