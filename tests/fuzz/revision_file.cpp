// Any bytes -> parse_revision throws Error(revision) with a line of the file, or gives a revision: which, rendered
// and read again, is the same, and its canonical text is stable.
#include "runner/revision_file.hpp"

#include "schema/error.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

using namespace strata;
using fuzz::require;

namespace {

std::optional<runner::Revision> parse(std::string_view text) {
  try {
    return runner::parse_revision(text, "fuzz.sql");
  } catch (const Error& error) {
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
    require(error.code() == ErrorCode::revision, std::string("a revision error: ") + error.what());
    require(error.place().file == "fuzz.sql" && error.place().line >= 1 && error.place().line <= lines,
            "an error names a line of the file: " + std::to_string(error.place().line) + " " + error.what());
    return std::nullopt;
  }
}

auto header_of(const runner::Revision& revision) {
  return std::tie(revision.id, revision.parents, revision.message, revision.created, revision.proved,
                  revision.depends_on, revision.labels, revision.options, revision.proof, revision.checksum);
}

bool same_sections(const runner::Revision& a, const runner::Revision& b) {
  return std::ranges::equal(a.sections, b.sections, [](const runner::Section& x, const runner::Section& y) {
    return std::tie(x.direction, x.engine, x.text) == std::tie(y.direction, y.engine, y.text);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::optional<runner::Revision> revision = parse(fuzz::text_of(data, size));
  if (!revision) return 0;
  const std::string canonical = runner::render_revision(*revision);
  const std::optional<runner::Revision> again = parse(canonical);
  require(again.has_value(), "what is rendered can be read\n" + canonical);
  require(header_of(*again) == header_of(*revision), "the header survives\n" + canonical);
  require(same_sections(*again, *revision), "the sections survive\n" + canonical);
  require(runner::render_revision(*again) == canonical, "the canonical text is stable\n" + canonical);
  return 0;
}
