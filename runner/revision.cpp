// What can be asked of a revision without a file or a database: its section for an engine and its checksum.
#include "runner/revision.hpp"

#include "runner/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace strata::runner {
namespace {

bool has_section_of_its_own(const Revision& revision, std::string_view engine) {
  return std::any_of(revision.sections.begin(), revision.sections.end(),
                     [&](const Section& section) { return section.engine == engine; });
}

const Section* find_section(const Revision& revision, Direction direction, std::string_view engine) {
  const auto found = std::find_if(revision.sections.begin(), revision.sections.end(), [&](const Section& section) {
    return section.direction == direction && section.engine == engine;
  });
  return found == revision.sections.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(Direction direction) {
  return direction == Direction::up ? "up" : "down";
}

Direction reversed(Direction direction) {
  return direction == Direction::up ? Direction::down : Direction::up;
}

const Section* section_for(const Revision& revision, Direction direction, std::string_view engine) {
  if (has_section_of_its_own(revision, engine)) return find_section(revision, direction, engine);

  const bool generated = !revision.proved.empty();
  const bool written_for_it =
      std::find(revision.proved.begin(), revision.proved.end(), engine) != revision.proved.end();
  if (generated && !written_for_it) {
    throw Error(ErrorCode::refused,
                fmt::format("revision {} ({}) was not written for {}: it was proved on {}", revision.id,
                            revision.message, engine, fmt::join(revision.proved, ", ")))
        .at({revision.file})
        .hint(fmt::format("add sections '-- strata:up {0}' and '-- strata:down {0}' to the file", engine));
  }
  return find_section(revision, direction, "");
}

std::string checksum_of(const std::vector<Section>& sections) {
  // A NUL can't be part of a section, so that no two lists of sections give the same text.
  constexpr std::size_t longest_direction = 4;
  std::size_t size = 0;
  for (const Section& section : sections)
    size += longest_direction + section.engine.view().size() + section.text.size() + 3;
  std::string text;
  text.reserve(size);
  for (const Section& section : sections) {
    text += to_string(section.direction);
    text += '\0';
    text += section.engine;
    text += '\0';
    text += section.text;
    text += '\0';
  }
  return sha256_hex(text);
}

}  // namespace strata::runner
