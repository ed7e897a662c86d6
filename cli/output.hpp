// Where words go: data on standard output, everything else on standard error; colour only where somebody looks.
#pragma once

#include "schema/error.hpp"

#include <cstdio>
#include <string>
#include <string_view>

namespace strata::cli {

enum class ColourChoice { automatic, always, never };
enum class Style { plain, bold, dim, red, green, yellow, cyan };

// The streams and the wishes of one call.
struct Output {
  std::FILE* data = stdout;
  std::FILE* notes = stderr;
  bool data_colour = false;
  bool notes_colour = false;
  bool json = false;  // data is one JSON object, errors too
  bool quiet = false;  // no notes but warnings and errors
  bool progress = false;  // what goes on too
};

// Colour as asked for; else where a terminal is and NO_COLOR (https://no-color.org) is not set.
Output make_output(ColourChoice colour, bool json, bool quiet, bool verbose);

// True when questions can be asked: somebody reads what we say and can answer.
bool can_ask();

// Data: what the command is for. A line end is added to print_line only.
void print(const Output& output, std::string_view text);
void print_line(const Output& output, std::string_view text, Style style = Style::plain);

// `text` with the style's escape codes, if the data stream has colour.
std::string styled(const Output& output, std::string_view text, Style style);

// For people, on standard error: what was done; what to beware of; what goes on (at a terminal, or with --verbose).
void note(const Output& output, std::string_view text);
void warn(const Output& output, std::string_view text);
void progress(const Output& output, std::string_view text);

// "error: message", the place, the detail and the hint; with --json the object {"error": …} on standard output.
void print_error(const Output& output, const Error& error);

// A path for people: relative to the working directory where it is below it.
std::string display_path(const std::string& path);

// Flushes the data. Throws Error(internal) if it could not all be written (a full disk, a closed pipe).
void finish(const Output& output);

}  // namespace strata::cli
