// The text of a revision file <-> Revision (docs/revision-files.md). The canonical header is read by a small reader of
// ours; any other spelling, and every error in it, goes through toml11.
#pragma once

#include "runner/revision.hpp"
#include "runner/section_scan.hpp"

#include <string>
#include <string_view>

namespace strata::runner {

// Throws Error(revision) with file, line and, in the header, a caret diagnostic.
// Without `lexis_of`, it is not known how any engine reads its section.
Revision parse_revision(std::string_view text, const std::string& file, LexisOf lexis_of = nullptr);

// The canonical text. parse_revision of it gives the same revision again.
std::string render_revision(const Revision& revision);

}  // namespace strata::runner
