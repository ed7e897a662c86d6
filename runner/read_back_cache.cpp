// One file for each read-back in the project's cache folder: a line with the hash of the rest, then the JSON.
#include "runner/read_back_cache.hpp"

#include "runner/compile_cache.hpp"
#include "runner/content_hash.hpp"
#include "runner/scratch.hpp"
#include "schema/write_json.hpp"

#include <system_error>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".readback";

// What the running program is: another build may render or read otherwise.
std::string build_identity() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  const auto size = fs::file_size(program, failed);
  if (failed) return {};
  const auto written = fs::last_write_time(program, failed).time_since_epoch().count();
  if (failed) return {};
  return std::to_string(size) + " " + std::to_string(written);
}

std::string hash_of(std::string_view text) {
  return ContentHash{}.add(text).hex();
}

void add_list(ContentHash& hash, const std::vector<std::string>& texts) {
  hash.add(std::to_string(texts.size()));
  for (const auto& text : texts) hash.add(text);
}

std::string key_of(const Project& project, const dialects::Dialect& dialect, const schema::Schema& schema,
                   const std::string& likeness, const std::string& build) {
  ContentHash hash;
  hash.add(dialect.name()).add(likeness).add(build).add(schema::to_json(schema));
  add_list(hash, project.extensions);
  add_list(hash, project.scope.schemas);
  add_list(hash, project.scope.include);
  add_list(hash, project.scope.exclude);
  hash.add(project.scope.default_schema ? "default" : "").add(project.scope.history_prefix);
  return hash.hex();
}

}  // namespace

ReadBackCache::ReadBackCache(const Project& project, const dialects::Dialect& dialect, const schema::Schema& schema) {
  const std::string build = build_identity();
  const std::string likeness = dialect.likeness(scratch_server(project, dialect), connect_options(project));
  if (build.empty() || likeness.empty()) return;
  try {
    file_ =
        cache_folders(project.root).project / (key_of(project, dialect, schema, likeness, build) + std::string(suffix));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::models) throw;  // which says that there is no folder to write to
  }
}

std::optional<std::string> ReadBackCache::find() const {
  if (file_.empty()) return std::nullopt;
  auto content = read_whole_file(file_);
  if (!content) return std::nullopt;
  const auto line_end = content->find('\n');
  if (line_end == std::string::npos) return std::nullopt;
  if (hash_of(std::string_view(*content).substr(line_end + 1)) != std::string_view(*content).substr(0, line_end)) {
    return std::nullopt;
  }
  mark_used(file_);
  content->erase(0, line_end + 1);
  return content;
}

void ReadBackCache::keep(std::string_view json) const {
  if (file_.empty()) return;
  try {
    write_file_atomically(file_, hash_of(json) + "\n" + std::string(json));
    prune(file_.parent_path());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::config) throw;  // which says that the file can't be written
  }
}

}  // namespace strata::runner
