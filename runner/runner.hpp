// For applications that migrate their own database at start-up:
//
//   strata::runner::Runner runner{"sqlite:shop.db", "migrations"};
//   runner.up();
//
// Everything the command line does goes through the functions of migrate and apply that this wraps.
#pragma once

#include "runner/apply.hpp"
#include "runner/project.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace strata::runner {

class Runner {
 public:
  // Reads the revisions and connects; a missing database file is made. Throws Error.
  Runner(const std::string& url, const std::filesystem::path& migrations);
  explicit Runner(const Project& project);

  [[nodiscard]] Status status();
  ApplyResult up(std::string_view target = "head", Observer* observer = nullptr);
  // On a guarded project this needs options().consent.
  ApplyResult down(std::string_view target = "-1", Observer* observer = nullptr);

  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] ApplyOptions& options() { return options_; }
  [[nodiscard]] dialects::Session& session() { return *session_; }

 private:
  [[nodiscard]] PlanOptions plan_options(const AppliedRevisions& applied);
  ApplyResult run(const MigratePlan& plan, Observer* observer);

  Graph graph_;
  const dialects::Dialect& dialect_;
  std::unique_ptr<dialects::Session> session_;
  HistoryNames names_;
  ApplyOptions options_;
};

}  // namespace strata::runner
