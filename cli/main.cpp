// Words in, exit code out. Nothing is read or connected to before a command asks for it.
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"
#include "cli/version.hpp"

namespace strata::cli {
namespace {

Output output_of(const GlobalOptions& global) {
  return make_output(global.colour, global.json, global.quiet, global.verbose);
}

ExitCode fail(const Output& output, const Error& error) {
  print_error(output, error);
  return exit_code_of(error.code());
}

ExitCode run_words(const std::vector<std::string>& words, Output& output) {
  const auto parsed = parse_arguments(words);
  if (const auto* text = std::get_if<PrintAndLeave>(&parsed)) {
    print(output, text->text);
    finish(output);
    return ExitCode::fine;
  }
  const auto& arguments = std::get<Arguments>(parsed);
  output = output_of(arguments.global);
  const Context context{arguments.global, output};
  const ExitCode code = std::visit([&](const auto& command) { return run(command, context); }, arguments.command);
  finish(output);
  return code;
}

ExitCode guarded_run(const std::vector<std::string>& words) {
  Output output = output_of(guess_output_options(words));
  try {
    return run_words(words, output);
  } catch (const Error& error) {
    return fail(output, error);
  } catch (const std::exception& error) {
    return fail(output, Error(ErrorCode::internal, error.what()).hint("this is a bug of strata's: please report it"));
  }
}

}  // namespace
}  // namespace strata::cli

int main(int argc, char** argv) {
  strata::cli::leave_on_interrupt();
  return static_cast<int>(strata::cli::guarded_run(std::vector<std::string>(argv + 1, argv + argc)));
}
