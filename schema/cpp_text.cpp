// Literals and line breaking; see cpp_text.hpp. Within a statement a control character marks where a line may end:
// literals never hold one, because they are escaped.
#include "schema/cpp_text.hpp"

#include <algorithm>

namespace strata::schema {
namespace {

constexpr char space_or_break = '\x1f';
constexpr char forced_break = '\x1e';
constexpr std::size_t line_width = 120;
constexpr std::size_t piece_width = 96;
constexpr std::string_view indent = "  ";
constexpr std::string_view continuation = "      ";
constexpr std::string_view deep_continuation = "          ";  // within a call that is on a line of its own

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20U || c == '\x7f';
}

// Octal, because a hexadecimal escape has no end of its own.
std::string octal_escape(char c) {
  const auto value = static_cast<unsigned char>(c);
  std::string text = "\\";
  for (const unsigned shift : {6U, 3U, 0U}) text += static_cast<char>('0' + ((value >> shift) & 7U));
  return text;
}

std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      return is_control(c) ? octal_escape(c) : std::string(1, c);
  }
}

std::string raw_literal(std::string_view text) {
  std::string delimiter;
  while (text.find(")" + delimiter + "\"") != std::string_view::npos)
    delimiter = delimiter.empty() ? "sql" : delimiter + "_";
  return "R\"" + delimiter + "(" + std::string(text) + ")" + delimiter + "\"";
}

// Pieces end after a space, so that words stay whole.
std::string plain_literal(std::string_view text) {
  std::string out = "\"";
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string character = escaped(text[i]);
    out += character;
    width += character.size();
    const bool ends_piece = width >= piece_width && text[i] == ' ' && i + 1 < text.size();
    if (!ends_piece) continue;
    out += std::string("\"") + forced_break + "\"";
    width = 0;
  }
  return out += '"';
}

std::string argument_list(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) {
    if (!text.empty()) text += std::string(",") + space_or_break;
    text += argument;
  }
  return text;
}

std::string on_one_line(std::string text) {
  std::ranges::replace(text, space_or_break, ' ');
  return text;
}

bool has_line_break(std::string_view text) {
  return text.find('\n') != std::string_view::npos || text.find(forced_break) != std::string_view::npos;
}

// Writes a part, breaking where it may when the next atom would go over the line.
void append_wrapped(std::string& out, std::size_t& column, std::string_view part, std::string_view line_start) {
  while (!part.empty()) {
    const std::size_t end = std::min(part.find_first_of("\x1f\x1e"), part.size());
    const std::string_view atom = part.substr(0, end);
    out += atom;
    const std::size_t newline = atom.rfind('\n');
    column = newline == std::string_view::npos ? column + atom.size() : atom.size() - newline - 1;
    if (end == part.size()) return;
    const bool forced = part[end] == forced_break;
    part.remove_prefix(end + 1);
    const std::string_view next = part.substr(0, part.find_first_of("\x1f\x1e\n"));
    if (forced || column + 1 + next.size() > line_width) {
      out += "\n" + std::string(line_start);
      column = line_start.size();
    } else {
      out += ' ';
      ++column;
    }
  }
}

}  // namespace

std::string cpp_literal(std::string_view text) {
  const bool plain_controls = std::ranges::any_of(text, [](char c) { return is_control(c) && c != '\n'; });
  const bool lines = text.find('\n') != std::string_view::npos;
  const bool needs_escapes = text.find_first_of("\"\\") != std::string_view::npos;
  const bool raw = !plain_controls && (lines || (needs_escapes && text.size() < piece_width));
  return raw ? raw_literal(text) : plain_literal(text);
}

std::string cpp_comment(std::string_view text) {
  std::string out = "// ";
  for (const char c : text) {
    if (c == '\n') {
      out += "\n// ";
    } else if (!is_control(c)) {
      out += c;
    }
  }
  // A backslash at the end of a line would draw the next one into the comment.
  if (out.ends_with('\\')) out += '.';
  return out + "\n";
}

Statement& Statement::call(std::string_view name, const std::vector<std::string>& arguments) {
  parts_.push_back("." + cpp_call(name, arguments));
  return *this;
}

Statement& Statement::text(std::string_view name, std::string_view argument) {
  return argument.empty() ? *this : call(name, {cpp_literal(argument)});
}

Statement& Statement::flag(std::string_view name, bool wanted) {
  return wanted ? call(name) : *this;
}

std::string Statement::render() const {
  std::string whole(indent);
  for (const std::string& part : parts_) whole += part;
  whole += ';';
  if (whole.size() <= line_width && !has_line_break(whole)) return on_one_line(whole) + "\n";
  std::string out(indent);
  std::size_t column = indent.size();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (i > 0) {
      out += "\n" + std::string(continuation);
      column = continuation.size();
    }
    append_wrapped(out, column, parts_[i], i == 0 ? continuation : deep_continuation);
  }
  return out + ";\n";
}

std::string cpp_call(std::string_view name, const std::vector<std::string>& arguments) {
  return std::string(name) + "(" + argument_list(arguments) + ")";
}

std::string cpp_braces(const std::vector<std::string>& elements) {
  return "{" + argument_list(elements) + "}";
}

}  // namespace strata::schema
