// Files in and out of the migrations directory. Reading is one pass of plain reads, since a project may have ten
// thousand of them; writing never replaces a file, and a crash leaves no half one under a revision's name.
#include "runner/directory.hpp"

#include "runner/revision_file.hpp"
#include "schema/ascii.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <random>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(value_); }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

Error system_error(ErrorCode code, std::string_view what, const std::string& path) {
  return Error(code, fmt::format("can't {}: {}", what, std::strerror(errno))).at({path});
}

// The text of a file, in `buffer`, which grows as it must and serves for the next file, too. `shown` is for messages.
std::string_view read_text(int directory, const char* name, const std::string& shown, std::string& buffer) {
  constexpr std::size_t first_size = 16'384;
  const int opened = ::openat(directory, name, O_RDONLY | O_CLOEXEC);
  if (opened < 0) throw system_error(ErrorCode::revision, "read the revision", shown);
  const Descriptor descriptor{opened};
  for (std::size_t size = 0;;) {
    if (size == buffer.size()) buffer.resize(std::max(2 * size, first_size));
    const ssize_t count = ::read(descriptor.get(), buffer.data() + size, buffer.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(ErrorCode::revision, "read the revision", shown);
    if (count == 0) return {buffer.data(), size};
    size += static_cast<std::size_t>(count);
  }
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using OpenDirectory = std::unique_ptr<DIR, CloseDirectory>;

// The names that are those of revisions, sorted by their bytes. Hidden ones are an editor's, or a revision that is
// being written. They stand in `block`, each with a NUL behind it: in strings of their own they would be allocated, and
// sorted, by the thousand.
std::vector<std::string_view> revision_names(DIR* directory, const std::string& shown, std::string& block) {
  errno = 0;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name{entry->d_name};
    if (name.ends_with(".sql") && !name.starts_with('.')) block.append(name).push_back('\0');
    errno = 0;
  }
  if (errno != 0) throw system_error(ErrorCode::config, "read the migrations directory", shown);

  std::vector<std::string_view> names;
  names.reserve(static_cast<std::size_t>(std::ranges::count(block, '\0')));
  for (std::size_t begin = 0; begin < block.size(); begin += names.back().size() + 1) {
    names.emplace_back(block.c_str() + begin);
  }
  std::ranges::sort(names);
  return names;
}

void write_all(int descriptor, std::string_view text, const fs::path& file) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(ErrorCode::revision, "write the revision", file);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fsync(descriptor) != 0) throw system_error(ErrorCode::revision, "write the revision", file);
}

// "Add orders (v2)!" -> "add_orders_v2"
std::string slug(std::string_view message) {
  constexpr std::size_t longest = 40;
  std::string result;
  for (const char c : message) {
    if (ascii::is_letter(c) || ascii::is_digit(c))
      result += ascii::lower(c);
    else if (!result.empty() && result.back() != '_')
      result += '_';
  }
  if (result.size() > longest) result.resize(longest);
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result.empty() ? "revision" : result;
}

// A random word for temporary names and ids.
std::uint64_t random_bits() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

std::vector<Revision> read_revisions(const fs::path& directory) {
  std::error_code problem;
  const fs::file_status found = fs::status(directory, problem);
  if (!fs::exists(found)) {
    throw Error(ErrorCode::config, "the migrations directory does not exist")
        .at({directory.string()})
        .hint("strata init makes it; [project] migrations names it");
  }
  if (!fs::is_directory(found)) {
    throw Error(ErrorCode::config, "this is not a directory, but [project] migrations names it")
        .at({directory.string()});
  }

  const OpenDirectory opened{::opendir(directory.c_str())};
  if (!opened) throw system_error(ErrorCode::config, "read the migrations directory", directory);
  std::string block;
  const std::vector<std::string_view> names = revision_names(opened.get(), directory, block);

  const std::string folder = (directory / "").string();
  std::vector<Revision> revisions;
  revisions.reserve(names.size());
  std::string buffer;
  std::string file;
  for (const std::string_view name : names) {
    file.assign(folder).append(name);
    // By its name alone, or the system would look up each folder of the path again.
    const std::string_view text = read_text(::dirfd(opened.get()), name.data(), file, buffer);
    revisions.push_back(parse_revision(text, file, dialects::lexis_of));
  }
  return revisions;
}

Revision read_revision(const fs::path& file) {
  std::string buffer;
  return parse_revision(read_text(AT_FDCWD, file.c_str(), file, buffer), file.string(), dialects::lexis_of);
}

std::string new_revision_id() {
  return fmt::format("{:012x}", random_bits() & 0xffff'ffff'ffff);
}

std::string format_utc(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string revision_file_name(const Revision& revision) {
  std::string stamp;  // 2026-11-21T04:20:31Z -> 20261121_042031
  for (const char c : revision.created) {
    if (c >= '0' && c <= '9') stamp += c;
    if (c == 'T') stamp += '_';
  }
  return fmt::format("{}_{}_{}.sql", stamp, revision.id, slug(revision.message));
}

fs::path write_revision(const fs::path& directory, const Revision& revision) {
  std::error_code problem;
  fs::create_directories(directory, problem);
  if (problem) {
    throw Error(ErrorCode::config, fmt::format("can't make the migrations directory: {}", problem.message()))
        .at({directory.string()});
  }
  fs::path file = directory / revision_file_name(revision);
  const fs::path temporary = directory / fmt::format(".{}.{:x}.tmp", revision.id, random_bits());
  const int opened = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (opened < 0) throw system_error(ErrorCode::revision, "write the revision", temporary);
  try {
    const Descriptor descriptor{opened};
    write_all(descriptor.get(), render_revision(revision), file);
    // Unlike a rename, a link fails when the name is taken.
    if (::link(temporary.c_str(), file.c_str()) != 0)
      throw system_error(ErrorCode::revision, "write the revision", file);
  } catch (const Error&) {
    ::unlink(temporary.c_str());
    throw;
  }
  ::unlink(temporary.c_str());
  return file;
}

}  // namespace strata::runner
