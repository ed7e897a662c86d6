// What an engine made of a schema, kept by content: creating five thousand tables only to read them back takes
// seconds, and most runs ask for the same ones again.
#pragma once

#include "runner/project.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace strata::runner {

class ReadBackCache {
 public:
  // The place of this schema's read-back. Everything that it depends on is in the key: the schema, the scope, the
  // likeness of the scratch databases (Dialect::likeness) and this very build of strata.
  ReadBackCache(const Project& project, const dialects::Dialect& dialect, const schema::Schema& schema);

  // The read-back as JSON (schema/read_json.hpp), if it is there and whole.
  [[nodiscard]] std::optional<std::string> find() const;

  // Never fails a run: where nothing can be written nothing is kept.
  void keep(std::string_view json) const;

 private:
  std::filesystem::path file_;  // empty: nothing is kept
};

}  // namespace strata::runner
