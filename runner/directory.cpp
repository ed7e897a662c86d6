// Files in and out of the migrations directory. Reading is one pass of plain reads, since a project may have ten
// thousand of them; writing never replaces a file, and a crash leaves no half one under a revision's name.
#include "runner/directory.hpp"

#include "runner/revision_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
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

Error system_error(ErrorCode code, std::string_view what, const fs::path& path) {
  return Error(code, fmt::format("can't {}: {}", what, std::strerror(errno))).at({path.string()});
}

// As many bytes as the file is said to have, in one read; what comes after that (a pipe, a growing file) in more.
std::string read_text(const fs::path& file) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) throw system_error(ErrorCode::revision, "read the revision", file);
  const Descriptor descriptor{opened};
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) throw system_error(ErrorCode::revision, "read the revision", file);
  const bool regular = S_ISREG(status.st_mode);
  std::string text(regular ? static_cast<std::size_t>(status.st_size) : 0, '\0');
  std::size_t size = 0;
  while (size < text.size() || !regular) {
    if (size == text.size()) text.resize(size + 65'536);
    const ssize_t count = ::read(descriptor.get(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(ErrorCode::revision, "read the revision", file);
    size += static_cast<std::size_t>(count);
    if (count == 0) break;
  }
  text.resize(size);
  return text;
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
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (letter)
      result += static_cast<char>(c | 0x20);
    else if (digit)
      result += c;
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

  std::vector<fs::path> files;
  fs::directory_iterator entries{directory, problem};
  for (; !problem && entries != fs::directory_iterator{}; entries.increment(problem)) {
    // Hidden ones are an editor's, or a revision that is being written.
    const fs::path name = entries->path().filename();
    if (name.extension() == ".sql" && !name.native().starts_with('.')) files.push_back(entries->path());
  }
  if (problem) {
    throw Error(ErrorCode::config, fmt::format("can't read the migrations directory: {}", problem.message()))
        .at({directory.string()});
  }
  // By their bytes: fs::path compares part by part, which is slow.
  std::ranges::sort(files, {}, [](const fs::path& file) -> const std::string& { return file.native(); });

  std::vector<Revision> revisions;
  revisions.reserve(files.size());
  for (const fs::path& file : files) revisions.push_back(read_revision(file));
  return revisions;
}

Revision read_revision(const fs::path& file) {
  return parse_revision(read_text(file), file);
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
  const fs::path file = directory / revision_file_name(revision);
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
