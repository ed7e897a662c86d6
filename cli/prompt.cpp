// Asks on standard error, since standard output is for data, and reads standard input.
#include "cli/prompt.hpp"

#include <cstdio>
#include <iostream>

namespace strata::cli {

std::optional<std::string> ask_text(const std::string& question) {
  std::fputs(question.c_str(), stderr);
  std::fflush(stderr);
  std::string line;
  const bool answered = static_cast<bool>(std::getline(std::cin, line));
  if (!answered) std::fputc('\n', stderr);  // what is said next begins on a line of its own
  if (line.empty()) return std::nullopt;
  return line;
}

bool ask_yes_no(const std::string& question) {
  const auto answer = ask_text(question + " [y/N] ");
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace strata::cli
