// What the runner's tests share: folders that vanish, revisions of a few words, and databases in files.
#pragma once

#include "dialects/dialect.hpp"
#include "runner/apply.hpp"
#include "runner/graph.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Writes a file in it and gives its path.
  std::filesystem::path write(const std::string& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

// A revision with its scripts, as its file would give it.
Revision revision(const std::string& id, const std::vector<std::string>& parents, const std::string& up = "",
                  const std::string& down = "");

// The error that a call throws; fails the test when it throws none.
template <class Call>
Error error_of(Call&& call);

void fail_without_error();

template <class Call>
Error error_of(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  fail_without_error();
  return {ErrorCode::internal, ""};
}

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

  TemporaryFolder folder;
  std::string url;
  const dialects::Dialect& dialect;
  std::unique_ptr<dialects::Session> session;
  HistoryNames names;
  Graph graph;
  ApplyOptions options;
  PlanOptions plan_options;
};

}  // namespace strata::runner::test
