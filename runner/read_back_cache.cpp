// A file holds a line with the hash of the rest, then the text.
#include "runner/read_back_cache.hpp"

#include "runner/compile_cache.hpp"
#include "runner/scratch.hpp"

#include <system_error>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

BuildCache::BuildCache(const Project& project, std::string_view kind, ContentHash key) {
  const std::string build = build_identity();
  if (build.empty()) return;
  try {
    file_ = cache_folders(project.root).project / (key.add(build).hex() + "." + std::string(kind));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::models) throw;  // which says that there is no folder to write to
  }
}

std::optional<std::string> BuildCache::find() const {
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

void BuildCache::keep(std::string_view text) const {
  if (file_.empty()) return;
  try {
    write_file_atomically(file_, hash_of(text) + "\n" + std::string(text));
    prune(file_.parent_path());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::config) throw;  // which says that the file can't be written
  }
}

std::optional<BuildCache> read_back_cache(const Project& project, const dialects::Dialect& dialect,
                                          std::string_view identity) {
  const std::string likeness = dialect.likeness(scratch_server(project, dialect), connect_options(project));
  if (likeness.empty()) return std::nullopt;
  ContentHash key;
  key.add(dialect.name()).add(likeness).add(identity);
  add_list(key, project.extensions);
  add_list(key, project.scope.schemas);
  add_list(key, project.scope.include);
  add_list(key, project.scope.exclude);
  key.add(project.scope.default_schema ? "default" : "").add(project.scope.history_prefix);
  return BuildCache(project, "readback", key);
}

}  // namespace strata::runner
