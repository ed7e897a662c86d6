// Revisions on a scratch database: what they lead to, without touching the project's own.
#pragma once

#include "runner/graph.hpp"
#include "runner/project.hpp"

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace strata::runner {

// A script that ran with foreign keys suspended left rows that violate one, which none did before.
class ViolationError : public Error {
  using Error::Error;
};

// Runs one script as the runner would (same transaction, same treatment of foreign keys), but leaves the session's
// temporary objects for the caller to look at. Throws Error(refused) for a statement that would reach out of a scratch
// database, SqlError with file and line, and ViolationError.
void run_on_scratch(dialects::Session& session, const dialects::Dialect& dialect, const Section& section,
                    const std::filesystem::path& file, const RunOptions& options);

// The schema after the selected revisions of the graph, run upwards in order on a fresh scratch database. Temporary
// tables and views are in it as the last revision that made them left them.
schema::Schema replay(const Project& project, const dialects::Dialect& dialect, const Graph& graph,
                      const Graph::Selection& selection);

// A scratch database that holds `schema`, read back. Throws Error(refused) naming what differs when the engine did
// not give back what was asked for.
std::unique_ptr<dialects::Session> scratch_with(const Project& project, const dialects::Dialect& dialect,
                                                const schema::Schema& schema);

// What the engine makes of a script of DDL, which may bring its own transactions.
schema::Schema schema_of_script(const Project& project, const dialects::Dialect& dialect, const std::string& text,
                                const std::filesystem::path& file);

// What the engine makes of a schema that it may spell in its own way: created on a scratch database and read back, or
// known from an earlier time (`identity` is a text that `resolve` makes the same schema of every time). `other`, where
// given, is a database whose extensions and opaque objects the schema's texts may use without describing them; one that
// can't be made here is left out.
schema::Schema read_back(const Project& project, const dialects::Dialect& dialect, std::string_view identity,
                         const std::function<schema::Schema()>& resolve, const schema::Schema* other = nullptr);

// The schema with or without its temporary tables and views.
schema::Schema without_temporaries(schema::Schema schema);
void replace_temporaries(schema::Schema& schema, const schema::Schema& of);

}  // namespace strata::runner
