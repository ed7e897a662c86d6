// A fast 128-bit hash of contents, the key of the cache of compiled models. It tells apart what differs by
// chance or by editing; it is no defence against somebody who makes two contents collide.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace strata::runner {

class ContentHash {
 public:
  // Parts are kept apart: add("ab"), add("c") differs from add("a"), add("bc").
  ContentHash& add(std::string_view part);
  // 32 hex digits of all that was added.
  [[nodiscard]] std::string hex() const;

 private:
  std::uint64_t first_ = 0x243f6a8885a308d3U;
  std::uint64_t second_ = 0x13198a2e03707344U;
};

// Hashes of files, each read once.
class FileHashes {
 public:
  // Of the file's content; empty when it can't be read.
  const std::optional<std::string>& of(const std::filesystem::path& file);

 private:
  std::map<std::string, std::optional<std::string>> known_;
};

// The whole file; empty when it can't be read or is no regular file.
std::optional<std::string> read_whole_file(const std::filesystem::path& file);

// Writes to a temporary name beside it and renames, so that a reader sees the old file or the new one, never half.
// Throws Error(config) that names the file.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace strata::runner
