// Prints for people, with escape codes where they are wanted. JSON is json_output.cpp's.
#include "cli/output.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/json_output.hpp"

namespace strata::cli {
namespace {

const char* code_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\033[1m";
    case Style::dim:
      return "\033[2m";
    case Style::red:
      return "\033[1;31m";
    case Style::green:
      return "\033[32m";
    case Style::yellow:
      return "\033[33m";
    case Style::cyan:
      return "\033[36m";
  }
  return "";
}

std::string styled(bool colour, std::string_view text, Style style) {
  if (!colour || style == Style::plain) return std::string(text);
  return fmt::format("{}{}\033[0m", code_of(style), text);
}

bool wants_colour(ColourChoice choice, std::FILE* stream) {
  if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::strcmp(terminal, "dumb") == 0) return false;
  return isatty(fileno(stream)) != 0;
}

// Data that was printed before must stand before it where both streams end in one file.
void write_note(const Output& output, std::string_view text) {
  std::fflush(output.data);
  std::fwrite(text.data(), 1, text.size(), output.notes);
  std::fputc('\n', output.notes);
}

std::string to_string(const Place& place) {
  std::string text = display_path(place.file);
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

}  // namespace

Output make_output(ColourChoice colour, bool json, bool quiet, bool verbose) {
  Output output;
  output.data_colour = !json && wants_colour(colour, output.data);
  output.notes_colour = wants_colour(colour, output.notes);
  output.json = json;
  output.quiet = quiet;
  output.progress = verbose || (!quiet && isatty(fileno(output.notes)) != 0);
  return output;
}

bool can_ask() {
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

void print(const Output& output, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), output.data);
}

void print_line(const Output& output, std::string_view text, Style style) {
  print(output, styled(output.data_colour, text, style));
  std::fputc('\n', output.data);
}

std::string styled(const Output& output, std::string_view text, Style style) {
  return styled(output.data_colour, text, style);
}

void note(const Output& output, std::string_view text) {
  if (!output.quiet) write_note(output, text);
}

void warn(const Output& output, std::string_view text) {
  write_note(output, fmt::format("{} {}", styled(output.notes_colour, "warning:", Style::yellow), text));
}

void progress(const Output& output, std::string_view text) {
  if (output.progress) write_note(output, styled(output.notes_colour, text, Style::dim));
}

void print_error(const Output& output, const Error& error) {
  if (output.json) {
    print_line(output, error_json(error));
    return;
  }
  write_note(output, fmt::format("{} {}", styled(output.notes_colour, "error:", Style::red), error.what()));
  if (!error.place().file.empty()) write_note(output, fmt::format("  at {}", to_string(error.place())));
  if (!error.detail().empty()) {
    std::string_view detail = error.detail();
    while (detail.ends_with('\n')) detail.remove_suffix(1);
    write_note(output, detail);
  }
  if (!error.hint().empty()) {
    write_note(output, fmt::format("{} {}", styled(output.notes_colour, "hint:", Style::cyan), error.hint()));
  }
}

std::string display_path(const std::string& path) {
  if (path.empty() || path.front() != '/') return path;
  std::error_code failure;
  const std::filesystem::path here = std::filesystem::current_path(failure);
  if (failure) return path;
  const std::string prefix = (here / "").string();
  return path.starts_with(prefix) && path.size() > prefix.size() ? path.substr(prefix.size()) : path;
}

void finish(const Output& output) {
  if (std::fflush(output.data) != 0 || std::ferror(output.data) != 0) {
    throw Error(ErrorCode::internal, fmt::format("can't write all output: {}", std::strerror(errno)));
  }
}

}  // namespace strata::cli
