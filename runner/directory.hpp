// The migrations directory: reads every *.sql in it, names and writes new revision files.
#pragma once

#include "runner/revision.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace strata::runner {

// Every *.sql file of the directory (not of folders in it), by file name. Throws Error(config) when it is missing
// or no directory, and Error(revision) for a file that can't be read or is no revision.
std::vector<Revision> read_revisions(const std::filesystem::path& directory);

Revision read_revision(const std::filesystem::path& file);

// 12 random hexadecimal digits.
std::string new_revision_id();

// 2026-11-21T04:20:31Z
std::string format_utc(std::chrono::system_clock::time_point time);

// <YYYYMMDD_HHMMSS>_<id>_<slug>.sql, of the revision's created, id and message.
std::string revision_file_name(const Revision& revision);

// Writes the revision under its file name: a temporary file first, then in one step, never over another file.
// Makes the directory when it is missing. Gives the path.
std::filesystem::path write_revision(const std::filesystem::path& directory, const Revision& revision);

}  // namespace strata::runner
