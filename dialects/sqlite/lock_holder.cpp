// Reads the kernel's list of locks. Asking by fcntl would need the file opened once more, and closing that would
// drop this process's own locks on it.
#include "dialects/sqlite/lock_holder.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace strata::dialects::sqlite {
namespace {

// "fd:00:10019729": how /proc/locks names a file.
std::string inode_of(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return fmt::format("{:02x}:{:02x}:{}", major(status.st_dev), minor(status.st_dev), status.st_ino);
}

std::string program_of(long process) {
  std::ifstream file(fmt::format("/proc/{}/comm", process));
  std::string name;
  std::getline(file, name);
  return name;
}

struct Holders {
  std::set<long> writers;
  std::set<long> readers;
};

// Processes with a lock on a file, this one left out; with `byte` only those that have that byte locked.
Holders holders_of(const std::string& file, std::optional<long> byte = std::nullopt) {
  Holders holders;
  const std::string wanted = inode_of(file);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    // 1: POSIX  ADVISORY  WRITE 31139 fe:00:10019729 1073741825 1073741825; who waits has "->" after the number
    std::istringstream words(line);
    std::string number, type, mode, access, inode;
    long process = 0, first = 0, last = 0;
    if (!(words >> number >> type >> mode >> access >> process >> inode >> first >> last) || inode != wanted) continue;
    if (process <= 0 || process == ::getpid() || (byte && (*byte < first || *byte > last))) continue;
    (access == "WRITE" ? holders.writers : holders.readers).insert(process);
  }
  return holders;
}

// SQLite: wal.html#locks. In WAL mode the writer has this byte of the -shm file, and everybody reads the main one.
constexpr long wal_write_lock = 120;

std::set<long> blocking(const std::string& file) {
  const Holders wal = holders_of(file + "-shm", wal_write_lock);
  if (!wal.writers.empty()) return wal.writers;
  const Holders main = holders_of(file);
  return main.writers.empty() ? main.readers : main.writers;
}

}  // namespace

std::string lock_holders(const std::string& file) {
  std::string text;
  for (const long process : blocking(file)) {
    const std::string program = program_of(process);
    text += fmt::format("{}process {}", text.empty() ? "" : ", ", process);
    if (!program.empty()) text += fmt::format(" ({})", program);
  }
  return text;
}

}  // namespace strata::dialects::sqlite
