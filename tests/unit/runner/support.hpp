// What the runner's tests share: revisions of a few words, and databases in files.
#pragma once

#include "../errors.hpp"
#include "../temporary_folder.hpp"
#include "dialects/dialect.hpp"
#include "runner/apply.hpp"
#include "runner/graph.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner::test {

// A revision with its scripts, as its file would give it.
Revision revision(const std::string& id, const std::vector<std::string>& parents, const std::string& up = "",
                  const std::string& down = "");

// A database file in a folder of its own, and the calls that a command makes.
class Database {
 public:
  explicit Database(std::vector<Revision> revisions = {});

  [[nodiscard]] std::unique_ptr<dialects::Session> connect() const;
  ApplyResult up(std::string_view target = "head");
  ApplyResult down(std::string_view target = "-1");
  ApplyResult run(const MigratePlan& plan);
  AppliedRevisions applied();
  std::vector<JournalEntry> journal();
  // The first column of a query's rows, with commas between.
  std::string value(std::string_view query);
  // Names of the tables that are not strata's own.
  std::string tables();

  strata::test::TemporaryFolder folder;
  std::string url;
  const dialects::Dialect& dialect;
  std::unique_ptr<dialects::Session> session;
  HistoryNames names;
  Graph graph;
  ApplyOptions options;
  PlanOptions plan_options;
};

}  // namespace strata::runner::test
