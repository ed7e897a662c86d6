// Two 64-bit lanes that each take eight bytes a step: multiply, then fold the high bits down.
#include "runner/content_hash.hpp"

#include "schema/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace strata::runner {
namespace {

constexpr std::uint64_t first_factor = 0x9e3779b97f4a7c15U;  // odd, bits of the golden ratio
constexpr std::uint64_t second_factor = 0xb7e151628aed2a6bU;  // odd, bits of e

struct Lanes {
  std::uint64_t first;
  std::uint64_t second;

  void mix(std::uint64_t word) {
    first = (first ^ word) * first_factor;
    first ^= first >> 32U;
    second = (second + word) * second_factor;
    second ^= second >> 29U;
  }
};

// Closes what open() gave.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& file, int flags, mode_t mode = 0)
      : number_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(file, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

ContentHash& ContentHash::add(std::string_view part) {
  Lanes lanes{first_, second_};
  const std::size_t size = part.size();
  while (!part.empty()) {
    std::uint64_t word = 0;
    const std::size_t count = std::min(part.size(), sizeof word);
    std::memcpy(&word, part.data(), count);
    lanes.mix(word);
    part.remove_prefix(count);
  }
  lanes.mix(size);
  first_ = lanes.first;
  second_ = lanes.second;
  return *this;
}

std::string ContentHash::hex() const {
  Lanes lanes{first_, second_};
  for (std::uint64_t round = 0; round < 3; ++round) lanes.mix(round);  // the last words reach all bits
  return fmt::format("{:016x}{:016x}", lanes.first, lanes.second);
}

const std::optional<std::string>& FileHashes::of(const std::filesystem::path& file) {
  const auto [entry, is_new] = known_.try_emplace(file.native());
  if (is_new) {
    if (const auto content = read_whole_file(file)) entry->second = ContentHash().add(*content).hex();
  }
  return entry->second;
}

std::optional<std::string> read_whole_file(const std::filesystem::path& file) {
  const OpenFile open(file, O_RDONLY | O_NONBLOCK);  // a FIFO must not make us wait
  struct stat status {};
  if (open.number() < 0 || ::fstat(open.number(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::string content(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t filled = 0;
  while (true) {
    if (filled == content.size()) content.resize(content.size() * 2);  // it grows while we read
    const ssize_t count = ::read(open.number(), content.data() + filled, content.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  content.resize(filled);
  return content;
}

void write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  const std::string temporary = fmt::format("{}.{}.tmp", file.native(), ::getpid());
  bool written = false;
  {
    const OpenFile open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    written = open.number() >= 0 && write_all(open.number(), content);
  }
  if (written && ::rename(temporary.c_str(), file.c_str()) == 0) return;
  const std::string reason = std::strerror(errno);
  ::unlink(temporary.c_str());
  throw Error(ErrorCode::config, fmt::format("cannot write {}: {}", file.native(), reason));
}

}  // namespace strata::runner
