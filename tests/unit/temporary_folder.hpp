// A folder for one test, and files in it that look as if they had been there for an hour: what is edited while
// models are compiled is not cached.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace strata::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Writes it, with the folders above it, and gives its full path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view content) const;
  std::filesystem::path write_program(const std::filesystem::path& name, std::string_view script) const;

 private:
  std::filesystem::path path_;
};

std::string content_of(const std::filesystem::path& file);

}  // namespace strata::test
