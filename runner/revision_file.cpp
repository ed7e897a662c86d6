// Text -> Revision in three cuts: the lines between the marks are the header, the directives after it begin the
// sections, and what is left outside must be blank or comment. Line ends are normalised first.
#include "runner/revision_file.hpp"

#include "runner/header.hpp"
#include "runner/section_scan.hpp"
#include "schema/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace strata::runner {
namespace {

constexpr std::string_view opening_mark = "-- +++ strata";
constexpr std::string_view closing_mark = "-- +++";

// The text without byte-order mark and without any \r before \n, so that normalising again changes nothing;
// `copy` holds it where it is not a part of `text`.
std::string_view normalised(std::string_view text, std::string& copy) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.find('\r') == std::string_view::npos) return text;
  copy.reserve(text.size());
  for (const char c : text) {
    while (c == '\n' && copy.ends_with('\r')) copy.pop_back();
    copy += c;
  }
  return copy;
}

constexpr bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// By a loop: what is cut off is short, and find_last_not_of is a call for each character.
std::string_view right_trimmed(std::string_view text) {
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  return text;
}

int lines_in(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// Header and rest of a file, with the lines they begin on.
struct Parts {
  std::string_view header;
  int header_line = 1;
  std::string_view body;
  int body_line = 1;
};

Error error_at(const std::string& file, int line, const std::string& message) {
  return Error(ErrorCode::revision, message).at({file, line, 0});
}

Parts cut(std::string_view text, const std::string& file) {
  Parts parts;
  bool opened = false;
  int line_number = 1;
  std::size_t header_begin = 0;
  for (std::size_t begin = 0; begin < text.size(); ++line_number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = right_trimmed(text.substr(begin, end - begin));
    const std::size_t next = std::min(end + 1, text.size());
    if (!opened && line == opening_mark) {
      opened = true;
      header_begin = next;
      parts.header_line = line_number + 1;
    } else if (!opened && !line.empty()) {
      break;
    } else if (opened && line == closing_mark) {
      parts.header = text.substr(header_begin, begin - header_begin);
      parts.body = text.substr(next);
      parts.body_line = line_number + 1;
      return parts;
    }
    begin = next;
  }
  if (opened) {
    throw error_at(file, parts.header_line - 1, "the header is never closed").hint("it ends with a line '-- +++'");
  }
  // A file of blanks only is passed to its end.
  throw error_at(file, std::min(line_number, lines_in(text) + 1),
                 "this is not a revision: it does not begin with '-- +++ strata'")
      .hint(
          "only revisions may have names that end in .sql in the migrations directory; strata revision -m … makes one");
}

// The text without blank lines around it, and the line that it then begins on.
void set_text(Section& section, std::string_view text, int line) {
  std::size_t begin = 0;  // of the first line that is not blank
  section.first_line = line;
  for (std::size_t i = 0; i < text.size() && is_white(text[i]); ++i) {
    if (text[i] != '\n') continue;
    begin = i + 1;
    ++section.first_line;
  }
  section.text = right_trimmed(text.substr(begin));
  if (section.text.empty()) section.first_line = line;
}

Section parse_directive(const DirectiveLine& directive, const std::string& file) {
  const std::size_t space = std::min(directive.words.find_first_of(" \t"), directive.words.size());
  const std::string_view direction = directive.words.substr(0, space);
  Section section;
  if (direction == "up")
    section.direction = Direction::up;
  else if (direction == "down")
    section.direction = Direction::down;
  else {
    throw error_at(file, directive.line, fmt::format("unknown directive 'strata:{}'", directive.words))
        .hint(schema::did_you_mean(direction, {"up", "down"}));
  }
  const std::size_t engine = directive.words.find_first_not_of(" \t", space);
  if (engine == std::string_view::npos) return section;
  section.engine = directive.words.substr(engine);
  if (section.engine.view().find_first_of(" \t") != std::string_view::npos) {
    throw error_at(file, directive.line, fmt::format("'{}' names more than one engine", directive.words))
        .hint("give each engine a section of its own");
  }
  return section;
}

// Only blank lines and comments may stand between the header and the first section.
void check_outside(std::string_view text, int line, const std::string& file) {
  for (; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    const std::size_t first = content.find_first_not_of(" \t");
    if (first != std::string_view::npos && !content.substr(first).starts_with("--")) {
      throw error_at(file, line, "text outside of a section").hint("write '-- strata:up' on a line above it");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// With the directives of one reading.
std::vector<Section> cut_sections(const Parts& parts, const std::string& file,
                                  const std::vector<DirectiveLine>& directives) {
  const std::size_t first = directives.empty() ? parts.body.size() : directives.front().begin;
  check_outside(parts.body.substr(0, first), parts.body_line, file);

  std::vector<Section> sections;
  sections.reserve(directives.size());
  for (std::size_t i = 0; i < directives.size(); ++i) {
    Section section = parse_directive(directives[i], file);
    const auto twin = std::find_if(sections.begin(), sections.end(), [&](const Section& other) {
      return other.direction == section.direction && other.engine == section.engine;
    });
    if (twin != sections.end()) {
      throw error_at(file, directives[i].line, fmt::format("a second section '{}'", directives[i].words))
          .hint(fmt::format("the first one's text begins on line {}", twin->first_line));
    }
    const std::size_t end = i + 1 < directives.size() ? directives[i + 1].begin : parts.body.size();
    set_text(section, parts.body.substr(directives[i].end, end - directives[i].end), directives[i].line + 1);
    sections.push_back(std::move(section));
  }
  return sections;
}

std::string section_name(Direction direction, std::string_view engine) {
  return fmt::format("strata:{}{}{}", to_string(direction), engine.empty() ? "" : " ", engine);
}

// Each up has its down, unless there is no way back, and each down its up.
// What is missing is told at its section or where sections should begin, or at the file's last line if that comes
// first.
void check_pairs(const Revision& revision, int body_line, std::string_view text) {
  const auto within = [&](int line) { return std::min(line, 1 + lines_in(text)); };
  if (revision.sections.empty()) {
    throw error_at(revision.file, within(body_line), "the revision has no sections")
        .hint("write '-- strata:up' and '-- strata:down' with the SQL below each");
  }
  for (const Section& section : revision.sections) {
    const Direction other = section.direction == Direction::up ? Direction::down : Direction::up;
    const bool paired = std::any_of(revision.sections.begin(), revision.sections.end(), [&](const Section& candidate) {
      return candidate.direction == other && candidate.engine == section.engine;
    });
    if (paired || (other == Direction::down && !revision.options.irreversible.empty())) continue;
    throw error_at(revision.file, within(section.first_line),
                   fmt::format("there is no section '{}'", section_name(other, section.engine)))
        .hint(other == Direction::down
                  ? "add it (an empty one says that there is nothing to do), or irreversible = \"why\" to the header"
                  : "add it; an empty one says that there is nothing to do");
  }
}

// How the engines that a generated file was proved on read it, where they agree; else a guess, and not known.
Reading reading_of(const Revision& revision, LexisOf lexis_of) {
  Reading reading{dialects::Lexis::standard, false, lexis_of};
  if (lexis_of == nullptr) return reading;
  for (const std::string& engine : revision.proved) {
    const std::optional<dialects::Lexis> lexis = lexis_of(engine);
    if (!lexis || (reading.plain_is_known && *lexis != reading.plain))
      return {dialects::Lexis::standard, false, lexis_of};
    reading = {*lexis, true, lexis_of};
  }
  return reading;
}

void set_sections(Revision& revision, const Parts& parts, const Directives& directives, std::string_view text) {
  if (directives.problem) {  // the scanner does not know the file
    Error error = *directives.problem;
    throw error.at({revision.file, error.place().line, error.place().column});
  }
  revision.sections = cut_sections(parts, revision.file, directives.lines);
  check_pairs(revision, parts.body_line, text);
}

// The sections as the other Lexis gives them; nothing where it makes no revision of the file.
std::optional<std::vector<Section>> read_otherwise(const Revision& revision, const Parts& parts,
                                                   const Directives& directives, std::string_view text) {
  Revision other = revision;
  try {
    set_sections(other, parts, directives, text);
  } catch (const Error&) {  // the first reading tells what is wrong
    return std::nullopt;
  }
  return std::move(other.sections);
}

// Where engines read a section of all of them differently, the reading that makes a revision of the file holds; two
// that make different ones are refused.
void read_sections(Revision& revision, const Parts& parts, LexisOf lexis_of, std::string_view text) {
  Reading reading = reading_of(revision, lexis_of);
  const Directives directives = find_directives(parts.body, parts.body_line, reading);
  if (!directives.unsure) return set_sections(revision, parts, directives, text);

  reading.plain = dialects::Lexis::escapes;
  const Directives others = find_directives(parts.body, parts.body_line, reading);
  if (!directives.problem && directives.lines == others.lines) return set_sections(revision, parts, directives, text);
  std::optional<std::vector<Section>> otherwise = read_otherwise(revision, parts, others, text);
  try {
    set_sections(revision, parts, directives, text);
  } catch (const Error&) {
    if (!otherwise) throw;
    revision.sections = std::move(*otherwise);
    return;
  }
  if (!otherwise) return;
  const auto [here, there] = std::ranges::mismatch(directives.lines, others.lines);
  const int line = std::min(here != directives.lines.end() ? here->line : std::numeric_limits<int>::max(),
                            there != others.lines.end() ? there->line : std::numeric_limits<int>::max());
  throw error_at(revision.file, line, "engines disagree on whether this directive is inside a string or comment")
      .hint(
          "double the quotes inside of strings instead of escaping them ('it''s'), or give each engine a section of "
          "its own");
}

}  // namespace

Revision parse_revision(std::string_view text, const std::string& file, LexisOf lexis_of) {
  if (text.find('\0') != std::string_view::npos) {
    throw error_at(file, 1 + lines_in(text.substr(0, text.find('\0'))),
                   "the file holds a NUL byte: it is not SQL text");
  }
  std::string copy;
  const Parts parts = cut(normalised(text, copy), file);

  Revision revision;
  if (!read_canonical_header(parts.header, parts.header_line, revision)) {
    revision = Revision{};
    revision.file = file;
    read_toml_header(parts.header, parts.header_line, revision);
  }
  revision.file = file;
  read_sections(revision, parts, lexis_of, text);
  revision.checksum = checksum_of(revision.sections);
  return revision;
}

std::string render_revision(const Revision& revision) {
  std::string text = fmt::format("{}\n{}{}\n", opening_mark, render_header(revision), closing_mark);
  for (const Section& section : revision.sections) {
    text += fmt::format("\n-- {}\n", section_name(section.direction, section.engine));
    if (!section.text.empty()) text += section.text + '\n';
  }
  return text;
}

}  // namespace strata::runner
