// Questions at a terminal; nobody is asked where can_ask() says no.
#pragma once

#include <optional>
#include <string>

namespace strata::cli {

// "question [y/N] ": only y and yes are a yes, the end of input is a no.
bool ask_yes_no(const std::string& question);

// One line of text; nothing at the end of input or for an empty line.
std::optional<std::string> ask_text(const std::string& question);

}  // namespace strata::cli
